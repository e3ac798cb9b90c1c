import { loadPart } from '../load-part.js';
import type { FrameModule } from './frame.js';
import { KNOCK } from './words.js';

/**
 * Waits, in a framed page, for the page that may show it in a session: those origins that its script tag names in
 * `data-share-with`. Whoever else knocks hears nothing.
 */
export function keepDoor(script: HTMLScriptElement, base: string): void {
  const named = (script.dataset['shareWith'] ?? '').split(/\s+/).filter(isOrigin);
  // A sandbox without an origin of its own has none that anybody could check.
  if (named.length === 0 || parent === window || origin === 'null') return;
  addEventListener(
    'message',
    (event) => {
      const { source, origin: from } = event;
      if (event.data !== KNOCK || !named.includes(from) || !isAround(source)) return;
      // It is not meant for the page.
      event.stopImmediatePropagation();
      loadPart<FrameModule>(base, 'surfly-frame.js').then(
        ({ answer }) => answer(source as Window, from, { named, base }),
        reportError,
      );
    },
    true,
  );
}

function isOrigin(text: string): boolean {
  if (text === '') return false;
  const isOne = URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text);
  if (!isOne) {
    console.error(
      `surfly.js: data-share-with names "${text}", which is no origin such as https://shop.example. Nothing is shared with it.`,
    );
  }
  return isOne;
}

/** Whether a window is the one around this one, or around that. */
function isAround(source: MessageEventSource | null): boolean {
  for (let at: Window = window; at !== at.parent; at = at.parent) {
    if (at.parent === source) return true;
  }
  return false;
}
