import { digestOf } from '../../mirror/digest.js';
import type { NodeTable } from './node-table.js';
import type { Reader } from './reader.js';

/** What the leader has computed of some nodes, beside what is made of them here. */
export class Checks {
  readonly #nodes: NodeTable;
  readonly #diverged: (id: number) => void;
  /** Those that came with the record that is being read. */
  #due: (() => void)[] = [];

  /** @param diverged - the node is not what it should be */
  constructor(nodes: NodeTable, diverged: (id: number) => void) {
    this.#nodes = nodes;
    this.#diverged = diverged;
  }

  told(op: Reader): void {
    const id = op.count();
    const isDeep = op.count() === 1;
    const digest = op.count();
    this.#due.push(() => {
      const node = this.#nodes.find(id);
      if (!node || this.#digestOf(node, isDeep) !== digest) this.#diverged(id);
    });
  }

  /** The record has been read. */
  settle(): void {
    for (const check of this.#due.splice(0)) check();
  }

  #digestOf(node: Node, isDeep: boolean): number {
    return digestOf(node, isDeep, {
      idOf: (one) => this.#nodes.idOf(one),
      shadowOf: (element) => element.shadowRoot,
      textOf: (text) => text.data,
      // What stands for an element that shows nothing has none but those that changed later.
      attributeOf: ({ localName }, _name, value) => (localName === 'template' ? undefined : value),
    });
  }
}
