import { eventLogSheet } from './event-log-styles.js';
import type { LogEntry } from './event-log-store.js';
import { EventLogStore, describe } from './event-log-store.js';

/** What `<surfly-session>` dispatches after each of its events; it bubbles and is composed. */
interface SurflyEventDetail {
  type: string;
  payload: unknown;
}

const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

function button(className: string, text = ''): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = className;
  made.textContent = text;
  return made;
}

function span(className: string, text = ''): HTMLElement {
  const made = document.createElement('span');
  made.className = className;
  made.textContent = text;
  return made;
}

/**
 * `<event-log name="shop">`: a bar at the foot of the page that opens into a list of every event of every
 * `<surfly-session>`, newest first. The page and the page inside its session window share one list.
 */
class EventLog extends HTMLElement {
  private readonly toggle = button('toggle');
  private readonly count = span('count');
  private readonly latest = span('latest');
  private readonly clear = button('clear', 'Clear');
  private readonly list = document.createElement('ol');
  private readonly empty = document.createElement('p');
  private readonly panel = document.createElement('div');
  private store = new EventLogStore('page');

  connectedCallback(): void {
    if (!this.shadowRoot) this.build();
    this.store = new EventLogStore(this.getAttribute('name') ?? 'page');
    document.addEventListener('surfly-event', this.onSurflyEvent);
    window.addEventListener('storage', this.onStorage);
    this.show(this.store.isOpen());
    this.update();
  }

  disconnectedCallback(): void {
    document.removeEventListener('surfly-event', this.onSurflyEvent);
    window.removeEventListener('storage', this.onStorage);
  }

  private build(): void {
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [eventLogSheet];
    this.toggle.setAttribute('aria-controls', 'panel');
    this.toggle.append(span('arrow'), span('title', 'Event log'), this.count, this.latest);
    this.panel.id = 'panel';
    this.panel.tabIndex = 0;
    this.panel.setAttribute('role', 'region');
    this.panel.setAttribute('aria-label', 'Events, newest first');
    this.empty.textContent =
      'Nothing yet. Each event of <surfly-session> appears here when it is fired.';
    this.panel.append(this.empty, this.list);
    const bar = document.createElement('div');
    bar.className = 'bar';
    bar.append(this.toggle, this.clear);
    root.append(bar, this.panel);

    this.toggle.addEventListener('click', () => {
      const open = this.panel.hidden !== false;
      this.store.setOpen(open);
      this.show(open);
    });
    this.clear.addEventListener('click', () => {
      this.store.clear();
      this.update();
      this.toggle.focus();
    });
  }

  private show(open: boolean): void {
    this.panel.hidden = !open;
    this.toggle.setAttribute('aria-expanded', String(open));
    this.toggleAttribute('open', open);
  }

  private readonly onSurflyEvent = (event: Event): void => {
    const { type, payload } = (event as CustomEvent<SurflyEventDetail>).detail;
    const element = event.target as Element & { insideSession?: boolean };
    this.store.add({
      at: Date.now(),
      type,
      payload: describe(payload),
      where: element.insideSession ? 'inside' : (element.getAttribute('mode') ?? 'leader'),
    });
    this.update();
  };

  /** The page on the other side of the session window wrote to the same list. */
  private readonly onStorage = (event: StorageEvent): void => {
    if (event.storageArea === sessionStorage) this.update();
  };

  /** Adds what is new on top and drops what the store has dropped, so that a long list is not drawn again. */
  private update(): void {
    const entries = this.store.entries();
    const shown = new Set(Array.from(this.list.children, (item) => item.id));
    const wanted = new Set(entries.map((entry) => entry.id));
    for (const item of [...this.list.children]) if (!wanted.has(item.id)) item.remove();
    for (const entry of entries) if (!shown.has(entry.id)) this.list.prepend(this.row(entry));

    const newest = entries.at(-1);
    this.empty.hidden = entries.length > 0;
    this.clear.hidden = entries.length === 0;
    this.count.textContent = String(entries.length);
    this.latest.textContent = newest ? newest.type : '';
  }

  private row(entry: LogEntry): HTMLElement {
    const row = document.createElement('li');
    row.id = entry.id;
    const time = document.createElement('time');
    time.dateTime = new Date(entry.at).toISOString();
    time.textContent = clock.format(entry.at);
    const payload = document.createElement('code');
    payload.textContent = entry.payload;
    row.append(time, span(`type ${entry.type}`, entry.type), span('where', entry.where), payload);
    return row;
  }
}

/** Registers `<event-log>`. */
export function defineEventLog(): void {
  if (!customElements.get('event-log')) customElements.define('event-log', EventLog);
}
