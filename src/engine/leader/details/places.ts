import { MAX_TEXT } from '../../../protocol/records.js';
import { firstIn, isText, nextOf } from '../../tree.js';
import { knownFrom } from '../recorder/known.js';
import type { PartContext } from '../recorder/part.js';
import { takesChildren } from '../recorder/serializer.js';

/** The end of a node, however long it is: what is typed there leaves it true. */
export const END = -1;

/**
 * A boundary point, as replicas may be told of it: in private text it is where that begins or ends.
 * @returns the number of the node, and the offset in it; undefined where replicas have nothing of it
 */
export function placeOf(
  { ids, masking, masked }: PartContext,
  node: Node,
  offset: number,
  isEnd: boolean,
): [id: number, offset: number] | undefined {
  const known = knownFrom(node, ids, masked);
  const id = known && ids.of(known);
  const whole = isEnd ? END : 0;
  if (!known || id === undefined) return undefined;
  if (masked.has(known)) return [id, whole];
  if (known !== node) return undefined;
  if (isText(node)) {
    const { data } = node;
    if (masking.text(node, data.slice(0, MAX_TEXT), false) !== data) return [id, whole];
    return [id, offset === data.length ? END : offset];
  }
  let shown = 0;
  let child = takesChildren(node) ? firstIn(node) : null;
  for (let i = 0; child && i < offset; i += 1, child = nextOf(child)) {
    if (ids.of(child) !== undefined) shown += 1;
  }
  return [id, shown];
}
