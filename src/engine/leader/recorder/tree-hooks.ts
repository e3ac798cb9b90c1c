import type { Patches } from './patches.js';

export interface TreeListener {
  /** A shadow root is in the page's hands; it may be known. */
  attached(host: Element, root: ShadowRoot): void;
  /** The document has lost all who listened to it (`document.open`). */
  reopened(document: Document): void;
  /** The node was moved as it is: it keeps its scrolling, its frames and its place in the top layer. */
  moved(node: Node): void;
}

/** Hears of what scripts do to trees: no observer tells. */
export function hookTrees(
  window: Window & typeof globalThis,
  patches: Patches,
  listener: TreeListener,
): void {
  const { Element, HTMLElement, Document, DocumentFragment } = window;
  patches.after(Element.prototype, 'attachShadow', (host, _args, root) => {
    listener.attached(host, root as ShadowRoot);
  });
  // A closed root that the parser has attached is in no other hands.
  patches.after(HTMLElement.prototype, 'attachInternals', (host, _args, internals) => {
    const { shadowRoot } = internals as ElementInternals;
    if (shadowRoot) listener.attached(host, shadowRoot);
  });
  patches.after(Document.prototype, 'open', (document) => listener.reopened(document));
  for (const { prototype } of [Element, DocumentFragment, Document]) {
    patches.after(prototype, 'moveBefore', (_parent, [node]) => listener.moved(node as Node));
  }
}
