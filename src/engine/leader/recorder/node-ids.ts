/** The numbers of the nodes that replicas have, and the nodes of those numbers. */
export class NodeIds {
  #ids = new Map<Node, number>();
  /** Made when it is first asked, which may be never. */
  #nodes: Map<number, Node> | undefined;
  #next = 1;

  /** The number that the next new node will have. */
  get next(): number {
    return this.#next;
  }

  get size(): number {
    return this.#ids.size;
  }

  of(node: Node): number | undefined {
    return this.#ids.get(node);
  }

  node(id: number): Node | undefined {
    this.#nodes ??= new Map([...this.#ids].map(([node, its]) => [its, node]));
    return this.#nodes.get(id);
  }

  /** @param earlier - a number that the node had before `restart` */
  add(node: Node, earlier?: number): number {
    const id = earlier ?? this.#next;
    if (earlier === undefined) this.#next += 1;
    this.#ids.set(node, id);
    this.#nodes?.set(id, node);
    return id;
  }

  /** @param id - its number */
  delete(node: Node, id: number): void {
    this.#ids.delete(node);
    this.#nodes?.delete(id);
  }

  /** Forgets every node, but no number is ever used twice. */
  restart(): ReadonlyMap<Node, number> {
    const earlier = this.#ids;
    this.#ids = new Map();
    this.#nodes = undefined;
    return earlier;
  }

  nodes(): IterableIterator<Node> {
    return this.#ids.keys();
  }
}
