import { windowOf } from '../around.js';
import type { Part, PartContext } from './part.js';

/** Which parts a node concerns. Asked for every node that comes and goes, so most of them are not asked. */
export class Parts {
  readonly all: Part[];
  /** Those that every node concerns. */
  #general: readonly Part[] = [];
  readonly #byName = new Map<string, readonly Part[]>();

  constructor(parts: readonly Part[]) {
    this.all = [...parts];
    this.#sort();
  }

  /** Adds parts in the midst of a recording: they meet what is there already. */
  add(parts: readonly Part[], { ids, masked, signal }: PartContext): void {
    for (const node of ids.nodes()) {
      const type = node.nodeType;
      if (type === 3) continue;
      for (const part of parts) {
        if (type !== 1) {
          part.listen?.(node as Document | ShadowRoot, signal);
          const window = type === 9 && windowOf(node as Document);
          if (window) part.enter?.(window, signal);
        }
        if (type !== 1 || (part.concerns?.((node as Element).localName) ?? true)) {
          part.met?.(node as Element, masked.has(node));
        }
      }
    }
    this.all.push(...parts);
    this.#sort();
  }

  met(node: Element | ShadowRoot | Document, isPrivate: boolean): void {
    for (const part of this.#of(node)) part.met?.(node, isPrivate);
  }

  forget(node: Node): void {
    for (const part of this.#of(node)) part.forget?.(node);
  }

  #sort(): void {
    this.#general = this.all.filter((part) => !part.concerns);
    this.#byName.clear();
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
