/**
 * Tells the author of a page which of the session's settings have no effect here, and which values cannot be used. Loaded
 * for sessions that have settings at all, once they run.
 */
import { options, type Option, type Takes } from '../surfly/options.js';

/** The export of the part that is loaded for that. */
export interface SettingsReportModule {
  reportSettings(settings: Readonly<Record<string, unknown>>): void;
}

const known = new Map<string, Option>(options.map((option) => [option.name, option]));

/** What this page has been told of already: more sessions, and more buttons, have the same settings. */
const told = new Set<string>();

const WANTED: Readonly<Record<Takes, string>> = {
  boolean: 'true or false',
  string: 'a text',
  number: 'a number',
  list: 'a list, or JSON of one',
  any: '',
};

/** @param settings - under their names of 2017 */
export function reportSettings(settings: Readonly<Record<string, unknown>>): void {
  const strange: string[] = [];
  for (const [name, value] of Object.entries(settings)) {
    if (told.has(name)) continue;
    told.add(name);
    const option = known.get(name);
    if (!option) {
      strange.push(name);
    } else if (!fits(option.takes, value)) {
      console.error(
        `surfly-session: setting "${name}" is ${written(value)}, which cannot be used. It takes ${WANTED[option.takes]}.`,
      );
    } else if (option.support === 'no' && settings['verbose_console'] !== false) {
      console.warn(`surfly-session: setting "${name}" has no effect here: ${option.note}.`);
    }
  }
  if (strange.length > 0 && settings['verbose_console'] !== false) {
    const names = strange.map((name) => `"${name}"`).join(', ');
    console.warn(
      `surfly-session: unknown setting${strange.length > 1 ? 's' : ''} ${names}: passed on, and not obeyed here. Check the spelling.`,
    );
  }
}

function fits(takes: Takes, value: unknown): boolean {
  if (takes === 'any' || value === null || value === undefined) return true;
  // One way to say "none" for every text, as `end_of_session_popup_url` has it.
  if (takes === 'string' && value === false) return true;
  if (takes === 'list') return typeof value === 'string' || Array.isArray(value);
  return typeof value === takes && !Number.isNaN(value);
}

function written(value: unknown): string {
  return JSON.stringify(value).slice(0, 60);
}
