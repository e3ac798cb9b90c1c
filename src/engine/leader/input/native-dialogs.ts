import type { Page } from '../../navigation/page-watcher.js';

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
  // The browser asks after all listeners, if one of them says so. Pages add theirs when there is something to lose: most are there
  // by the time that something is done that may lead away, and ours comes after them.
  const leaving = (event: BeforeUnloadEvent) => {
    const asks = () => {
      tell(true);
      // Where the leader stays, the page goes on.
      setTimeout(() => tell(false));
    };
    if (event.defaultPrevented || event.returnValue) asks();
    else overhear(event, asks);
  };
  const listen = () => {
    window.removeEventListener('beforeunload', leaving);
    window.addEventListener('beforeunload', leaving, { signal });
  };
  listen();
  for (const type of ['pointerdown', 'click', 'keydown']) {
    for (const capture of [true, false]) {
      window.addEventListener(type, listen, { capture, signal });
    }
  }
}

/** Listeners that come after ours say to the event itself that the leader is to be asked. */
function overhear(event: BeforeUnloadEvent, asks: () => void): void {
  const prevent = event.preventDefault.bind(event);
  Object.defineProperty(event, 'preventDefault', {
    value() {
      prevent();
      asks();
    },
  });
  const prototype = Object.getPrototypeOf(event) as BeforeUnloadEvent;
  const own = Object.getOwnPropertyDescriptor(prototype, 'returnValue');
  if (!own) return;
  Object.defineProperty(event, 'returnValue', {
    get: () => own.get?.call(event) as string,
    set(value: string) {
      own.set?.call(event, value);
      if (event.returnValue) asks();
    },
  });
}
