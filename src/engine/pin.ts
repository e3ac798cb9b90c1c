import type { Facts } from './session.js';

/** The PIN as it is shown: a long one in groups of three (`format_session_id`). */
export function shownPin({ pin, settings }: Facts): string | undefined {
  if (!pin || pin.length <= 4 || settings['format_session_id'] === false) return pin;
  return pin.replace(/(?!^)(?=(\d{3})+$)/g, ' ');
}
