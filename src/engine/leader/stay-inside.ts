import type { Page } from './page-watcher.js';

/**
 * Keeps navigation in the session window: links and forms that mean another tab or the whole tab, and `window.open()`, go
 * to the window itself. Left alone, `_top` would throw the session away and `_blank` would leave it unseen.
 */
export function stayInside({ window, document, signal }: Page): void {
  const open = window.open;
  const openHere = (url?: string | URL) => {
    if (url !== undefined && url !== '') window.location.assign(url);
    return window;
  };
  window.open = openHere;
  signal.addEventListener('abort', () => {
    if (window.open === openHere) window.open = open;
  });

  // In the capture phase and before the page's own listeners: whether the page prevents the default action is its
  // business; where that action would lead is ours. The attribute is put back once the browser has acted.
  window.addEventListener(
    'click',
    (event) => {
      const link = event.composedPath().find(isLink);
      if (link) turnHere(link, 'target');
    },
    { capture: true, signal },
  );
  window.addEventListener(
    'submit',
    (event) => {
      const { submitter } = event;
      if (submitter?.hasAttribute('formtarget')) turnHere(submitter, 'formtarget');
      else turnHere(event.target as Element, 'target');
    },
    { capture: true, signal },
  );

  function turnHere(element: Element, attribute: string): void {
    const own = element.getAttribute(attribute);
    const target = own ?? document.querySelector('base[target]')?.getAttribute('target') ?? '';
    if (staysHere(target)) return;
    element.setAttribute(attribute, '_self');
    setTimeout(() => {
      if (own === null) element.removeAttribute(attribute);
      else element.setAttribute(attribute, own);
    });
  }

  function staysHere(target: string): boolean {
    if (target === '' || target.toLowerCase() === '_self') return true;
    // A frame of the page itself, by name.
    return (
      !target.startsWith('_') && document.querySelector(`[name="${CSS.escape(target)}"]`) !== null
    );
  }
}

/** Across realms `instanceof` does not work, and SVG has links too. */
function isLink(target: EventTarget): target is Element {
  const { localName } = target as Partial<Element>;
  return localName === 'a' || localName === 'area';
}
