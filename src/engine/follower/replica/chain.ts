import { drawnIn, removeAttribute, setAttribute, typeOf } from './dom.js';

/** Marks an element, and all that it is drawn in, by an attribute that stands in for a pseudo-class. */
export class Chain {
  readonly #attribute: string;
  readonly #isPointer: boolean;
  #marked = new Set<Element>();

  /** @param isPointer - what a pointer does in a frame it does to the frame, and what it does to a label to its control */
  constructor(attribute: string, isPointer: boolean) {
    this.#attribute = attribute;
    this.#isPointer = isPointer;
  }

  set(element: Element | undefined): void {
    const marked = new Set<Element>();
    for (let at: Node | null = element ?? null; at; at = drawnIn(at)) {
      if (typeOf(at) === 9 && !this.#isPointer) break;
      if (typeOf(at) !== 1) continue;
      marked.add(at as Element);
      const control = this.#isPointer && (at as Element).localName === 'label' && controlOf(at);
      if (control) marked.add(control);
    }
    for (const one of this.#marked) if (!marked.has(one)) removeAttribute(one, this.#attribute);
    for (const one of marked) if (!this.#marked.has(one)) setAttribute(one, this.#attribute, '');
    this.#marked = marked;
  }
}

function controlOf(label: Node): Element | null {
  return (label as Partial<HTMLLabelElement>).control ?? null;
}
