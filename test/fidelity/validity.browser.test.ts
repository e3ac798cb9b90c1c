import { expect } from '@open-wc/testing';
import { FIELD_STATES } from '../../src/protocol/records.js';
import { mirror, settled, type Mirror } from '../mirror/mirror.js';
import { applied } from './hostile.js';

/** By each property, none of which is inherited, it is seen whether a style rule for a state applies. */
const SIGNS = [
  ...['z-index', 'order', 'flex-grow', 'flex-shrink', 'column-count'],
  ...['scroll-margin-top', 'scroll-margin-left', 'outline-offset'],
  ...['scroll-margin-bottom', 'scroll-margin-right'],
];
const STYLES = FIELD_STATES.map(
  (name, i) => `:${name} { ${SIGNS[i]}: ${i < 5 ? '7' : '7px'} }`,
).join('\n');

const PAGE = `<!doctype html><style>${STYLES}
  .a { color: rgb(1, 1, 1) } :invalid { color: rgb(2, 2, 2) } #filled:not(:invalid) { color: rgb(3, 3, 3) }
  </style><body><form id="form"><fieldset id="set">
  <input id="plain" required class="a"><input id="filled" value="x"></fieldset>
  <input id="secret" surfly_private type="number" min="5" max="9" value="7" placeholder="p">
  <input id="password" type="password" pattern="[a-z]{20}" value="abc" required>
  <input id="range" type="number" max="3" value="4"><textarea id="area" placeholder="p"></textarea></form>
  <form id="other"><x-field id="custom"></x-field><button id="button">b</button></form>`;

/** What these hold is masked: whether it is right is not told. */
const MASKED = ['secret', 'password'];
const isTelling = (name: string) => /valid|range/.test(name);

describe('states of fields', () => {
  let open: Mirror | undefined;

  afterEach(() => {
    open?.close();
    open = undefined;
  });

  function show(): Mirror {
    open = mirror(PAGE);
    return open;
  }

  const its = ({ document }: Mirror, id: string) => document.getElementById(id) as HTMLInputElement;

  function expectSame(page: Mirror, copy: Document = page.copy): void {
    for (const element of page.document.querySelectorAll('body [id]')) {
      const style = getComputedStyle(copy.getElementById(element.id) as Element);
      const shown = FIELD_STATES.filter((_, i) =>
        style.getPropertyValue(SIGNS[i] ?? '').startsWith('7'),
      );
      const real = FIELD_STATES.filter(
        (name) => element.matches(`:${name}`) && !(MASKED.includes(element.id) && isTelling(name)),
      );
      expect(shown, element.id).to.deep.equal(real);
    }
  }

  it('are those of the page, but for masked values, and where scripts decide', async () => {
    const page = show();
    const { window } = page;
    await settled();
    expectSame(page);
    expect(its(page, 'secret').matches(':valid:in-range')).to.equal(true);
    its(page, 'filled').setCustomValidity('no');
    await settled();
    expectSame(page);
    const styled = (id: string) => getComputedStyle(page.twin(its(page, id))).color;
    expect(styled('filled')).to.equal('rgb(2, 2, 2)');
    // The same specificity: the later rule wins.
    expect(styled('plain')).to.equal('rgb(2, 2, 2)');
    its(page, 'filled').setCustomValidity('');
    its(page, 'secret').value = '12';
    its(page, 'password').value = 'abcdefghijabcdefghij';
    await settled();
    expectSame(page);
    expect(styled('filled')).to.equal('rgb(3, 3, 3)');
    let internals: ElementInternals | undefined;
    class Field extends window.HTMLElement {
      static readonly formAssociated = true;
      constructor() {
        super();
        internals = this.attachInternals();
      }
    }
    window.customElements.define('x-field', Field);
    internals?.setValidity({ customError: true }, 'no');
    await settled();
    expect(its(page, 'other').matches(':invalid')).to.equal(true);
    expectSame(page);
    const late = page.late();
    expectSame(page, late.document);
    late.close();
    internals?.setValidity({});
    await settled();
    expectSame(page);
    expect(page.failures).to.deep.equal([]);
  });

  it('tell nothing of what is masked, nor does its form', async () => {
    open = mirror(`<!doctype html><style>${STYLES}</style><body><form id="form"><fieldset id="set">
      <input id="password" type="password" pattern="[a-z]{20}" value="wrong"><input value="open" required>
      <input id="secret" surfly_private type="number" min="5" max="9" value="7"></fieldset></form>`);
    const page = open;
    await settled();
    const shown = (id: string) => {
      const style = getComputedStyle(page.copy.getElementById(id) as Element);
      return FIELD_STATES.filter((_, i) => style.getPropertyValue(SIGNS[i] ?? '').startsWith('7'));
    };
    const seen = () => ['password', 'secret', 'form', 'set'].map(shown);
    const right = [['enabled'], ['enabled'], ['valid'], ['valid', 'enabled']];
    expect(seen()).to.deep.equal(right);
    const { length } = page.records;
    for (const [password, secret] of [
      ['abcdefghijabcdefghij', '12'],
      ['x', '8'],
    ]) {
      for (const [id, value] of Object.entries({ password, secret })) {
        its(page, id).value = value as string;
        its(page, id).dispatchEvent(new Event('input', { bubbles: true }));
      }
      its(page, 'password').setCustomValidity(secret === '12' ? 'no' : '');
      await settled();
      expect(seen()).to.deep.equal(right);
    }
    expect(page.records.slice(length).map(({ json }) => json)).to.deep.equal([]);
    // Of what is open it is told.
    page.document.querySelector<HTMLInputElement>('[required]')!.value = '';
    page.document.querySelector('[required]')!.dispatchEvent(new Event('input', { bubbles: true }));
    (its(page, 'form') as unknown as HTMLFormElement).requestSubmit();
    await settled();
    expect(seen()).to.deep.equal([['enabled'], ['enabled'], ['invalid'], ['invalid', 'enabled']]);
  });

  it('that somebody brought about by using them are shown', async () => {
    const page = show();
    its(page, 'form').dispatchEvent(new Event('focusout'));
    (its(page, 'form') as unknown as HTMLFormElement).requestSubmit();
    await settled();
    expect(its(page, 'plain').matches(':user-invalid')).to.equal(true);
    expect(its(page, 'filled').matches(':user-valid')).to.equal(true);
    expectSame(page);
    (its(page, 'form') as unknown as HTMLFormElement).reset();
    await settled();
    expect(its(page, 'plain').matches(':user-invalid')).to.equal(false);
    expectSame(page);
    const field = its(page, 'filled');
    const matches = Element.prototype.matches.bind(field);
    Object.assign(field, { matches: (name: string) => name === ':autofill' || matches(name) });
    field.dispatchEvent(new Event('input'));
    await settled();
    expectSame(page);
  });

  it('are none that do not exist', () => {
    const page = show();
    const [field, text] = [its(page, 'plain'), its(page, 'button').firstChild as Node].map((node) =>
      page.recorder.idOf(node),
    ) as [number, number];
    expect(applied(page, [35, field, 1023])).not.to.throw();
    for (const op of [
      [35, field, 1024],
      [35, text, 1],
      [35, field, 'valid'],
      [35, field],
    ]) {
      const name = JSON.stringify(op);
      expect(applied(page, op), name).to.throw().with.property('name', 'MisfitError');
    }
  });
});
