/**
 * What a page with frames needs: those of the same origin show one document after another, and those of other origins tell
 * themselves what they show, where their page takes part. Loaded when there is a frame.
 */
import { Op } from '../../protocol/records.js';
import { hear } from '../leader/hear.js';
import type { GuestHand } from '../leader/input/hand.js';
import type { LateModule } from '../leader/recorder/late.js';
import type { OpRecord, Part, PartContext } from '../leader/recorder/part.js';
import { FRAMES, isFrame } from '../leader/recorder/serializer.js';
import { FrameGuests } from './guests.js';

/**
 * Frames in the page. Those of the same origin are recorded like the page itself; the others record themselves, where their
 * page takes part, or are only a box.
 */
export class Frames implements Part {
  readonly #context: PartContext;
  readonly #guests: FrameGuests | undefined;
  readonly #touched = new Set<Element>();

  constructor(context: PartContext) {
    this.#context = context;
    if (context.guests) this.#guests = new FrameGuests(context, (frame) => this.#touch(frame));
    // What has loaded before anybody listened.
    for (const node of [...context.ids.nodes()]) this.#loaded(node);
  }

  concerns(name: string): boolean {
    return FRAMES.has(name);
  }

  met(node: Element | ShadowRoot | Document): void {
    if (isFrame(node)) this.#touched.add(node);
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    hear(root, 'load', signal, ({ target }) => this.#loaded(target as Node));
  }

  forget(node: Node): void {
    this.#guests?.forget(node);
  }

  restart(): void {
    this.#touched.clear();
    this.#guests?.restart();
  }

  guest(frame: Element): GuestHand | undefined {
    return this.#guests?.handOf(frame);
  }

  changes(ops: OpRecord[]): void {
    const { ids, roots, masking, masked } = this.#context;
    for (const frame of this.#touched) {
      const id = ids.of(frame);
      if (id === undefined || masked.has(frame) || roots.knownDocumentOf(frame)) continue;
      this.#guests?.met(frame);
      if (this.#guests?.isShown(frame)) continue;
      ops.push([Op.label, id, masking.attribute('title', labelOf(frame), false) ?? '']);
    }
    this.#touched.clear();
    this.#guests?.changes(ops);
  }

  #touch(frame: Element): void {
    this.#touched.add(frame);
    this.#context.soon();
  }

  #loaded(frame: Node): void {
    const { ids, roots, masking, masked, replaced } = this.#context;
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
    const isKnown = !root || (ids.of(root) !== undefined && roots.isLaidOutAsTold(before));
    if (before === now && isKnown) return;
    replaced(before, now);
    this.#touch(frame);
  }
}

/** What a viewer can be told of a box whose content stays unseen. */
function labelOf(frame: Element): string {
  return frame.getAttribute('title') ?? frame.getAttribute('aria-label') ?? '';
}

export const makeParts: LateModule['makeParts'] = (context) => [new Frames(context)];
