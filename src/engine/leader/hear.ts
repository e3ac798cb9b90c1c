/** Listens without getting in anybody's way, and before anybody in the page can stop an event. */
export function hear(
  target: EventTarget,
  types: string,
  signal: AbortSignal,
  listener: (event: Event) => void,
): void {
  for (const type of types.split(' ')) {
    target.addEventListener(type, listener, { capture: true, passive: true, signal });
  }
}
