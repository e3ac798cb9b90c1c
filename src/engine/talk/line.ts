import type { LineStart } from '../../protocol/ink.js';
import { MAX_LINE_POINTS } from '../../protocol/ink.js';
import type { Point } from './place.js';

const SVG = 'http://www.w3.org/2000/svg';
/** CSS pixels by which the light edge is wider than the line: it keeps dark lines visible on dark pages. */
const EDGE = 3;
/** Milliseconds that fading takes, as the styles say. */
const FADES = 600;

/** One line that somebody has drawn, or is drawing. Its own coordinates count from its beginning. */
export class Line {
  readonly element = document.createElementNS(SVG, 'g');
  readonly start: LineStart;
  readonly n: number;
  readonly #paths: SVGPathElement[];
  /** The path up to the middle before its last point: what follows rounds the corner there. */
  #drawn = 'M0 0';
  #last: Point = { x: 0, y: 0 };
  #count = 1;
  #shown = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(start: LineStart, n: number, index: number) {
    this.start = start;
    this.n = n;
    this.element.setAttribute('class', 'line');
    this.element.dataset['index'] = String(index);
    this.#paths = ['edge', 'ink'].map((name) => {
      const path = document.createElementNS(SVG, 'path');
      path.setAttribute('class', name);
      path.style.strokeWidth = `${start.width + (name === 'edge' ? EDGE : 0)}px`;
      return path;
    });
    this.#paths[1]?.style.setProperty('stroke', `rgb(${start.colour.join(' ')})`);
    this.element.append(...this.#paths);
    this.#draw();
  }

  get isFull(): boolean {
    return this.#count >= MAX_LINE_POINTS;
  }

  add(points: readonly Point[]): void {
    for (const { x, y } of points) {
      if (this.isFull) break;
      const { x: before, y: above } = this.#last;
      const middle = `${(before + x) / 2} ${(above + y) / 2}`;
      this.#drawn += this.#count === 1 ? `L${middle}` : `Q${before} ${above} ${middle}`;
      this.#last = { x, y };
      this.#count += 1;
    }
    this.#draw();
  }

  /** @param origin - where its beginning is in the viewport */
  place({ x, y }: Point): void {
    const shown = `translate(${x} ${y})`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.element.setAttribute('transform', shown);
  }

  /** Fades when nothing has been added to it for so many milliseconds. */
  fadeAfter(ms: number, gone: () => void): void {
    clearTimeout(this.#timer);
    this.element.classList.remove('fading');
    this.#timer = setTimeout(() => {
      this.element.classList.add('fading');
      this.#timer = setTimeout(gone, FADES);
    }, ms);
  }

  remove(): void {
    clearTimeout(this.#timer);
    this.element.remove();
  }

  #draw(): void {
    // A single point is a dot: even a line of no length has round ends.
    const d = `${this.#drawn}L${this.#last.x} ${this.#last.y}`;
    for (const path of this.#paths) path.setAttribute('d', d);
  }
}
