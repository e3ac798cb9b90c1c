import { windowOf } from '../leader/around.js';
import { hear } from '../leader/hear.js';
import { inRealm } from '../leader/in-realm.js';

/** A document in the session window, from before its first script until it goes. */
export interface Page {
  window: Window & typeof globalThis;
  document: Document;
  /** As the browser has it: libraries replace it by one that leaves things out. */
  Observer: typeof MutationObserver;
  /** Aborted when the page goes: listeners and timers that belong to it end with it. */
  signal: AbortSignal;
}

export interface PageHandlers {
  page(page: Page): void;
  /** It has a body, with which a recording can begin; what the parser adds later are changes like any other. */
  body(page: Page): void;
  parsed(page: Page): void;
  /** The window shows something that this page may not look into: another site, a PDF, or an error page of the browser. */
  foreign(): void;
}

/** Milliseconds between two looks while a page is being loaded, should no event announce its document. */
const LOOK_INTERVAL = 10;

/**
 * Follows the documents in an iframe, each before its first script runs: `pagehide` of the old document fires while the
 * new one takes its place, so one message task later the new document is there and still empty. Timers and `load` are the
 * nets below that, for browsers and pages where nothing announces the change.
 *
 * @returns ends the watch
 */
export function watchPages(frame: HTMLIFrameElement, handlers: PageHandlers): () => void {
  /** Null while the window shows something foreign. */
  let current: Document | null | undefined;
  let root: Element | null = null;
  let ending = new AbortController();
  let looking: ReturnType<typeof setInterval> | undefined;
  const channel = new MessageChannel();

  /** Chromium shows a PDF in a document of this site that has nothing of it in it. */
  function documentOf(): Document | null {
    const { contentDocument } = frame;
    return contentDocument?.contentType === 'application/pdf' ? null : contentDocument;
  }

  function look(): void {
    const document = documentOf();
    if (document === current || !frame.contentWindow) return;
    if (!document) {
      // Nothing that happens to a foreign document can be heard, its end neither.
      current = null;
      ending.abort();
      keepLooking();
      handlers.foreign();
    } else if (document.URL !== 'about:blank') {
      attach(document);
    }
  }

  function attach(document: Document): void {
    const window = windowOf(document);
    if (!window) return;
    stopLooking();
    ending.abort();
    ending = new AbortController();
    const { signal } = ending;
    current = document;
    root = document.documentElement;
    window.addEventListener('pagehide', leaving, { signal });
    const page = { window, document, Observer: window.MutationObserver, signal };
    handlers.page(page);
    whenBodyExists(page, () => handlers.body(page));
    whenParsed(page, () => handlers.parsed(page));
  }

  function leaving(): void {
    // A document kept in the back/forward cache may come back as the same object.
    current = undefined;
    ending.abort();
    channel.port1.postMessage(null);
    keepLooking();
  }

  function keepLooking(): void {
    looking ??= setInterval(look, LOOK_INTERVAL);
  }

  function stopLooking(): void {
    clearInterval(looking);
    looking = undefined;
  }

  function loaded(): void {
    const document = frame.contentDocument;
    if (document && document === current && root && document.documentElement !== root) {
      // `document.open()` keeps the document, but takes its content and our listeners.
      attach(document);
    } else {
      look();
      root = document?.documentElement ?? null;
    }
  }

  channel.port2.onmessage = look;
  frame.addEventListener('load', loaded);
  frame.contentWindow?.addEventListener('pagehide', leaving, { once: true });
  keepLooking();

  return () => {
    stopLooking();
    ending.abort();
    channel.port1.close();
    frame.removeEventListener('load', loaded);
    frame.contentWindow?.removeEventListener('pagehide', leaving);
  };
}

function whenBodyExists({ window, document, Observer, signal }: Page, then: () => void): void {
  // Drawings and other XML have none.
  const isThere = () => document.body ?? document.readyState !== 'loading';
  if (isThere()) {
    then();
    return;
  }
  const look = inRealm(window, () => {
    if (!isThere()) return;
    observer.disconnect();
    document.removeEventListener('readystatechange', look);
    then();
  });
  const observer = new Observer(look);
  observer.observe(document, { childList: true, subtree: true });
  document.addEventListener('readystatechange', look, { signal });
  signal.addEventListener('abort', () => observer.disconnect());
}

function whenParsed({ document, signal }: Page, then: () => void): void {
  if (document.readyState === 'loading') hear(document, 'DOMContentLoaded', signal, then);
  else then();
}
