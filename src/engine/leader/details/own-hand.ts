import type { Part, PartContext } from '../recorder/part.js';

/** The leader's own hand, at work in the page or in frames of its origin. It comes before a follower's. */
export class OwnHand implements Part {
  readonly #context: PartContext;

  constructor(context: PartContext) {
    this.#context = context;
  }

  /** Windows of frames tell nothing of it to those around them, so each is listened to. */
  enter(window: Window, signal: AbortSignal): void {
    const own = (event: Event) => {
      if (event.isTrusted) this.#context.worked?.(event);
    };
    for (const type of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
      // A key may be one that takes control back.
      window.addEventListener(type, own, { capture: true, passive: type !== 'keydown', signal });
    }
  }
}
