import type { SurflySettings } from './settings.js';

/** How lines are drawn over the page, all set. */
export interface Drawing {
  mode: 'temporary' | 'permanent' | 'disabled';
  /** A CSS colour, or `default` for the colour of each participant's pointer. */
  color: string;
  /** In CSS pixels of the leader's page. */
  width: number;
  /** Seconds before a temporary line fades. */
  timeout: number;
}

/** The documented defaults. */
const DEFAULTS: Drawing = { mode: 'temporary', color: 'default', width: 15, timeout: 3 };

export const DRAWING_MODES = ['temporary', 'permanent', 'disabled'] as const;
export const MAX_COLOUR_CHARACTERS = 64;

/** What can be used of a value; undefined for nothing. */
const usable: { [K in keyof Drawing]: (value: unknown) => Drawing[K] | undefined } = {
  mode: (value) => DRAWING_MODES.find((mode) => mode === value),
  color: (value) =>
    typeof value === 'string' && value !== '' && value.length <= MAX_COLOUR_CHARACTERS
      ? value
      : undefined,
  width: (value) => within(value, 1, 64),
  timeout: (value) => within(value, 0, 3600),
};
const NAMES = Object.keys(usable) as (keyof Drawing)[];

/** The drawing options of a session. A value that cannot be used counts as not given. */
export function drawingSettings(settings: SurflySettings): Drawing {
  const read = (name: keyof Drawing) => usable[name](settings[`drawing_${name}`]) ?? DEFAULTS[name];
  return Object.fromEntries(NAMES.map((name) => [name, read(name)])) as unknown as Drawing;
}

/**
 * What `setDrawingSettings()` is to change.
 * @param refused - called for each field with a value that cannot be used
 */
export function drawingChanges(
  given: Readonly<Record<string, unknown>>,
  refused: (name: string) => void = () => undefined,
): Partial<Drawing> {
  const changes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const known = NAMES.find((one) => one === name);
    const use = known && usable[known](value);
    if (use !== undefined) changes[name] = use;
    else if (value !== undefined) refused(name);
  }
  return changes;
}

/** The changes as the session's options say them. */
export function asOptions(changes: Partial<Drawing>): SurflySettings {
  return Object.fromEntries(
    Object.entries(changes).map(([name, value]) => [`drawing_${name}`, value]),
  );
}

/** Whether the participants can write to each other. */
export function hasChat(settings: SurflySettings): boolean {
  return !(settings.ui_off || settings.docked_only || settings['chat_enabled'] === false);
}

function within(value: unknown, least: number, most: number): number | undefined {
  if (typeof value !== 'number' || Number.isNaN(value)) return undefined;
  return Math.min(most, Math.max(least, value));
}
