import { expect } from '@open-wc/testing';
import { differences } from './compare.js';
import { Fuzz, FUZZ_PAGE } from './fuzz.js';
import { mirror, settled } from './mirror.js';
import { sheetDifferences } from './sheets.js';

const SEEDS = 150;
const SEEDS_PER_TEST = 15;
const BATCHES = 25;

/** One seed: `?seed=7` in the address of the test runs only that one. */
const only = new URLSearchParams(location.search).get('seed');

async function run(seed: number): Promise<void> {
  const page = mirror(FUZZ_PAGE);
  const fuzz = new Fuzz(page.document, seed);
  try {
    for (let i = 0; i < BATCHES; i += 1) await fuzz.batch();
    await settled();
    expect(page.failures, `seed ${seed}`).to.deep.equal([]);
    expect(differences(page.document, page.copy), `seed ${seed}`).to.deep.equal([]);
    expect(sheetDifferences(page), `styles of seed ${seed}`).to.deep.equal([]);
    const late = page.late();
    expect(differences(page.document, late.document), `late at seed ${seed}`).to.deep.equal([]);
    late.close();
  } finally {
    page.close();
  }
}

describe('the mirror under random changes', () => {
  for (let first = 1; first <= SEEDS; first += SEEDS_PER_TEST) {
    const last = first + SEEDS_PER_TEST - 1;
    it(`is right in the end, seeds ${first} to ${last}`, async function () {
      this.timeout(60_000);
      for (let seed = first; seed <= last; seed += 1) {
        if (only === null || Number(only) === seed) await run(seed);
      }
    });
  }
});
