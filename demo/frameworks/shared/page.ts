// What the apps have in common: where the server is, what the visitor tells of himself, and the log's lines.
import type { SurflySettings } from 'surfly-session/surfly';

/** The built apps are served by the demo's server, which serves the engine too. */
export const scriptSrc = new URL('/surfly.js', location.href).href;

export const settings: SurflySettings = { agent_can_request_control: true };

/** The cards of the list: the tag is on one of them. */
export const cards = ['session', 'wind', 'tide'];
export const texts: Record<string, string> = {
  wind: 'West, four. Good for the large kites.',
  tide: 'Low at noon. The beach is at its widest.',
};

/** The first card goes to the end. */
export const moved = (list: string[]): string[] => [...list.slice(1), ...list.slice(0, 1)];

/** The page inside the session window is the same app, with a log of its own. */
const KEY = `log of ${window === window.top ? '' : 'the session in '}${location.pathname}`;
let lines = JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as string[];

/** The lines so far. They are kept over a page load, which is how the visitor's page goes on after a session. */
export const kept = (): string[] => lines;

/** Adds a line; the list is a new one, for frameworks that look at that. */
export function keep(line: string): string[] {
  lines = [...lines, line];
  sessionStorage.setItem(KEY, JSON.stringify(lines));
  return lines;
}
