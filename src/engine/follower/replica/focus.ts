import { around, removeAttribute, setAttribute } from './dom.js';

/** Shows where the focus is, by attributes that stand in for the pseudo-classes: the focus itself belongs to the viewer. */
export class Focus {
  #marked: Element[] = [];

  set(element: Element | undefined, visible: boolean): void {
    for (const marked of this.#marked) {
      removeAttribute(marked, 'surfly-focus');
      removeAttribute(marked, 'surfly-focus-within');
    }
    this.#marked = [];
    if (!element) return;
    setAttribute(element, 'surfly-focus', visible ? 'visible' : '');
    for (
      let at: Node | null = element;
      at;
      at = (at as Partial<Element>).assignedSlot ?? around(at)
    ) {
      if (at.nodeType !== 1) continue;
      setAttribute(at as Element, 'surfly-focus-within', '');
      this.#marked.push(at as Element);
    }
  }
}
