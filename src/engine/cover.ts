import { windowTexts } from './texts/english.js';

/**
 * A session window of our own: an iframe over the whole page. The page below it is neither scrolled, focused nor read
 * aloud while it is covered, and is left as it was found.
 */
export interface Cover {
  node: HTMLIFrameElement;
  remove(): void;
}

const STYLES = `
  .surfly-window-cover { position: fixed; inset: 0; z-index: 2147483646; width: 100%; height: 100%;
    margin: 0; padding: 0; border: 0; background: #fff; color-scheme: normal; }
  .surfly-window-waiting { visibility: hidden; pointer-events: none; }
  html:has(> body > .surfly-window-cover:not(.surfly-window-hidden, .surfly-window-waiting)) {
    overflow: hidden !important; }
`;

/**
 * @param title - what the window is called for those who hear it
 * @param shown - settles when the window is to cover the page; until then it is only there
 */
export function coverPage(title = windowTexts.window, shown?: Promise<void>): Cover {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const node = document.createElement('iframe');
  node.className = 'surfly-window surfly-window-cover';
  node.title = title;
  node.allow = 'fullscreen; clipboard-write';
  let uncover: (() => void) | undefined;
  const cover = () => {
    node.classList.remove('surfly-window-waiting');
    uncover ??= coverUp(node);
  };
  if (shown) {
    node.classList.add('surfly-window-waiting');
    void shown.then(() => node.isConnected && cover());
  } else {
    cover();
  }
  document.body.append(node);
  return {
    node,
    remove() {
      node.remove();
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
      uncover?.();
    },
  };
}

/** Takes the page below out of use. @returns puts it back as it was */
function coverUp(node: Node): () => void {
  const covered = [...document.body.children].filter(
    (element): element is HTMLElement =>
      element instanceof HTMLElement && element !== node && !element.inert && !isOurs(element),
  );
  const focused = focusedNow();
  for (const element of covered) element.inert = true;
  return () => {
    for (const element of covered) element.inert = false;
    for (const element of focused) {
      // What was inside may be gone or hidden by now; what it was in may know better.
      if (document.activeElement === document.body) element.focus({ preventScroll: true });
    }
  };
}

/** What a session shows beside its window stays in use. */
function isOurs({ className }: HTMLElement): boolean {
  return /^surfly-(dock|screen|cursors)$/.test(className);
}

/** The focused element and the shadow hosts around it, innermost first. */
function focusedNow(): HTMLElement[] {
  const focused: HTMLElement[] = [];
  for (let at = document.activeElement; at; at = at.shadowRoot?.activeElement ?? null) {
    if (at instanceof HTMLElement) focused.unshift(at);
  }
  return focused;
}
