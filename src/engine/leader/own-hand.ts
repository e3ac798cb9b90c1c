/** Milliseconds for which the leader's own hand keeps a follower's away. */
const COMES_FIRST = 400;

/** @param last - when the leader's own hand was last at work, on the clock of `performance.now()` */
export function isAtWork(last: number): boolean {
  return performance.now() - last < COMES_FIRST;
}
