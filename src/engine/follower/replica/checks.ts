import { digestOf } from '../../mirror/digest.js';
import type { NodeTable } from './node-table.js';
import type { Reader } from './reader.js';

interface Told {
  id: number;
  deep: boolean;
  digest: number;
}

/** What the leader has computed of some nodes, beside what is made of them here. */
export class Checks {
  readonly #nodes: NodeTable;
  readonly #diverged: (id: number) => void;
  #told: Told[] = [];

  /** @param diverged - the node is not what it should be */
  constructor(nodes: NodeTable, diverged: (id: number) => void) {
    this.#nodes = nodes;
    this.#diverged = diverged;
  }

  told(op: Reader): void {
    this.#told.push({ id: op.count(), deep: op.count() === 1, digest: op.count() });
  }

  /** The record that they came with has been read. */
  settle(): void {
    for (const { id, deep, digest } of this.#told.splice(0)) {
      const node = this.#nodes.find(id);
      if (!node || this.#digestOf(node, deep) !== digest) this.#diverged(id);
    }
  }

  #digestOf(node: Node, deep: boolean): number {
    return digestOf(node, deep, {
      idOf: (one) => this.#nodes.idOf(one),
      shadowOf: (element) => element.shadowRoot,
      textOf: (text) => text.data,
      attributeOf: (_element, _name, value) => value,
    });
  }
}
