import type { dockTexts } from '../../texts/english.js';
import { count, fill } from '../../texts/fill.js';
import type { DockSource } from './dock.js';
import type { Counts, Ledger, Person, ShownPage } from './ledger.js';
import { button, part } from '../../parts.js';
import { Preview } from './preview.js';

const FILE = 'shared-session.json';

/** The language that the panel is in. */
export interface PanelLanguage {
  texts: typeof dockTexts;
  code: string;
}

/** Shows the leader what the others see, and what they have been shown. The page beside it stays in use. */
export class Panel {
  readonly node = document.createElement('dialog');
  readonly #language: PanelLanguage;
  readonly #ledger: Ledger;
  readonly #closed: () => void;
  readonly #state = part('p', 'state');
  readonly #lists = part('div', 'lists');
  readonly #preview: Preview;
  #written = '';
  /** What is said where the others can be reached. */
  #picture: string;
  #connected = true;

  /** @param closed - called once, when it is closed by whomever */
  constructor(source: DockSource, language: PanelLanguage, ledger: Ledger, closed: () => void) {
    const { texts } = language;
    this.#language = language;
    this.#ledger = ledger;
    this.#closed = closed;
    const { node } = this;
    node.className = 'panel';
    const title = part('h2', 'question');
    title.id = 'panel-title';
    title.tabIndex = -1;
    title.textContent = texts.look;
    node.setAttribute('aria-labelledby', title.id);
    this.#state.setAttribute('role', 'status');
    this.#picture = texts.coming;
    this.#say();
    this.#preview = new Preview(source, texts.look, {
      shown: () => {
        this.#picture = texts.live;
        this.#say();
      },
      failed: () => {
        this.#preview.node.hidden = true;
        const { origin } = new URL(source.host.base);
        this.#picture = fill(texts.noPicture, { origin });
        this.#say();
      },
    });
    const row = part('div', 'answers');
    row.append(
      button(texts.save, () => this.#save()),
      button(texts.close, () => this.close()),
    );
    node.append(title, this.#state, this.#preview.node, this.#lists, row);
    node.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !event.isTrusted) return;
      event.stopPropagation();
      this.close();
    });
  }

  /** Opens it; it has to be in the document. */
  show(): void {
    this.node.show();
    this.node.querySelector<HTMLElement>('h2')?.focus();
  }

  close(): void {
    this.#preview.close();
    this.node.remove();
    this.#closed();
  }

  /** Whether the others get what is shown, and whether the page is one that can be shared. */
  reach(connected: boolean, shared: boolean): void {
    this.#preview.reach(connected, shared);
    if (connected === this.#connected) return;
    this.#connected = connected;
    this.#say();
  }

  update(): void {
    const { pages, watched, controlled } = this.#ledger;
    const written = JSON.stringify([pages, watched, controlled]);
    if (written === this.#written) return;
    this.#written = written;
    const language = this.#language;
    const { texts } = language;
    const page = (one: ShownPage) => pageText(one, language);
    const person = (one: Person) => personText(one, language);
    this.#lists.replaceChildren(
      ...list(texts.shown, texts.nothing, [...pages].reverse(), page),
      ...list(texts.watching, texts.nobody, [...watched].reverse(), person),
      ...list(texts.inControl, texts.nobody, [...controlled].reverse(), person),
    );
  }

  #say(): void {
    this.#state.textContent = this.#connected ? this.#picture : this.#language.texts.lost;
  }

  #save(): void {
    const text = JSON.stringify(this.#ledger, null, 2);
    const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = FILE;
    link.click();
    // Not before the browser has begun to read it.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    this.#state.textContent = fill(this.#language.texts.saved, { file: FILE });
  }
}

function list<Entry>(
  name: string,
  none: string,
  entries: readonly Entry[],
  text: (entry: Entry) => string,
): HTMLElement[] {
  const title = part('h3', 'list-title');
  title.textContent = name;
  const items = part('ul', 'list');
  for (const line of entries.length > 0 ? entries.map(text) : [none]) {
    const item = part('li', 'entry');
    item.textContent = line;
    items.append(item);
  }
  return [title, items];
}

function pageText(
  { title, address, masked, from, to }: ShownPage,
  language: PanelLanguage,
): string {
  const { texts, code } = language;
  const kinds = (Object.entries(masked) as [keyof Counts, number][])
    .filter(([, n]) => n > 0)
    .map(([kind, n]) => count(texts[kind], code, n));
  const hidden = kinds.length > 0 ? ` ${fill(texts.masked, { list: kinds.join(', ') })}` : '';
  return `${title || address}, ${address}, ${span(from, to, language)}.${hidden}`;
}

function personText({ name, from, to }: Person, language: PanelLanguage): string {
  return `${name}, ${span(from, to, language)}`;
}

function span(from: string, to: string | null, { texts }: PanelLanguage): string {
  const time = (text: string) => new Date(text).toLocaleTimeString();
  return to === null
    ? fill(texts.since, { from: time(from) })
    : fill(texts.span, { from: time(from), to: time(to) });
}
