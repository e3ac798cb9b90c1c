/** The page in which `all-seeds.ts` runs seeds. */
import { rrwebTrial } from './rrweb-trial.js';
import { runSeed } from './run-seed.js';
import { sequence } from './steps.js';
import { trial } from './trial.js';

/** Who was right in the end, of the steps that every recorder claims to follow. */
export interface Comparison {
  ours: boolean;
  rrweb: boolean;
}

export interface SeedsPage {
  runSeed: typeof runSeed;
  compareSeed(seed: number): Promise<Comparison>;
}

const script = await (await fetch('/rrweb-inside.js')).text();

async function compareSeed(seed: number): Promise<Comparison> {
  const steps = sequence(seed, { basic: true });
  const found = await trial(steps);
  return { ours: found.length === 0, rrweb: await rrwebTrial(steps, script) };
}

Object.assign(window, { runSeed, compareSeed } satisfies SeedsPage);
