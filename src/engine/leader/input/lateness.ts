/** Milliseconds after which an action is not carried out any more: a late click is worse than none. */
const MAX_LATE = 3_000;
/** Milliseconds by which the lateness of actions that were held up together differs less than their times do. */
const ALIKE = 500;

/**
 * How late actions arrive: held up by a connection that stood still, or by a page that did. The viewer's clock may show any
 * time, but it goes on like ours: what came fastest tells how much the two differ.
 */
export class Lateness {
  #epoch = -1;
  #fastest = Infinity;
  #late: { at: number; by: number } | undefined;

  /**
   * @param epoch - of control: each is another viewer with another clock
   * @param made - when the action was made, by the viewer's clock
   */
  isTooLate(epoch: number, made: number | undefined, now = Date.now()): boolean {
    if (made === undefined) return false;
    if (epoch !== this.#epoch) {
      this.#epoch = epoch;
      this.#fastest = Infinity;
      this.#late = undefined;
    }
    this.#fastest = Math.min(this.#fastest, now - made);
    const by = now - made - this.#fastest;
    if (by <= MAX_LATE) return false;
    // What was held up comes at once and is the less late the later it was made. Always equally late is a clock that was set.
    const before = this.#late;
    this.#late = { at: now, by };
    if (!before || now - before.at < 2 * ALIKE || Math.abs(by - before.by) > ALIKE) return true;
    this.#fastest = now - made;
    return false;
  }
}
