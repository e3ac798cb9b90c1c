import { MAX_NODES } from '../../../protocol/records.js';
import { typeOf } from './dom.js';
import { MisfitError } from './reader.js';

/** The nodes of a picture by the leader's numbers. */
export class NodeTable {
  readonly #nodes = new Map<number, Node>();
  readonly #ids = new Map<Node, number>();
  readonly #most: number;

  constructor(most = MAX_NODES) {
    this.#most = most;
  }

  add(id: number, node: Node): void {
    if (this.#nodes.has(id)) throw new MisfitError(`There are two nodes with the number ${id}.`);
    if (this.#nodes.size >= this.#most)
      throw new MisfitError(`There are over ${this.#most} nodes.`);
    this.#nodes.set(id, node);
    this.#ids.set(node, id);
  }

  /** Another node stands for the number from now on. */
  replace(id: number, node: Node): void {
    const before = this.#nodes.get(id);
    if (before) this.#ids.delete(before);
    this.#nodes.set(id, node);
    this.#ids.set(node, id);
  }

  find(id: number): Node | undefined {
    return this.#nodes.get(id);
  }

  get(id: number): Node {
    const node = this.#nodes.get(id);
    if (!node) throw new MisfitError(`There is no node with the number ${id}.`);
    return node;
  }

  element(id: number): HTMLElement {
    const node = this.get(id);
    if (typeOf(node) !== 1) throw new MisfitError(`Node ${id} is no element.`);
    return node as HTMLElement;
  }

  idOf(node: Node): number | undefined {
    return this.#ids.get(node);
  }

  delete(node: Node): void {
    const id = this.#ids.get(node);
    if (id === undefined) return;
    this.#ids.delete(node);
    this.#nodes.delete(id);
  }

  nodes(): IterableIterator<Node> {
    return this.#ids.keys();
  }
}
