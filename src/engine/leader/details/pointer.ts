import type { Part, PartContext } from '../recorder/part.js';

/** Tells where the leader's own pointer is: at once, and at most once per frame. */
export class Pointer implements Part {
  constructor({ window, pointer, signal }: PartContext) {
    let latest: { x: number; y: number } | undefined;
    let frame = 0;

    function next(): void {
      frame = 0;
      if (latest && !signal.aborted) send(latest);
    }

    function send({ x, y }: { x: number; y: number }): void {
      latest = undefined;
      frame = requestAnimationFrame(next);
      pointer(Math.round(x), Math.round(y));
    }

    window.addEventListener(
      'pointermove',
      ({ isTrusted, clientX, clientY }) => {
        // A follower's hand moves the page's pointer too, by events that are not trusted.
        if (!isTrusted) return;
        latest = { x: clientX, y: clientY };
        if (frame === 0) send(latest);
      },
      { capture: true, passive: true, signal },
    );
  }
}
