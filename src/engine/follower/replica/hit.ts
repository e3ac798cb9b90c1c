import { FLAT_SIZE } from '../../../protocol/input.js';
import { insideOf } from '../../content-box.js';
import { around } from './dom.js';
import type { FramePictures } from './frame-pictures.js';
import type { NodeTable } from './node-table.js';

export interface Hit {
  id: number;
  /** The frames of other origins around it, from the outside in. */
  frames?: number[];
  /** Where in the border box of the element: 0, 0 is top left, 1, 1 is bottom right. What is drawn of it may lie beyond. */
  fx: number;
  fy: number;
}

/** The innermost element drawn at a point of the page's viewport, through shadow roots and frames. */
export function hitIn(
  { document, nodes }: { document: Document; nodes: NodeTable },
  frames: FramePictures,
  x: number,
  y: number,
): Hit | null {
  let root: DocumentOrShadowRoot = document;
  let found: Element | null = null;
  for (;;) {
    const next: Element | null = root.elementFromPoint(x, y);
    if (!next || next === found) break;
    found = next;
    if (next.localName === 'iframe') {
      const { left, top, scale } = insideOf(next);
      const [inX, inY] = [(x - left) / scale, (y - top) / scale];
      const hit = frames.of(next)?.hitAt(inX, inY);
      const frame = nodes.idOf(next);
      if (hit && frame !== undefined) return { ...hit, frames: [frame, ...(hit.frames ?? [])] };
      const inner = (next as HTMLIFrameElement).contentDocument;
      if (!inner || nodes.idOf(inner) === undefined) break;
      [root, x, y] = [inner, inX, inY];
    } else if (next.shadowRoot) {
      root = next.shadowRoot;
    } else {
      break;
    }
  }
  while (found && nodes.idOf(found) === undefined) found = around(found) as Element | null;
  const id = found ? nodes.idOf(found) : undefined;
  if (!found || id === undefined) return null;
  const box = found.getBoundingClientRect();
  return { id, fx: part(x - box.left, box.width), fy: part(y - box.top, box.height) };
}

function part(offset: number, size: number): number {
  return offset / (size || FLAT_SIZE);
}
