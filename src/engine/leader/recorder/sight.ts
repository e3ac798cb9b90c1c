import { windowOf } from '../around.js';

/** Whether any of the element is in the viewport of its document. */
export function isSeen(element: Element): boolean {
  const box = element.getBoundingClientRect();
  const window = windowOf(element.ownerDocument);
  return (
    window !== null &&
    box.width > 0 &&
    box.bottom > 0 &&
    box.right > 0 &&
    box.top < window.innerHeight &&
    box.left < window.innerWidth
  );
}
