/** The page in which `all-seeds.ts` runs seeds. */
import { runSeed } from './run-seed.js';

export interface SeedsPage {
  runSeed: typeof runSeed;
}

Object.assign(window, { runSeed } satisfies SeedsPage);
