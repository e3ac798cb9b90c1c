/** Walking and hitting what is really drawn: through open shadow roots, slots and frames, whatever realm a node is of. */

import { framesAround } from '../../frames-around.js';
import { getterOf } from '../../getter-of.js';
import { parentOf as parentNodeOf } from '../../tree.js';
import { windowOf } from '../around.js';

export type Realm = Window & typeof globalThis;

/** A form may have fields with these names, and whoever goes up from there goes round for ever. */
const parentElement = getterOf<Element | null>(Node.prototype, 'parentElement');
const assignedSlot = getterOf<Element | null>(Element.prototype, 'assignedSlot');

/** @throws {Error} where the node's document has no window any more */
export function realmOf(node: Node): Realm {
  const realm = windowOf(node.ownerDocument ?? (node as Document));
  if (!realm) throw new Error('The document of this node is gone.');
  return realm;
}

/** The element itself, or the one around a text node, a shadow root or a document's inside. */
export function elementOf(node: Node): Element | null {
  if (node.nodeType === Node.ELEMENT_NODE) return node as Element;
  if (node.nodeType === Node.DOCUMENT_NODE) return (node as Document).documentElement;
  return parentElement.call(node) ?? hostOf(node) ?? (node as Partial<ShadowRoot>).host ?? null;
}

function hostOf(node: Node): Element | null {
  return (parentNodeOf(node) as Partial<ShadowRoot> | null)?.host ?? null;
}

/** Parent in the flat tree: what an element is drawn in, and where its events go next. */
export function parentOf(element: Element): Element | null {
  return assignedSlot.call(element) ?? parentElement.call(element) ?? hostOf(element);
}

/** The element and everything around it, from the inside out, up to its document's root. */
export function pathOf(element: Element): Element[] {
  const path: Element[] = [];
  for (let at: Element | null = element; at; at = parentOf(at)) path.push(at);
  return path;
}

export function isWithin(element: Element, ancestor: Element): boolean {
  return pathOf(element).includes(ancestor);
}

/** Closed shadow roots, by their hosts: known once a viewer has pointed at something in them. */
const closedRoots = new WeakMap<Element, ShadowRoot>();

export function shadowOf(element: Element): ShadowRoot | null {
  return element.shadowRoot ?? closedRoots.get(element) ?? null;
}

/** Takes note of the shadow roots around a node that the recorder has shown. */
export function learnRoots(node: Node): void {
  for (let root = node.getRootNode(); 'host' in root;) {
    const { host } = root as ShadowRoot;
    if (!host.shadowRoot) closedRoots.set(host, root as ShadowRoot);
    root = host.getRootNode();
  }
}

/** What is drawn inside an element, as elements. */
export function childrenOf(element: Element): Iterable<Element> {
  const shadow = shadowOf(element);
  if (shadow) return shadow.children;
  const assigned =
    element.localName === 'slot' ? (element as HTMLSlotElement).assignedElements() : [];
  // Not `children`: a form may have a field of that name.
  return assigned.length > 0 ? assigned : element.querySelectorAll(':scope > *');
}

/** The innermost element at a point of the document's viewport. */
export function elementAt(document: Document, x: number, y: number): Element | null {
  let root: Document | ShadowRoot | null = document;
  let found: Element | null = null;
  let slot: Element | undefined;
  while (root) {
    const next: Element | null = root.elementFromPoint(x, y);
    if (!next || next === found) break;
    found = next;
    root = shadowOf(next);
    slot = textSlotAt(root, x, y) ?? slot;
  }
  return slot && found && isSeenIn(slot, found, x, y) ? slot : found;
}

/** Whether a slot lies in another element, and nothing between them cuts off at the point what is drawn in it. */
function isSeenIn(slot: Element, around: Element, x: number, y: number): boolean {
  const path = pathOf(slot);
  const end = path.indexOf(around);
  const shows = (at: Element) =>
    realmOf(at).getComputedStyle(at).overflow === 'visible' ||
    isInside(at.getBoundingClientRect(), x, y);
  return end >= 0 && path.slice(0, end).every(shows);
}

/** Text of a host is hit in the slot that it is drawn in, and so is what lies around that; asked for, browsers tell the host. */
function textSlotAt(root: ParentNode | null, x: number, y: number): Element | undefined {
  for (const slot of root?.querySelectorAll('slot') ?? []) {
    for (const node of slot.assignedNodes()) {
      // An element is hit itself, or is not to be hit; and all of a page may be in there.
      if (node.nodeType !== Node.TEXT_NODE) continue;
      const range = new Range();
      range.selectNode(node);
      if ([...range.getClientRects()].some((box) => isInside(box, x, y))) return slot;
    }
  }
  return undefined;
}

function isInside({ left, right, top, bottom }: DOMRect, x: number, y: number): boolean {
  return x >= left && x < right && y >= top && y < bottom;
}

/**
 * Whether a point of a nested document can be seen in the frames around it.
 * @param top - the outermost document that counts
 */
export function isInSight(document: Document, x: number, y: number, top: Document): boolean {
  const frames = framesAround(document, top);
  return (
    frames?.every(({ frame, left, top, scale }) => {
      x = left + x * scale;
      y = top + y * scale;
      return elementAt(frame.ownerDocument, x, y) === frame;
    }) ?? false
  );
}
