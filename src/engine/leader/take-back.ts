import type { WindowHost } from '../session-window.js';

/** Alt+Shift+C: the one key that ends what a follower does. No page and no follower can press it. */
export function takeBack(event: KeyboardEvent, host: WindowHost): void {
  const { code, altKey, shiftKey, ctrlKey, metaKey, isTrusted } = event;
  if (!isTrusted || code !== 'KeyC' || !altKey || !shiftKey || ctrlKey || metaKey) return;
  if (host.participants.hasControl) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  host.giveControl(0);
}
