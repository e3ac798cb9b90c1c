/** What is around a node, whatever the fields and images in it are called. */
import { getterOf } from '../getter-of.js';
import { parentOf } from '../tree.js';

const windowGetter = getterOf<(Window & typeof globalThis) | null>(
  Document.prototype,
  'defaultView',
);
const shadowGetter = getterOf<ShadowRoot | null>(Element.prototype, 'shadowRoot');

/** The parent, or the host of a shadow root. */
export function aroundOf(node: Node): Node | null {
  return parentOf(node) ?? hostOf(node) ?? null;
}

export function hostOf(node: Node): Element | undefined {
  return node.nodeType === 11 ? (node as Partial<ShadowRoot>).host : undefined;
}

/** The open shadow root. */
export function shadowOf(element: Element): ShadowRoot | null {
  return shadowGetter.call(element);
}

/** The window that shows the document. Firefox still names one that shows another by now, perhaps of another site. */
export function windowOf(document: Document): (Window & typeof globalThis) | null {
  const window = windowGetter.call(document);
  try {
    return window?.document === document ? window : null;
  } catch {
    return null;
  }
}
