import { aroundOf, windowOf } from '../around.js';
import type { NodeIds } from './node-ids.js';

/** The node as replicas may be told of it: the nearest they have, and of what is private the outermost element alone. */
export function knownFrom(
  node: Node | undefined,
  ids: NodeIds,
  masked: ReadonlyMap<Node, unknown>,
): Node | undefined {
  let known: Node | undefined;
  for (let at: Node | null | undefined = node; at; at = around(at)) {
    // With `mask_all` so is the document, which is no element.
    if ((masked.has(at) && at.nodeType !== 9) || (!known && ids.of(at) !== undefined)) known = at;
  }
  return known;
}

function around(node: Node): Node | null | undefined {
  if (node.nodeType === 9) return windowOf(node as Document)?.frameElement;
  return aroundOf(node);
}
