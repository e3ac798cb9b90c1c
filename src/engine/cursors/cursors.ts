import type { PointerAt } from '../../protocol/pointer.js';
import type { Other } from '../participants.js';
import { Cursor } from './cursor.js';
import { cursorStyles } from './styles.js';

export interface CursorsOptions {
  /** Where a pointer is now in the leader's layout viewport. Its node may have moved since the sender saw it. */
  locate(at: PointerAt): { x: number; y: number };
  /** A point of the leader's layout viewport, in pixels from the top left of the layer; undefined beside the picture. */
  place(x: number, y: number): { x: number; y: number } | undefined;
}

/**
 * The pointers of the others, in a layer over the picture: above the replica at followers, above the session window at the
 * leader. They are drawn once per frame, with the newest place of each; what came before that is not drawn at all.
 */
export class Cursors {
  readonly element = document.createElement('div');
  readonly #options: CursorsOptions;
  readonly #root: ShadowRoot;
  readonly #cursors = new Map<number, Cursor>();
  /** Where each pointer is shown, in the leader's layout viewport. */
  readonly #shown = new Map<number, { x: number; y: number }>();
  /** What arrived since the last frame. */
  readonly #news = new Map<number, PointerAt>();
  #frame = 0;

  constructor(options: CursorsOptions) {
    this.#options = options;
    this.element.className = 'surfly-cursors';
    // Who points where is told to nobody: it would never be silent.
    this.element.setAttribute('aria-hidden', 'true');
    this.#root = this.element.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(cursorStyles);
    this.#root.adoptedStyleSheets = [sheet];
  }

  /** Who else is in the session. Pointers of anybody else are not shown. */
  people(people: readonly Other[]): void {
    for (const [index, cursor] of this.#cursors) {
      if (people.some((one) => one.index === index)) continue;
      cursor.remove();
      for (const map of [this.#cursors, this.#shown, this.#news]) map.delete(index);
    }
    for (const { index, name, mark } of people) {
      let cursor = this.#cursors.get(index);
      if (!cursor) {
        cursor = new Cursor(index);
        this.#cursors.set(index, cursor);
        this.#root.append(cursor.element);
      }
      cursor.describe(name, mark);
    }
  }

  /** @param at - null where the pointer has left the picture */
  point(index: number, at: PointerAt | null): void {
    if (at) {
      this.#news.set(index, at);
      this.#draw();
      return;
    }
    this.#news.delete(index);
    this.#shown.delete(index);
    this.#cursors.get(index)?.hide();
  }

  /** The picture below has another place or size. */
  moved(): void {
    if (this.#shown.size > 0) this.#draw();
  }

  remove(): void {
    cancelAnimationFrame(this.#frame);
    this.people([]);
    this.element.remove();
  }

  #draw(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      const { clientWidth: width, clientHeight: height } = this.element;
      for (const [index, at] of this.#news) this.#shown.set(index, this.#options.locate(at));
      for (const [index, shown] of this.#shown) {
        const at = this.#options.place(shown.x, shown.y);
        const cursor = this.#cursors.get(index);
        // What is pointed at may be scrolled out of this picture.
        if (at) cursor?.show(at.x, at.y, { width, height }, this.#news.has(index));
        else cursor?.hide();
      }
      this.#news.clear();
    });
  }
}

export function isWithin(x: number, y: number, size: { width: number; height: number }): boolean {
  return x >= 0 && y >= 0 && x <= size.width && y <= size.height;
}
