/**
 * A tab for a leader's session (`open_in_new_window`). Browsers let a page open one right after a click only.
 *
 * @returns undefined where none is wanted, or none is allowed: the session is then in a window over this page
 */
export function openTab(
  settings: Readonly<Record<string, unknown>>,
  selector: string | null,
): Window | undefined {
  if (settings['open_in_new_window'] !== true || selector !== null) return undefined;
  const tab = window.open('', '_blank');
  if (!tab) {
    console.warn(
      'surfly-session: the browser refused a tab for the session, which is in a window over this page now. Start it from a click.',
    );
  }
  return tab ?? undefined;
}
