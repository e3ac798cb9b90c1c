import { expect } from '@open-wc/testing';
import { filterCss } from '../../src/engine/follower/replica/filter-css.js';
import { mirror, settled, until, type Mirror } from './mirror.js';

describe('what the leader’s browser calls otherwise than the viewer’s', () => {
  let open: Mirror | undefined;

  afterEach(() => {
    open?.close();
    open = undefined;
  });

  /** What this browser makes of declarations as another one writes them. */
  function read(declarations: string): CSSStyleDeclaration {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(filterCss(`p { ${declarations} }`, () => undefined));
    return (sheet.cssRules[0] as CSSStyleRule).style;
  }

  it('are old flexible boxes, which cut texts off after some lines', () => {
    const style = read('-moz-box-orient: vertical; -webkit-line-clamp: 2; -moz-box-flex: 1');
    expect(style.getPropertyValue('-webkit-box-orient')).to.equal('vertical');
    expect(style.getPropertyValue('-webkit-box-flex')).to.equal('1');
    const own = document.createElement('p');
    own.setAttribute(
      'style',
      filterCss('-moz-box-orient: vertical; text-align: -moz-center', () => undefined),
    );
    expect(own.style.getPropertyValue('-webkit-box-orient')).to.equal('vertical');
    expect(own.style.textAlign).to.match(/-center$/);
  });

  it('are sizes that fill what is around', () => {
    for (const value of ['-moz-available', '-webkit-fill-available', 'stretch']) {
      expect(read(`width: ${value}`).width, value).to.match(/available$|^stretch$/);
      expect(read(`min-width: ${value}`).minWidth, value).to.match(/available$|^stretch$/);
      expect(read(`min-height: ${value}`).minHeight, value).to.match(/available$|^stretch$|^100%$/);
    }
  });

  it('is answered where a sheet asks what browser it is in', async () => {
    open = mirror(
      `<!doctype html><style>
      @supports (-moz-appearance: none) { p { color: red } @media all { p { top: 1px } } }
      @media all { @supports not (-moz-appearance: none) { p { color: blue } } }
      @-moz-document url-prefix() { p { left: 2px } }
      @supports (display: grid) { p { right: 3px } }</style><p>p`,
    );
    const page = open;
    await until('the sheet is told', () => !page.records.at(-1)?.json.includes('-moz-'));
    await settled();
    const told = page.records.map(({ json }) => json).at(-1);
    expect(told).to.not.include('-moz-');
    expect(told).to.include('@supports (display: grid)');
    const [p] = page.document.querySelectorAll('p');
    expect(getComputedStyle(page.twin(p!)).color).to.equal(getComputedStyle(p!).color);
    expect(getComputedStyle(page.twin(p!)).left).to.equal(getComputedStyle(p!).left);
  });
});
