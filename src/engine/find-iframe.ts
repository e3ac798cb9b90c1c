/**
 * The iframe that a selector of `startLeader()` or `startFollower()` means.
 * @throws TypeError when the page has none
 */
export function findIframe(selector: string | null): HTMLIFrameElement | undefined {
  if (selector === null) return undefined;
  const found = document.querySelector(selector);
  if (found instanceof HTMLIFrameElement) return found;
  throw new TypeError(`The iframe selector '${selector}' finds no iframe in the document.`);
}
