import type { WindowHost } from '../session-window.js';
import type { Page } from './page-watcher.js';
import { takeBack } from './take-back.js';

/** Listens to the leader's own hand. @returns when it was last at work in the page */
export function watchOwnHand({ window, signal }: Page, host: WindowHost): () => number {
  let last = -Infinity;
  const own = (event: Event) => {
    if (!event.isTrusted) return;
    last = performance.now();
    if (event.type === 'keydown') takeBack(event as KeyboardEvent, host);
  };
  for (const type of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
    window.addEventListener(type, own, { capture: true, passive: type !== 'keydown', signal });
  }
  return () => last;
}
