import type { Page } from './page-watcher.js';

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
  const { history } = window;
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    const wrapped: History['pushState'] = function (this: History, ...args) {
      original.apply(this, args);
      look();
    };
    history[name] = wrapped;
    signal.addEventListener('abort', () => {
      if (history[name] === wrapped) Reflect.deleteProperty(history, name);
    });
  }
  window.addEventListener('popstate', look, { signal });
  window.addEventListener('hashchange', look, { signal });
}
