import { expect } from '@open-wc/testing';
import { settled } from './mirror.js';
import { get, said, shownPage, type } from './shown.js';

describe('fields of component libraries', () => {
  const { show } = shownPage();
  const read = (html: string) => async () => {
    const page = show(`<body>${html}`);
    for (const field of page.document.querySelectorAll<HTMLInputElement>('.f')) type(field, '739');
    await settled();
    return said(page).includes('"739"');
  };

  for (const attributes of [
    'id=":r1:" placeholder="CVC"',
    'id="mui-1" aria-label="Security code"',
    'class="f ant-otp-input" size=1 aria-label="OTP Input 1"',
    'name="card_code"',
    'name="cvn"',
    'name="otc"',
    'name="smsTan"',
    'name="card[number]"',
    'name="card_exp_month"',
    'name="recovery_code"',
    'name=expiry',
    'name=expMonth',
    'placeholder="MM / YY"',
    'placeholder="MM/JJ"',
    'name=iban',
    'name=ssn',
    'aria-label="Social security number"',
    'name=api_key',
  ]) {
    it(`are private by ${attributes}`, async () => {
      expect(await read(`<input class=f ${attributes}>`)()).to.equal(false);
    });
  }

  for (const html of [
    '<label>CVC <input class=f></label>',
    '<label><span>Card number</span><div><input class=f name=input_5.1></div></label>',
    '<label for=input_5_3>Security Code</label><input class=f id=input_5_3>',
    '<div><label for=r1>Card number</label><div><div><input class=f id=r1></div></div></div>',
    '<span><input class=f id=over><label for=over>Security code</label></span>',
    '<label>Enter the 6-digit code <input class=f name=code></label>',
    '<label>Cardholder name <input class=f></label>',
    '<span id=l>Card number</span><input class=f aria-labelledby=l>',
    '<b id=h>Payment</b><b id=l>CVC</b><input class=f aria-labelledby="h l">',
    '<b id=l>Prüfziffer</b><input class=f aria-labelledby=l>',
  ]) {
    it(`are private in ${html}`, async () => {
      expect(await read(html)()).to.equal(false);
    });
  }

  for (const label of [
    'Name on card',
    'Expiry date',
    'Enter code',
    'Kreditkartennummer',
    'Prüfziffer',
    'Sicherheitscode',
    'Numéro de carte',
    'Code de sécurité',
    'Code de vérification',
    'Titulaire de la carte',
    'Número de tarjeta',
    'Código de verificación',
    'Número do cartão',
    'Código de segurança',
    'Numero della carta',
    'Codice di sicurezza',
    'Kaartnummer',
    'Beveiligingscode',
    'Naam op kaart',
  ]) {
    it(`are private by the label ${label}`, async () => {
      expect(await read(`<label>${label} <input class=f></label>`)()).to.equal(false);
    });
  }

  for (const html of [
    '<input name=iban value=DE739851>',
    '<label>Prüfziffer <input value=DE739851></label>',
    '<span id=l>Card number</span><input aria-labelledby=l value=DE739851>',
  ]) {
    it(`are private from the beginning, and where they come later: ${html}`, async () => {
      const page = show(`<body>${html}<main></main>`);
      await settled();
      get(page, 'main').innerHTML = html.replace('id=l', '').replace('DE', 'NL');
      await settled();
      expect(said(page)).not.to.contain('739851');
    });
  }

  it('have what stands in their markup, told once, while it is typed over', async () => {
    const page = show('<body><input value="as it was">');
    const field = get<HTMLInputElement>(page, 'input');
    await settled();
    for (const text of ['an', 'another']) {
      type(field, text);
      await settled();
    }
    expect(said(page).split('as it was').length).to.equal(3);
    const copy = page.twin(field);
    expect([copy.value, copy.getAttribute('value')]).to.deep.equal(['another', 'as it was']);
    field.setAttribute('value', 'as it was');
    await settled();
    expect(copy.getAttribute('value')).to.equal('as it was');
    field.removeAttribute('value');
    await settled();
    expect([copy.value, copy.getAttribute('value')]).to.deep.equal(['another', null]);
  });

  it('show what stands in their markup otherwise', async () => {
    const page = show('<body><input value=first><input value=""><input type=range value=30>');
    const copies = () =>
      [...page.copy.querySelectorAll('input')].map((one) => [one.getAttribute('value'), one.value]);
    const field = get<HTMLInputElement>(page, 'input');
    const rest = [
      ['', ''],
      ['30', '30'],
    ];
    await settled();
    expect(copies()).to.deep.equal([['first', 'first'], ...rest]);
    type(field, 'typed');
    field.setAttribute('value', 'second');
    await settled();
    expect(copies()).to.deep.equal([['second', 'typed'], ...rest]);
    page.recorder.snapshot();
    await settled();
    expect(copies()).to.deep.equal([['second', 'typed'], ...rest]);
    field.removeAttribute('value');
    await settled();
    expect(copies()).to.deep.equal([[null, 'typed'], ...rest]);
  });

  it('are private by a label that is for them only later', async () => {
    const page = show('<body><label>Card number</label><input id=c>');
    await settled();
    get<HTMLLabelElement>(page, 'label').htmlFor = 'c';
    await settled();
    type(get(page, '#c'), '739');
    await settled();
    expect(said(page)).not.to.contain('"739"');
  });

  for (const [what, shadow] of [
    ['', false],
    [' in a shadow root', true],
  ] as const) {
    it(`are private by a label that comes with them later${what}`, async () => {
      const page = show('<body><label for=a>Name</label><input id=a><div></div>');
      const host = get(page, 'div');
      const place = shadow ? host.attachShadow({ mode: 'open' }) : host;
      place.innerHTML = '<b><input id=c></b><label for=c>Card number</label>';
      const field = place.querySelector('input')!;
      await settled();
      type(field, '739');
      await settled();
      expect(said(page)).not.to.contain('"739"');
    });
  }

  for (const html of [
    '<label for=c>Card number</label><div id=p></div>',
    '<label id=p>Card number</label>',
  ]) {
    it(`are private where they come after, and are replaced in, ${html}`, async () => {
      const page = show(`<body><label for=a>Name</label><input id=a>${html}`);
      await settled();
      for (const text of ['739', '851']) {
        page.document.querySelector('#c')?.remove();
        const field = Object.assign(page.document.createElement('input'), { id: 'c' });
        get(page, '#p').append(field);
        await settled();
        type(field, text);
        await settled();
        expect(said(page)).not.to.contain(`"${text}"`);
      }
    });
  }

  for (const [what, html] of [
    ['what is asked beside one', '<label>CVC <input></label><input class=f>'],
    ['what a label says of a password', '<label>Forgot your password? <input class=f></label>'],
    ['an address to reset a password', '<input class=f type=email id="forgot-password-email">'],
    [
      'what is asked about passwords',
      '<textarea class=f placeholder="No passwords or card numbers">',
    ],
    ['what a ticket is about', '<input class=f placeholder="I forgot my password">'],
    ['how many of each thing in a cart', '<p><input class=f maxlength=3></p>'.repeat(5)],
    ['a day', '<label>Expected on <input class=f placeholder="DD/MM/YY"></label>'],
    ['a reduction', '<label>Código promocional <input class=f></label>'],
    ['a voucher', '<label>Enter promo code <input class=f></label>'],
    ['a place', '<label>Code postal <input class=f></label>'],
    ['where a journey begins', '<label>Cidade de saída <input class=f></label>'],
    ['what finds a parcel', '<label>Code de suivi <input class=f></label>'],
    ['what finds a parcel in Spain', '<label>Código de seguimiento <input class=f></label>'],
    ['how many cards', '<label>Number of cards <input class=f></label>'],
    [
      'what a heading says of a password',
      '<b id=l>Forgot your password?</b><input class=f aria-labelledby=l>',
    ],
    ['the hours of a week', '<input class=f maxlength=2>'.repeat(7)],
  ] as const) {
    it(`show ${what}`, async () => expect(await read(html)()).to.equal(true));
  }

  it('keep what is private in an area that measures another', async () => {
    const page = show(
      '<body><textarea surfly_private id=a></textarea><textarea id=m aria-hidden=true></textarea>',
    );
    type(get(page, '#a'), 'zqxjkv');
    get<HTMLTextAreaElement>(page, '#m').value = 'zqxjkv';
    await settled();
    expect(said(page)).not.to.contain('zqxj');
  });

  it('are focused where the whole page is private', async () => {
    const page = show('<body><input><p surfly_public>before</p>', { maskAll: true });
    await settled();
    get(page, 'input').focus();
    await settled();
    get(page, 'p').textContent = 'after';
    await settled();
    expect(page.copy.querySelector('p')!.textContent).to.equal('after');
  });
});
