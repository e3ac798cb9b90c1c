import { removeAttribute, setAttribute } from './dom.js';
import type { NodeTable } from './node-table.js';

/** Custom elements that the page has not defined. None is defined here: an attribute stands for `:not(:defined)`. */
const ATTRIBUTE = 'surfly-undefined';

export class UndefinedElements {
  readonly #nodes: NodeTable;
  readonly #names = new Set<string>();

  constructor(nodes: NodeTable) {
    this.#nodes = nodes;
  }

  made(node: Node): void {
    if (this.#names.has((node as Element).localName)) setAttribute(node as Element, ATTRIBUTE, '');
  }

  /** The page has defined elements with these names, or has elements with these that it has not. */
  told(names: string[], isDefined: boolean): void {
    for (const name of names) {
      if (isDefined) this.#names.delete(name);
      else this.#names.add(name);
    }
    for (const node of this.#nodes.nodes()) {
      const element = node as Element;
      if (!names.includes(element.localName)) continue;
      if (isDefined) removeAttribute(element, ATTRIBUTE);
      else setAttribute(element, ATTRIBUTE, '');
    }
  }
}
