import { windowOf } from '../around.js';
import { Op } from '../../../protocol/records.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';

/** What the fragments of addresses lead to. Copies of documents have no address. */
export class Targets implements Part {
  readonly #options: PartContext;
  readonly #stale = new Set<Document>();
  /** Of each document, what replicas have as its target. */
  readonly #told = new Map<Node, Element>();

  constructor(options: PartContext) {
    this.#options = options;
  }

  met(node: Element | ShadowRoot | Document): void {
    if (node.nodeType === 9) this.#stale.add(node as Document);
  }

  forget(node: Node): void {
    this.#told.delete(node);
    for (const [document, target] of this.#told) {
      if (target !== node) continue;
      this.#told.delete(document);
      this.#stale.add(document as Document);
    }
  }

  look(): void {
    this.#stale.add(this.#options.window.document);
  }

  restart(): void {
    this.#told.clear();
  }

  enter(window: Window, signal: AbortSignal): void {
    const look = () => {
      this.#stale.add(window.document);
      this.#options.soon();
    };
    for (const type of ['hashchange', 'popstate', 'DOMContentLoaded', 'load']) {
      window.addEventListener(type, look, { signal });
    }
  }

  changes(ops: OpRecord[]): void {
    const { ids, masked } = this.#options;
    for (const document of this.#stale) {
      const target = targetOf(document);
      const id = target && !masked.has(target) ? ids.of(target) : undefined;
      const shown = id === undefined ? undefined : target;
      if (ids.of(document) === undefined || shown === this.#told.get(document)) continue;
      if (shown) this.#told.set(document, shown);
      else this.#told.delete(document);
      ops.push([Op.target, ids.of(document) as number, id ?? 0]);
    }
    this.#stale.clear();
  }
}

function targetOf(document: Document): Element | undefined {
  // Most addresses have no fragment, and need no look at every element.
  const hash = windowOf(document)?.location.hash;
  return (hash && document.querySelector(':target')) || undefined;
}
