import { expect } from '@open-wc/testing';
import { share } from '../../helpers/share.js';
import { runSeed } from './run-seed.js';

const SEEDS = 20;
const SEEDS_PER_TEST = 5;

/** `?seed=7` in the address of the test runs only that one, `?first=100` others than those of every run. */
const query = new URLSearchParams(location.search);
const only = query.get('seed');
const start = Number(only ?? query.get('first') ?? 1);
const seeds = only === null ? share(Array.from({ length: SEEDS }, (_, i) => start + i)) : [start];

describe('the mirror under random changes', () => {
  for (let at = 0; at < seeds.length; at += SEEDS_PER_TEST) {
    const some = seeds.slice(at, at + SEEDS_PER_TEST);
    it(`is right in the end for seeds ${some.join(', ')}`, async function () {
      this.timeout(100_000);
      for (const seed of some) expect(await runSeed(seed)).to.equal(undefined);
    });
  }
});
