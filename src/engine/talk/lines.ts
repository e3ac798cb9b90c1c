import type { LineStart } from '../../protocol/ink.js';
import { MAX_LINES, MAX_LINES_OF_ALL } from '../../protocol/ink.js';
import { Line } from './line.js';
import type { Point, Surface } from './place.js';

/** The lines that are there, in the order in which they were begun. */
export class Lines {
  readonly #group: SVGGElement;
  readonly #surface: Surface;
  readonly #all = new Map<Line, number>();
  /** The newest line of each participant. */
  readonly #newest = new Map<number, Line>();

  constructor(group: SVGGElement, surface: Surface) {
    this.#group = group;
    this.#surface = surface;
  }

  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  hasOf(index: number): boolean {
    return [...this.#all.values()].includes(index);
  }

  begin(index: number, n: number, start: LineStart): Line {
    const own = [...this.#all].filter(([, by]) => by === index);
    if (own.length >= MAX_LINES) this.remove(own[0]?.[0]);
    if (this.#all.size >= MAX_LINES_OF_ALL) this.remove([...this.#all.keys()][0]);
    const line = new Line(start, n, index);
    this.#all.set(line, index);
    this.#newest.set(index, line);
    line.place(this.originOf(line));
    this.#group.append(line.element);
    return line;
  }

  /** The line that this participant is drawing. */
  of(index: number, n: number): Line | undefined {
    const line = this.#newest.get(index);
    return line?.n === n ? line : undefined;
  }

  remove(line: Line | undefined): void {
    if (!line) return;
    const index = this.#all.get(line);
    this.#all.delete(line);
    if (index !== undefined && this.#newest.get(index) === line) this.#newest.delete(index);
    line.remove();
  }

  /** @param of - null for everybody's */
  wipe(of: number | null): void {
    for (const [line, index] of [...this.#all]) if (of === null || index === of) this.remove(line);
  }

  /** Puts every line where what it was drawn on is now. */
  place(): void {
    const corners = new Map<number, Point | undefined>();
    for (const line of this.#all.keys()) line.place(this.originOf(line, corners));
  }

  /** Where in the viewport a line begins. */
  originOf({ start }: Line, corners = new Map<number, Point | undefined>()): Point {
    const { id, x, y, dx, dy } = start;
    if (id !== 0 && !corners.has(id)) corners.set(id, this.#surface.cornerOf(id));
    const corner = corners.get(id);
    if (corner) return { x: corner.x + dx, y: corner.y + dy };
    const scrolled = this.#surface.scrolled();
    return { x: x - scrolled.x, y: y - scrolled.y };
  }
}
