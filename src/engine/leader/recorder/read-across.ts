/** Largest style sheet of another site that is read again. */
const MAX_LENGTH = 2_000_000;

/**
 * Reads a style sheet of another site whose rules the browser keeps from scripts, if its server allows it (CORS).
 * @returns undefined where it does not
 */
export async function readAcross(
  window: Window & typeof globalThis,
  href: string,
  signal: AbortSignal,
): Promise<CSSStyleSheet | undefined> {
  try {
    const response = await window.fetch(href, {
      cache: 'force-cache',
      credentials: 'omit',
      signal,
    });
    if (!response.ok) return undefined;
    const text = await response.text();
    if (text.length > MAX_LENGTH) return undefined;
    const sheet = new window.CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  } catch {
    return undefined;
  }
}
