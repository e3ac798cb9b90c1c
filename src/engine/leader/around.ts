/**
 * What is around a node, by the getters of prototypes: a form's field may be called `parentNode` or `host`, an image
 * `defaultView`, and would then take the property's place.
 */
const parentGetter = getterOf<Node | null>(Node.prototype, 'parentNode');
const windowGetter = getterOf<(Window & typeof globalThis) | null>(
  Document.prototype,
  'defaultView',
);

const shadowGetter = getterOf<ShadowRoot | null>(Element.prototype, 'shadowRoot');

/** The parent, or the host of a shadow root. */
export function aroundOf(node: Node): Node | null {
  return parentGetter.call(node) ?? hostOf(node) ?? null;
}

export function hostOf(node: Node): Element | undefined {
  return node.nodeType === 11 ? (node as Partial<ShadowRoot>).host : undefined;
}

/** The open shadow root. */
export function shadowOf(element: Element): ShadowRoot | null {
  return shadowGetter.call(element);
}

export function windowOf(document: Document): (Window & typeof globalThis) | null {
  return windowGetter.call(document);
}

function getterOf<T>(prototype: object, name: string): () => T {
  return Object.getOwnPropertyDescriptor(prototype, name)?.get as () => T;
}
