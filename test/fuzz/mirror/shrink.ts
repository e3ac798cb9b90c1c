/**
 * The smallest part of a sequence that still fails, as far as it is found in time: delta debugging (Zeller and Hildebrandt,
 * "Simplifying and Isolating Failure-Inducing Input"), which leaves out ever smaller pieces.
 */
export async function shrink<T>(
  items: readonly T[],
  fails: (items: readonly T[]) => Promise<boolean>,
  milliseconds = 40_000,
): Promise<readonly T[]> {
  const end = performance.now() + milliseconds;
  let smallest = items;
  let pieces = 2;
  while (smallest.length > 1 && performance.now() < end) {
    const size = Math.ceil(smallest.length / pieces);
    let found: readonly T[] | undefined;
    for (let at = 0; at < smallest.length && !found && performance.now() < end; at += size) {
      const rest = [...smallest.slice(0, at), ...smallest.slice(at + size)];
      if (await fails(rest)) found = rest;
    }
    if (found) {
      smallest = found;
      pieces = Math.max(2, pieces - 1);
    } else if (size === 1) {
      break;
    } else {
      pieces = Math.min(smallest.length, pieces * 2);
    }
  }
  return smallest;
}
