// Somebody comes late: how long until he sees the page as it is, and what that takes of the leader's page.
import type { Pair } from './peers.js';
import type { Sent } from './page/count-bytes.js';
import { scriptClock } from './stage.js';

export interface Join {
  /** Milliseconds from opening the link until the whole page was painted. */
  whole: number;
  /** Milliseconds of script in the leader's page, above what it takes anyway. */
  script: number;
  /** Bytes that the leader sent because of it. */
  bytes: number;
}

export async function lateJoin(pair: Pair): Promise<Join> {
  const { leader } = pair;
  const clock = await scriptClock(leader);
  const sent = () => leader.evaluate(() => (window as unknown as { sent: Sent }).sent.bytes);
  const pause = () => new Promise((resolve) => setTimeout(resolve, 500));

  const [script, bytes] = [await clock(), await sent()];
  const { whole, leave } = await pair.join();
  await pause();
  const [scriptAfter, bytesAfter] = [await clock(), await sent()];
  await leave();
  return { whole, script: scriptAfter - script, bytes: bytesAfter - bytes };
}
