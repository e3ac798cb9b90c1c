import { coloursOf } from './styles.js';

/** Milliseconds after which a pointer that does not move fades, and after which it is gone. */
const RESTS = 4_000;
const GOES = 12_000;
/** Moves that come this many milliseconds apart are joined by a glide: fewer come with every frame, more are a jump. */
const GLIDES = [24, 160] as const;
/** Pixels that a label needs beside and below its pointer. */
const LABEL_BLOCK = 58;
const LABEL_GAP = 20;

const SVG = 'http://www.w3.org/2000/svg';
const ARROW = 'M3 3v18l4.6-4.2 3.2 7.2 3.8-1.7-3.2-7 6.1-.4z';

/** The pointer of one other participant. */
export class Cursor {
  readonly element = document.createElement('div');
  readonly #label = document.createElement('div');
  readonly #name = document.createElement('bdi');
  readonly #mark = document.createElement('div');
  #movedAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #width: number | undefined;

  constructor(index: number) {
    const { element } = this;
    element.className = 'cursor gone';
    element.dataset['index'] = String(index);
    const [colour, ink] = coloursOf(index);
    element.style.setProperty('--colour', colour);
    element.style.setProperty('--ink', ink);
    const arrow = document.createElementNS(SVG, 'svg');
    arrow.setAttribute('class', 'arrow');
    arrow.setAttribute('viewBox', '0 0 22 26');
    for (const part of ['line', 'body']) {
      const path = document.createElementNS(SVG, 'path');
      path.setAttribute('class', part);
      path.setAttribute('d', ARROW);
      arrow.append(path);
    }
    this.#mark.className = 'mark';
    this.#label.className = 'label';
    this.#name.className = 'name';
    this.#label.append(this.#name, this.#mark);
    element.append(arrow, this.#label);
  }

  describe(name: string, mark: string): void {
    if (this.#label.textContent !== name + mark) this.#width = undefined;
    this.#name.textContent = name;
    this.#mark.textContent = mark;
    this.element.classList.toggle('control', mark !== '');
  }

  /** @param moved - false where only the picture around it has another place or size */
  show(x: number, y: number, area: { width: number; height: number }, moved: boolean): void {
    const { classList, style } = this.element;
    const now = performance.now();
    const gap = now - this.#movedAt;
    const [least, most] = GLIDES;
    const glides = moved && gap > least && gap < most ? gap : 0;
    style.transitionDuration = `${Math.round(glides)}ms, 400ms`;
    style.transform = `translate(${x}px, ${y}px)`;
    this.#width ??= this.#label.offsetWidth;
    classList.toggle('start', x + LABEL_GAP + this.#width > area.width);
    classList.toggle('up', y + LABEL_BLOCK > area.height);
    if (!moved) return;
    this.#movedAt = now;
    classList.remove('resting', 'gone');
    this.#timer ??= setTimeout(this.#rest, RESTS);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.element.classList.add('gone');
  }

  remove(): void {
    clearTimeout(this.#timer);
    this.element.remove();
  }

  readonly #rest = () => {
    const rested = performance.now() - this.#movedAt;
    this.element.classList.toggle('resting', rested >= RESTS);
    this.element.classList.toggle('gone', rested >= GOES);
    const next = [RESTS, GOES].find((time) => rested < time);
    this.#timer = next === undefined ? undefined : setTimeout(this.#rest, next - rested);
  };
}
