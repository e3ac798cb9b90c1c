import { MisfitError, type Reader } from './reader.js';

/** @returns the numbers of a snapshot's nodes, one by one; they are told as runs: first, count, first, count, … */
export function numbersIn(runs: Reader): () => number {
  const numbers = numbersOf(runs);
  return () => {
    const { value } = numbers.next();
    if (value === undefined) throw new MisfitError('There are more nodes than numbers.');
    return value;
  };
}

function* numbersOf(runs: Reader): Generator<number, void> {
  while (!runs.done) {
    const first = runs.count();
    const count = runs.count();
    for (let i = 0; i < count; i += 1) yield first + i;
  }
}
