import type { Part, PartContext } from '../recorder/part.js';

/** A window whose events Zone.js handles. */
interface Zoned extends Window {
  readonly __zone_symbol__addEventListener?: Window['addEventListener'];
}

/** Hands at work in the page or in frames of its origin. The leader's own comes before a follower's. */
export class OwnHand implements Part {
  readonly #context: PartContext;
  readonly #worked: () => void;

  /** @param worked - called for anybody's hand */
  constructor(context: PartContext, worked: () => void) {
    this.#context = context;
    this.#worked = worked;
  }

  /** Windows of frames tell nothing of it to those around them, so each is listened to. */
  enter(window: Window, signal: AbortSignal): void {
    const heard = (event: Event) => {
      this.#worked();
      if (event.isTrusted) this.#context.worked?.(event);
    };
    // Zone.js (Angular) makes one listener of all: where this one is passive, those of the page would be, too.
    const { __zone_symbol__addEventListener: unzoned } = window as Zoned;
    const listen = (unzoned ?? window.addEventListener).bind(window);
    for (const type of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
      // A key may be one that takes control back. What scrolls must not wait for this.
      listen(type, heard, { capture: true, passive: type !== 'keydown', signal });
    }
  }
}
