/** @returns a sentence that names the first thing a session needs and does not have here; undefined when it has everything */
export function missingFeature(): string | undefined {
  // The windows of a session have an origin each in there, and cannot be reached.
  if (origin === 'null') {
    return 'This page has no origin of its own. Add allow-same-origin to the sandbox of its frame, or open the page by its http(s) address.';
  }
  const needed: [string, boolean][] = [
    ['WebSocket', 'WebSocket' in globalThis],
    ['structuredClone', 'structuredClone' in globalThis],
    ['constructable style sheets', 'adoptedStyleSheets' in Document.prototype],
    ['MutationObserver', 'MutationObserver' in globalThis],
  ];
  const missing = needed.find(([, there]) => !there);
  return (
    missing && `This browser has no ${missing[0]}, which a session needs. Use a current browser.`
  );
}
