import type { Masking } from '../masking.js';
import type { Counts } from './ledger.js';

/** A page of the leader's window, and what is private in it. */
export interface Seen {
  document: Document | null;
  /** Elements that make themselves and what is in them private. */
  marked: ReadonlySet<Element>;
  masking: Masking;
}

/** What the page is called, as the others read it. */
export function titleOf({ document, masking }: Seen): string {
  const title = document?.querySelector('title');
  if (!document || !title) return '';
  return masking.attribute('title', document.title, masking.isPrivate(title)) ?? '';
}

/**
 * How much of the page is masked, by kind.
 *
 * @param before - card numbers that were found on other pages
 */
export function countsOf({ marked, masking }: Seen, before = 0): Counts {
  const counts: Counts = {};
  for (const element of marked) {
    const kind = masking.kindOf(element);
    if (kind) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  const cards = masking.cards - before;
  if (cards > 0) counts.card = (counts.card ?? 0) + cards;
  return counts;
}
