import { expect } from '@open-wc/testing';
import { settled, until } from './mirror.js';
import { get, shownPage } from './shown.js';

/** Browsers write six digits of a number: of others the picture must not lose the rest. */
describe('numbers of many digits', () => {
  const { show } = shownPage();
  const tops = (of: Document) =>
    [...of.querySelectorAll('li')].map((row) => row.getBoundingClientRect().top);

  it('are multiplied in style rules as in the page', async () => {
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

  it('place the rows of long lists', async function () {
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
});
