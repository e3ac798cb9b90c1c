import { expect } from '@open-wc/testing';
import { countsOf } from '../../src/engine/leader/dock/seen.js';
import { settled, until, type Mirror } from './mirror.js';
import { get, said, shownPage, type } from './shown.js';

describe('what is private', () => {
  const { show, close } = shownPage();

  /** What is told from here on. */
  function from(page: Mirror): () => string {
    const { length } = page.records;
    return () =>
      page.records
        .slice(length)
        .map(({ json }) => json)
        .join('\n');
  }

  const digitsIn = (text: string) => text.replaceAll(/[^\d１-９]/g, '');

  describe('by a selector, through a change elsewhere', () => {
    const cases: [name: string, selector: string, html: string, change: (page: Mirror) => void][] =
      [
        [
          'the class of an ancestor',
          '.closed p',
          '<main><p>SECRET</p></main>',
          (page) => get(page, 'main').classList.add('closed'),
        ],
        [
          'the class of the page itself',
          'html.closed p',
          '<p>SECRET</p>',
          ({ document }) => document.documentElement.classList.add('closed'),
        ],
        [
          'a sibling before it',
          '.mark ~ p',
          '<i></i><p>SECRET</p>',
          (page) => get(page, 'i').classList.add('mark'),
        ],
        [
          'a sibling that comes',
          'b + p',
          '<p>SECRET</p>',
          (page) => get(page, 'p').before(page.document.createElement('b')),
        ],
        [
          'its place among its siblings',
          'p:last-child',
          '<div><p>SECRET</p><i></i></div>',
          (page) => get(page, 'i').remove(),
        ],
        [
          'something in it',
          'p:has(.mark)',
          '<p>SECRET <i></i></p>',
          (page) => get(page, 'i').classList.add('mark'),
        ],
        [
          'a box that a script ticks',
          ':checked ~ p',
          '<input type=checkbox><p>SECRET</p>',
          (page) => {
            get<HTMLInputElement>(page, 'input').checked = true;
          },
        ],
        [
          'a box that is clicked',
          'input:checked ~ p',
          '<input type=checkbox><p>SECRET</p>',
          (page) => get(page, 'input').click(),
        ],
        [
          'a field that is filled',
          'input:not(:placeholder-shown) ~ p',
          '<input placeholder=x><p>SECRET</p>',
          (page) => type(get(page, 'input'), 'full'),
        ],
        [
          'a text that is emptied',
          'i:empty ~ p',
          '<i>x</i><p>SECRET</p>',
          (page) => {
            get(page, 'i').textContent = '';
          },
        ],
        [
          'a dialog that opens',
          'dialog:modal p',
          '<dialog><p>SECRET</p></dialog>',
          (page) => get<HTMLDialogElement>(page, 'dialog').showModal(),
        ],
        [
          'the focus',
          'main:focus-within p',
          '<main><p>SECRET</p><button>b</button></main>',
          (page) => get(page, 'button').focus(),
        ],
        [
          'where it is put',
          'aside p',
          '<aside></aside><p>SECRET</p>',
          (page) => get(page, 'aside').append(get(page, 'p')),
        ],
      ];

    for (const [name, hideSelector, html, change] of cases) {
      it(name, async () => {
        const page = show(`<body>${html}`, { hideSelector });
        const text = get(page, 'p').firstChild as Text;
        expect(page.copy.querySelector('p')!.textContent, 'shown at first').to.contain('SECRET');
        const told = from(page);
        change(page);
        // What is in it when the change is told must be masked in the very same record.
        text.data = 'SECRET, still';
        await until('it is masked', () => page.copy.querySelector('p')!.textContent.includes('•'));
        expect(told()).not.to.contain('SECRET');
        const late = page.late();
        expect(late.document.querySelector('p')!.textContent).not.to.contain('SECRET');
        late.close();
      });
    }

    it('and is public again when that is undone', async () => {
      const page = show('<body class=closed><p>open secret</p><p id=q>never</p>', {
        hideSelector: '.closed p, #q',
      });
      expect(said(page)).not.to.contain('open secret');
      page.document.body.className = '';
      await until('it is shown', () => page.copy.querySelector('p')!.textContent === 'open secret');
      expect(said(page)).not.to.contain('never');
    });

    it('in shadow trees and frames in one another', async () => {
      const page = show('<body><x-a></x-a><iframe></iframe>', { hideSelector: '.on p' });
      const outer = get(page, 'x-a').attachShadow({ mode: 'closed' });
      outer.innerHTML = '<div><p>SECRET one</p><x-b></x-b></div>';
      const inner = outer.querySelector('x-b')!.attachShadow({ mode: 'open' });
      inner.innerHTML = '<div><p>SECRET two</p></div>';
      const { body } = get<HTMLIFrameElement>(page, 'iframe').contentDocument!;
      body.innerHTML = '<div><p>SECRET three</p></div>';
      await settled();
      expect(said(page).match(/SECRET/g)?.length).to.equal(3);
      const told = from(page);
      for (const root of [outer, inner, body]) {
        root.querySelector('div')!.className = 'on';
        root.querySelector('p')!.textContent = 'SECRET still';
      }
      await settled();
      expect(told()).to.contain('•').and.not.to.contain('SECRET');
    });
  });

  it('is what a private part of a shadow tree shows of the page', async () => {
    for (const mode of ['open', 'closed'] as const) {
      const page = show(
        '<body><x-a>SECRET text<b>SECRET b</b><i slot=open>shown</i><u slot=off>SECRET u</u></x-a>',
      );
      const host = get(page, 'x-a');
      const root = host.attachShadow({ mode });
      await settled();
      const told = from(page);
      root.innerHTML = '<div surfly_private><slot></slot></div><slot name=open></slot>';
      await settled();
      const copy = () => page.copy.querySelector('x-a')!.textContent;
      expect(copy()).not.to.contain('SECRET text').and.not.to.contain('SECRET b');
      expect(copy()).to.contain('shown');
      // Into it, out of it, and new in it.
      get(page, 'i').removeAttribute('slot');
      get(page, 'i').textContent = 'SECRET now';
      host.append('SECRET more');
      await settled();
      expect(told()).not.to.contain('SECRET now').and.not.to.contain('SECRET more');
      get(page, 'i').slot = 'open';
      get(page, 'i').textContent = 'again';
      await settled();
      expect(copy()).to.contain('again');
      // The region around the slot opens, and another one closes.
      const div = root.querySelector('div')!;
      div.toggleAttribute('surfly_private');
      await settled();
      expect(copy()).to.contain('SECRET b');
      const again = from(page);
      div.toggleAttribute('surfly_private');
      get(page, 'b').textContent = 'SECRET c';
      await settled();
      expect(again()).not.to.contain('SECRET');
      page.recorder.snapshot();
      expect(page.records.at(-1)!.json).not.to.contain('SECRET b').and.not.to.contain('SECRET c');
      close();
    }
  });

  describe('is what a private part of a shadow tree comes to show, and what changes with it', () => {
    const PRIVATE = '<div surfly_private><slot></slot></div>';
    type Change = (page: Mirror, host: HTMLElement, mode: ShadowRootMode) => void;
    /** What the page does in one go, with what stands in the tree before. */
    const cases: [name: string, inside: string | undefined, change: Change][] = [
      [
        'in a new tree',
        undefined,
        (_page, host, mode) => void (host.attachShadow({ mode }).innerHTML = PRIVATE),
      ],
      ['in one that was empty', '', (_page, host) => void (rootOf(host).innerHTML = PRIVATE)],
      [
        'somewhere in one',
        '<p></p>',
        (_page, host) => void (rootOf(host).firstElementChild!.innerHTML = PRIVATE),
      ],
      [
        'by moving into another',
        '',
        (page, host, mode) => {
          const other = page.document.createElement('x-b');
          other.attachShadow({ mode }).innerHTML = PRIVATE;
          other.append(...host.childNodes);
          page.document.body.append(other);
        },
      ],
      [
        'by moving into something in another',
        '',
        (page, host, mode) => {
          const other = page.document.createElement('x-b');
          other.attachShadow({ mode }).innerHTML = PRIVATE;
          other.append(page.document.createElement('div'));
          other.firstElementChild!.append(...host.childNodes);
          page.document.body.append(other);
        },
      ],
    ];
    const roots = new WeakMap<Element, ShadowRoot>();
    const rootOf = (host: Element) => roots.get(host)!;
    for (const [name, inside, change] of cases) {
      for (const mode of ['open', 'closed'] as const) {
        it(`${name}, ${mode}`, async () => {
          const page = show('<body><x-a>shown<b>shown</b></x-a>');
          const host = get(page, 'x-a');
          const element = get(page, 'b');
          if (inside !== undefined) {
            const root = host.attachShadow({ mode });
            root.innerHTML = inside;
            roots.set(host, root);
          }
          await settled();
          const told = from(page);
          change(page, host, mode);
          element.before('SECRET more');
          element.textContent = 'SECRET now';
          element.title = 'SECRET title';
          await settled();
          expect(told()).to.contain('•').and.not.to.contain('SECRET');
          expect(page.copy.body.textContent).to.contain('•').and.not.to.contain('shown');
        });
      }
    }
  });

  it('leaves a picture in a rule whole, whatever digits it is drawn by', async () => {
    const drawn = `url("data:image/svg+xml,<svg transform='translate(4 4)'><path d='m1 1 4111 1111 1111 1111'/></svg>")`;
    const page = show(`<style>p { background: ${drawn} } p::after { content: '4111 1111 1111 1111' }
      b { color: red }</style><p>x</p><b>y</b>`);
    await settled();
    expect(said(page)).to.contain('m1 1 4111 1111 1111 1111').and.not.to.contain("'4111");
    expect(getComputedStyle(page.copy.querySelector('b')!).color).to.equal('rgb(255, 0, 0)');
  });

  describe('card numbers', () => {
    const hidden = [
      ['in one text', '<p>Card 4111 1111 1111 1111, thanks</p>'],
      ['without gaps', '<p>4111111111111111</p>'],
      [
        'with two spaces, dots, dashes',
        '<p>4111  1111  1111  1111</p><p>4111.1111.1111.1111</p><p>4111–1111–1111–1111</p>',
      ],
      ['with what is not seen', '<p>4111&#8203;1111&shy;1111&#8288;1111</p>'],
      [
        'with what is not seen after each digit',
        `<p>${[...'4111111111111111'].join('\u200b')}</p><p>${[...'4111111111111111'].map((d) => `<b>${d}</b>\ufeff&shy;`).join('')}</p>`,
      ],
      [
        'by the direction of the text',
        '<p>&#8234;4111&#8236; &#8294;1111&#8297; &#8206;1111 1111</p>',
      ],
      ['in full-width digits', '<p>４１１１　１１１１　１１１１　１１１１</p>'],
      [
        'at the end of a long text and beyond',
        `<p>${'so many words before it '.repeat(9)} 4111 <b>1111 1111 1111</b></p>`,
      ],
      ['over inline elements', '<p>No <b>4111</b> <i>1111</i> 1111<span> <u>1111</u></span>.</p>'],
      [
        'a digit an element',
        `<p>${[...'4111111111111111'].map((d) => `<span>${d}</span>`).join('')}</p>`,
      ],
      [
        'in attributes',
        '<p title="4111 1111 1111 1111" data-card="4111111111111111" aria-label="4111-1111-1111-1111" data-4111111111111111>x</p>',
      ],
      [
        'in attributes of its own that a custom element has',
        '<x-card number="4111111111111111" heading="4111 1111 1111 1111">x</x-card>',
      ],
      [
        'in styles',
        '<p style="--n: \'4111 1111 1111 1111\'">x</p><style>p::after { content: "4111111111111111" } [title="4111111111111111"] { color: red }</style>',
      ],
      [
        'in options and outputs',
        '<select><option>4111 1111 1111 1111</option></select><output>4111 1111 1111 1111</output>',
      ],
      [
        'in a label of a frame',
        '<iframe title="4111 1111 1111 1111" src="data:text/html,x"></iframe>',
      ],
    ];
    for (const [name, html] of hidden) {
      it(`are hidden ${name}`, async () => {
        const page = show(`<title>4111 1111 1111 1111</title><body>${html}`);
        await settled();
        expect(digitsIn(said(page))).not.to.match(/4111111|４１１１１/);
        // Numbers of nodes stand between the page's in what is said, but not in what can be read.
        const { body, title } = page.copy;
        for (const text of [title, body.textContent]) expect(digitsIn(text)).to.equal('');
      });
    }

    it('are hidden in what a card reader writes', () => {
      const track = '4111111111111111D25121010000012300000F';
      const page = show(`<body><p>${track}</p><p>ab${track}</p>`);
      expect(page.copy.body.textContent).not.to.contain('4111');
    });

    it('are hidden as soon as they are whole', async () => {
      const page = show('<body><p><b>4111</b> <b>1111</b> <b>1111</b> </p>');
      const last = page.document.createElement('b');
      last.textContent = '1111';
      get(page, 'p').append(last);
      await settled();
      expect(page.copy.querySelector('p')!.textContent).not.to.match(/\d/);
      last.textContent = '111';
      await settled();
      expect(page.copy.querySelector('p')!.textContent).not.to.match(/\d/);
    });

    it('are hidden in fields, whole, in four, while typed and when made shorter', async () => {
      const page = show(
        '<body><input id=one><form><input class=p><input class=p><input class=p><input class=p></form>',
      );
      const one = get<HTMLInputElement>(page, '#one');
      one.focus();
      for (const digits of [
        '411111111111',
        '4111111111111',
        '4111111111111111',
        '411111111111111',
      ]) {
        type(one, digits);
        // As React does with each letter.
        one.setAttribute('value', digits);
        await settled();
        expect(said(page)).not.to.contain('411111111111');
      }
      const parts = [...page.document.querySelectorAll<HTMLInputElement>('.p')];
      for (const [i, digits] of ['4242', '4242', '4242', '4242'].entries()) type(parts[i]!, digits);
      await settled();
      expect(said(page)).not.to.contain('4242');
      parts[3]!.value = '424';
      parts[0]!.value = '4243';
      await settled();
      // The number of a page may have these digits, too.
      expect(said(page)).not.to.match(/"[^"]*424/);
    });

    it('are not seen in prices, phone numbers, calendars, fractions and identifiers', () => {
      const texts = [
        '1,234,567.89 EUR',
        '+49 30 1234 5678 90',
        '4111 1111 1111 1112',
        '3.141592653589793',
        '218.80650710386587',
        '10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31',
        '0000 0000 0000 0000',
        '78672264-3469-4491-8463-234affb1b914',
        // Goods (GTIN-13) and a device (IMEI), with the same check digit.
        '5901234123457',
        '5053571563257',
        '356938035643809',
        // Digests: MD5, a commit, SHA-256.
        'ee2a4efc064b9d4c4311820476775c6e',
        '9fceb02d0ae598e95dc970b7d4222222222222aa',
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b93a4111111111111111b',
        // Years, an order of a shop, moments, numbers made of them, a row of statistics.
        '2019 2020 2021 2022 2023 2024 2025 2026',
        '568-8103049-5941741',
        '1764453664385',
        '1832537193586272098',
        '20091014722065',
        '842 552 901 835 985',
        '39679 98595 67511 36427',
        '399679 818595 337511 756427',
      ];
      const page = show(`<body>${texts.map((text) => `<p>${text}</p>`).join('')}
        <table><tr><td>4111</td><td>1111</td><td>1111</td><td>1111</td></table>`);
      for (const [i, p] of [...page.copy.querySelectorAll('p')].entries()) {
        expect(p.textContent).to.equal(texts[i]);
      }
      expect(page.copy.querySelector('table')!.textContent).to.contain('4111');
    });

    it('are not seen in names by chance and in what is drawn', () => {
      const drawn = `<svg><clipPath id="c4111111111111111"></clipPath><marker id="m4111111111111111"></marker>
        <g id="g4111111111111111"></g><use xlink:href="#g4111111111111111"></use><use href="#g4111111111111111"></use>
        <path clip-path="url(#c4111111111111111)" marker-end="url(#m4111111111111111)" stroke-dasharray="439.41111111111114 9"></path></svg>`;
      const page = show(`<body>${drawn}`);
      for (const element of page.document.querySelectorAll('svg *')) {
        for (const { name, value } of element.attributes) {
          const copy = page.copy.getElementsByTagName(element.localName)[0]!;
          const shown = copy.getAttribute(name) ?? copy.getAttribute(name.replace('xlink:', ''));
          expect(shown, name).to.equal(value);
        }
      }
      const fields = show('<input type=password value=12345><input name=n maxlength=12>').copy;
      expect(fields.querySelector('[name=n][maxlength="12"]')).not.to.equal(null);
      const copied = show('<p clipboard-text="4111 1111 1111 1111"></p>').copy.querySelector('p')!;
      expect(copied.getAttribute('clipboard-text')).not.to.contain('4111');
    });
  });

  describe('what scripts animate and draw', () => {
    it('is hidden like all else that can print a text', async () => {
      const page = show(
        '<body><input type=password value=zqxjkv><p>x</p><canvas title="4111 1111 1111 1111"></canvas>',
      );
      const canvas = get<HTMLCanvasElement>(page, 'canvas');
      canvas.toBlob = () => {
        throw new DOMException('Tainted', 'SecurityError');
      };
      const p = get(page, 'p');
      p.animate({ '--v': ['"zqxjkv"', '"4111111111111111"'], color: ['red', 'blue'] }, 1e6);
      await settled(4);
      await until('the canvas has a label', () => said(page).includes('[21,'));
      expect(said(page)).to.contain('"color"');
      expect(said(page)).not.to.contain('zqxjkv').and.not.to.contain('4111');
    });

    it('is no icon in a page of which nothing is shown', async () => {
      const icon = '<link rel=icon href="/icon.png">';
      const page = show(icon, { maskAll: true });
      await settled();
      expect(said(page)).not.to.contain('[38,');
      page.close();
      const other = show(icon);
      await settled();
      expect(said(other)).to.contain('[38,');
    });
  });

  describe('what private fields hold', () => {
    it('is hidden wherever the page copies it to', async () => {
      const page = show(`<body><input type=password id=p><p id=echo></p><p id=whole></p>
        <input id=copy><style id=s></style>`);
      const field = get<HTMLInputElement>(page, '#p');
      field.addEventListener('input', () => {
        get(page, '#echo').textContent = `You typed ${field.value}`;
        get(page, '#whole').textContent = field.value;
        get(page, '#whole').title = field.value;
        get(page, '#whole').dataset['v'] = field.value;
        get(page, '#whole').setAttribute('heading', field.value);
        get(page, '#whole').style.setProperty('--v', `"${field.value}"`);
        get<HTMLInputElement>(page, '#copy').value = field.value;
        const { sheet } = get<HTMLStyleElement>(page, '#s');
        if (sheet!.cssRules.length > 0) sheet!.deleteRule(0);
        if (field.value.length > 3) sheet!.insertRule(`p::after { content: "${field.value}" }`);
      });
      for (const text of ['z', 'zq', 'zqx', 'zqxj', 'zqxjk', 'zqxjkv']) {
        type(field, text);
        await settled(1);
      }
      expect(said(page)).not.to.contain('zqxj');
      expect(page.copy.querySelector('#whole')!.textContent).to.match(/^•+$/);
      expect(said(page), 'what was typed last').not.to.match(/•[kv]/);
      page.recorder.snapshot();
      expect(said(page)).not.to.contain('zqxj');
      // The field goes, another comes in its place: the value is in it.
      const other = page.document.createElement('input');
      other.setAttribute('value', 'zqxjkv');
      field.replaceWith(other, 'It was zqxjkv.');
      await settled();
      expect(said(page)).not.to.contain('zqxj');
    });

    it('is hidden from before it is typed, in a snapshot', () => {
      const page = show('<body><p>tell zqxjkv</p><input type=password value=zqxjkv>');
      page.recorder.snapshot();
      expect(page.records.at(-1)!.json).not.to.contain('zqxjkv');
      expect(page.records[0]!.json).not.to.contain('zqxjkv');
    });

    it('hides no field that is called the same in another shadow root, only what takes its place in its own', async () => {
      const page = show('<div class="secret"></div><div class="open"></div>');
      const root = (selector: string, type: string) => {
        const shadow = get(page, selector).attachShadow({ mode: 'open' });
        shadow.innerHTML = `<input id="input" type="${type}" value="${type} value">`;
        return shadow;
      };
      const secret = root('.secret', 'password');
      root('.open', 'text');
      await settled();
      expect(said(page)).to.include('text value');
      secret.innerHTML = '<input id="input" value="shown now">';
      await settled();
      expect(said(page)).not.to.include('shown now');
    });

    it('stays hidden when its type is toggled, and its length', async () => {
      const page = show(
        '<body><input type=password style="width:90px"><textarea surfly_private></textarea>',
      );
      const field = get<HTMLInputElement>(page, 'input');
      type(field, 'zqxjkv');
      field.type = 'text';
      await settled();
      type(field, 'zqxjkvzqxjkvzqxjkvzqxjkvzqxjkvzqxjkv');
      field.scrollLeft = 50;
      const area = get<HTMLTextAreaElement>(page, 'textarea');
      area.value = 'line\n'.repeat(50);
      area.scrollTop = 90;
      await settled(4);
      expect(said(page)).not.to.contain('zqxj');
      const twin = page.copy.querySelector('input')!;
      expect([twin.value.length, twin.scrollLeft]).to.deep.equal([8, 0]);
      expect(page.copy.querySelector('textarea')!.scrollTop).to.equal(0);
    });

    it('is hidden of codes in one field for each digit', async () => {
      const boxes = '<input maxlength=1 inputmode=numeric>'.repeat(6);
      const page = show(`<body><form>${boxes}</form>`);
      for (const [i, box] of [...page.document.querySelectorAll('input')].entries()) {
        type(box, String(9 - i));
      }
      await settled();
      for (const { value } of page.copy.querySelectorAll('input'))
        expect(value).to.equal('••••••••');
    });

    // PrimeVue (PrimeNG, PrimeReact) and Naive UI limit no lengths, and say nothing in attributes.
    for (const [library, box] of [
      ['PrimeVue', '<input class="p-inputtext p-inputotp-input" inputmode="text">'],
      ['Naive UI', '<div class=n-input><div class=n-input__input><input size=20></div></div>'],
    ] as const) {
      it(`is hidden of codes in the fields of ${library}`, async () => {
        const classes = library === 'PrimeVue' ? 'p-inputotp p-component' : 'n-input-otp';
        const page = show(`<body><div class="${classes}">${box.repeat(4)}</div>`);
        for (const [i, field] of [...page.document.querySelectorAll('input')].entries()) {
          type(field, String(9 - i));
        }
        await settled();
        for (const { value } of page.copy.querySelectorAll('input'))
          expect(value).to.equal('••••••••');
      });
    }
  });

  describe('with mask_all', () => {
    // No field holds what the others are looked for by: a copy of that would be masked anyway.
    const PAGE = `<title>SECRET title</title><style>p { color: rgb(1, 2, 3); --w: 3px } p::before { content: "SECRET css" }
      i { background: url(/SECRET.png) } @counter-style c { system: fixed; symbols: "SECRET"; suffix: "SECRET" }
      u { list-style-type: "SECRET" }</style><body data-x="SECRET">
      <main class=wide style="width: 500px"><p title="SECRET">SECRET p</p><input placeholder="SECRET" value="SECRET">
      <select><option>SECRET</option></select><img alt="SECRET" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><a href="/SECRET">SECRET a</a>
      <canvas width=20 height=20></canvas><x-s></x-s><iframe srcdoc="<p>SECRET frame</p><p surfly_public>shown frame</p>"></iframe></main>
      <section surfly_public title="shown title">shown <b>too</b><input value="shown value"><input type=password value="zqxjkv">
        <span surfly_private>SECRET <em surfly_public>SECRET still</em></span><i>4111 1111 1111 1111</i></section>`;

    it('nothing is shown but what is allowed', async () => {
      const page = show(PAGE, { maskAll: true });
      get(page, 'x-s').attachShadow({ mode: 'open' }).innerHTML =
        '<p>SECRET s</p><p surfly_public>shown s</p>';
      await settled(3);
      await until('the frame', () => said(page).includes('shown frame'));
      expect(said(page)).not.to.contain('4111').and.not.to.contain('zqxjkv');
      expect(said(page)).not.to.contain('SECRET');
      for (const text of ['shown ', 'too', 'shown title', 'shown value', 'shown s']) {
        expect(said(page)).to.contain(text);
      }
      const main = page.copy.querySelector('main')!;
      expect([main.className, main.style.width]).to.deep.equal(['wide', '500px']);
      const { color } = page.copy.defaultView!.getComputedStyle(page.copy.querySelector('p')!);
      expect(color, 'styles stay').to.equal('rgb(1, 2, 3)');
      page.document.scrollingElement!.scrollTop = 10;
    });

    it('what is allowed later is shown then, and masked again after', async () => {
      const page = show(PAGE, { maskAll: true });
      get(page, 'main > p').setAttribute('surfly_public', '');
      get(page, 'main > p').textContent = 'shown now';
      await settled();
      expect(page.copy.querySelector('main > p')!.textContent).to.equal('shown now');
      const told = from(page);
      get(page, 'main > p').removeAttribute('surfly_public');
      get(page, 'main > p').textContent = 'SECRET again';
      get(page, 'section').append('more');
      page.document.body.append('SECRET end');
      await settled();
      expect(told()).to.contain('more').and.not.to.contain('SECRET');
    });
  });

  it('is counted, by kind', async () => {
    const page = show(
      `<body><input type=password><input autocomplete=cc-number><input autocomplete=one-time-code>
      <p surfly_private>a</p><p class=h>b</p><p class=h>c</p><p>4111 1111 1111 1111</p>`,
      { hideSelector: '.h' },
    );
    await settled();
    expect(
      countsOf({ document: page.document, marked: page.recorder.marked, masking: page.masking }),
    ).to.deep.equal({
      password: 1,
      card: 2,
      code: 1,
      region: 1,
      hidden: 2,
    });
  });
});
