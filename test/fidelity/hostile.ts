import type { Json, MirrorRecord } from '../../src/protocol/records.js';
import type { Mirror } from '../mirror/mirror.js';

/** @returns what the replica does with an operation that no recorder tells, after a snapshot that fits */
export function applied({ recorder, records, replica }: Mirror, op: Json): () => void {
  return () => {
    recorder.snapshot();
    const { json } = records.findLast(({ kind }) => kind === 'snapshot') as { json: string };
    const [format, , number, ...rest] = JSON.parse(json) as [number, number, number, ...Json[]];
    // As of another page: otherwise it would be passed over.
    replica.apply('snapshot', [format, 7, number, ...rest] as MirrorRecord);
    replica.apply('change', [number + 1, 1e6, op] as MirrorRecord);
  };
}
