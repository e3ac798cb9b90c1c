import { hear } from '../leader/hear.js';
import type { Page } from './page-watcher.js';

/** By which a frame in a frame means the session window, where the page has given it no name. */
const NAME = 'surfly-session-window';

/** What `open` was in each window, by what it is now. */
const originals = new WeakMap<Window['open'], Window['open']>();

/**
 * Keeps navigation in the session window: links and forms that mean another tab or the whole tab, and `window.open()`, go
 * to the window itself. Left alone, `_top` would throw the session away and `_blank` would leave it unseen.
 *
 * @param page - in the session window, or in a frame of the page in it
 * @param top - of the page in the session window
 */
export function stayInside(
  { window, document, signal }: Omit<Page, 'Observer'>,
  top: Window = window,
): void {
  const isFrame = window !== top;
  const open = window.open;
  const openHere = (url?: string | URL, name?: string, features?: string) => {
    const isEmpty = !url || String(url) === 'about:blank';
    // It is to be written into, as receipts are: the page must not give way to that.
    if (isEmpty && features) return open.call(window, url, name, features);
    if (!isEmpty) top.location.assign(url);
    return top;
  };
  window.open = openHere;
  originals.set(openHere, open);
  // The frames that are there then: nothing may hold one that has gone.
  if (!isFrame) signal.addEventListener('abort', () => giveBack(window));

  // In the capture phase and before the page's own listeners: whether the page prevents the default action is its
  // business; where that action would lead is ours. The attribute is put back once the browser has acted.
  hear(window, 'click', signal, (event) => {
    const link = event.composedPath().find(isLink);
    if (link) turnHere(link, 'target');
  });
  hear(window, 'submit', signal, (event) => {
    const { submitter } = event as SubmitEvent;
    if (submitter?.hasAttribute('formtarget')) turnHere(submitter, 'formtarget');
    else turnHere(event.target as Element, 'target');
  });

  function turnHere(element: Element, attribute: string): void {
    const own = element.getAttribute(attribute);
    const target = own ?? document.querySelector('base[target]')?.getAttribute('target') ?? '';
    if (staysHere(target)) return;
    element.setAttribute(attribute, theWindow());
    setTimeout(() => {
      if (own === null) element.removeAttribute(attribute);
      else element.setAttribute(attribute, own);
    });
  }

  function theWindow(): string {
    if (!isFrame) return '_self';
    return window.parent === top ? '_parent' : (top.name ||= NAME);
  }

  function staysHere(target: string): boolean {
    if (/^(_self)?$/i.test(target) || (isFrame && target.toLowerCase() === '_parent')) return true;
    // A frame of the page itself, by name.
    const named = `[name="${CSS.escape(target)}"]`;
    return (
      !target.startsWith('_') && [document, top.document].some((at) => at.querySelector(named))
    );
  }
}

function giveBack(window: Window): void {
  for (let i = 0; i < window.length; i += 1) giveBack(window[i] as Window);
  try {
    const open = originals.get(window.open);
    if (open) window.open = open;
  } catch {
    // It shows a page of another origin.
  }
}

/** Across realms `instanceof` does not work, and SVG has links too. */
function isLink(target: EventTarget): target is Element {
  const { localName } = target as Partial<Element>;
  return localName === 'a' || localName === 'area';
}
