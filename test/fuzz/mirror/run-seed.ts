import { shrink } from './shrink.js';
import { sequence, type Step } from './steps.js';
import { trial } from './trial.js';

/** @returns what is wrong at the end of a seed, with the shortest sequence that leads there; undefined where nothing is */
export async function runSeed(seed: number): Promise<string | undefined> {
  const steps = sequence(seed);
  const found = await trial(steps);
  if (found.length === 0) return undefined;
  // Shorter ones may fail for another reason, which is looked for another time.
  const wanted = found.map(kindOf);
  const fails = async (some: readonly Step[]) =>
    (await trial(some)).some((problem) => wanted.includes(kindOf(problem)));
  const smallest = await shrink(steps, fails);
  const left = await trial(smallest);
  return [
    `Seed ${seed} ends with ${found.length} differences, the first:`,
    ...found.slice(0, 4).map(cut),
    `${smallest.length} of its ${steps.length} steps are enough:`,
    JSON.stringify(smallest),
    'They end with:',
    ...left.slice(0, 4).map(cut),
  ].join('\n');
}

/** What is wrong, without the where. */
function kindOf(problem: string): string {
  return problem
    .replace(/[^:]*: [^:]*\/\d+[^:]*:/, '')
    .replace(/\d+|".*?"/g, '')
    .slice(0, 60);
}

function cut(problem: string): string {
  return problem.slice(0, 700);
}
