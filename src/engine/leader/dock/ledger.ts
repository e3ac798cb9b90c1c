import type { Participants } from '../../participants.js';
import type { PrivateKind } from '../private-fields.js';
import { countsOf, titleOf, type Seen } from './seen.js';

/** How much was masked, by kind. */
export type Counts = Partial<Record<PrivateKind, number>>;

interface Time {
  from: string;
  /** Null while it lasts. */
  to: string | null;
}

export interface ShownPage extends Time {
  title: string;
  /** Without what follows the path. */
  address: string;
  masked: Counts;
}

export interface Person extends Time {
  index: number;
  name: string;
}

/** Pages that are kept, the newest. */
const MAX_PAGES = 1000;

/**
 * What the others were shown in this session, how much of it was masked, who watched and who had control. It is in the memory
 * of the leader's page only, and holds nothing that was masked.
 */
export class Ledger {
  readonly pages: ShownPage[] = [];
  readonly watched: Person[] = [];
  readonly controlled: Person[] = [];
  #document: Document | null = null;
  /** Card numbers that were found before this page was shown. */
  #cards = 0;

  /** Another page, or another address, is shown from now on; undefined for one that is not shown. */
  page(address: string | undefined, seen: Seen): void {
    // A page that is its own router shows, until now, what is still there.
    if (seen.document === this.#document) this.look(seen);
    else this.#cards = seen.masking.cards;
    this.#document = seen.document;
    const last = this.pages.at(-1);
    const plain = address?.replace(/[?#][^]*$/, '');
    if (last?.to === null && last.address === plain) return;
    end(last);
    if (plain === undefined) return;
    this.#cards = seen.masking.cards;
    this.pages.push({ title: titleOf(seen), address: plain, masked: {}, ...now() });
    if (this.pages.length > MAX_PAGES) this.pages.shift();
  }

  /** What the page that is shown is called, and how much of it is masked; the most at a time counts. */
  look(seen: Seen): void {
    const page = this.pages.at(-1);
    if (!page || page.to !== null) return;
    page.title = titleOf(seen) || page.title;
    for (const [kind, count] of Object.entries(countsOf(seen, this.#cards)) as [
      PrivateKind,
      number,
    ][]) {
      page.masked[kind] = Math.max(page.masked[kind] ?? 0, count);
    }
  }

  people({ users, controller }: Participants, nameOf: (index: number) => string): void {
    for (const index of users.keys()) {
      if (index !== 0 && !this.watched.some((one) => one.index === index && one.to === null)) {
        this.watched.push({ index, name: nameOf(index), ...now() });
      }
    }
    for (const one of this.watched) if (one.to === null && !users.has(one.index)) end(one);
    const last = this.controlled.at(-1);
    if (last?.to === null && last.index === controller) return;
    end(last);
    this.controlled.push({ index: controller, name: nameOf(controller), ...now() });
  }

  toJSON(): object {
    const { pages, watched, controlled } = this;
    return { written: new Date().toISOString(), pages, watched, controlled };
  }
}

function now(): Time {
  return { from: new Date().toISOString(), to: null };
}

function end(entry: Time | undefined): void {
  if (entry) entry.to ??= new Date().toISOString();
}
