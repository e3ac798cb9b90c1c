import { Op } from '../../protocol/records.js';
import { contentBox } from '../content-box.js';
import { framesAround, outOf } from '../frames-around.js';
import type { GuestHand } from '../leader/input/hand.js';
import type { OpRecord, PartContext } from '../leader/recorder/part.js';
import { Guest, MAX_LOG_BYTES } from './guest.js';

/** Frames of one page that are asked. The others stay boxes with a label. */
const MAX_GUESTS = 32;

/** Bytes of images and fonts of all of them. */
const MAX_ASSETS_BYTES = 24 * 1024 * 1024;

/** Frames of other origins in a page that is recorded: those whose own page takes part are shown as it records itself. */
export class FrameGuests {
  readonly #host: PartContext;
  readonly #relabel: (frame: Element) => void;
  readonly #guests = new Map<Element, Guest>();
  #assetBytes = 0;

  /** @param relabel - called when a frame shows nothing any more */
  constructor(host: PartContext, relabel: (frame: Element) => void) {
    this.#host = host;
    this.#relabel = relabel;
    addEventListener('message', this.#heard, { capture: true, signal: host.signal });
    host.signal.addEventListener('abort', () => {
      for (const guest of this.#guests.values()) guest.end();
    });
  }

  met(frame: Element): void {
    const { guests, images = [], soon } = this.#host;
    if (!guests || this.#guests.has(frame) || this.#guests.size >= MAX_GUESTS) return;
    const guest = new Guest(frame as HTMLIFrameElement, {
      start: { type: 'start', ...guests, images },
      told: () => {
        this.#bound();
        soon();
      },
      closed: () => this.#relabel(frame),
      pointer: (x, y) => this.#pointer(frame, x, y),
      asset: (mediaType, bytes) => this.#asset(mediaType, bytes),
    });
    this.#guests.set(frame, guest);
  }

  loaded(frame: Element): void {
    this.#guests.get(frame)?.loaded();
  }

  forget(node: Node): void {
    const guest = this.#guests.get(node as Element);
    if (!guest) return;
    guest.end();
    this.#guests.delete(node as Element);
  }

  isShown(frame: Element): boolean {
    return (this.#guests.get(frame)?.log.length ?? 0) > 0;
  }

  handOf(frame: Element): GuestHand | undefined {
    return this.isShown(frame) ? this.#guests.get(frame) : undefined;
  }

  restart(): void {
    for (const guest of this.#guests.values()) guest.restart();
  }

  changes(ops: OpRecord[]): void {
    for (const [frame, guest] of this.#guests) {
      const id = this.#host.ids.of(frame);
      if (id === undefined) continue;
      for (const { kind, text } of guest.take()) {
        ops.push([Op.frame, id, kind === 'snapshot' ? 0 : 1, text]);
      }
    }
  }

  readonly #heard = (event: MessageEvent) => {
    for (const guest of this.#guests.values()) {
      if (!guest.answered(event)) continue;
      // It is not meant for the page.
      event.stopImmediatePropagation();
      return;
    }
  };

  /** All of them together have to fit into one record, beside the page. The largest goes first. */
  #bound(): void {
    const guests = [...this.#guests.values()].sort((a, b) => b.bytes - a.bytes);
    let bytes = guests.reduce((sum, guest) => sum + guest.bytes, 0);
    for (const guest of guests) {
      if (bytes <= MAX_LOG_BYTES) return;
      bytes -= guest.bytes;
      guest.refuse();
    }
  }

  #asset(mediaType: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.#assetBytes += bytes.byteLength;
    // Under the hash that it has: no frame can put another picture in the place of one of the page's own.
    if (this.#assetBytes > MAX_ASSETS_BYTES) return;
    void this.#host.assets.reading().then((reading) => reading?.add(mediaType, bytes));
  }

  /** Within the frame's own box, and while the pointer is there, whatever its page says. */
  #pointer(frame: Element, x: number, y: number): void {
    const { window, pointer } = this.#host;
    const own = contentBox(frame);
    if (x < 0 || y < 0 || x > own.width || y > own.height || !frame.matches(':hover')) return;
    const around = framesAround(frame.ownerDocument, window.document) ?? [];
    const at = outOf([own, ...around], { x, y });
    pointer(at.x, at.y);
  }
}
