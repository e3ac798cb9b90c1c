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
});
