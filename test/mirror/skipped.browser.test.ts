import { expect } from '@open-wc/testing';
import { detailParts } from '../../src/engine/leader/details/details.js';
import { settled, until } from './mirror.js';
import { get, shownPage } from './shown.js';

/** Each browser finds for itself what it lays out, and how far beyond the window: nothing may be elsewhere for it. */
describe('what a page leaves to the browser to lay out', () => {
  const { show } = shownPage();
  const STYLE = `body { margin: 0 } section { padding: 5px; border: 1px solid; content-visibility: auto;
    contain-intrinsic-size: auto 500px } div { height: 120.25px }
    section:nth-child(odd) { box-sizing: border-box }`;
  const SECTIONS = '<section><div>text</div></section>'.repeat(40);
  const tops = (of: Document) =>
    `${[...of.querySelectorAll('section')].map((one) => one.getBoundingClientRect().top)}`;

  before(function () {
    if (!('oncontentvisibilityautostatechange' in document.body)) this.skip();
  });

  it('is as large as in the page, for those who are there and who come', async () => {
    const page = show(`<style>${STYLE}</style><body>${SECTIONS}`);
    // Nothing of the picture is in sight.
    page.container.style.top = '9000px';
    await until('it is laid out', () => page.document.body.offsetHeight < 40 * 500);
    await until('the same at its top', () => tops(page.copy) === tops(page.document));
    page.window.scrollTo(0, 1e6);
    await until('the same at its end', () => tops(page.copy) === tops(page.document));
    page.window.scrollTo(0, 3000);
    await until('the same in the middle', () => tops(page.copy) === tops(page.document));
    const late = page.late();
    await until('the same for all', () => tops(late.document) === tops(page.document));
    late.close();
    expect(page.failures).to.deep.equal([]);
  });

  it('is as large for the first who comes to a page that was scrolled', async () => {
    const page = show(`<style>${STYLE}</style><body>${SECTIONS}`, { alone: true });
    page.container.style.top = '9000px';
    for (const y of [0, 1500, 3000, 1e6]) {
      page.window.scrollTo(0, y);
      await settled();
    }
    page.recorder.joined(detailParts);
    await until('the same at its end', () => tops(page.copy) === tops(page.document));
  });

  it('is found where the page makes it so later, and is over where it ends', async () => {
    const page = show(`<style></style><body>${SECTIONS}`);
    page.container.style.top = '9000px';
    await settled();
    get(page, 'style').textContent = STYLE;
    await until('the same sizes', () => tops(page.copy) === tops(page.document));
    const first = get(page, 'section');
    first.style.color = 'red';
    await until('its colour', () => get(page, 'section').style.color === 'red');
    await settled();
    const twin = page.twin(first);
    expect([twin.style.color, twin.getBoundingClientRect().height]).to.deep.equal(['red', 132.25]);
    get(page, 'style').textContent = STYLE.replace('auto;', 'visible;');
    await until('the own style as it is', () => twin.getAttribute('style') === 'color: red;');
    await until('the same sizes', () => tops(page.copy) === tops(page.document));
    expect(page.diverged).to.deep.equal([]);
  });
});
