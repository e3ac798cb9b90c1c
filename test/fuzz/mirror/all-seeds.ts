// All 1,000 seeds, where each commit is tried with a few: `BROWSER=firefox node --import tsx --test test/fuzz/mirror/all-seeds.ts`.
// SEEDS and FIRST in the environment choose others.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { launch } from '../../browsers.mjs';
import { bundled, serve } from '../../helpers/bundled-page.js';
import type { SeedsPage } from './seeds-page.js';

const FIRST = Number(process.env['FIRST'] ?? 1);
const SEEDS = Number(process.env['SEEDS'] ?? 1000);
/** Seeds that share a page. */
const AT_ONCE = 25;

let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;
before(async () => {
  const script = await bundled(new URL('seeds-page.ts', import.meta.url));
  server = await serve({
    '/': {
      type: 'text/html',
      body: '<!doctype html><title>Seeds</title><script type="module" src="/page.js"></script>',
    },
    '/page.js': { type: 'text/javascript', body: script },
  });
  browser = await launch(undefined, { protocolTimeout: 60_000 });
});
after(async () => {
  await browser.close();
  server.close();
});

it(`is right in the end for seeds ${FIRST} to ${FIRST + SEEDS - 1}`, async (test) => {
  const failed: number[] = [];
  for (let first = FIRST; first < FIRST + SEEDS; first += AT_ONCE) {
    const page = await browser.newPage();
    await page.goto(server.origin);
    for (let seed = first; seed < Math.min(first + AT_ONCE, FIRST + SEEDS); seed += 1) {
      const found = await page.evaluate(
        (number) => (window as unknown as SeedsPage).runSeed(number),
        seed,
      );
      if (found === undefined) continue;
      failed.push(seed);
      test.diagnostic(found);
      console.log(found);
    }
    await page.close();
  }
  assert.deepEqual(failed, []);
});
