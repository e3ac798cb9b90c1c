import { isText } from '../../tree.js';
import { windowOf } from '../around.js';
import { LATE, type LateFile } from './late.js';
import type { Part, PartContext } from './part.js';

type Realm = Window & typeof globalThis;

/** Which parts a node concerns. Asked for every node that comes and goes, so most of them are not asked. */
export class Parts {
  readonly all: Part[];
  readonly #byName = new Map<string, readonly Part[]>();
  readonly #context: PartContext;
  readonly #needed = new Set<LateFile>();
  /** Where those go that come when they are needed: before the last one, which is told of the rest. */
  readonly #place: number;

  constructor(parts: Part[], context: PartContext) {
    this.all = parts;
    this.#place = parts.length - 1;
    this.#context = context;
  }

  /** A tree is recorded from now on, perhaps with its window. */
  enter(
    root: Document | ShadowRoot,
    window: Realm | null,
    parts: readonly Part[] = this.all,
  ): void {
    const { signal } = this.#context;
    for (const part of parts) {
      part.listen?.(root, signal);
      if (window) part.enter?.(window, signal);
    }
  }

  /** Adds parts in the midst of a recording: they meet what is there already. */
  add(parts: readonly Part[], place = this.all.length): void {
    const { ids, masked, soon } = this.#context;
    for (const node of ids.nodes()) {
      const { nodeType } = node;
      if (isText(node)) continue;
      const name = nodeType === 1 ? (node as Element).localName : undefined;
      if (name === undefined) {
        this.enter(node as Document, nodeType === 9 ? windowOf(node as Document) : null, parts);
      }
      for (const part of parts) {
        if (name === undefined || (part.concerns?.(name) ?? true)) {
          part.met?.(node as Element, masked.has(node));
        }
      }
    }
    this.all.splice(place, 0, ...parts);
    this.#byName.clear();
    soon();
  }

  /** Brings the parts in a file, once. */
  need(file: LateFile): void {
    if (this.#needed.has(file)) return;
    this.#needed.add(file);
    const { load, signal } = this.#context;
    void load?.(file, signal).then((module) => {
      if (module && !signal.aborted) this.add(module.makeParts(this.#context), this.#place);
    });
  }

  /** @param name - of an element */
  met(node: Element | ShadowRoot | Document, isPrivate: boolean, name?: string): void {
    const parts = name === undefined ? this.all : this.#named(name);
    for (const part of parts) part.met?.(node, isPrivate);
  }

  forget(node: Node): void {
    for (const part of this.#of(node)) part.forget?.(node);
  }

  #of(node: Node): readonly Part[] {
    const { nodeType } = node;
    if (nodeType === 1) return this.#named((node as Element).localName);
    // A text concerns those alone that every node does.
    return isText(node) ? this.#named('') : this.all;
  }

  #named(name: string): readonly Part[] {
    let parts = this.#byName.get(name);
    if (!parts) {
      parts = this.all.filter(
        (part) => (part.met ?? part.forget) && (part.concerns?.(name) ?? true),
      );
      this.#byName.set(name, parts);
      for (const [file, concerns] of LATE) if (concerns(name)) this.need(file);
    }
    return parts;
  }
}
