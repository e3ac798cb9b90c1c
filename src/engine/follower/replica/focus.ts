import { parentOf } from '../../tree.js';
import { Chain } from './chain.js';
import { innermostSlotOf, removeAttribute, setAttribute, typeOf } from './dom.js';

/**
 * What browsers draw around the focus: it has to be less than what style sheets of a host's own say, and those around a slot.
 */
const RING = 'surfly-ring';

/** Shows where the focus is, by attributes that stand in for the pseudo-classes: the focus itself belongs to the viewer. */
export class Focus {
  readonly #within = new Chain('surfly-focus-within', false);
  #marked: Element[] = [];

  set(element: Element | undefined, visible: number): void {
    for (const marked of this.#marked) {
      removeAttribute(marked, 'surfly-focus');
      removeAttribute(marked, RING);
    }
    this.#marked = element ? [...hostsOf(element), element] : [];
    for (const marked of this.#marked) setAttribute(marked, 'surfly-focus', '');
    if (visible === 1 && element) setAttribute(element, 'surfly-focus', 'visible');
    if (visible && element) {
      const slot = element.shadowRoot ? null : innermostSlotOf(element);
      setAttribute(element, RING, element.shadowRoot ? 'host' : slot ? 'slotted' : '');
      if (slot) {
        setAttribute(slot, RING, 'slot');
        this.#marked.push(slot);
      }
    }
    this.#within.set(element);
  }
}

/** A host has the focus that anything in its shadow root has, but shows it only as that does. */
function* hostsOf(element: Element): Generator<Element> {
  for (let at: Node | null = element; at; at = parentOf(at)) {
    const root = at;
    if (typeOf(root) !== 11) continue;
    at = (root as ShadowRoot).host;
    yield at as Element;
  }
}
