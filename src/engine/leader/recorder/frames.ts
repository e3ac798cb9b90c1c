import { Op } from '../../../protocol/records.js';
import { isFrame } from './serializer.js';
import type { NodeIds } from './node-ids.js';
import type { OpRecord, Part } from './part.js';
import type { Roots } from './roots.js';

export interface FramesOptions {
  ids: NodeIds;
  roots: Roots;
  masked: ReadonlyMap<Node, unknown>;
  /** The frame shows another document. */
  replaced(before: Document | undefined, now: Document | undefined): void;
  soon(): void;
}

/** Frames in the page. Those of the same origin are recorded like the page itself, of the others only the box. */
export class Frames implements Part {
  readonly #options: FramesOptions;
  readonly #touched = new Set<Element>();
  /** How documents were laid out when they were told: what is written into one may say otherwise. */
  readonly #modes = new WeakMap<Node, string>();

  constructor(options: FramesOptions) {
    this.#options = options;
  }

  met(node: Element | ShadowRoot | Document): void {
    if (isFrame(node)) this.#touched.add(node);
    if (node.nodeType === 9) this.#modes.set(node, (node as Document).compatMode);
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    root.addEventListener('load', ({ target }) => this.#loaded(target as Node), {
      capture: true,
      passive: true,
      signal,
    });
  }

  restart(): void {
    this.#touched.clear();
  }

  changes(ops: OpRecord[]): void {
    const { ids, roots, masked } = this.#options;
    for (const frame of this.#touched) {
      const id = ids.of(frame);
      if (id === undefined || masked.has(frame) || roots.knownDocumentOf(frame)) continue;
      ops.push([Op.label, id, labelOf(frame)]);
    }
    this.#touched.clear();
  }

  #loaded(frame: Node): void {
    const { ids, roots, masked, replaced, soon } = this.#options;
    if (!isFrame(frame) || ids.of(frame) === undefined || masked.has(frame)) return;
    const before = roots.knownDocumentOf(frame);
    const now = roots.documentOf(frame);
    if (!now) roots.forget(frame);
    const root = before?.documentElement;
    // The same document may have been written anew (`document.open`), beside our observer.
    const isKnown =
      !root || (ids.of(root) !== undefined && this.#modes.get(before) === before.compatMode);
    if (before === now && isKnown) return;
    replaced(before, now);
    this.#touched.add(frame);
    soon();
  }
}

/** What a viewer can be told of a box whose content stays unseen. */
function labelOf(frame: Element): string {
  return frame.getAttribute('title') ?? frame.getAttribute('aria-label') ?? '';
}
