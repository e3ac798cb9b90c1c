import { LayoutWidth } from './layout-width.js';
import { Marks } from './marks.js';

/** Where the replica stands: in the leader's proportions, as large as the container allows. */
export class Stage {
  readonly element: HTMLElement;
  readonly marks: Marks;
  readonly #container: HTMLElement;
  readonly #placed: () => void;
  readonly #observer: ResizeObserver;
  readonly #layouts = new WeakMap<HTMLIFrameElement, LayoutWidth>();
  #frame: HTMLIFrameElement | undefined;
  #scale = 1;
  #left = 0;
  #top = 0;
  /** Of the leader's layout viewport, in CSS pixels. */
  width = 0;
  height = 0;

  /** @param placed - called when the picture has another place or size in the container */
  constructor(container: HTMLElement, placed: () => void) {
    this.#container = container;
    this.#placed = placed;
    this.element = container.ownerDocument.createElement('div');
    Object.assign(this.element.style, {
      position: 'absolute',
      left: '0',
      top: '0',
      transformOrigin: '0 0',
      overflow: 'hidden',
      background: 'white',
    });
    this.marks = new Marks(container.ownerDocument);
    this.element.append(this.marks.element);
    container.append(this.element);
    this.#observer = new ResizeObserver(() => this.#fit());
    this.#observer.observe(container);
  }

  /** Puts a frame on the stage, still unseen. */
  prepare(frame: HTMLIFrameElement): void {
    Object.assign(frame.style, {
      position: 'absolute',
      left: '0',
      top: '0',
      border: '0',
      background: 'Canvas',
      visibility: 'hidden',
      // It is laid out once it is shown, not with every part that comes.
      contentVisibility: 'hidden',
      // Whatever a viewer does is taken by the overlay, and hovers over nothing in here.
      pointerEvents: 'none',
    });
    this.element.prepend(frame);
    // Browsers learn of it when they lay the frame out: now, while it is empty.
    frame.getBoundingClientRect();
    this.#layouts.set(frame, new LayoutWidth(frame));
    frame.style.width = `${this.width}px`;
    frame.style.height = `${this.height}px`;
  }

  /** The frame takes the place of the one that is shown. */
  show(frame: HTMLIFrameElement): void {
    frame.style.visibility = 'visible';
    frame.style.contentVisibility = '';
    if (this.#frame !== frame) this.#frame?.remove();
    this.#frame = frame;
  }

  /** @param inner - width without the scrollbar */
  resize(frame: HTMLIFrameElement, width: number, height: number, inner: number): void {
    // The leader's window is not shown now: its page has no size, and here it stays as it was.
    if (!(width > 0 && height > 0)) return;
    this.width = width;
    this.height = height;
    frame.style.height = `${height}px`;
    this.#layouts.get(frame)?.set(width, inner);
    this.element.style.width = `${width}px`;
    this.element.style.height = `${height}px`;
    this.#fit();
  }

  /** A point of the leader's viewport, in CSS pixels of the container. */
  fromPage(x: number, y: number): { x: number; y: number } {
    return { x: this.#left + x * this.#scale, y: this.#top + y * this.#scale };
  }

  /** A point of the window, in CSS pixels of the leader's viewport; null beside the picture. */
  toPage(clientX: number, clientY: number): { x: number; y: number } | null {
    const box = this.element.getBoundingClientRect();
    if (this.width === 0 || box.width === 0) return null;
    const scale = box.width / this.width;
    const x = (clientX - box.left) / scale;
    const y = (clientY - box.top) / scale;
    return x >= 0 && y >= 0 && x < this.width && y < this.height ? { x, y } : null;
  }

  remove(): void {
    this.#observer.disconnect();
    this.element.remove();
  }

  #fit(): void {
    if (this.width === 0 || this.height === 0) return;
    const { clientWidth, clientHeight } = this.#container;
    const scale = Math.min(clientWidth / this.width, clientHeight / this.height);
    this.#scale = scale > 0 && Number.isFinite(scale) ? scale : 1;
    this.#left = Math.max(0, (clientWidth - this.width * this.#scale) / 2);
    this.#top = Math.max(0, (clientHeight - this.height * this.#scale) / 2);
    this.element.style.transform = `translate(${this.#left}px, ${this.#top}px) scale(${this.#scale})`;
    this.#placed();
  }
}
