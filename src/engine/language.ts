import { loadTexts, type Spoken } from './texts/texts.js';

/** The language of a session on this page: the first one that a setting names. */
export class Language {
  /** Undefined for English, and until it has been loaded. */
  spoken: Spoken | undefined;
  /** Settles when that is known. */
  ready: Promise<void> | undefined;
  readonly #base: string;
  readonly #changed: (spoken: Spoken) => void;

  constructor(base: string, changed: (spoken: Spoken) => void) {
    this.#base = base;
    this.#changed = changed;
  }

  /** @param settings - with a `language`, or without */
  choose({ language }: Readonly<Record<string, unknown>>): void {
    if (language !== undefined) this.ready ??= this.#load(language);
  }

  async #load(language: unknown): Promise<void> {
    this.spoken = await loadTexts(this.#base, language);
    if (this.spoken) this.#changed(this.spoken);
  }
}
