/**
 * What a leader who is not alone has besides its page: the pointers of the others over it, and its own over theirs, the size
 * that suits all windows, and word to the others when its tab goes into the background.
 */
import { encodeFrame, FrameKind, type Frame } from '../../../protocol/frames.js';
import type { RelayMessage } from '../../../protocol/messages.js';
import { decodePointer, encodePoint } from '../../../protocol/pointer.js';
import { locate } from '../../cursors/anchor.js';
import { Cursors, isWithin } from '../../cursors/cursors.js';
import type { WindowHost } from '../../session-window.js';
import { contentBox } from '../../content-box.js';
import { hear } from '../hear.js';
import { SmallestWindow } from './smallest-window.js';

/** The page in the leader's window, as far as pointers need it. */
export interface PointedPage {
  window: Window;
  nodeOf(id: number): Node | undefined;
}

export interface CompanyOptions {
  host: WindowHost;
  node: HTMLIFrameElement;
  /** The page that is shown now, if it is recorded. */
  page(): PointedPage | undefined;
}

export class Company {
  readonly #host: WindowHost;
  readonly #cursors: Cursors;
  readonly #smallest: SmallestWindow | undefined;
  readonly #ending = new AbortController();
  readonly #observer: ResizeObserver;

  constructor({ host, node, page }: CompanyOptions) {
    this.#host = host;
    this.#cursors = new Cursors({
      locate(at) {
        const shown = page();
        return locate(at, shown?.window.document, (id) => shown?.nodeOf(id));
      },
      // Both are measured anew for every frame: the page around may have moved the window.
      place: (x, y) => {
        const window = contentBox(node);
        if (!isWithin(x, y, window)) return undefined;
        const layer = element.getBoundingClientRect();
        const { left, top, scale } = window;
        return { x: left - layer.left + x * scale, y: top - layer.top + y * scale };
      },
    });
    const { element } = this.#cursors;
    // Above a window that covers the page, and below the dock, which comes after it.
    for (const [name, value] of [
      ['position', 'fixed'],
      ['inset', '0'],
      ['pointer-events', 'none'],
      ['z-index', '2147483646'],
    ] as const) {
      element.style.setProperty(name, value, 'important');
    }
    node.after(element);
    if (host.settings['set_to_smallest'] === true) {
      this.#smallest = new SmallestWindow(node, host.settings, () => this.#cursors.moved());
    }
    const moved = () => this.#cursors.moved();
    this.#observer = new ResizeObserver(moved);
    this.#observer.observe(node);
    const { signal } = this.#ending;
    hear(window, 'scroll resize', signal, moved);
    document.addEventListener('visibilitychange', () => this.#tellHidden(), { signal });
    this.update();
    if (document.hidden) this.#tellHidden();
  }

  /** Somebody came or went, or control has moved, or the connection is there again. */
  update(): void {
    const others = this.#host.participants.others();
    this.#smallest?.keep(new Set(others.map(({ index }) => index)));
    this.#cursors.people(others);
  }

  /** The connection is there again, to a relay that may know nothing, or what was so before the connection was lost. */
  connected(): void {
    this.update();
    this.#tellHidden();
  }

  message(message: RelayMessage): void {
    if (message.type === 'window_size') this.#smallest?.set(message.from, message);
  }

  point({ seq, payload }: Frame): void {
    const at = decodePointer(payload);
    if (at !== undefined) this.#cursors.point(seq, at);
  }

  /** Where the leader's own pointer is. Of a stream that is over, nobody is told. */
  pointed(stream: number, x: number, y: number): void {
    const kind = FrameKind.pointer;
    const payload = encodePoint(x, y);
    const frame = encodeFrame({ kind, first: true, last: true, stream, seq: 0, payload });
    this.#host.sendFrame(frame, true);
  }

  remove(): void {
    this.#ending.abort();
    this.#observer.disconnect();
    this.#smallest?.remove();
    this.#cursors.remove();
  }

  #tellHidden(): void {
    this.#host.send({ type: 'hidden', hidden: document.hidden });
  }
}
