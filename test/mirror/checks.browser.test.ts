import { expect } from '@open-wc/testing';
import { share } from '../helpers/share.js';
import { differences } from './compare.js';
import { FUZZ_PAGE, Site } from '../fuzz/mirror/site.js';
import { act, sequence } from '../fuzz/mirror/steps.js';
import { mirror, settled, until, type Mirror } from './mirror.js';

describe('checks of replicas', () => {
  const open: Mirror[] = [];

  function show(html: string): Mirror {
    const page = mirror(html);
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
