import { around } from './dom.js';
import type { NodeTable } from './node-table.js';

export interface Hit {
  id: number;
  /** Where in the border box of the element: 0, 0 is top left, 1, 1 is bottom right. */
  fx: number;
  fy: number;
}

/** The innermost element drawn at a point of the page's viewport, through shadow roots and frames. */
export function hitIn(document: Document, nodes: NodeTable, x: number, y: number): Hit | null {
  let root: DocumentOrShadowRoot = document;
  let found: Element | null = null;
  for (;;) {
    const next: Element | null = root.elementFromPoint(x, y);
    if (!next || next === found) break;
    found = next;
    const inner = next.localName === 'iframe' ? (next as HTMLIFrameElement).contentDocument : null;
    if (inner && nodes.idOf(inner) !== undefined) {
      const box = next.getBoundingClientRect();
      x -= box.left + next.clientLeft;
      y -= box.top + next.clientTop;
      root = inner;
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
  return size > 0 ? Math.min(1, Math.max(0, offset / size)) : 0.5;
}
