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
  /** Windows that the page has opened to fill them itself, by name. */
  const popups = new Map<string | undefined, Window | null>();
  const openHere = (url?: string | URL, name?: string, features?: string) => {
    const isEmpty = !url || String(url) === 'about:blank';
    // It is to be written into, as receipts are: the page must not give way to that.
    if (isEmpty && features) {
      const popup = open.call(window, url, name, features);
      popups.set(name, popup);
      return popup;
    }
    // A frame of the page, or such a window, is where it always was.
    if (name && staysHere(String(name))) return open.call(window, url, name, features);
    if (!isEmpty) top.location.assign(url);
    return top;
  };
  window.open = openHere;
  originals.set(openHere, open);
  const { Element, HTMLElement, HTMLFormElement } = window;
  // No event tells that a script sends a form, and none gets here from a link that is in no document.
  around(HTMLFormElement.prototype, 'submit', (form) => turnHere(form, 'target'));
  around(HTMLElement.prototype, 'click', (element) => {
    if (isLink(element) && !element.isConnected) turnHere(element, 'target');
  });
  // No form sent in a shadow tree is heard outside of it, and out of a closed one comes no link.
  around(Element.prototype, 'attachShadow', undefined, (root) => hearLeaving(root));
  around(HTMLElement.prototype, 'attachInternals', undefined, ({ shadowRoot }) => {
    if (shadowRoot) hearLeaving(shadowRoot);
  });
  // The frames that are there then: nothing may hold one that has gone.
  if (!isFrame) signal.addEventListener('abort', () => giveBack(window));
  hearLeaving(window);

  // In the capture phase and before the page's own listeners: whether the page prevents the default action is its
  // business; where that action would lead is ours. The attribute is put back once the browser has acted. The signal ends
  // none of this: it would hold each root that the page has had.
  function hearLeaving(root: EventTarget): void {
    for (const type of ['click', 'submit']) root.addEventListener(type, leaving, true);
  }

  function leaving(event: Event): void {
    if (signal.aborted) return;
    if (event.type === 'click') {
      const path = event.composedPath();
      // What the parser has attached is heard from the first click on.
      for (const root of path) if (isRoot(root)) hearLeaving(root);
      const link = path.find(isLink);
      if (link) turnHere(link, 'target');
      return;
    }
    const { submitter } = event as SubmitEvent;
    if (submitter?.hasAttribute('formtarget')) turnHere(submitter, 'formtarget');
    else turnHere(event.target as Element, 'target');
  }

  function turnHere(element: Element, attribute: string): void {
    const own = element.getAttribute(attribute);
    const target = own ?? document.querySelector('base[target]')?.getAttribute('target') ?? '';
    const here = theWindow();
    // It may have been turned already: an event is heard in each tree that it comes through.
    if (target === here || staysHere(target)) return;
    element.setAttribute(attribute, here);
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
    // A frame of the page itself, or a window of its own, by name.
    const named = `:is(iframe, frame, object, embed)[name="${CSS.escape(target)}"]`;
    return (
      !target.startsWith('_') &&
      (popups.get(target)?.closed === false ||
        [document, top.document].some((at) => at.querySelector(named)))
    );
  }
}

function around<Name extends string, Self extends Record<Name, Method>>(
  owner: Self,
  name: Name,
  before?: (self: Self) => void,
  after?: (result: ReturnType<Self[Name]>) => void,
): void {
  const original: Method = owner[name];
  // By a proxy: what a page asks the method about itself, the method answers.
  const replacement = new Proxy(original, {
    apply(_, self: Self, args) {
      before?.(self);
      const result = Reflect.apply(original, self, args) as ReturnType<Self[Name]>;
      after?.(result);
      return result;
    },
  });
  originals.set(replacement, original);
  Object.assign(owner, { [name]: replacement });
}

function giveBack(window: Window): void {
  for (let i = 0; i < window.length; i += 1) giveBack(window[i] as Window);
  try {
    const { Element, HTMLElement, HTMLFormElement } = window as Page['window'];
    restore(window, 'open');
    restore(HTMLFormElement.prototype, 'submit');
    restore(HTMLElement.prototype, 'click');
    restore(HTMLElement.prototype, 'attachInternals');
    restore(Element.prototype, 'attachShadow');
  } catch {
    // It shows a page of another origin.
  }
}

function restore<Name extends string>(owner: Record<Name, Method>, name: Name): void {
  const original = originals.get(owner[name]);
  if (original) Object.assign(owner, { [name]: original });
}

function isRoot(target: EventTarget): boolean {
  return 'host' in target && 'mode' in target;
}

/** Across realms `instanceof` does not work, and SVG has links too. */
function isLink(target: EventTarget): target is Element {
  const { localName } = target as Partial<Element>;
  return localName === 'a' || localName === 'area';
}
