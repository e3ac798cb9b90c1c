import { framesAround, outOf } from '../frames-around.js';
import { FLAT_SIZE } from '../../protocol/input.js';
import type { PointerAt } from '../../protocol/pointer.js';

/**
 * Where a pointer is in the layout viewport of a page: at its node, wherever that is now, through the frames around it. Where
 * there is no such node, or it is not drawn, it is where the sender saw it.
 */
export function locate(
  { x, y, anchor }: PointerAt,
  page: Document | null | undefined,
  nodeOf: (id: number) => Node | undefined,
): { x: number; y: number } {
  const node = anchor && nodeOf(anchor.id);
  if (!anchor || node?.nodeType !== Node.ELEMENT_NODE || !node.isConnected) return { x, y };
  const box = (node as Element).getBoundingClientRect();
  if (box.width === 0 && box.height === 0) return { x, y };
  const frames = framesAround((node as Element).ownerDocument, page);
  if (!frames) return { x, y };
  return outOf(frames, {
    x: box.left + anchor.fx * (box.width || FLAT_SIZE),
    y: box.top + anchor.fy * (box.height || FLAT_SIZE),
  });
}
