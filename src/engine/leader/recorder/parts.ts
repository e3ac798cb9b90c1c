import type { Part } from './part.js';

/** Which parts a node concerns. Asked for every node that comes and goes, so most of them are not asked. */
export class Parts {
  readonly all: readonly Part[];
  /** Those that every node concerns. */
  readonly #general: readonly Part[];
  readonly #byName = new Map<string, readonly Part[]>();

  constructor(parts: readonly Part[]) {
    this.all = parts;
    this.#general = parts.filter((part) => !part.concerns);
  }

  met(node: Element | ShadowRoot | Document, isPrivate: boolean): void {
    for (const part of this.#of(node)) part.met?.(node, isPrivate);
  }

  forget(node: Node): void {
    for (const part of this.#of(node)) part.forget?.(node);
  }

  #of(node: Node): readonly Part[] {
    switch (node.nodeType) {
      case 1:
        return this.#named((node as Element).localName);
      case 3:
        return this.#general;
      default:
        return this.all;
    }
  }

  #named(name: string): readonly Part[] {
    let parts = this.#byName.get(name);
    if (!parts) {
      parts = this.all.filter((part) => part.concerns?.(name) ?? true);
      this.#byName.set(name, parts);
    }
    return parts;
  }
}
