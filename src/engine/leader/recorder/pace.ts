import { NextFrame } from './next-frame.js';

/** Records that may be made at once within a frame; after that, changes are gathered until it ends. */
const AT_ONCE = 4;
/** Milliseconds of a frame: after that the next may have begun. */
const FRAME = 16;
/** Milliseconds after which a frame is over even if none is drawn. */
const LONGEST_FRAME = 50;

/**
 * When to make records: at once, as long as little happens, for every frame that a change waits is a frame that everybody
 * sees it later; once per frame when much happens; and what is left over, a piece after each frame.
 */
export class Pace {
  readonly #flush: (goOn: boolean) => void;
  readonly #frame: NextFrame;
  readonly #leftover: NextFrame;
  /** Since when records have been counted. */
  #since = -Infinity;
  #made = 0;
  #queued = false;

  /**
   * @param flush - makes a record, unless the recording has ended; `goOn` says that it is time for what was left over by
   *   those before
   */
  constructor(flush: (goOn: boolean) => void) {
    this.#flush = flush;
    this.#frame = new NextFrame(() => this.#ended(), LONGEST_FRAME);
    this.#leftover = new NextFrame(() => flush(true), LONGEST_FRAME);
  }

  /** Something has changed, and the page's script is done. */
  now(): void {
    // To ask for a frame takes longer than to tell a small change, so none is asked for as long as changes are few.
    const now = performance.now();
    if (now - this.#since > FRAME) {
      this.#since = now;
      this.#made = 0;
    }
    if (this.#made >= AT_ONCE) {
      this.later();
      return;
    }
    this.#made += 1;
    this.#flush(false);
  }

  /** Something has changed, and the page's script may change more. */
  readonly soon = (): void => {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      this.now();
    });
  };

  /** Something has changed that is worth one record per frame at most. */
  readonly later = (): void => {
    this.#frame.start();
  };

  /** Something is left over. */
  goOn(): void {
    this.#leftover.start();
  }

  /** No frame is waited for any more. */
  stop(): void {
    this.#frame.stop();
    this.#leftover.stop();
  }

  #ended(): void {
    this.#since = -Infinity;
    this.now();
  }
}
