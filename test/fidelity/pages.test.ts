import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { launch } from '../browsers.mjs';
import { Pair, type Tolerance } from './pair.js';

/** Each page shows the features of one kind, and has a script `change` that changes them all. */
const pages: Readonly<Record<string, Tolerance>> = {
  css: {},
  selectors: {},
  svg: {},
  sprites: {},
  assets: { pixels: 0.002 },
  shadow: {},
  frames: {},
  layers: {},
  forms: {},
  scroll: {},
  text: {},
  quirks: {},
  // Pictures of canvases lose a little on their way.
  canvas: { pixels: 0.005 },
};

/** What browsers say of what is wrong in the pages themselves: files that are missing or of another site. */
const OWN = /404|downloadable font|Unsafe attempt to load|may not load data/;

describe('a page is the same in the replica', () => {
  let browser: Browser;
  let pair: Pair;
  before(async () => {
    browser = await launch();
    pair = await Pair.meet(browser, '/pages/quirks.html');
  });
  after(async () => {
    await pair.leave();
    await browser.close();
  });

  for (const [name, tolerance] of Object.entries(pages)) {
    it(name, async (test) => {
      const page = await pair.open(`/pages/${name}.html`);
      const first = await pair.same(tolerance);
      await page.evaluate(() => (window as unknown as { change(): void }).change());
      const second = await pair.same(tolerance);
      test.diagnostic(`different pixels: ${first.share}, then ${second.share}`);
    });
  }

  it('wherever the focus is', async () => {
    const page = await pair.open('/pages/focus.html');
    await pair.same();
    const next = () => page.evaluate(() => (window as unknown as { change(): boolean }).change());
    // Where a caret is drawn, it may be seen or not. What is chosen in a list box has colours that nobody can set: those that the
    // replica paints over them are compared as pixels.
    while (await next()) await pair.same({ pixels: 0.001, except: /select\[1\]>option/ });
    await pair.same();
  });

  it('and its console says nothing of ours', () => {
    const { leader, follower } = pair;
    const ours = leader.complaints.filter((line) => !OWN.test(line));
    assert.deepEqual([ours, follower.complaints], [[], []]);
  });
});
