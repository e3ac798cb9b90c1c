// What recording takes of the leader's page: recorder and encoder by themselves, without a session, for a socket would only add noise.
import type { Page } from 'puppeteer-core';
import type { Encoded, How, Load } from './page/load.js';
import type { Operation } from './page/rows.js';
import { collectGarbage, scriptClock, type Stage } from './stage.js';

type LoadWindow = Window & { load: Load };

/** Operations in their order, and how often each is done. */
const STEPS: [Operation, number][] = [
  ['create1k', 1],
  ['update', 10],
  ['swap', 20],
  ['select', 20],
  ['append1k', 1],
  ['clear', 1],
  ['create10k', 1],
];

/** Milliseconds of script, and until painted, of each operation. */
export type Taken = Partial<Record<Operation, { script: number; painted: number }>>;

export async function operationTimes(stage: Stage, how: How): Promise<Taken> {
  const { context, page } = await stage.enter();
  await open(page, stage, how === 'rrweb' ? 'rows-rrweb' : 'rows');
  await page.evaluate((one) => (window as unknown as LoadWindow).load.start(one, 'encoded'), how);
  const clock = await scriptClock(page);
  const idle = (times: number) =>
    page.evaluate((n) => (window as unknown as LoadWindow).load.idle(n), times);
  const operate = (operation: Operation, times: number) =>
    page.evaluate(
      (name, n) => (window as unknown as LoadWindow).load.operate(name, n),
      operation,
      times,
    );
  // Browsers run code that they have seen often in another way.
  for (let i = 0; i < 3; i += 1) for (const [name] of STEPS.slice(0, 6)) await operate(name, 1);
  const taken: Taken = {};
  for (const [name, times] of STEPS) {
    await collectGarbage(page);
    const before = await clock();
    await idle(times);
    const between = await clock();
    const painted = await operate(name, times);
    const script = (await clock()) - between - (between - before);
    const mean = painted.reduce((sum, one) => sum + one, 0) / times;
    taken[name] = { script: script / times, painted: mean };
  }
  await context.close();
  return taken;
}

export interface Snapshots {
  /** Milliseconds of script for one, warm. */
  script: number;
  /** The longest time for which the page could do nothing else, when the recording began and later. */
  first: number;
  later: number;
}

export async function snapshotTimes(
  stage: Stage,
  how: 'ours' | 'rrweb',
  nodes: number,
  encoded: Encoded,
): Promise<Snapshots> {
  const { context, page } = await stage.enter();
  await open(page, stage, how === 'rrweb' ? `rrweb-here-${nodes}` : `ours-${nodes}`);
  const first = await page.evaluate(
    (one, what) => (window as unknown as LoadWindow).load.start(one, what),
    how,
    encoded,
  );
  const clock = await scriptClock(page);
  const times: number[] = [];
  const pauses: number[] = [];
  for (let i = 0; i < 4; i += 1) {
    await collectGarbage(page);
    const before = await clock();
    await page.evaluate(() => (window as unknown as LoadWindow).load.snapshot());
    times.push((await clock()) - before);
    await collectGarbage(page);
    pauses.push(await page.evaluate(() => (window as unknown as LoadWindow).load.pause()));
  }
  await context.close();
  return { script: Math.min(...times), first, later: Math.min(...pauses) };
}

async function open(page: Page, stage: Stage, name: string): Promise<void> {
  await page.goto(`${stage.origin}/bench/load.html`);
  await page.evaluate(
    (address) => (window as unknown as LoadWindow).load.open(address),
    `/bench/${name}.html`,
  );
}
