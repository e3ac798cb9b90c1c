import { hear } from '../leader/hear.js';
import type { Page } from './page-watcher.js';

/** By which a frame in a frame means the session window, where the page has given it no name. */
const NAME = 'surfly-session-window';

type Method = (this: never, ...args: never[]) => unknown;

/** What the methods that lead elsewhere were in each window, by what they are now. */
const originals = new WeakMap<Method, Method>();

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
    // A frame of the page is where it always was.
    if (name && staysHere(String(name))) return open.call(window, url, name, features);
    if (!isEmpty) top.location.assign(url);
    return top;
  };
  window.open = openHere;
  originals.set(openHere, open);
  // No event tells that a script sends a form, and none gets here from a link that is in no document.
  before(window.HTMLFormElement.prototype, 'submit', (form) => turnHere(form, 'target'));
  before(window.HTMLElement.prototype, 'click', (element) => {
    if (isLink(element) && !element.isConnected) turnHere(element, 'target');
  });
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
    const named = `:is(iframe, frame, object, embed)[name="${CSS.escape(target)}"]`;
    return (
      !target.startsWith('_') && [document, top.document].some((at) => at.querySelector(named))
    );
  }
}

function before<Name extends string, Self extends Record<Name, Method>>(
  owner: Self,
  name: Name,
  first: (self: Self) => void,
): void {
  const original: Method = owner[name];
  // By a proxy: what a page asks the method about itself, the method answers.
  const replacement = new Proxy(original, {
    apply(_, self: Self, args) {
      first(self);
      return Reflect.apply(original, self, args);
    },
  });
  originals.set(replacement, original);
  Object.assign(owner, { [name]: replacement });
}

function giveBack(window: Window): void {
  for (let i = 0; i < window.length; i += 1) giveBack(window[i] as Window);
  try {
    const { HTMLFormElement, HTMLElement } = window as Page['window'];
    restore(window, 'open');
    restore(HTMLFormElement.prototype, 'submit');
    restore(HTMLElement.prototype, 'click');
  } catch {
    // It shows a page of another origin.
  }
}

function restore<Name extends string>(owner: Record<Name, Method>, name: Name): void {
  const original = originals.get(owner[name]);
  if (original) Object.assign(owner, { [name]: original });
}

/** Across realms `instanceof` does not work, and SVG has links too. */
function isLink(target: EventTarget): target is Element {
  const { localName } = target as Partial<Element>;
  return localName === 'a' || localName === 'area';
}
