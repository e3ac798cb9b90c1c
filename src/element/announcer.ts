/**
 * Tells screen readers what changed. The region must be in the document before its text is, and the text must be ours, not slotted:
 * otherwise it is not announced reliably. Changes that follow one another closely are told once, as they ended.
 */
export class Announcer {
  #told: readonly string[] = [];
  #words: object | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param region - an always present `role=status` element, by the time it is needed */
  constructor(private readonly region: () => Element | null) {}

  /**
   * Takes the present texts and announces those that were not there the last time. The first call only takes note, and so does one in other
   * words: a page that changes its language has no news.
   *
   * @param texts - empty ones are skipped
   * @param words - what the texts are made of
   */
  update(texts: readonly string[], words: object): void {
    if (this.#words !== words) this.#told = texts;
    this.#words = words;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const fresh = texts.filter((text) => text && !this.#told.includes(text));
      this.#told = texts;
      const region = this.region();
      if (region && fresh.length) region.textContent = fresh.join('. ');
    }, 500);
  }
}
