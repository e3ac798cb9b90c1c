import { loadPart } from './load-part.js';
import type { SettingsReportModule } from './settings-report.js';

/** Tells the author of a page what becomes of the session's settings, where there are any beside the key. */
export function tellAuthor(base: string, settings: Readonly<Record<string, unknown>>): void {
  if (Object.keys(settings).every((name) => name === 'widget_key')) return;
  loadPart<SettingsReportModule>(base, 'surfly-settings.js').then(
    ({ reportSettings }) => reportSettings(settings),
    reportError,
  );
}
