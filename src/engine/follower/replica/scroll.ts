import { within } from './dom.js';

interface Position {
  x: number;
  y: number;
}

/** How far things are scrolled. Where the content is not there yet, it is tried again when something has arrived. */
export class Scroll {
  readonly #wanted = new Map<Node, Position>();

  set(node: Node, x: number, y: number): void {
    if (x === 0 && y === 0) this.#wanted.delete(node);
    else this.#wanted.set(node, { x, y });
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
}

/** At once, whatever the page says about smoothness. */
function scrollTo(node: Node, { x, y }: Position): void {
  const target = node.nodeType === 9 ? (node as Document).defaultView : (node as Element);
  target?.scrollTo({ left: x, top: y, behavior: 'instant' });
}
