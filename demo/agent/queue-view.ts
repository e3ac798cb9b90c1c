import type { WaitingSession } from '../../src/protocol/messages.js';
import { one, stamp } from '../shared/dom.js';

interface Row {
  item: HTMLElement;
  session: WaitingSession;
  /** `performance.now()` at which the session began. */
  began: number;
}

/** Minutes and seconds, with hours once there are some. */
function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  return hours ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** An address without what is mostly the same for all of them. */
export function pageName(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}

export function visitorName(session: WaitingSession): string {
  return session.name || 'Visitor without a name';
}

/** The list of sessions, those that wait for somebody first. Rows are kept, so that the focus stays where it is. */
export class QueueView {
  private readonly list = one('#queue', HTMLElement);
  private readonly empty = one('#queue-empty', HTMLElement);
  private readonly loading = one('#queue-loading', HTMLElement);
  private readonly template = one('#queue-item', HTMLTemplateElement);
  private readonly rows = new Map<string, Row>();
  private joined: string | undefined;

  /** @param join - called with a session's id */
  constructor(private readonly join: (session: string) => void) {
    setInterval(() => this.showTimes(), 1_000);
  }

  /** Until the relay has sent the first list. */
  load(): void {
    this.show([]);
    this.empty.hidden = true;
    this.loading.hidden = false;
  }

  show(sessions: readonly WaitingSession[]): void {
    const order = [...sessions].sort(
      (a, b) => Number(b.waiting) - Number(a.waiting) || b.age - a.age,
    );
    const ids = new Set(order.map(({ session }) => session));
    for (const [id, { item }] of this.rows) {
      if (ids.has(id)) continue;
      item.remove();
      this.rows.delete(id);
    }
    order.forEach((session, place) => this.place(session, place));
    this.loading.hidden = true;
    this.empty.hidden = order.length > 0;
    const waiting = order.filter((session) => session.waiting).length;
    document.title = waiting ? `(${waiting}) Agent desk` : 'Agent desk';
    this.showTimes();
  }

  /** @param joined - id of the session that is open, if any */
  mark(joined: string | undefined): void {
    this.joined = joined;
    for (const row of this.rows.values()) this.showButton(row);
  }

  private place(session: WaitingSession, place: number): void {
    let row = this.rows.get(session.session);
    if (!row) {
      row = { item: stamp(this.template), session, began: 0 };
      this.rows.set(session.session, row);
      one('button', HTMLButtonElement, row.item).addEventListener('click', () =>
        this.join(session.session),
      );
    }
    row.session = session;
    row.began = performance.now() - session.age;
    const { item } = row;
    item.classList.toggle('waiting', session.waiting);
    one('h3', HTMLElement, item).textContent = visitorName(session);
    const page = one('.item-page', HTMLElement, item);
    page.textContent = pageName(session.url);
    page.title = session.url;
    one('.item-pin', HTMLElement, item).textContent = `PIN ${session.pin}`;
    one('.item-viewers', HTMLElement, item).textContent = session.waiting
      ? ''
      : session.viewers
        ? `${session.viewers + 1} people`
        : 'Alone again';
    this.showButton(row);
    if (this.list.children[place] !== item) {
      this.list.insertBefore(item, this.list.children[place] ?? null);
    }
  }

  private showButton({ item, session }: Row): void {
    const button = one('button', HTMLButtonElement, item);
    const here = this.joined === session.session;
    button.textContent = here ? 'Joined' : 'Join';
    button.disabled = here;
    button.classList.toggle('primary', session.waiting && !here);
    button.setAttribute(
      'aria-label',
      `${button.textContent} ${visitorName(session)}, PIN ${session.pin}`,
    );
    item.classList.toggle('here', here);
  }

  private showTimes(): void {
    for (const { item, session, began } of this.rows.values()) {
      const words = session.waiting ? 'Waiting' : 'Running';
      one('.item-time', HTMLElement, item).textContent =
        `${words} ${duration(performance.now() - began)}`;
    }
  }
}
