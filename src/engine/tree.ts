/**
 * The tree as it is, whatever fields are called, and whatever a page has its nodes say: some frameworks make their elements
 * speak of other children, siblings and parents than they have.
 */
import { getterOf } from './getter-of.js';

const parent = getterOf<ParentNode | null>(Node.prototype, 'parentNode');
const first = getterOf<ChildNode | null>(Node.prototype, 'firstChild');
const last = getterOf<ChildNode | null>(Node.prototype, 'lastChild');
const next = getterOf<ChildNode | null>(Node.prototype, 'nextSibling');
const previous = getterOf<ChildNode | null>(Node.prototype, 'previousSibling');

/** CDATA in XHTML is a text like any other. */
export function isText(node: Node): node is Text {
  const { nodeType } = node;
  return nodeType === 3 || nodeType === 4;
}

export function parentOf(node: Node): ParentNode | null {
  return parent.call(node);
}

export function firstIn(node: Node): ChildNode | null {
  return first.call(node);
}

export function lastIn(node: Node): ChildNode | null {
  return last.call(node);
}

export function nextOf(node: Node): ChildNode | null {
  return next.call(node);
}

export function previousOf(node: Node): ChildNode | null {
  return previous.call(node);
}
