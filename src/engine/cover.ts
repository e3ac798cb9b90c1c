/**
 * A session window of our own: an iframe over the whole page. The page below it is neither scrolled, focused nor read
 * aloud while it is covered, and is left as it was found.
 */
export interface Cover {
  node: HTMLIFrameElement;
  /** Until then it is on the page and loads, and nobody notices. */
  show(): void;
  remove(): void;
}

const STYLES = `
  .surfly-window-cover { position: fixed; inset: 0; z-index: 2147483646; width: 100%; height: 100%;
    margin: 0; padding: 0; border: 0; background: #fff; color-scheme: normal; }
  .surfly-window-cover[hidden] { display: block; visibility: hidden; pointer-events: none; }
  html:has(> body > .surfly-window-cover:not([hidden])) { overflow: hidden !important; }
`;

export function coverPage(): Cover {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const node = document.createElement('iframe');
  node.className = 'surfly-window surfly-window-cover';
  node.title = 'Shared page';
  node.allow = 'fullscreen; clipboard-write';
  node.hidden = true;
  document.body.append(node);
  let covered: HTMLElement[] = [];
  let focused: HTMLElement[] = [];
  return {
    node,
    show() {
      if (!node.hidden) return;
      covered = [...document.body.children].filter(
        (element): element is HTMLElement =>
          element instanceof HTMLElement && element !== node && !element.inert,
      );
      focused = focusedNow();
      for (const element of covered) element.inert = true;
      node.hidden = false;
    },
    remove() {
      node.remove();
      for (const element of covered) element.inert = false;
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
      for (const element of focused) {
        // What was inside may be gone or hidden by now; what it was in may know better.
        if (document.activeElement === document.body) element.focus({ preventScroll: true });
      }
    },
  };
}

/** The focused element and the shadow hosts around it, innermost first. */
function focusedNow(): HTMLElement[] {
  const focused: HTMLElement[] = [];
  for (let at = document.activeElement; at; at = at.shadowRoot?.activeElement ?? null) {
    if (at instanceof HTMLElement) focused.unshift(at);
  }
  return focused;
}
