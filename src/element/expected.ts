/**
 * Whether a session may be waiting for the script: one of before a reload, which implementations remember in the tab's storage, or one that
 * the page's address brings. It is only guessed by the name: at worst the script is loaded early.
 */
export function isExpected(): boolean {
  try {
    return /surfly/i.test(location.hash + Object.keys(sessionStorage).join());
  } catch {
    return false; // The page is not allowed any storage.
  }
}
