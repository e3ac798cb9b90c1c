import { framesAround, outOf } from '../../frames-around.js';
import { aroundOf } from '../around.js';
import { hear } from '../hear.js';
import type { Part, PartContext } from '../recorder/part.js';

/** Tells where the leader's own pointer is: at once, and at most once per frame. */
export class Pointer implements Part {
  readonly #context: PartContext;
  #latest: { x: number; y: number } | undefined;
  #frame = 0;

  constructor(context: PartContext) {
    this.#context = context;
  }

  /** A window hears nothing of what happens in its frames, so each is listened to. */
  enter(window: Window, signal: AbortSignal): void {
    const { window: page, masking } = this.#context;
    const moved = (event: Event) => {
      const target = event.composedPath()[0] as Node;
      // A follower's hand moves the page's pointer too, by events that are not trusted.
      if (!event.isTrusted) return;
      // Over which button of a private keypad it is tells what is entered.
      if (masking.isClosed(aroundOf(target) ?? target)) return;
      const around = framesAround(window.document, page.document) ?? [];
      const { clientX: x, clientY: y } = event as PointerEvent;
      this.#latest = outOf(around, { x, y });
      if (this.#frame === 0) this.#next();
    };
    hear(window, 'pointermove', signal, moved);
  }

  readonly #next = (): void => {
    const { pointer, signal } = this.#context;
    const latest = this.#latest;
    this.#frame = 0;
    if (!latest || signal.aborted) return;
    this.#latest = undefined;
    this.#frame = requestAnimationFrame(this.#next);
    pointer(Math.round(latest.x), Math.round(latest.y));
  };
}
