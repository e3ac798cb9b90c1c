import type { Page } from '../page-watcher.js';

const DIALOGS = ['alert', 'confirm', 'prompt', 'print'] as const;

/**
 * Tells when a dialog of the browser's own stands over the page: until the leader has answered it, nothing goes on there.
 * What it says stays with the leader, for nothing can mark it as private.
 */
export function watchDialogs({ window, signal }: Page, tell: (asked: boolean) => void): void {
  for (const name of DIALOGS) {
    const own = Object.getOwnPropertyDescriptor(window, name);
    const original = own?.value as ((...given: unknown[]) => unknown) | undefined;
    if (!own?.configurable || !original) continue;
    const asking = (...given: unknown[]) => {
      tell(true);
      try {
        return original.apply(window, given);
      } finally {
        tell(false);
      }
    };
    Object.defineProperty(window, name, { ...own, value: asking });
    signal.addEventListener('abort', () => {
      if (window[name] === asking) Object.defineProperty(window, name, own);
    });
  }
  // The browser asks after all listeners, if one of them says so. Whoever is heard last knows: that is who was added last, and
  // pages add theirs when there is something to lose. So this one is added anew before anything is done that may lead away.
  const leaving = (event: BeforeUnloadEvent) => {
    if (!event.defaultPrevented && !event.returnValue) return;
    tell(true);
    // Where the leader stays, the page goes on.
    setTimeout(() => tell(false));
  };
  const listen = () => {
    window.removeEventListener('beforeunload', leaving);
    window.addEventListener('beforeunload', leaving, { signal });
  };
  listen();
  for (const type of ['pointerdown', 'click', 'keydown']) {
    window.addEventListener(type, listen, { capture: true, passive: true, signal });
  }
}
