/**
 * A callback as a function of the page's realm. Chromium makes what it hands to a mutation observer in the realm of the
 * callback, the nodes of the records included: a page that meets such a node later finds that it is no `HTMLElement`.
 */
export function inRealm<Given extends unknown[]>(
  realm: typeof globalThis,
  callback: (...given: Given) => void,
): (...given: Given) => void {
  return realm.Function.prototype.call.bind(callback, undefined) as (...given: Given) => void;
}
