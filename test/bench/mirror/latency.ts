// From a change in the leader's page to the same change in the viewer's document.
import type { Pair } from './peers.js';
import type { Site } from './page/site.js';
import type { Watch } from './page/watch.js';

/** Milliseconds that each of some changes took. */
export async function changeTimes(pair: Pair, count: number): Promise<number[]> {
  const run = (from: number, size: number) =>
    pair.site.evaluate(
      (first, changes) => (window as unknown as { site: Site }).site.run(first, changes, 20),
      from,
      size,
    );
  await run(1, 30);
  const sent = await run(1001, count);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const seen = await pair.viewer.evaluate(
    () => (window as unknown as { watch: Watch }).watch.changes,
  );
  return sent.map((time, i) => {
    const at = seen[1001 + i];
    if (at === undefined) throw new Error(`Change ${i} of ${pair.how} was never seen.`);
    return at - time;
  });
}

/** Milliseconds that each of some jumps of the page took. */
export async function scrollTimes(pair: Pair, count: number): Promise<number[]> {
  const sent: [number, number][] = [];
  for (let i = 0; i < count; i += 1) {
    const y = 100 + ((i * 7) % 10) * 40 + i;
    sent.push([
      y,
      await pair.site.evaluate((to) => (window as unknown as { site: Site }).site.scroll(to), y),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 350));
  }
  const seen = await pair.viewer.evaluate(
    () => (window as unknown as { watch: Watch }).watch.scrolls,
  );
  return sent.flatMap(([y, time]) => (seen[y] === undefined ? [] : [seen[y] - time]));
}

/** For each frame of the viewer: how many milliseconds ago the leader's pointer was where it is shown. */
export async function pointerAges(pair: Pair, duration: number): Promise<number[]> {
  const { leader, viewer, site } = pair;
  const end = performance.now() + duration;
  for (let i = 0; performance.now() < end; i += 1) {
    await leader.mouse.move(150 + (i % 700), 200 + ((i * 3) % 331));
    await new Promise((resolve) => setTimeout(resolve, 14));
  }
  const shown = await viewer.evaluate(() => (window as unknown as { watch: Watch }).watch.pointers);
  const been = await site.evaluate(() => (window as unknown as { site: Site }).site.pointers);
  const last = Math.max(...Object.values(been));
  return shown.flatMap(([time, at]) => {
    const then = been[at];
    return then === undefined || time > last ? [] : [time - then];
  });
}
