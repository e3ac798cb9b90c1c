/**
 * Tells screen readers what changed. The region must be in the document before its text is, and the text must be ours, not slotted:
 * otherwise it is not announced reliably. Changes that follow one another closely are told once, as they ended.
 */
export class Announcer {
  #told: readonly string[] | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param region - an always present `role=status` element, by the time it is needed */
  constructor(private readonly region: () => Element | null) {}

  /**
   * Takes the present texts and announces those that were not there the last time. The first call only takes note.
   *
   * @param texts - empty ones are skipped
   */
  update(texts: readonly string[]): void {
    if (!this.#told) this.#told = texts;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const fresh = texts.filter((text) => text && !this.#told?.includes(text));
      this.#told = texts;
      const region = this.region();
      if (region && fresh.length) region.textContent = fresh.join('. ');
    }, 500);
  }
}
