/** Nodes that are tried at once: more than fit into a record would be looked at in vain each time. */
const FEWEST = 32;

/** What replicas are to have and no record had room for yet, in the order in which it came up. */
export class Backlog {
  readonly #nodes = new Set<Node>();
  #taken: Node[] = [];
  #atOnce = FEWEST * 8;

  get size(): number {
    return this.#nodes.size;
  }

  add(node: Node): void {
    this.#nodes.add(node);
  }

  /** @returns those that are to be tried now */
  take(isKnown: (node: Node) => boolean): readonly Node[] {
    const taken: Node[] = [];
    for (const node of this.#nodes) {
      if (taken.length === this.#atOnce) break;
      if (isKnown(node)) this.#nodes.delete(node);
      else taken.push(node);
    }
    return (this.#taken = taken);
  }

  /** @param left - those that had no room in a record; the others are told now, or are nowhere */
  settle(left: ReadonlySet<Node>): void {
    const taken = this.#taken;
    let placed = 0;
    for (const node of taken) {
      if (left.has(node)) continue;
      this.#nodes.delete(node);
      placed += 1;
    }
    if (taken.length > 0) this.#atOnce = FEWEST + placed * 2;
    this.#taken = [];
    for (const node of left) this.#nodes.add(node);
  }

  clear(): void {
    this.#nodes.clear();
    this.#taken = [];
  }
}
