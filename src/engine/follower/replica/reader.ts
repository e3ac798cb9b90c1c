import { MAX_TEXT, type Json, type MirrorRecord } from '../../../protocol/records.js';

/** Thrown for a record that is none, or does not fit the picture. */
export class MisfitError extends Error {
  override name = 'MisfitError';
}

/** Reads what a leader sent, item by item. Leaders may be hostile: nothing is taken for what it should be. */
export class Reader {
  readonly #items: readonly Json[];
  #at: number;

  constructor(items: Json | undefined, at = 0) {
    if (!Array.isArray(items)) throw new MisfitError('A list was expected.');
    this.#items = items as MirrorRecord;
    this.#at = at;
  }

  get done(): boolean {
    return this.#at >= this.#items.length;
  }

  /** A whole number that is not negative. */
  count(): number {
    const item = this.integer();
    if (item < 0) throw new MisfitError(`Item ${this.#at - 1} is ${item}, not a count.`);
    return item;
  }

  integer(): number {
    const item = this.#next();
    if (!Number.isSafeInteger(item)) throw this.#misfit(item, 'a whole number');
    return item as number;
  }

  /** A number within what can be a length or a position in a page. */
  length(): number {
    const item = this.#next();
    if (typeof item !== 'number' || !(Math.abs(item) < 1e8)) throw this.#misfit(item, 'a length');
    return item;
  }

  text(most = MAX_TEXT): string {
    const item = this.#next();
    if (typeof item !== 'string') throw this.#misfit(item, 'text');
    if (item.length > most) throw new MisfitError(`A text has ${item.length} characters.`);
    return item;
  }

  textOrNull(): string | null {
    if (this.#items[this.#at] !== null) return this.text();
    this.#at += 1;
    return null;
  }

  /** All that is left, as texts. */
  texts(): string[] {
    const texts: string[] = [];
    while (!this.done) texts.push(this.text());
    return texts;
  }

  list(): Json | undefined {
    return this.#next();
  }

  #next(): Json | undefined {
    const item = this.#items[this.#at];
    this.#at += 1;
    return item;
  }

  #misfit(item: unknown, wanted: string): MisfitError {
    return new MisfitError(`Item ${this.#at - 1} of a list is ${typeof item}, not ${wanted}.`);
  }
}
