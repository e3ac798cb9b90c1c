import { hear } from '../leader/hear.js';
import type { Page } from './page-watcher.js';
import { Patches } from '../leader/recorder/patches.js';

interface NavigationLike extends EventTarget {
  readonly currentEntry: unknown;
}

/**
 * Tells when the address of a page changes without another page being loaded: `pushState`, `replaceState`, a fragment, or
 * going back to one of those. The Navigation API reports all of them; without it the history methods are wrapped.
 */
export function watchLocation({ window, signal }: Page, changed: (url: string) => void): void {
  let last = window.location.href;
  const look = () => {
    const now = window.location.href;
    if (now === last) return;
    last = now;
    changed(now);
  };
  const navigation = (window as { navigation?: NavigationLike }).navigation;
  if (navigation) {
    navigation.addEventListener('currententrychange', look, { signal });
    return;
  }
  const patches = new Patches();
  patches.after(window.History.prototype, 'pushState replaceState', look);
  signal.addEventListener('abort', () => patches.undo());
  hear(window, 'popstate hashchange', signal, look);
}
