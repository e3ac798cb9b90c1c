import type { WindowHost } from '../session-window.js';
import { takeBack } from './take-back.js';

/** Milliseconds for which the leader's own hand keeps a follower's away. */
const COMES_FIRST = 400;

/** @param last - when the leader's own hand was last at work, on the clock of `performance.now()` */
export function isAtWork(last: number): boolean {
  return performance.now() - last < COMES_FIRST;
}

/** Calls whenever the leader's own hand does something in the window. */
export function watchHand(
  window: Window,
  signal: AbortSignal,
  worked: (event: Event) => void,
): void {
  const own = (event: Event) => {
    if (event.isTrusted) worked(event);
  };
  for (const type of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
    window.addEventListener(type, own, { capture: true, passive: type !== 'keydown', signal });
  }
}

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
    watchHand(window, signal, (event) => {
      this.#last = performance.now();
      if (event.type === 'keydown') takeBack(event as KeyboardEvent, this.#host);
    });
  }
}
