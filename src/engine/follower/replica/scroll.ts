import { removeAttribute, setAttribute, within } from './dom.js';

interface Position {
  x: number;
  y: number;
}

/** The leader's browser has left it where this one would not: its `scroll-snap-type`, which is not in force meanwhile. */
export const UNSNAPPED = 'surfly-unsnapped';

/**
 * How far things are scrolled. Content that is not there yet, or was away for a moment, leaves them elsewhere; so it is tried
 * again when something has arrived.
 */
export class Scroll {
  readonly #wanted = new Map<Node, Position>();
  #frame = 0;

  set(node: Node, x: number, y: number): void {
    if (x === 0 && y === 0) this.#wanted.delete(node);
    else this.#wanted.set(node, { x, y });
    const scroller = scrollerOf(node);
    if (scroller?.hasAttribute(UNSNAPPED)) removeAttribute(scroller, UNSNAPPED);
    scrollTo(node, { x, y });
  }

  forget(node: Node): void {
    this.#wanted.delete(node);
  }

  /** The node, with all in it, is taken from where it was. */
  moved(node: Node): void {
    if (this.#wanted.size === 0) return;
    for (const one of within(node)) this.#wanted.delete(one);
  }

  again(): void {
    for (const [node, position] of this.#wanted) scrollTo(node, position);
  }

  /** The picture may have changed. Once per frame: a record may be one of many, and each look lays the page out. */
  settle(): void {
    if (this.#frame || this.#wanted.size === 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.again();
    });
  }
}

/** At once, whatever the page says about smoothness, and where it says, whatever that says about places to stop at. */
function scrollTo(node: Node, { x, y }: Position): void {
  const scroller = scrollerOf(node);
  const target = node.nodeType === 9 ? (node as Document).defaultView : scroller;
  if (!scroller || !target) return;
  const isThere = () =>
    Math.abs(scroller.scrollLeft - x) <= 1 && Math.abs(scroller.scrollTop - y) <= 1;
  const scroll = () => target.scrollTo({ left: x, top: y, behavior: 'instant' });
  scroll();
  if (isThere() || scroller.hasAttribute(UNSNAPPED)) return;
  const snapping = scroller.ownerDocument.defaultView?.getComputedStyle(scroller).scrollSnapType;
  if (!snapping || snapping === 'none') return;
  setAttribute(scroller, UNSNAPPED, snapping);
  scroll();
}

function scrollerOf(node: Node): Element | null {
  return node.nodeType === 9 ? (node as Document).scrollingElement : (node as Element);
}
