import { locate } from '../cursors/anchor.js';
import type { Point } from './place.js';

/** Where in the viewport of a page the top left of a node is. Undefined where the node is not drawn. */
export function cornerOf(
  id: number,
  page: Document | null | undefined,
  nodeOf: (id: number) => Node | undefined,
): Point | undefined {
  const at = locate({ x: NaN, y: NaN, anchor: { id, fx: 0, fy: 0 } }, page, nodeOf);
  return Number.isNaN(at.x) ? undefined : at;
}
