import { expect } from '@open-wc/testing';
import { settled, until } from './mirror.js';
import { get, shownPage } from './shown.js';

/** Browsers write less than they know of some styles, and pictures must not lose the rest: six digits of a number, for one. */
describe('what browsers do not write of styles', () => {
  const { show } = shownPage();
  const tops = (of: Document) =>
    [...of.querySelectorAll('li')].map((row) => row.getBoundingClientRect().top);

  it('is a long number that is multiplied in a rule', async () => {
    const lines = '<li>Line<br>more'.repeat(12);
    const page = show(`<style>body { margin: 0; font: 14px/1.42857143 Arial }
      li { width: 33.33333333%; float: left; clear: left }</style><ul>${lines}</ul>`);
    const late = page.document.createElement('style');
    page.document.head.append(late);
    late.sheet!.insertRule('li { letter-spacing: 0.123456789em }');
    await until('they are known in full', () => `${tops(page.copy)}` === `${tops(page.document)}`);
    const spacing = (of: Document) =>
      of.defaultView!.getComputedStyle(of.querySelector('li')!).letterSpacing;
    expect(spacing(page.copy)).to.equal(spacing(page.document));
  });

  it('is where the rows of long lists are', async function () {
    // Firefox has no way to ask for more.
    if (!('attributeStyleMap' in document.body)) this.skip();
    const page =
      show(`<style>body { margin: 0 } ul { position: relative; height: 4000000px; margin: 0 }
      li { position: absolute; height: 33px }</style><body><ul></ul>`);
    const list = get(page, 'ul');
    const place = (from: number) => {
      list.replaceChildren();
      for (let i = from; i < from + 4; i += 1) {
        const row = page.document.createElement('li');
        if (i % 2 === 0) row.style.top = `${i * 33}px`;
        else row.style.transform = `translateY(${i * 33}px)`;
        list.append(row);
      }
    };
    place(45_678);
    await settled();
    expect(tops(page.copy)).to.deep.equal(tops(page.document));
    list.querySelector('li')!.style.top = '1507375px';
    await settled();
    expect(tops(page.copy)[0]).to.equal(1_507_375);
    const late = page.late();
    await settled();
    expect(tops(late.document)).to.deep.equal(tops(page.document));
    late.close();
  });

  it('stops at no variables beside them', async () => {
    const page = show(`<body><div id="a" style="display: grid;
      grid-template-columns: clamp(0%, clamp(var(--min), 50% - var(--divider) / 2, var(--max)), 99%) auto">
      <p>1</p><p>2</p></div><div id="b" style="position: absolute; --gap: wide"></div><p id="c">c</p>`);
    await settled();
    get(page, '#b').style.top = '1507375px';
    get(page, '#c').textContent = 'told after them';
    await settled();
    expect(page.copy.querySelector('#c')!.textContent).to.equal('told after them');
    const top = (of: Document) => of.querySelector<HTMLElement>('#b')!.getBoundingClientRect().top;
    if ('attributeStyleMap' in document.body) expect(top(page.copy)).to.equal(1_507_375);
  });

  for (const css of [
    'background: linear-gradient(red, blue), linear-gradient(lime, blue); background-position: center',
    'background: url(icon.png), linear-gradient(lime, blue); background-origin: content-box',
    'background: url(icon.png), url(icon.png); background-clip: content-box',
    'background: none, linear-gradient(lime, blue); background-position: center',
    'background: url(icon.png), none; background-origin: content-box',
    'background: conic-gradient(red, blue), image-set(url(icon.png) 1x); background-position: center',
    'mask: linear-gradient(red, blue), linear-gradient(lime, blue); mask-position: center',
    'border-inline: 1px solid red; border-inline-end: 0',
    'border-block: 1px solid red; border-block-start-color: blue',
  ]) {
    it(`is what each layer, and each end of a line, has of ${css}`, async () => {
      const page = show(`<style>p { padding: 9px; ${css} }</style><body><p>p</p>`);
      const read = (of: Document) => {
        const style = of.defaultView!.getComputedStyle(of.querySelector('p')!);
        return [...style]
          .filter((name) => /^(background|mask|border)-(?!image)/.test(name))
          .map((name) => `${name}: ${style.getPropertyValue(name)}`);
      };
      await until('they are alike', () => `${read(page.copy)}` === `${read(page.document)}`);
    });
  }

  it('is what is said once for all layers of a background, and of both ends of a line', async () => {
    const page = show(`<style>
      #a { background: linear-gradient(red, blue), linear-gradient(#fff, #000), teal; background-size: 10px 10px }
      #b { border: 3px solid; border-inline-start: 0; border-inline-end: 0 }</style>
      <body><p id="a">a</p><p id="b">b</p><p id="c">c</p>`);
    const { style } = get(page, '#c');
    style.background = 'linear-gradient(red, blue), linear-gradient(#fff, #000), teal';
    style.backgroundSize = '10px 10px';
    style.backgroundRepeat = 'no-repeat';
    const late = page.late();
    const read = (of: Document) =>
      [...of.querySelectorAll('p')].map((element) => {
        const { backgroundSize, backgroundRepeat, borderLeftWidth, borderRightWidth } =
          of.defaultView!.getComputedStyle(element);
        return [backgroundSize, backgroundRepeat, borderLeftWidth, borderRightWidth];
      });
    await until('they have it', () =>
      [page.copy, late.document].every((copy) => `${read(copy)}` === `${read(page.document)}`),
    );
    late.close();
  });

  /** What is shown of all paragraphs, by these properties. */
  const shown = (of: Document, ...names: string[]) =>
    [...of.querySelectorAll('p')]
      .flatMap((one) =>
        names.map((name) => of.defaultView!.getComputedStyle(one).getPropertyValue(name)),
      )
      .join();

  it('is what is left of a shorthand with a variable in the own style of an element', async () => {
    const page = show(`<style>:root { --edge: 7px; --line: 2px solid red }</style>
      <body><p style="padding:var(--edge);padding-top:0;border:var(--line);border-left:0">a</p><p>b</p><p>c</p>
      <p>d</p>`);
    const [a, b, c, d] = page.document.querySelectorAll('p');
    a!.style.color = 'red';
    Object.assign(b!.style, {
      padding: 'var(--edge)',
      paddingTop: '0',
      border: 'var(--line)',
      borderLeft: '0',
    });
    c!.style.setProperty('padding', 'var(--edge)', 'important');
    c!.style.setProperty('padding-left', '1px', 'important');
    d!.style.cssText =
      'inset: var(--edge); inset-inline-start: 1px; position: relative; content: "a: ;"';
    const late = page.late();
    const read = (of: Document) =>
      shown(of, 'padding', 'border-left', 'border-right', 'inset', 'content');
    await until('they have it', () =>
      [page.copy, late.document].every((copy) => read(copy) === read(page.document)),
    );
    expect(read(page.copy)).to.contain('0px 7px 7px');
    late.close();
  });

  it('is what one end of a line has for its border', async () => {
    const page = show('<body><p>c</p>');
    const { style } = page.document.querySelector('p')!;
    style.borderInline = '3px solid';
    style.borderInlineEnd = '0';
    const read = (of: Document) => shown(of, 'border-left', 'border-right');
    await until('they have it', () => read(page.copy) === read(page.document));
  });

  it('is how layers of a mask are put together, in words of WebKit', async function () {
    if (!CSS.supports('-webkit-mask-composite: xor')) this.skip();
    const layers = 'linear-gradient(#fff 0 0) content-box, linear-gradient(#fff 0 0)';
    const page = show(`<style>
      #a { mask: ${layers}; mask-composite: exclude; -webkit-mask-composite: xor }
      #b { -webkit-mask: ${layers}; -webkit-mask-composite: source-in }
      #c { -webkit-mask-clip: text }</style><body><p id="a">a</p><p id="b">b</p><p id="c">c</p>`);
    await settled();
    // What lies below the last layer is nothing, however it would be put together with it.
    const read = (of: Document) =>
      shown(of, 'mask-composite', 'mask-image', 'mask-clip').replaceAll(
        /(xor|source-in), \w[\w-]*/g,
        '$1',
      );
    const standard = (text: string) =>
      text.replaceAll('xor', 'exclude').replaceAll('source-in', 'intersect');
    const copied = read(page.copy).replaceAll(/(exclude|intersect), \w[\w-]*/g, '$1');
    expect(standard(copied)).to.equal(standard(read(page.document)));
    expect(copied).to.contain('linear-gradient');
  });

  it('asks nothing of anybody where a style has no spaces', async () => {
    const page = show(`<style>@keyframes a { to { color: red } } :root { --a: 1px }
      #c{padding:var(--a);padding-top:0;animation:a 1s;animation-play-state:paused}</style>
      <body><p style="animation:a 9s;animation-play-state:paused">a</p>
      <p style="--state:paused;animation:a 9s var(--state)">b</p><p id="c">c</p>
      <p style="transition:target 1s;view-transition-name:hover">d</p>`);
    const read = (of: Document) =>
      shown(of, 'animation-play-state', 'transition-property', 'view-transition-name', 'padding');
    await until('they have it', () => read(page.copy) === read(page.document));
    expect(read(page.document)).to.contain('paused');
  });
});
