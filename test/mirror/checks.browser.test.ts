import { expect } from '@open-wc/testing';
import { share } from '../helpers/share.js';
import { differences } from './compare.js';
import { FUZZ_PAGE, Site } from '../fuzz/mirror/site.js';
import { act, sequence } from '../fuzz/mirror/steps.js';
import { mirror, settled, until, type Mirror, type MirrorOptions } from './mirror.js';

describe('checks of replicas', () => {
  const open: Mirror[] = [];

  function show(html: string, options?: MirrorOptions): Mirror {
    const page = mirror(html, options);
    open.push(page);
    return page;
  }

  const checks = ({ records }: Mirror) => records.filter(({ json }) => json.includes(',[47,'));

  /** Until the whole page was checked once, since it changed last. */
  async function checked(page: Mirror): Promise<void> {
    let count = -1;
    await until(
      'all is checked',
      () => {
        const before = count;
        count = checks(page).length;
        return count > 0 && count === before;
      },
      20_000,
      1500,
    );
  }

  afterEach(() => {
    for (const page of open.splice(0)) page.close();
  });

  it('find nothing where nothing is wrong', async function () {
    this.timeout(90_000);
    const pages = share([1, 2, 3, 4, 5, 6]).map((seed) => ({ seed, page: show(FUZZ_PAGE) }));
    for (const { seed, page } of pages) {
      const site = new Site(page.document);
      for (const step of sequence(seed)) {
        if (step[0] === 'join') continue;
        if (['task', 'frame', 'microtask'].includes(step[0])) await settled(1);
        else act(site, step);
      }
    }
    await Promise.all(pages.map(({ page }) => checked(page)));
    for (const { seed, page } of pages) {
      expect(page.diverged, `seed ${seed}`).to.deep.equal([]);
    }
  });

  it('find nothing wrong with what shows nothing, stands for something else, or is left out', async function () {
    this.timeout(60_000);
    const names =
      'script template noscript meta base link style param object embed iframe input select ' +
      'textarea button img picture source video audio track canvas map area details dialog slot ' +
      'output progress meter label a table td font marquee x-y frameset portal';
    const told = 'id=i class="c d" title=t lang=en dir=rtl role=note data-a=1 aria-label=l hidden';
    const one = (name: string) => `<div><${name} type=x rel=x ${told}></${name}></div>`;
    const svg =
      '<svg viewBox="0 0 9 9" class=s><defs><path id=p d="M0 0L9 9"/></defs><use href="#p" x=1 />' +
      '<script class=q></script><style class=q></style><text x=1 class=t>t</text>' +
      '<sodipodi:namedview id=n class=n></sodipodi:namedview></svg>';
    const pages = [false, true].map((maskAll) =>
      show(`<!doctype html>${names.split(' ').map(one).join('')}${svg}`, { maskAll }),
    );
    await settled();
    for (const page of pages) {
      for (const element of page.document.querySelectorAll('div > *, svg *')) {
        element.setAttribute('data-later', '4111 1111 1111 1111');
        element.classList.add('later');
      }
    }
    await Promise.all(pages.map((page) => checked(page)));
    for (const page of pages) expect([page.failures, page.diverged]).to.deep.equal([[], []]);
  });

  const WRONGS: Record<string, (copy: Document) => void> = {
    'a text': (copy) => (((copy.querySelector('b') as Element).firstChild as Text).data += 'x'),
    'an attribute': (copy) => copy.querySelector('p')?.setAttribute('class', 'other'),
    'an attribute too many': (copy) => copy.querySelector('b')?.setAttribute('hidden', ''),
    'a missing node': (copy) => copy.querySelector('b')?.remove(),
    'an order': (copy) => copy.querySelector('ul')?.append(copy.querySelector('li') as Element),
    'a place': (copy) => copy.querySelector('p')?.append(copy.querySelector('b') as Element),
    'a node in a shadow root': (copy) =>
      copy.querySelector('div')?.shadowRoot?.firstElementChild?.remove(),
    'a node in a frame': (copy) =>
      copy.querySelector('iframe')?.contentDocument?.querySelector('i')?.remove(),
  };

  it('find what is wrong, and have it repaired, once', async function () {
    this.timeout(60_000);
    const pages = Object.entries(WRONGS).map(([what, spoil]) => {
      const page = show(
        '<!doctype html><main><p class="c">one</p><ul><li>a <b>bold</b><li>b</ul><div></div><iframe></iframe></main>',
      );
      const inner = page.document.querySelector('iframe')?.contentDocument as Document;
      inner.body.innerHTML = 'in <i>a frame</i>';
      const root = page.document.querySelector('div')?.attachShadow({ mode: 'open' }) as ShadowRoot;
      root.innerHTML = '<u>in a shadow</u>';
      return { what, spoil, page };
    });
    await settled();
    const areSame = ({ document, copy }: Mirror) => differences(document, copy).length === 0;
    for (const { what, spoil, page } of pages) {
      expect(areSame(page), what).to.equal(true);
      spoil(page.copy);
      expect(areSame(page), what).to.equal(false);
    }
    const repaired = async ({ what, page }: (typeof pages)[number]) => {
      await until(`${what} is found`, () => page.diverged.length > 0, 20_000);
      await until(`${what} is repaired`, () => areSame(page));
      const found = page.diverged.length;
      await checked(page);
      expect(page.diverged.length, `${what} is found again`).to.equal(found);
      expect(page.failures).to.deep.equal([]);
    };
    await Promise.all(pages.map(repaired));
  });
});
