/** Ranges of a selection, which may reach over the borders of shadow trees; a range of the DOM may not. */
import { parentOf } from '../../tree.js';
import { styleOf } from './boxes.js';
import { around, boxOf, documentOf, drawnIn, lengthOf, typeOf } from './dom.js';
import type { Box } from './marks.js';
import type { NodeTable } from './node-table.js';
import { MisfitError, type Reader } from './reader.js';

/** A boundary point. An offset of -1 is the end of the node. */
export interface Place {
  node: Node;
  offset: number;
}

/** Reads `id, offset`. */
export function readPlace(op: Reader, nodes: NodeTable): Place {
  const id = op.count();
  const node = nodes.get(id);
  const offset = op.integer();
  if (offset < -1 || offset > lengthOf(node)) {
    throw new MisfitError(`Node ${id} has no place ${offset}.`);
  }
  return { node, offset };
}

/** The element that a place is in. */
export function elementAt({ node }: Place): Element | undefined {
  let at: Node | null = node;
  while (at && typeOf(at) !== 1) at = drawnIn(at);
  return (at as Element | null) ?? undefined;
}

/** @returns the parts of a selection, each within one tree */
export function rangesBetween(start: Place, end: Place, shadows: Iterable<ShadowRoot>): Range[] {
  const ranges: Range[] = [];
  const ofEnd = new Set(rootsOf(end.node));
  let from = start;
  let root = rootOf(from.node);
  while (!ofEnd.has(root) && typeOf(root) === 11) {
    ranges.push(rangeOf(from, { node: root, offset: -1 }));
    from = beside((root as ShadowRoot).host, 1);
    root = rootOf(from.node);
  }
  let to = end;
  while (rootOf(to.node) !== root && typeOf(rootOf(to.node)) === 11) {
    const inner = rootOf(to.node) as ShadowRoot;
    ranges.push(rangeOf({ node: inner, offset: 0 }, to));
    to = beside(inner.host, 0);
  }
  if (rootOf(to.node) === root) ranges.push(rangeOf(from, to));
  for (const shadow of shadows) {
    if (ranges.some((range) => holds(range, shadow.host))) {
      ranges.push(rangeOf({ node: shadow, offset: 0 }, { node: shadow, offset: -1 }));
    }
  }
  return ranges;
}

/** Where a caret is, in the viewport of its document. */
export function caretBox(place: Place): Box | undefined {
  const range = rangeOf(place, place);
  const own = range.getClientRects()[0];
  if (own && own.height > 0) return { ...edges(own), right: own.left };
  const { startContainer: node, startOffset: offset } = range;
  // Between elements a range has no box: then the caret is before what comes next, such as the break of an empty line.
  const next = node.childNodes[offset];
  const box = next && typeOf(next) === 1 ? boxOf(next as Element) : undefined;
  if (box && box.height > 0) return { ...edges(box), right: box.left };
  const element = elementAt(place);
  const style = element && styleOf(element);
  if (!element || !style) return undefined;
  const outer = boxOf(element);
  const left = outer.left + element.clientLeft + parseFloat(style.paddingLeft);
  const top = outer.top + element.clientTop + parseFloat(style.paddingTop);
  const height = parseFloat(style.lineHeight) || parseFloat(style.fontSize) * 1.2;
  return { left, top, right: left, bottom: top + height };
}

export function rangeOf(start: Place, end: Place): Range {
  const range = documentOf(start.node).createRange();
  range.setStart(start.node, offsetOf(start));
  range.setEnd(end.node, offsetOf(end));
  return range;
}

/** What it was true of may have become shorter. */
function offsetOf({ node, offset }: Place): number {
  const length = lengthOf(node);
  return offset < 0 ? length : Math.min(offset, length);
}

function beside(element: Element, after: number): Place {
  const parent = parentOf(element);
  if (!parent) return { node: element, offset: 0 };
  let offset = after;
  for (let at = element.previousSibling; at; at = at.previousSibling) offset += 1;
  return { node: parent, offset };
}

function holds(range: Range, host: Element): boolean {
  const { startContainer, endContainer } = range;
  return (
    range.intersectsNode(host) && !host.contains(startContainer) && !host.contains(endContainer)
  );
}

function rootOf(node: Node): Node {
  let root = node;
  for (let at: Node | null = node; at; at = parentOf(at)) root = at;
  return root;
}

function* rootsOf(node: Node): Generator<Node> {
  for (let at: Node | null = rootOf(node); at;) {
    yield at;
    const host: Node | null = typeOf(at) === 11 ? around(at) : null;
    at = host && rootOf(host);
  }
}

function edges({ left, top, right, bottom }: DOMRect): Box {
  return { left, top, right, bottom };
}
