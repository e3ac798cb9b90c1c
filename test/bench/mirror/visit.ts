// What a visit takes on the wire: the same script by both, every byte that the leader's sockets send.
import { openPair, type Recorded } from './peers.js';
import type { Sent } from './page/count-bytes.js';
import type { Site } from './page/site.js';
import type { Stage } from './stage.js';

const TEXT =
  'Please leave the parcel with the neighbour at number 12, and ring twice: the bell is broken at times.';

/** Bytes by what was done, in its order. */
export type Visit = Record<'load' | 'type' | 'mouse' | 'scroll' | 'rows' | 'dialog', number>;

export const TYPED = 100;

export async function visitBytes(stage: Stage, how: Recorded, nodes: number): Promise<Visit> {
  const pair = await openPair(stage, how, nodes);
  const { leader, site } = pair;
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  let counted = 0;
  /** What has been sent since the last time. */
  const sent = async () => {
    await pause(700);
    const { bytes } = await leader.evaluate(() => (window as unknown as { sent: Sent }).sent);
    const since = bytes - counted;
    counted = bytes;
    return since;
  };

  const load = await sent();
  await site.evaluate(() => document.querySelector('textarea')!.focus());
  await pause(100);
  for (const character of TEXT.slice(0, TYPED)) {
    await leader.keyboard.type(character);
    await pause(25);
  }
  const type = await sent();
  const end = performance.now() + 5_000;
  for (let i = 0; performance.now() < end; i += 1) {
    await leader.mouse.move(300 + 250 * Math.sin(i / 30), 400 + 150 * Math.cos(i / 23));
    await pause(14);
  }
  const mouse = await sent();
  for (let i = 0; i < 20; i += 1) {
    await leader.mouse.wheel({ deltaY: i < 14 ? 120 : -120 });
    await pause(100);
  }
  const scroll = await sent();
  await site.evaluate(() => (window as unknown as { site: Site }).site.addRows(200));
  const rows = await sent();
  await site.evaluate(() => (window as unknown as { site: Site }).site.openDialog());
  const dialog = await sent();
  await pair.close();
  return { load, type, mouse, scroll, rows, dialog };
}
