/**
 * Listens before anybody in the page can stop an event. Not `passive`: Zone.js (Angular) makes one listener of all that are
 * for the same, and what is passive in the first one is so in those of the page.
 */
export function hear(
  target: EventTarget,
  types: string,
  signal: AbortSignal,
  listener: (event: Event) => void,
): void {
  for (const type of types.split(' ')) {
    target.addEventListener(type, listener, { capture: true, signal });
  }
}
