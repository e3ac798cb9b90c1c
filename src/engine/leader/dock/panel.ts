import type { DockSource } from './dock.js';
import type { Counts, Ledger, Person, ShownPage } from './ledger.js';
import { button, create } from './parts.js';
import { Preview } from './preview.js';

const KINDS: Readonly<Record<keyof Counts, [one: string, more: string]>> = {
  password: ['password', 'passwords'],
  card: ['card number', 'card numbers'],
  code: ['one-time code', 'one-time codes'],
  region: ['private part', 'private parts'],
  hidden: ['hidden part', 'hidden parts'],
};

/** Milliseconds after which the lists are written anew. */
const REFRESH = 1000;

/** Shows the leader what the others see, and what they have been shown. The page beside it stays in use. */
export class Panel {
  readonly node = document.createElement('dialog');
  readonly #source: DockSource;
  readonly #ledger: Ledger;
  readonly #closed: () => void;
  readonly #state = create('p', 'state');
  readonly #lists = create('div', 'lists');
  readonly #preview: Preview;
  readonly #timer: ReturnType<typeof setInterval>;
  #written = '';

  /** @param closed - called once, when it is closed by whomever */
  constructor(source: DockSource, ledger: Ledger, closed: () => void) {
    this.#source = source;
    this.#ledger = ledger;
    this.#closed = closed;
    const { node } = this;
    node.className = 'panel';
    const title = create('h2', 'question');
    title.id = 'panel-title';
    title.tabIndex = -1;
    title.textContent = 'What the others see';
    node.setAttribute('aria-labelledby', title.id);
    this.#state.setAttribute('role', 'status');
    this.#state.textContent = 'The picture is on its way…';
    this.#preview = new Preview(source, {
      shown: () => (this.#state.textContent = 'This is the picture that the others have, live.'),
      failed: () => {
        this.#preview.node.hidden = true;
        this.#state.textContent = `The picture cannot be shown here. A policy of this page may forbid it: its frame-src has to name ${new URL(source.host.base).origin}.`;
      },
    });
    const row = create('div', 'answers');
    row.append(
      button('Save as a file', () => this.#save()),
      button('Close', () => this.close()),
    );
    node.append(title, this.#state, this.#preview.node, this.#lists, row);
    node.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !event.isTrusted) return;
      event.stopPropagation();
      this.close();
    });
    this.#timer = setInterval(() => this.update(), REFRESH);
  }

  /** Opens it; it has to be in the document. */
  show(): void {
    this.update();
    this.node.show();
    this.node.querySelector<HTMLElement>('h2')?.focus();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#preview.close();
    this.node.remove();
    this.#closed();
  }

  update(): void {
    this.#ledger.seen(this.#source.title(), this.#source.masked());
    const { pages, watched, controlled } = this.#ledger;
    const written = JSON.stringify([pages, watched, controlled]);
    if (written === this.#written) return;
    this.#written = written;
    this.#lists.replaceChildren(
      ...list('Shown', 'Nothing yet', [...pages].reverse(), pageText),
      ...list('Watching', 'Nobody yet', [...watched].reverse(), personText),
      ...list('In control', 'Nobody yet', [...controlled].reverse(), personText),
    );
  }

  #save(): void {
    const text = JSON.stringify(this.#ledger, null, 2);
    const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'shared-session.json';
    link.click();
    // Not before the browser has begun to read it.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    this.#state.textContent = 'The list has been saved as shared-session.json.';
  }
}

function list<Entry>(
  name: string,
  none: string,
  entries: readonly Entry[],
  text: (entry: Entry) => string,
): HTMLElement[] {
  const title = create('h3', 'list-title');
  title.textContent = name;
  const items = create('ul', 'list');
  for (const line of entries.length > 0 ? entries.map(text) : [none]) {
    const item = create('li', 'entry');
    item.textContent = line;
    items.append(item);
  }
  return [title, items];
}

function pageText({ title, address, masked, from, to }: ShownPage): string {
  const kinds = (Object.entries(masked) as [keyof Counts, number][])
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${KINDS[kind][count === 1 ? 0 : 1]}`);
  const hidden = kinds.length > 0 ? ` Masked: ${kinds.join(', ')}.` : '';
  return `${title || address}, ${address}, ${span(from, to)}.${hidden}`;
}

function personText({ name, from, to }: Person): string {
  return `${name}, ${span(from, to)}`;
}

function span(from: string, to: string | null): string {
  const time = (text: string) => new Date(text).toLocaleTimeString();
  return to === null ? `since ${time(from)}` : `${time(from)} to ${time(to)}`;
}
