import { expect } from '@open-wc/testing';
import { differences } from '../mirror/compare.js';
import { mirror, settled, until, type Mirror } from '../mirror/mirror.js';
import { Op, type Json } from '../../src/protocol/records.js';
import { applied } from './hostile.js';

describe('the replica', () => {
  let open: Mirror | undefined;

  function show(html: string): Mirror {
    open = mirror(`<!doctype html>${html}`);
    return open;
  }

  const styleOf = (page: Mirror, selector: string) =>
    getComputedStyle(page.copy.querySelector(selector) as Element);

  afterEach(() => {
    expect(open?.failures).to.deep.equal([]);
    open?.close();
    open = undefined;
  });

  it('lays a canvas out as it is, before and after it has a picture', async () => {
    const page = show('<body><canvas width="120" height="60">fallback <b>text</b></canvas>');
    const copy = page.copy.querySelector('canvas') as HTMLCanvasElement;
    const sizeOf = () => [copy.getBoundingClientRect().width, copy.getBoundingClientRect().height];
    await until('the canvas has its size', () => sizeOf().join() === '120,60');
    const canvas = page.document.querySelector('canvas') as HTMLCanvasElement;
    canvas.getContext('2d')?.fillRect(0, 0, 60, 60);
    await until('the canvas has a picture', () => copy.style.content.includes('blob:'));
    canvas.width = 80;
    await until('the canvas is narrower', () => sizeOf().join() === '80,60');
    canvas.style.color = 'red';
    await settled();
    expect(copy.style.content).to.contain('blob:');
  });

  it('answers selectors that ask for what it cannot have, and is told of nothing else', async () => {
    const page =
      show(`<style>q[cite$="book"]::after { content: attr( cite ) }</style><body><q cite="/a/book?to=ken">q</q>
      <form action="/find?to=ken"><button formaction="/other">b</button></form><q surfly_private cite="/hidden/book">p</q>
      <object data="/inner#to=ken"></object>`);
    const asked = () =>
      page.records
        .flatMap(({ json }) => (JSON.parse(json) as Json[]).slice(2))
        .filter((op): op is Json[] => Array.isArray(op) && op[0] === Op.asked)
        .map((op) => op.slice(2));
    await until('the rules are read', () => asked().length > 0);
    expect(asked()).to.deep.equal([['cite', '/a/book']]);
    const after = () =>
      getComputedStyle(page.copy.querySelector('q') as Element, '::after').content;
    expect(after()).to.match(/^"\/a\/book"$|surfly-cite/);
    const sheet = new page.window.CSSStyleSheet();
    sheet.replaceSync('@media all { form[action="/find"]:not([data-x], [src]) { color: red } }');
    page.document.adoptedStyleSheets = [sheet];
    await until('the form is found', () => styleOf(page, 'form').color === 'rgb(255, 0, 0)');
    (page.document.querySelector('form') as HTMLFormElement).action = '/else';
    await until('it is found no more', () => styleOf(page, 'form').color === 'rgb(0, 0, 0)');
    sheet.insertRule('[DATA^="/inner"], [formaction] { margin-left: 20px }');
    await until('both are', () =>
      ['button', 'iframe'].every((name) => styleOf(page, name).marginLeft === '20px'),
    );
    expect(JSON.stringify(page.records)).not.to.match(/to=ken|hidden/);
    page.document.body.append(page.document.querySelector('button') as Element);
    await settled();
    const late = page.late();
    await settled();
    expect(getComputedStyle(late.document.querySelector('button')!).marginLeft).to.equal('20px');
    late.close();
    const id = page.recorder.idOf(page.document.querySelector('form') as Element) as number;
    for (const op of [
      [id, 'onclick', 'x'],
      [id, 'src'],
      [id, 'src', 7],
      [1, 'src', 'x'],
    ]) {
      expect(applied(page, [Op.asked, ...op]))
        .to.throw()
        .with.property('name', 'MisfitError');
    }
  });

  it('has the imports of a condition', async () => {
    const imported = URL.createObjectURL(new Blob(['b { color: green }'], { type: 'text/css' }));
    const page = show(`<style>@import url("${imported}") supports(display: grid) screen;</style>
      <body><b>b</b>`);
    await until('the import is there', () => styleOf(page, 'b').color === 'rgb(0, 128, 0)');
    URL.revokeObjectURL(imported);
  });

  it('leaves alternative sheets that nobody has chosen', async () => {
    const sheet = (color: string) =>
      URL.createObjectURL(new Blob([`b { color: ${color} }`], { type: 'text/css' }));
    const page = show(`<link rel="stylesheet" href="${sheet('rgb(1, 2, 3)')}">
      <link rel="alternate stylesheet" title="Other" href="${sheet('rgb(4, 5, 6)')}"><body><b>b</b>`);
    await until('the page has its sheet', () => styleOf(page, 'b').color === 'rgb(1, 2, 3)');
    const other = page.document.querySelector('[title]') as HTMLLinkElement;
    other.disabled = true;
    other.disabled = false;
    await until('the other one is chosen', () => styleOf(page, 'b').color === 'rgb(4, 5, 6)');
  });

  it('hears of what is assigned to the declarations of a rule', async () => {
    const page = show(
      '<style>b { color: red } @keyframes k { to { opacity: 0.1 } }</style><b>b</b>',
    );
    const rules = page.document.styleSheets[0]?.cssRules as CSSRuleList;
    const { style } = rules[0] as CSSStyleRule;
    style.color = 'blue';
    await until('it is blue', () => styleOf(page, 'b').color === 'rgb(0, 0, 255)');
    style.color = 'lime';
    page.document.body.append('something else that happens');
    await until('it is lime', () => styleOf(page, 'b').color === 'rgb(0, 255, 0)');
  });

  it('has a closed root that the parser made, once its element asks for it', async () => {
    const page = show('<body>');
    const holder = page.document.createElement('div');
    holder.setHTMLUnsafe(
      '<x-closed><template shadowrootmode="closed"><i>inside</i></template></x-closed>',
    );
    page.window.customElements.define(
      'x-closed',
      class extends page.window.HTMLElement {
        internals = this.attachInternals();
      },
    );
    page.document.body.append(holder);
    await settled();
    const copy = page.copy.querySelector('x-closed') as Element;
    expect(copy.shadowRoot?.textContent).to.equal('inside');
  });

  it('lays a written document out as it says', async () => {
    const page = show('<body><iframe></iframe>');
    await settled();
    const inner = page.document.querySelector('iframe')?.contentDocument as Document;
    inner.open();
    inner.write('<!doctype html><b>written</b>');
    inner.close();
    const copy = () => page.copy.querySelector('iframe')?.contentDocument;
    await until('it has the standard mode', () => copy()?.compatMode === 'CSS1Compat');
    expect(differences(page.document, page.copy)).to.deep.equal([]);
  });

  it('has no font without its bytes', async () => {
    const page = show(`<style>b { color: red }
      @font-face { font-family: A; src: url("https://fonts.invalid/a.woff2") format("woff2") }
      @font-face { font-family: B; src: url("https://fonts.invalid/b.woff2") format("woff2"), local("B") }
      i { color: red }</style><b>b</b><i>i</i>`);
    await settled();
    const rules = page.copy.adoptedStyleSheets.at(-1)?.cssRules as CSSRuleList;
    const texts = Array.from(rules, ({ cssText }) => cssText);
    expect(texts).to.have.length(4);
    expect(texts.join()).not.to.contain('url(');
    expect(texts[2]).to.contain('local(');
  });

  it('stops scrollers where they are, also between the places they stop at', async () => {
    const page = show(`<style>#box { height: 100px; overflow: auto; scroll-snap-type: y mandatory }
      #box div { scroll-snap-align: start; height: 100px }</style>
      <body><div id="box">${'<div>x</div>'.repeat(6)}</div>`);
    const box = page.document.querySelector('#box')!;
    const between = () =>
      page.records
        .flatMap(({ json }) => [...json.matchAll(/\[7,\d+,0,([\d.]+)\]/g)])
        .map(([, y]) => Number(y))
        .filter((y) => y % 100 > 2 && y % 100 < 98);
    let most = 0;
    box.scrollTo({ top: 500, behavior: 'smooth' });
    await until(
      'it has come to rest',
      () => {
        const y = between().at(-1);
        const there = page.twin(box).scrollTop;
        if (y !== undefined && Math.abs(there - y) < 2) most = Math.max(most, there);
        return there === 500;
      },
      4000,
      1,
    );
    expect(between()).not.to.have.length(0);
    expect(most % 100).to.be.within(1, 99);
    expect(styleOf(page, '#box').scrollSnapType).to.equal('y mandatory');
  });

  it('knows what kind of popover an element is', async () => {
    const page = show(`<style>[popover] { color: red } [popover=auto] { color: rgb(0, 128, 0) }
      [popover=manual] { color: rgb(0, 0, 255) }</style><body><p popover="auto">p</p><i popover="manual">i</i>`);
    const [p, i] = [page.document.querySelector('p')!, page.document.querySelector('i')!];
    expect(styleOf(page, 'p').color).to.equal('rgb(0, 128, 0)');
    expect(styleOf(page, 'i').color).to.equal('rgb(0, 0, 255)');
    p.popover = 'manual';
    i.removeAttribute('popover');
    await settled();
    expect(styleOf(page, 'p').color).to.equal('rgb(0, 0, 255)');
    expect(styleOf(page, 'i').color).to.equal('rgb(0, 0, 0)');
    expect(page.twin(i).popover).to.equal(null);
  });

  it('shows what an image chose among its sources in the size that it has there', async () => {
    const picture = async (size: number) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size });
      canvas.getContext('2d')?.fillRect(0, 0, size, size);
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
      return URL.createObjectURL(blob as Blob);
    };
    const page =
      show(`<body><img srcset="${await picture(64)} 64w, ${await picture(128)} 128w" sizes="100px">
      <img srcset="${await picture(50)} 2x">`);
    const [chosen, dense] = page.document.images;
    const sizes = (images: Iterable<HTMLImageElement>) =>
      Array.from(images, (image) => image.naturalWidth && image.getBoundingClientRect().width);
    await until('the page has them', () => !sizes([chosen!, dense!]).includes(0));
    expect(sizes(page.document.images)).to.deep.equal([100, 25]);
    const copied = () => page.twin(chosen!).srcset && page.twin(dense!).srcset;
    await until('the replica has them', () => copied() !== '');
    await until('in their size', () => sizes(page.copy.images).join() === '100,25');
  });
});
