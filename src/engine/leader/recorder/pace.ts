/** Records that may be made at once within a frame; after that, changes are gathered until it ends. */
const AT_ONCE = 4;
/** Milliseconds after which a frame is over even if none is drawn: frames stop where nothing is seen. */
const LONGEST_FRAME = 50;

/**
 * When to make records: at once, as long as little happens, for every frame that a change waits is a frame that everybody
 * sees it later; and once per frame when much happens.
 */
export class Pace {
  readonly #flush: () => void;
  #frame: { request: number; timer: ReturnType<typeof setTimeout> } | undefined;
  #made = 0;
  #wanted = false;
  #queued = false;
  #stopped = false;

  constructor(flush: () => void) {
    this.#flush = flush;
  }

  /** Something has changed, and the page's script is done. */
  now(): void {
    if (this.#stopped) return;
    if (this.#made >= AT_ONCE) {
      this.#wanted = true;
      return;
    }
    this.#made += 1;
    this.#beginFrame();
    this.#flush();
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
    if (this.#stopped) return;
    this.#wanted = true;
    this.#beginFrame();
  };

  stop(): void {
    this.#stopped = true;
    this.#endFrame();
  }

  readonly #ended = (): void => {
    this.#endFrame();
    this.#made = 0;
    if (!this.#wanted) return;
    this.#wanted = false;
    this.now();
  };

  #beginFrame(): void {
    this.#frame ??= {
      request: requestAnimationFrame(this.#ended),
      timer: setTimeout(this.#ended, LONGEST_FRAME),
    };
  }

  #endFrame(): void {
    if (!this.#frame) return;
    cancelAnimationFrame(this.#frame.request);
    clearTimeout(this.#frame.timer);
    this.#frame = undefined;
  }
}
