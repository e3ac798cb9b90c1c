import type { ClientMessage } from '../../protocol/messages.js';
import { aroundOf, windowOf } from '../leader/around.js';
import { contentBox, insideOf } from '../content-box.js';
import type { WindowHost } from '../session-window.js';
import { cornerOf } from './corner.js';
import type { Point, ShownPicture, Surface, TalkPlace } from './place.js';

/** Milliseconds after which lines are put where what they are on is now, whatever has moved it. */
const LOOKS_AGAIN = 250;
/** Pixels of a turn of the wheel that is told in lines. */
const LINE = 16;

/** The page in the leader's window, as far as drawing needs it. */
export interface DrawnPage {
  window: Window;
  idOf(node: Node): number | undefined;
  nodeOf(id: number): Node | undefined;
}

export interface LeaderPlaceOptions {
  host: WindowHost;
  node: HTMLIFrameElement;
  root: ShadowRoot;
  /** The page that is shown now, if it is recorded. */
  page(): DrawnPage | undefined;
  /** Tells the others where the leader's own pointer is. */
  pointer(x: number, y: number): void;
  show(tools: HTMLElement, chat: HTMLElement): void;
  opening(): void;
}

/** Over the leader's own page, from the page around it. */
export class LeaderPlace implements TalkPlace, Surface {
  readonly surface = this;
  readonly root: ShadowRoot;
  readonly #options: LeaderPlaceOptions;
  #layer: HTMLElement | undefined;

  constructor(options: LeaderPlaceOptions) {
    this.#options = options;
    this.root = options.root;
  }

  show(tools: HTMLElement, chat: HTMLElement): void {
    this.#options.show(tools, chat);
  }

  get spoken() {
    return this.#options.host.spoken;
  }

  opening(): void {
    this.#options.opening();
  }

  send(message: ClientMessage): boolean {
    return this.#options.host.send(message);
  }

  sendFrame(frame: Uint8Array<ArrayBuffer>): boolean {
    return this.#options.host.sendFrame(frame);
  }

  cover(layer: HTMLElement): void {
    this.#layer = layer;
    // Above a window that covers the page, and below pointers and dock.
    for (const [name, value] of [
      ['position', 'fixed'],
      ['inset', '0'],
      ['pointer-events', 'none'],
      ['z-index', '2147483646'],
    ] as const) {
      layer.style.setProperty(name, value, 'important');
    }
    this.#options.node.after(layer);
  }

  picture(): ShownPicture | undefined {
    if (!this.#options.page() || !this.#layer) return undefined;
    const { left, top, width, height, scale } = contentBox(this.#options.node);
    const layer = this.#layer.getBoundingClientRect();
    return {
      ...{ left: left - layer.left, top: top - layer.top },
      ...{ width: width * scale, height: height * scale },
      page: { width, height },
    };
  }

  scrolled(): Point {
    const { scrollX: x = 0, scrollY: y = 0 } = this.#options.page()?.window ?? {};
    return { x, y };
  }

  nodeAt({ x, y }: Point): number {
    const page = this.#options.page();
    let root: DocumentOrShadowRoot | null | undefined = page?.window.document;
    let found: Element | null = null;
    while (root) {
      const next: Element | null = root.elementFromPoint(x, y);
      if (!next || next === found) break;
      found = next;
      root = next.shadowRoot ?? (next as Partial<HTMLIFrameElement>).contentDocument;
      if (!root || root === next.shadowRoot) continue;
      const { left, top, scale } = insideOf(next);
      x = (x - left) / scale;
      y = (y - top) / scale;
    }
    for (let node: Node | null = found; node; node = around(node)) {
      const id = page?.idOf(node);
      if (id !== undefined) return id;
    }
    return 0;
  }

  cornerOf(id: number): Point | undefined {
    const page = this.#options.page();
    return cornerOf(id, page?.window.document, (one) => page?.nodeOf(one));
  }

  follow(moved: () => void): () => void {
    const ending = new AbortController();
    const listen = (window: Window, types: string[]) => {
      for (const type of types) {
        window.addEventListener(type, moved, {
          capture: true,
          passive: true,
          signal: ending.signal,
        });
      }
    };
    // The pointers of the others may have been put in between: they are seen above what is drawn.
    const { node } = this.#options;
    if (this.#layer && node.nextSibling !== this.#layer) node.after(this.#layer);
    let inside: Window | undefined;
    let document: Document | undefined;
    const look = () => {
      const { window } = this.#options.page() ?? {};
      // A window keeps its place while documents come and go in it, and their listeners with them.
      if (window && (window !== inside || window.document !== document)) listen(window, ['scroll']);
      inside = window;
      document = window?.document;
      moved();
    };
    listen(window, ['scroll', 'resize']);
    const observer = new ResizeObserver(moved);
    observer.observe(node);
    const timer = setInterval(look, LOOKS_AGAIN);
    look();
    return () => {
      ending.abort();
      observer.disconnect();
      clearInterval(timer);
    };
  }

  pointer({ x, y }: Point): void {
    this.#options.pointer(Math.round(x), Math.round(y));
  }

  turned({ deltaX, deltaY, deltaMode, isTrusted }: WheelEvent): void {
    if (!isTrusted) return;
    const step = deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE;
    this.#options.page()?.window.scrollBy(deltaX * step, deltaY * step);
  }

  windows(): Window[] {
    const inside = this.#options.page()?.window;
    return inside ? [window, inside] : [window];
  }
}

/** The node around it, out of shadow roots and frames too. */
function around(node: Node): Node | null {
  return (
    aroundOf(node) ??
    (node.nodeType === 9 ? windowOf(node as Document)?.frameElement : null) ??
    null
  );
}
