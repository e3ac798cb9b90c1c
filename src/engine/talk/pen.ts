import { MAX_INK_POINTS, inkInterval } from '../../protocol/ink.js';
import type { Point } from './place.js';

/** CSS pixels of the page between two points: what lies closer together makes no difference. */
const CLOSE = 1;

export interface PenOptions {
  /** A point of this window in the viewport of the shared page. */
  toPage(at: Point): Point | undefined;
  /** A line begins. @returns false where none can, now */
  begin(point: Point, at: Point): boolean;
  /** The line goes on. @param last - and ends here */
  draw(points: Point[], last: boolean): void;
  /** How many see the line. */
  receivers(): number;
}

/** Draws with mouse, pen or finger on an element, one line at a time. */
export class Pen {
  readonly #options: PenOptions;
  readonly #element: Element;
  #pointer: number | undefined;
  #points: Point[] = [];
  #newest: Point = { x: 0, y: 0 };
  #sentAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(element: SVGElement, options: PenOptions) {
    this.#element = element;
    this.#options = options;
    element.addEventListener('pointerdown', (event) => this.#down(event));
    element.addEventListener('pointermove', (event) => this.#move(event));
    for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) {
      element.addEventListener(type, ({ pointerId }) => {
        if (pointerId === this.#pointer) this.lift();
      });
    }
  }

  /** The line ends where it is. */
  lift(): void {
    if (this.#pointer === undefined) return;
    this.#pointer = undefined;
    this.#flush(true);
  }

  #down(event: PointerEvent): void {
    // Wherever the focus is, it stays there.
    event.preventDefault();
    if (!event.isTrusted || !event.isPrimary || event.button !== 0) return;
    this.lift();
    const at = { x: event.clientX, y: event.clientY };
    const point = this.#options.toPage(at);
    if (!point || !this.#options.begin(point, at)) return;
    this.#element.setPointerCapture(event.pointerId);
    this.#pointer = event.pointerId;
    this.#newest = point;
    this.#sentAt = performance.now();
  }

  #move(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer || !event.isTrusted) return;
    // What the browser has put together into this event is what makes a fast line round.
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const { clientX: x, clientY: y } of moves.length > 0 ? moves : [event]) {
      const point = this.#options.toPage({ x, y });
      const { x: before, y: above } = this.#newest;
      if (!point || Math.hypot(point.x - before, point.y - above) < CLOSE) continue;
      this.#newest = point;
      this.#points.push(point);
    }
    if (this.#points.length === 0 || this.#timer !== undefined) return;
    const wait = inkInterval(this.#options.receivers()) - (performance.now() - this.#sentAt);
    if (wait <= 0) this.#flush(false);
    else this.#timer = setTimeout(() => this.#flush(false), wait);
  }

  #flush(last: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sentAt = performance.now();
    const points = this.#points.splice(0);
    while (points.length > MAX_INK_POINTS) {
      this.#options.draw(points.splice(0, MAX_INK_POINTS), false);
    }
    if (last || points.length > 0) this.#options.draw(points, last);
  }
}
