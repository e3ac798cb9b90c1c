import { expect } from '@open-wc/testing';
import { record } from '../../src/engine/leader/recorder/recorder.js';
import { loadLate } from './late-parts.js';
import { openPage, settled, until, type Mirror } from './mirror.js';
import { get, said, shownPage, type } from './shown.js';

/** What the page makes of what is private: copies of it, parts of it, signs of it. */
describe('what a page makes of what is private', () => {
  const PASSWORD = 'zqxjkv77';
  const CODE = '482913';
  const CARD = '4532015112830366';
  const { show } = shownPage();
  const shown = ({ copy }: Mirror, selector: string) => copy.querySelector(selector)!.textContent;
  const digits = (text: string) => text.replaceAll(/\D/g, '');

  async function typeEach(field: HTMLInputElement, text: string): Promise<void> {
    for (let length = 1; length <= text.length; length += 1) {
      type(field, text.slice(0, length));
      await settled(1);
    }
    await settled();
  }

  const BOXES = ['<div><b></b></div>', '<p><i><u><s><b></b></s></u></i></p>'];

  it('is not told in a box for each digit', async () => {
    const boxes = BOXES[0]!.repeat(6);
    const page = show(`<body><input autocomplete=one-time-code><main>${boxes}</main>`);
    const field = get<HTMLInputElement>(page, 'input');
    field.addEventListener('input', () => {
      page.document.querySelectorAll('b').forEach((box, i) => {
        box.textContent = field.value[i] ?? '';
      });
    });
    await typeEach(field, CODE);
    expect(digits(shown(page, 'main'))).to.equal('');
  });

  for (const [n, box] of BOXES.entries()) {
    it(`is not told in boxes for its digits, of which all but one are dots: ${n}`, async () => {
      const code = '728194';
      const page = show(`<body><input autocomplete=one-time-code><main>${box.repeat(6)}</main>`);
      for (let length = 1; length <= code.length; length += 1) {
        type(get<HTMLInputElement>(page, 'input'), code.slice(0, length));
        page.document.querySelectorAll('b').forEach((cell, i) => {
          cell.textContent = i < length - 1 ? '•' : i < length ? code[i]! : '';
        });
        await settled(1);
        expect(digits(shown(page, 'main'))).to.equal('');
      }
    });
  }

  it('is not told letter by letter', async () => {
    const page = show('<body><input type=password><p>before</p>');
    type(get<HTMLInputElement>(page, 'input'), PASSWORD);
    get(page, 'p').innerHTML = [...PASSWORD].map((letter) => `<i>${letter}</i>`).join('');
    await settled();
    expect(shown(page, 'p')).not.to.match(/[zqxjkv7]/);
  });

  it('is not told in groups, nor without the spaces around it', async () => {
    const page = show('<body><input autocomplete=one-time-code><p></p><p></p>');
    type(get<HTMLInputElement>(page, 'input'), ` ${CODE} `);
    const [one, other] = page.document.querySelectorAll('p');
    one!.textContent = 'You entered 482-913';
    other!.textContent = `You entered ${CODE}`;
    await settled();
    expect(digits(page.copy.body.textContent)).to.equal('');
  });

  it('is not told in capitals, nor with what is not seen in it', async () => {
    const page = show('<body><input type=password><p></p><p></p>');
    type(get<HTMLInputElement>(page, 'input'), PASSWORD);
    const [capitals, spaced] = page.document.querySelectorAll('p');
    capitals!.textContent = `It is ${PASSWORD.toUpperCase()}.`;
    spaced!.textContent = [...PASSWORD].join('\u200b');
    await settled();
    expect(page.copy.body.textContent).not.to.match(/[zqxjkv7]/i);
  });

  it('is not told beside a field for a card, while it is typed', async () => {
    const page = show('<body><input autocomplete=cc-number><p></p>');
    const field = get<HTMLInputElement>(page, 'input');
    field.addEventListener('input', () => {
      get(page, 'p').textContent = field.value.padEnd(16, '•').replaceAll(/(.{4})(?=.)/g, '$1 ');
    });
    const told: number[] = [];
    for (let length = 1; length <= 16; length += 1) {
      type(field, '4929174506278433'.slice(0, length));
      await settled(1);
      told.push(digits(shown(page, 'p')).length);
    }
    expect(Math.max(...told)).to.be.below(8);
  });

  it('is not told in two groups of boxes, each with a box around it', async () => {
    const group = `<div>${'<div><div></div></div>'.repeat(3)}</div>`;
    const page = show(
      `<body><input autocomplete=one-time-code><main>${group}<i>-</i>${group}</main>`,
    );
    const field = get<HTMLInputElement>(page, 'input');
    field.addEventListener('input', () => {
      page.document.querySelectorAll('main div div div').forEach((box, i) => {
        box.textContent = field.value[i] ?? '';
      });
    });
    await typeEach(field, CODE);
    expect(digits(shown(page, 'main'))).to.equal('');
    page.recorder.snapshot();
    expect(page.records.at(-1)!.json).not.to.match(/"[482913]"/);
  });

  for (const how of ['name=cvc', 'name=cardCvv2', 'name=ccv', 'autocomplete=cc-csc']) {
    it(`is not told by a picture of the card with its security code: ${how}`, async () => {
      const page = show(`<body><input ${how}><p></p>`);
      const field = get<HTMLInputElement>(page, 'input');
      field.addEventListener('input', () => (get(page, 'p').textContent = field.value));
      await typeEach(field, '739');
      expect(digits(shown(page, 'p'))).to.equal('');
    });
  }

  it('is not told by attributes that components and frameworks write what they hold to', async () => {
    const names = 'current-value modelvalue default-value'.split(' ');
    const page = show('<body><x-field></x-field>');
    const host = get(page, 'x-field');
    const shadow = host.attachShadow({ mode: 'open' });
    shadow.innerHTML = '<input type=password>';
    const field = shadow.querySelector('input')!;
    field.addEventListener('input', () => {
      for (const name of names) host.setAttribute(name, field.value);
    });
    await settled();
    await typeEach(field, PASSWORD);
    expect(said(page)).not.to.contain(PASSWORD.slice(0, 2));
  });

  it('is not told by the symbols of a counter', async () => {
    const page = show(`<body><section surfly_private>
      <style>@counter-style secret { system: cyclic; symbols: ${PASSWORD} } li { list-style: secret }</style>
      <li>a</li></section>`);
    await settled();
    expect(said(page)).not.to.contain(PASSWORD);
  });

  it('is not told by a field that takes the place of an empty one which asks for the same', async () => {
    const page = show('<body><div><input type=password placeholder=Password></div>');
    await settled();
    const other = page.document.createElement('input');
    other.placeholder = 'Password';
    get(page, 'input').replaceWith(other);
    await settled();
    await typeEach(other, PASSWORD);
    expect(said(page)).not.to.contain(PASSWORD.slice(0, 2));
  });

  it('says nothing of a field beside it that has a space for a placeholder, too', async () => {
    const page = show('<body><input placeholder=" "><input type=password placeholder=" ">');
    await settled();
    await typeEach(get<HTMLInputElement>(page, 'input'), 'anna');
    await settled();
    expect(page.copy.querySelector('input')!.value).to.equal('anna');
  });

  for (const [where, html] of [
    ['a field that must be filled in', '<body><label>Password <b>*</b></label>'],
    ['a separator', '<body><p>5 min • 3 comments</p>'],
    ['styles', '<head><style>* { margin: 0 }</style></head><body>'],
  ] as const) {
    it(`is not told by a mask over what it ends in, in a page with ${where}`, async () => {
      const page = show(`${html}<input type=password><p>In your cart: <span>2</span></p>`);
      await settled();
      await typeEach(get<HTMLInputElement>(page, 'input'), 'hunter21');
      get(page, 'span').textContent = '1';
      await settled();
      expect(shown(page, 'span')).to.equal('1');
    });
  }

  it('is not told by a field without a name that takes the place of its own, and is typed on in', async () => {
    const page = show('<body><div><input type=password placeholder=Password></div>');
    const field = get<HTMLInputElement>(page, 'input');
    await typeEach(field, PASSWORD);
    const other = page.document.createElement('input');
    other.value = field.value;
    field.replaceWith(other);
    await settled();
    for (const text of [`${PASSWORD}W`, `${PASSWORD}WY`, 'WYWY']) {
      type(other, text);
      await settled(1);
    }
    await settled();
    page.recorder.snapshot();
    expect(said(page)).not.to.match(/WY|zqxj/);
  });

  it('is not told by a card number over several lines, elements or texts of a picture', async () => {
    const groups = CARD.match(/..../g)!;
    const each = (name: string) => groups.map((group) => `<${name}>${group}</${name}>`);
    const page = show(`<body><p>${each('span').join('\n            ')}</p>
      <p>${groups.join('\n            ')}</p><p>${groups.join(' · ')}</p>
      <svg><text>${each('tspan').join(' ')}</text></svg>`);
    await settled();
    expect(digits(page.copy.body.textContent)).to.equal('');
  });

  it('is not told by a field that shows dots', async () => {
    const style = '<style>input { -webkit-text-security: disc }</style>';
    const page = show(`${style}<body><input inputmode=numeric>`);
    await typeEach(get<HTMLInputElement>(page, 'input'), '739182');
    expect(said(page)).not.to.contain('7391');
  });

  it('is not told by fields with other names for the same', async () => {
    const names =
      'cardCvv ccCvc otpCode smsOtp userPassword passwordConfirm password12 oneTimeCode '
        .concat('securityCode security_code totp pin passcode pass card-cvv otp2 verificationCode ')
        .concat('ccv cardcvc smsCode twoFactorCode mfaToken')
        .split(' ');
    const fields = names.map((name) => `<div><input name="${name}"></div>`).join('');
    const page = show(`<body>${fields}<input name=boarding_pass_type><input name=accNo>`);
    for (const field of page.document.querySelectorAll('input')) type(field, `told ${field.name}`);
    await settled();
    const told = [...page.copy.querySelectorAll('input')].filter(({ value }) => value[0] === 't');
    expect(told.map(({ name }) => name)).to.deep.equal(['boarding_pass_type', 'accNo']);
  });

  it('is not told by where the focus is', async () => {
    const page =
      show(`<body><div surfly_private id=pad><button id=a>1</button><button id=b>2</button>
      <input type=radio id=c></div>`);
    await settled();
    for (const id of ['a', 'b', 'c']) {
      get(page, `#${id}`).focus();
      await settled();
      expect(page.copy.querySelector('#pad [surfly-focus]')).to.equal(null);
    }
  });

  it('is not told where it comes together with its field', async () => {
    const page = show('<body><main></main>');
    await settled();
    get(page, 'main').innerHTML =
      `<p>Your password is ${PASSWORD}</p><input type=password value=${PASSWORD}>
       <x-input type=password value=${PASSWORD}></x-input>`;
    await settled();
    expect(said(page)).to.contain('•').and.not.to.contain(PASSWORD);
  });

  it('is not told once something else was typed over it', async () => {
    const page = show('<body><input autocomplete=one-time-code><p></p>');
    await typeEach(get<HTMLInputElement>(page, 'input'), CODE);
    type(get<HTMLInputElement>(page, 'input'), '7');
    await settled();
    get(page, 'p').textContent = `${CODE} is wrong`;
    await settled();
    expect(said(page)).not.to.contain(CODE);
  });

  it('is told by a field that is private no more', async () => {
    const page = show('<body><input surfly_private><p></p>');
    type(get<HTMLInputElement>(page, 'input'), 'street 1234');
    await settled();
    expect(said(page)).not.to.contain('street 1234');
    get(page, 'input').removeAttribute('surfly_private');
    await settled();
    expect(page.copy.querySelector('input')!.value).to.equal('street 1234');
  });

  it('is not told by the next page', async () => {
    const page = show('<body><input autocomplete=one-time-code>');
    type(get<HTMLInputElement>(page, 'input'), CODE);
    await settled();
    page.recorder.stop();
    const frame = openPage(`<!doctype html><body><p>Code ${CODE} was accepted.</p>`);
    const told: string[] = [];
    const next = record({
      window: frame.contentWindow as Window & typeof globalThis,
      masking: page.masking,
      emit: (_kind, json) => told.push(JSON.stringify(json)),
      pointer: () => undefined,
      asset: () => undefined,
      load: loadLate,
    });
    await settled();
    next.stop();
    frame.remove();
    expect(told.join('\n')).to.contain('•').and.not.to.contain(CODE);
  });

  const styles: [name: string, css: string][] = [
    ['a comment', '/* SECRET */ color: red'],
    ['a string without an end', "color: red; content: 'SECRET"],
    ['an address without an end', 'color: red; background: url(SECRET'],
    ['a property with a letter of its own', 'color: red; --größe: SECRET'],
    ['brackets', 'color: red; --x: [a; SECRET]'],
    ['braces', 'color: red; --x: {} SECRET'],
    ['a comment with an apostrophe', "color: red; /* it's */ --x: 'SECRET'"],
    ['a counter', 'color: red; counter-reset: SECRET 482913'],
  ];
  for (const [name, css] of styles) {
    it(`is not told by the style of what is private: ${name}`, async () => {
      const page = show(`<body><div surfly_private><p style="${css}">x</p></div>`);
      await settled();
      expect(said(page))
        .to.contain('color: red')
        .and.not.to.match(/SECRET|482913/);
    });
  }

  it('is not told behind dots, with what was typed last', async () => {
    const page = show('<body><input type=password><p></p><input id=echo>');
    const field = get<HTMLInputElement>(page, 'input');
    const seen: string[] = [];
    for (let length = 1; length <= PASSWORD.length; length += 1) {
      type(field, PASSWORD.slice(0, length));
      const echo = '•'.repeat(length - 1) + PASSWORD[length - 1];
      get(page, 'p').textContent = echo;
      get<HTMLInputElement>(page, '#echo').value = echo;
      await settled(1);
      seen.push(shown(page, 'p'), page.copy.querySelector<HTMLInputElement>('#echo')!.value);
    }
    expect(seen.join('')).not.to.match(/[zqxjkv7]/);
  });

  it('is not told behind dots where it has spaces and dashes', async () => {
    const page = show('<body><input type=password><p></p>');
    const password = 'zq xj-kv7';
    type(get(page, 'input'), password);
    await settled();
    get(page, 'p').textContent = '•'.repeat(password.length - 1) + '7';
    await settled();
    expect(shown(page, 'p')).not.to.contain('7');
  });

  it('is not told as one where there is a field for each part of it', async () => {
    const page = show(`<body><form>${'<input maxlength=1>'.repeat(6)}</form>
      <form>${'<input maxlength=4>'.repeat(4)}</form><p></p><p></p><input id=echo>`);
    // Its last digit is wrong: nobody would know it for a card number by itself.
    const typo = '4532015112830367';
    const [code, card] = [...page.document.forms].map((form) => [...form.elements]) as [
      HTMLInputElement[],
      HTMLInputElement[],
    ];
    code.forEach((box, i) => type(box, CODE[i]!));
    card.forEach((box, i) => type(box, typo.slice(4 * i, 4 * i + 4)));
    await settled();
    const [one, other] = page.document.querySelectorAll('p');
    one!.textContent = `You entered ${CODE}`;
    other!.textContent = `You entered ${typo.replaceAll(/(.{4})(?=.)/g, '$1 ')}`;
    get<HTMLInputElement>(page, '#echo').value = CODE;
    await settled();
    expect(digits(shown(page, 'p'))).to.equal('');
    expect(digits(page.copy.body.textContent)).to.equal('');
    expect(digits(page.copy.querySelector<HTMLInputElement>('#echo')!.value)).to.equal('');
    code.forEach((box) => type(box, ''));
    one!.textContent = `${CODE} is wrong`;
    await settled();
    expect(digits(page.copy.body.textContent)).to.equal('');
  });

  it('is not told as one where pages have several codes and no form', async () => {
    const boxes = `<div>${'<input maxlength=1>'.repeat(6)}</div>`;
    const page = show(`<body><main>${boxes}${boxes}</main><p></p>`);
    [...CODE].forEach((digit, i) => type(page.document.querySelectorAll('input')[i]!, digit));
    await settled();
    get(page, 'p').textContent = `You entered ${CODE}`;
    await settled();
    expect(digits(shown(page, 'p'))).to.equal('');
  });

  it('is not told by where a link in a drawing leads', () => {
    const page = show(`<body><svg><a xlink:href="/u/${CARD}"><text>x</text></a></svg>`);
    expect(said(page)).not.to.contain(CARD);
  });

  it('hides nothing of what stands beside a field that holds the same word', async () => {
    const page = show(`<body><textarea surfly_private>my word 12345678</textarea><p>word</p>`);
    await settled();
    expect(shown(page, 'p')).to.equal('word');
    get(page, 'p').innerHTML = '<i>my word</i> <i>1234</i><i>5678</i>';
    await settled();
    expect(digits(shown(page, 'p'))).to.equal('');
  });

  it('is not told by the state that frameworks keep in attributes, where nobody sees it', async () => {
    const states = ['data-page', 'wire:snapshot', 'hx-vals', 'data-rows'];
    const page = show(
      `<body><input type=password id=pass><p data-label="[edit] SHOWN" data-page='{"phone":"SECRET"}' wire:snapshot='{"id":"SECRET"}'
        hx-vals='{"csrf":"SECRET"}' data-rows='[{"name":"SECRET"}]'>p</p>`,
    );
    const p = get(page, 'p');
    type(get(page, '#pass'), 'hunter2SECRET');
    for (const name of ['ng-reflect-model', 'x-data', 'v-bind:value', 'password-meter']) {
      p.setAttribute(name, "{ pw: 'hunter2SECRET' }");
    }
    p.setAttribute('data-more', '["SECRET"]');
    await settled();
    page.recorder.snapshot();
    expect(said(page)).to.contain('SHOWN').and.not.to.contain('SECRET');
    const names = page.copy.querySelector('p')!.getAttributeNames();
    expect(names).to.include.members([...states, 'data-more']);
  });

  it('is not told by an address', async () => {
    const page = show('<body><a href="#/reset?token=SECRET">x</a>');
    await settled();
    expect(said(page)).not.to.contain('SECRET');
    const names =
      'code pass pin auth jwt sig signature key sid ticket SAMLResponse userPassword otpCode secretKey';
    for (const name of names.split(' ')) {
      const url = page.masking.url(`https://shop.example/a?page=2&${name}=SECRET`);
      expect(url).to.equal(`https://shop.example/a?page=2&${name}=masked`);
    }
    const key = '4f9a0c61d2e84b7f9a3c5d6e7f801122';
    for (const path of ['reset/', 'a/1-', 'login?to=/b/']) {
      const url = page.masking.url(`https://shop.example/${path}${key}`);
      expect(url).to.equal(`https://shop.example/${path.replace('1-', '')}masked`);
    }
    const open = 'https://shop.example/shoes/the-red-shoe-of-the-summer-of-twenty-six/12345678';
    expect(page.masking.url(open)).to.equal(open);
  });

  it('is not told by an address where everything is private', () => {
    const { masking } = show('<body>', { maskAll: true });
    for (const host of ['https://a.example', 'http://127.0.0.1:80', 'https://[::1]:443']) {
      expect(masking.url(`${host}/patients/1?diagnosis=flu#x`)).to.equal(`${host}/`);
    }
  });

  it('is not kept for those who come later', async () => {
    const page = show('<body><p>SECRET</p>', { maskAll: false });
    await settled();
    const before = page.records.length;
    get(page, 'p').setAttribute('surfly_private', '');
    await until('all is told anew', () =>
      page.records.slice(before).some(({ kind }) => kind === 'snapshot'),
    );
    expect(page.records.at(-1)!.json).to.contain('•').and.not.to.contain('SECRET');
  });
});
