import { Dice } from './dice.js';
import { rootSteps } from './root-steps.js';
import type { Site } from './site.js';
import { stateSteps } from './state-steps.js';
import { basicSteps, treeSteps } from './tree-steps.js';

/**
 * What happens to a page, as data: what kind of change, and the seed of all that is left to chance in it. Any part of a
 * sequence is a sequence, so one that fails can be made shorter.
 */
export type Step = readonly [kind: string, seed: number];

const KINDS = { ...basicSteps, ...treeSteps, ...rootSteps, ...stateSteps };

/** Between two steps the page's script may end: for a microtask, a task, until something is drawn; or somebody joins. */
export const PAUSES = ['microtask', 'task', 'frame', 'join'] as const;
const JOIN_AFTER = 0.01;

/** How often each kind happens: most of what pages do is of the common kinds. */
const COMMON = 4;

export interface SequenceOptions {
  /** Only what every recorder claims to follow, and nobody joins. */
  basic?: boolean;
  steps?: number;
}

export function sequence(
  seed: number,
  { basic = false, steps = 160 }: SequenceOptions = {},
): Step[] {
  const dice = new Dice(seed);
  const common = Object.keys(basicSteps);
  const names = basic
    ? common
    : [...Object.keys(KINDS), ...Array.from({ length: COMMON }, () => common).flat()];
  const made: Step[] = [];
  for (let i = 0; i < steps; i += 1) {
    made.push([dice.pick(names), dice.next()]);
    if (dice.chance(0.15)) made.push(['microtask', 0]);
    else if (dice.chance(0.1)) made.push(['task', 0]);
    else if (dice.chance(0.02)) made.push(['frame', 0]);
    if (!basic && dice.chance(JOIN_AFTER)) made.push(['join', 0]);
  }
  return made;
}

/** Does what a step says; where the page does not allow it, nothing. */
export function act(site: Site, [kind, seed]: Step): void {
  const step = KINDS[kind];
  if (!step) throw new Error(`There is no step "${kind}". Steps: ${Object.keys(KINDS).join(', ')}`);
  try {
    step(site, new Dice(seed));
  } catch (error) {
    // Exceptions of any realm.
    if (!Object.prototype.toString.call(error).includes('DOMException')) throw error;
  }
  site.noteHeld();
}
