/**
 * Methods by their prototypes: in a form, a field called `append` takes the place of `form.append`, and a leader may call
 * its fields what it likes.
 */
import { getterOf } from '../../getter-of.js';
import { firstIn, nextOf, parentOf } from '../../tree.js';

const node = Node.prototype;
const element = Element.prototype;
const typeGetter = getterOf<number>(node, 'nodeType');
const documentGetter = getterOf<Document | null>(node, 'ownerDocument');
const childrenGetter = getterOf<NodeList>(node, 'childNodes');
const slotGetter = getterOf<Element | null>(element, 'assignedSlot');

export function insert(parent: Node, child: Node, before: Node | null): void {
  node.insertBefore.call(parent, child, before);
}

export function typeOf(any: Node): number {
  return typeGetter.call(any);
}

/** The document that the node is of, or is. */
export function documentOf(any: Node): Document {
  return documentGetter.call(any) ?? (any as Document);
}

export function boxOf(target: Element): DOMRect {
  return element.getBoundingClientRect.call(target);
}

/** How many boundary points there are in a node, but for the first. */
export function lengthOf(any: Node): number {
  return typeOf(any) === 3 ? (any as Text).length : childrenGetter.call(any).length;
}

export function detach(child: Node): void {
  const parent = parentOf(child);
  if (parent) node.removeChild.call(parent, child);
}

/** Names that a parser accepts and scripts may not use are left out: no selector asks for them. */
export function setAttribute(target: Element, name: string, value: string): void {
  try {
    // Browsers know it by its namespace alone.
    if (name === 'xml:space')
      element.setAttributeNS.call(target, 'http://www.w3.org/XML/1998/namespace', name, value);
    else element.setAttribute.call(target, name, value);
  } catch (error) {
    if ((error as Error).name !== 'InvalidCharacterError') throw error;
  }
}

export function removeAttribute(target: Element, name: string): void {
  element.removeAttribute.call(target, name);
}

/** The slot that shows the element in the end: a slot may itself be in one. */
export function innermostSlotOf(target: Element): Element | null {
  const slot = slotGetter.call(target);
  return slot && (innermostSlotOf(slot) ?? slot);
}

/** What the node is in: its parent, or the host of its shadow root, or the frame around its document. */
export function around(child: Node): Node | null {
  switch (typeOf(child)) {
    case 11:
      return (child as Partial<ShadowRoot>).host ?? null;
    case 9:
      return (child as Document).defaultView?.frameElement ?? null;
    default:
      return parentOf(child);
  }
}

/** What the node is drawn in: where it is slotted, or else what it is in. */
export function drawnIn(child: Node): Node | null {
  const slot = typeOf(child) === 1 ? slotGetter.call(child) : null;
  return slot ?? around(child);
}

/** What was built in frames. A frame that is out of the page no longer tells. */
const documents = new WeakMap<Node, Document>();

export function setInner(frame: Node, document: Document): void {
  documents.set(frame, document);
}

/** Everything in the node that is part of the picture, the node first. */
export function* within(root: Node): Generator<Node> {
  yield root;
  if (root.nodeType === 1) {
    const shadow = (root as Element).shadowRoot;
    if (shadow) yield* within(shadow);
    const inner = documents.get(root);
    if (inner) yield* within(inner);
  }
  for (let child = firstIn(root); child; child = nextOf(child)) yield* within(child);
}
