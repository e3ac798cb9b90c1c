/** One event, ready to be shown. */
export interface LogEntry {
  /** Unique in the log, and a valid element id. */
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Documented name of the event. */
  type: string;
  payload: string;
  /** Where it was fired: `leader`, `follower`, or `inside` the session window. */
  where: string;
}

const MAX_ENTRIES = 100;
const MAX_PAYLOAD = 600;

/** The payload as JSON on one line, cut where it would flood the list. */
export function describe(payload: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(payload) ?? String(payload);
  } catch {
    text = String(payload);
  }
  return text.length > MAX_PAYLOAD ? `${text.slice(0, MAX_PAYLOAD)} …` : text;
}

function isEntry(value: unknown): value is LogEntry {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Partial<Record<keyof LogEntry, unknown>>;
  return (
    typeof entry.at === 'number' &&
    [entry.id, entry.type, entry.payload, entry.where].every((text) => typeof text === 'string')
  );
}

/**
 * Keeps the newest entries in sessionStorage: they outlive page loads, stay in this tab, and are seen by the page inside
 * the session window, which is a frame of the same origin. Whether the log is open is remembered for all tabs.
 */
export class EventLogStore {
  private readonly listKey: string;
  private readonly openKey: string;

  constructor(name: string) {
    this.listKey = `event-log.${name}`;
    this.openKey = `event-log.${name}.open`;
  }

  /** Oldest first. */
  entries(): LogEntry[] {
    try {
      const stored: unknown = JSON.parse(sessionStorage.getItem(this.listKey) ?? '[]');
      return Array.isArray(stored) ? stored.filter(isEntry) : [];
    } catch {
      return [];
    }
  }

  add(entry: Omit<LogEntry, 'id'>): void {
    const id = `e${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
    const kept = [...this.entries(), { ...entry, id }].slice(-MAX_ENTRIES);
    sessionStorage.setItem(this.listKey, JSON.stringify(kept));
  }

  clear(): void {
    sessionStorage.removeItem(this.listKey);
  }

  isOpen(): boolean {
    return localStorage.getItem(this.openKey) === 'yes';
  }

  setOpen(open: boolean): void {
    localStorage.setItem(this.openKey, open ? 'yes' : 'no');
  }
}
