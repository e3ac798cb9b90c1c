// All 1,000 seeds, where each commit is tried with a few: `BROWSER=firefox node --import tsx --test test/fuzz/mirror/all-seeds.ts`.
// SEEDS and FIRST in the environment choose others, PEER_SEEDS how many of them are compared with rrweb.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { launch } from '../../browsers.mjs';
import { bundled, serve } from '../../helpers/bundled-page.js';
import type { Comparison, SeedsPage } from './seeds-page.js';

const FIRST = Number(process.env['FIRST'] ?? 1);
const SEEDS = Number(process.env['SEEDS'] ?? 1000);
const PEER_SEEDS = Math.min(SEEDS, Number(process.env['PEER_SEEDS'] ?? 200));
/** Seeds that share a page. */
const AT_ONCE = 25;
/** For a seed, with the search for its shortest sequence. */
const LONGEST = 90_000;

let browser: Browser | undefined;
let page: Page | undefined;
let server: Awaited<ReturnType<typeof serve>>;
before(async () => {
  const [script, inside] = await Promise.all(
    ['seeds-page.ts', 'rrweb-inside.ts'].map((name) => bundled(new URL(name, import.meta.url))),
  );
  server = await serve({
    '/': {
      type: 'text/html',
      body: '<!doctype html><title>Seeds</title><script type="module" src="/page.js"></script>',
    },
    '/page.js': { type: 'text/javascript', body: script as string },
    '/rrweb-inside.js': { type: 'text/javascript', body: inside as string },
  });
});
after(async () => {
  await browser?.close();
  server.close();
});

it(`is right in the end for seeds ${FIRST} to ${FIRST + SEEDS - 1}`, async (test) => {
  const failed: number[] = [];
  for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
    const found = await inPage<string | undefined>('runSeed', seed);
    if (found === undefined) continue;
    failed.push(seed);
    console.log(found);
  }
  test.diagnostic(`Right: ${SEEDS - failed.length} of ${SEEDS}.`);
  assert.deepEqual(failed, []);
});

it(`is right more often than rrweb, of the common steps of ${PEER_SEEDS} seeds`, async (test) => {
  let [ours, rrweb] = [0, 0];
  for (let seed = FIRST; seed < FIRST + PEER_SEEDS; seed += 1) {
    const right = await inPage<Comparison | string>('compareSeed', seed);
    if (typeof right === 'string') continue;
    ours += Number(right.ours);
    rrweb += Number(right.rrweb);
  }
  test.diagnostic(`Right: we ${ours}, rrweb ${rrweb} of ${PEER_SEEDS}.`);
  assert.equal(ours, PEER_SEEDS);
});

/** A seed that hangs the browser is wrong, and the next one has a new browser. */
async function inPage<T>(name: keyof SeedsPage, seed: number): Promise<T | string> {
  try {
    if ((seed - FIRST) % AT_ONCE === 0) {
      await page?.close();
      page = undefined;
    }
    browser ??= await launch(undefined, { protocolTimeout: LONGEST });
    if (!page) {
      page = await browser.newPage();
      await page.goto(server.origin);
      await page.waitForFunction('"runSeed" in window');
    }
    return await page.evaluate(
      (action, number) => (window as unknown as SeedsPage)[action](number) as Promise<T>,
      name,
      seed,
    );
  } catch (error) {
    browser?.process()?.kill('SIGKILL');
    browser = page = undefined;
    return `Seed ${seed} does not end: ${String(error)}`;
  }
}
