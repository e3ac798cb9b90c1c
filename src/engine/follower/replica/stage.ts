/** Milliseconds for which the leader's pointer is shown when it rests. */
const POINTER_RESTS = 10_000;

const ARROW = 'polygon(0 0, 0 78%, 19% 61%, 32% 92%, 47% 86%, 34% 56%, 62% 56%)';

/** Where the replica stands: in the leader's proportions, as large as the container allows, with the leader's pointer over it. */
export class Stage {
  readonly element: HTMLElement;
  readonly #container: HTMLElement;
  readonly #pointer: HTMLElement;
  readonly #observer: ResizeObserver;
  #frame: HTMLIFrameElement | undefined;
  #hiding: ReturnType<typeof setTimeout> | undefined;
  #scale = 1;
  /** Of the leader's layout viewport, in CSS pixels. */
  width = 0;
  height = 0;

  constructor(container: HTMLElement) {
    this.#container = container;
    this.element = container.ownerDocument.createElement('div');
    Object.assign(this.element.style, {
      position: 'absolute',
      transformOrigin: '0 0',
      overflow: 'hidden',
      background: 'white',
    });
    this.#pointer = container.ownerDocument.createElement('div');
    Object.assign(this.#pointer.style, {
      position: 'absolute',
      left: '0',
      top: '0',
      width: '22px',
      height: '26px',
      background: '#1f5fbf',
      clipPath: ARROW,
      pointerEvents: 'none',
      zIndex: '2',
      display: 'none',
    });
    this.element.append(this.#pointer);
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
      margin: '0',
      background: 'Canvas',
      visibility: 'hidden',
      // Whatever a viewer does is taken by the overlay, and hovers over nothing in here.
      pointerEvents: 'none',
    });
    this.element.prepend(frame);
    this.#size(frame, this.width);
  }

  /** The frame takes the place of the one that is shown. */
  show(frame: HTMLIFrameElement): void {
    frame.style.visibility = 'visible';
    if (this.#frame !== frame) this.#frame?.remove();
    this.#frame = frame;
  }

  /** @param inner - width without the scrollbar: what is laid out has to have that, however wide scrollbars are here */
  resize(frame: HTMLIFrameElement, width: number, height: number, inner: number): void {
    this.width = width;
    this.height = height;
    this.#size(frame, width);
    const here = frame.contentDocument?.documentElement?.clientWidth ?? inner;
    if (here !== inner && Math.abs(here - inner) < 40) this.#size(frame, width + inner - here);
    this.element.style.width = `${width}px`;
    this.element.style.height = `${height}px`;
    this.#fit();
  }

  pointer(x: number, y: number): void {
    const { style } = this.#pointer;
    style.display = 'block';
    style.transform = `translate(${x}px, ${y}px) scale(${1 / this.#scale})`;
    style.transformOrigin = '0 0';
    clearTimeout(this.#hiding);
    this.#hiding = setTimeout(() => (style.display = 'none'), POINTER_RESTS);
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
    clearTimeout(this.#hiding);
    this.element.remove();
  }

  #size(frame: HTMLIFrameElement, width: number): void {
    frame.style.width = `${width}px`;
    frame.style.height = `${this.height}px`;
  }

  #fit(): void {
    if (this.width === 0 || this.height === 0) return;
    const { clientWidth, clientHeight } = this.#container;
    const scale = Math.min(clientWidth / this.width, clientHeight / this.height);
    this.#scale = scale > 0 && Number.isFinite(scale) ? scale : 1;
    const left = Math.max(0, (clientWidth - this.width * this.#scale) / 2);
    const top = Math.max(0, (clientHeight - this.height * this.#scale) / 2);
    const { style } = this.element;
    style.left = '0';
    style.top = '0';
    style.transform = `translate(${left}px, ${top}px) scale(${this.#scale})`;
  }
}
