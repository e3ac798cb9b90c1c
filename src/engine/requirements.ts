/** @returns a sentence that names the first thing this browser lacks for a session; undefined when it lacks nothing */
export function missingFeature(): string | undefined {
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
