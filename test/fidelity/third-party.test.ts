import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { launch } from '../browsers.mjs';
import { Pair } from './pair.js';
import { install } from './third-party/install.js';
import { visits } from './third-party/visits.js';

describe('a page that we did not write is the same in the replica', () => {
  let browser: Browser;
  let pair: Pair;
  before(async () => {
    install();
    browser = await launch();
    pair = await Pair.meet(browser, '/pages/quirks.html');
  });
  after(async () => {
    await pair.leave();
    await browser.close();
  });

  for (const [name, { path, steps, tolerance }] of Object.entries(visits)) {
    describe(name, () => {
      it('as it opens', async (test) => {
        await pair.open(`/third-party/${path}`);
        const { share } = await pair.same(tolerance);
        test.diagnostic(`different pixels: ${share}`);
      });
      for (const [step, act] of Object.entries(steps)) {
        it(step, async (test) => {
          await act(await pair.leader.inside());
          const { share } = await pair.same(tolerance);
          test.diagnostic(`different pixels: ${share}`);
        });
      }
    });
  }

  it('and its console says nothing of ours', () => {
    assert.deepEqual([pair.leader.complaints, pair.follower.complaints], [[], []]);
  });
});
