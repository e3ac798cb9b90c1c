import { Op } from '../../../protocol/records.js';
import type { GuestHand } from '../input/hand.js';
import type { Masking, MaskingOptions } from '../masking.js';
import { FRAMES, isFrame } from './serializer.js';
import type { NodeIds } from './node-ids.js';
import type { OpRecord, Part } from './part.js';
import type { Roots } from './roots.js';

/** What a recorder needs to show framed pages of other origins that take part. */
export interface GuestsOptions {
  /** Called when there is such a frame. */
  load(): Promise<{ openGuests(host: GuestHost): Guests } | undefined>;
  masking: MaskingOptions;
  /** Origins of the pages that what is recorded goes through beyond this one. */
  through: string[];
}

/** The recorder, as its guests use it. */
export interface GuestHost extends GuestsOptions {
  window: Window;
  ids: NodeIds;
  signal: AbortSignal;
  pointer(x: number, y: number): void;
  /** Sends it under the hash that it has: no frame can put another picture in the place of one of the page's own. */
  asset(type: string, bytes: Uint8Array<ArrayBuffer>): void;
  /** The frame shows nothing any more. */
  relabel(frame: Element): void;
  soon(): void;
}

/** Frames of other origins. */
export interface Guests {
  met(frame: Element): void;
  loaded(frame: Element): void;
  forget(node: Node): void;
  isShown(frame: Element): boolean;
  handOf(frame: Element): GuestHand | undefined;
  restart(): void;
  changes(ops: OpRecord[]): void;
}

export interface FramesOptions {
  ids: NodeIds;
  roots: Roots;
  masking: Masking;
  masked: ReadonlyMap<Node, unknown>;
  /** The frame shows another document. */
  replaced(before: Document | undefined, now: Document | undefined): void;
  soon(): void;
  guests: Omit<GuestHost, 'ids' | 'soon' | 'relabel'> | undefined;
}

/**
 * Frames in the page. Those of the same origin are recorded like the page itself; the others record themselves, where their
 * page takes part, or are only a box.
 */
export class Frames implements Part {
  readonly #options: FramesOptions;
  readonly #touched = new Set<Element>();
  /** Frames of other origins. */
  readonly #foreign = new Set<Element>();
  #guests: Guests | undefined;
  #loading = false;
  /** How documents were laid out when they were told: what is written into one may say otherwise. */
  readonly #modes = new WeakMap<Node, string>();

  constructor(options: FramesOptions) {
    this.#options = options;
  }

  concerns(name: string): boolean {
    return FRAMES.has(name);
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

  forget(node: Node): void {
    this.#foreign.delete(node as Element);
    this.#guests?.forget(node);
  }

  restart(): void {
    this.#touched.clear();
    this.#guests?.restart();
  }

  handOf(frame: Element): GuestHand | undefined {
    return this.#guests?.handOf(frame);
  }

  changes(ops: OpRecord[]): void {
    const { ids, roots, masking, masked } = this.#options;
    for (const frame of this.#touched) {
      const id = ids.of(frame);
      if (id === undefined || masked.has(frame) || roots.knownDocumentOf(frame)) continue;
      this.#met(frame);
      if (this.#guests?.isShown(frame)) continue;
      ops.push([Op.label, id, masking.attribute('title', labelOf(frame), false) ?? '']);
    }
    this.#touched.clear();
    this.#guests?.changes(ops);
  }

  #met(frame: Element): void {
    this.#foreign.add(frame);
    this.#guests?.met(frame);
    const { guests, ids, soon } = this.#options;
    if (!guests || this.#loading) return;
    this.#loading = true;
    void guests.load().then((module) => {
      if (!module || guests.signal.aborted) return;
      const relabel = (one: Element) => {
        this.#touched.add(one);
        soon();
      };
      this.#guests = module.openGuests({ ...guests, ids, soon, relabel });
      for (const one of this.#foreign) this.#guests.met(one);
    });
  }

  #loaded(frame: Node): void {
    const { ids, roots, masking, masked, replaced, soon } = this.#options;
    if (!isFrame(frame) || ids.of(frame) === undefined) return;
    if (masked.has(frame) && masking.isClosed(frame)) return;
    const before = roots.knownDocumentOf(frame);
    const now = roots.documentOf(frame);
    if (now) this.forget(frame);
    else {
      roots.forget(frame);
      this.#guests?.loaded(frame);
    }
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
