/** No scrollbar is wider, in CSS pixels. */
const SCROLLBAR = 40;
/** A page may have a scrollbar because it is narrow and none because it is wide: then there is no right width to be found. */
const STEPS = 8;

/**
 * Keeps what is laid out in a frame as wide as the leader's page is, however wide scrollbars are here, and whenever one
 * comes or goes: that may be long after the size was told, with the first picture that has loaded.
 */
export class LayoutWidth {
  readonly #frame: HTMLIFrameElement;
  #observer: ResizeObserver | undefined;
  #root: Element | undefined;
  #width = 0;
  #inner = 0;
  #frameWidth = 0;
  #steps = 0;

  constructor(frame: HTMLIFrameElement) {
    this.#frame = frame;
  }

  /**
   * @param width - of the leader's viewport, in CSS pixels
   * @param inner - the same without the scrollbar
   */
  set(width: number, inner: number): void {
    this.#width = width;
    this.#inner = inner;
    this.#steps = 0;
    // Where the leader's scrollbars lie over the page, one that takes room here would leave the wrong width to `vw` and queries.
    this.#frame.scrolling = inner < width ? '' : 'no';
    this.#size(width);
    this.#adjust();
  }

  #adjust(): void {
    const root = this.#frame.contentDocument?.documentElement;
    if (!root) return;
    if (root !== this.#root) {
      this.#observer?.disconnect();
      const { ResizeObserver } = this.#frame.contentWindow as Window & typeof globalThis;
      // Not at once: an observer that changes what it observes is an error that the page hears of.
      this.#observer = new ResizeObserver(() => requestAnimationFrame(() => this.#adjust()));
      this.#observer.observe(root);
      this.#root = root;
    }
    const width = this.#frameWidth + this.#inner - root.clientWidth;
    if (width === this.#frameWidth || Math.abs(width - this.#width) >= SCROLLBAR) return;
    if (this.#steps++ < STEPS) this.#size(width);
  }

  #size(width: number): void {
    this.#frameWidth = width;
    this.#frame.style.width = `${width}px`;
  }
}
