import type { WindowHost } from '../session-window.js';
import { takeBack } from './take-back.js';

/** The leader's own hand, at work in the page or in frames of its origin. */
export class OwnHand {
  readonly #host: WindowHost;
  #last = -Infinity;

  constructor(host: WindowHost) {
    this.#host = host;
  }

  /** When it was last at work. */
  get last(): number {
    return this.#last;
  }

  /** Windows of frames tell nothing of it to those around them, so each is listened to. */
  listen(window: Window, signal: AbortSignal): void {
    const own = (event: Event) => {
      if (!event.isTrusted) return;
      this.#last = performance.now();
      if (event.type === 'keydown') takeBack(event as KeyboardEvent, this.#host);
    };
    for (const type of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
      window.addEventListener(type, own, { capture: true, passive: type !== 'keydown', signal });
    }
  }
}
