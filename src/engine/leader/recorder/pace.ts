/** Records that may be made at once within a frame; after that, changes are gathered until it ends. */
const AT_ONCE = 4;
/** Milliseconds after which a frame is over even if none is drawn: frames stop where nothing is seen. */
const LONGEST_FRAME = 50;

/** Milliseconds after which what is left over is gone on with, drawn or not. */
const LONGEST_PAUSE = 100;

/**
 * When to make records: at once, as long as little happens, for every frame that a change waits is a frame that everybody
 * sees it later; and once per frame when much happens.
 */
export class Pace {
  readonly #flush: (goOn: boolean) => void;
  readonly #channel = new MessageChannel();
  #frame: { request: number; timer: ReturnType<typeof setTimeout> } | undefined;
  #made = 0;
  #wanted = false;
  #queued = false;
  #stopped = false;
  #left: { request: number; timer: ReturnType<typeof setTimeout> } | undefined;

  /** @param flush - makes a record; `goOn` says that it is time for what was left over by those before */
  constructor(flush: (goOn: boolean) => void) {
    this.#flush = flush;
    this.#channel.port1.onmessage = () => {
      if (!this.#stopped) this.#flush(true);
    };
  }

  /** Something has changed, and the page's script is done. */
  now(): void {
    if (this.#stopped) return;
    if (this.#made >= AT_ONCE) {
      this.#wanted = true;
      return;
    }
    this.#made += 1;
    this.#frame ??= {
      request: requestAnimationFrame(this.#ended),
      timer: setTimeout(this.#ended, LONGEST_FRAME),
    };
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

  /** Something is left over: for when the page has been drawn. Where it is not seen, it need not be. */
  later(): void {
    if (this.#left || this.#stopped) return;
    if (document.hidden) {
      this.#channel.port2.postMessage(null);
      return;
    }
    this.#left = {
      request: requestAnimationFrame(this.#drawn),
      timer: setTimeout(this.#drawn, LONGEST_PAUSE),
    };
  }

  stop(): void {
    this.#stopped = true;
    this.#endFrame();
    this.#endPause();
    this.#channel.port1.close();
  }

  readonly #ended = (): void => {
    this.#endFrame();
    this.#made = 0;
    if (!this.#wanted) return;
    this.#wanted = false;
    this.now();
  };

  readonly #drawn = (): void => {
    this.#endPause();
    this.#channel.port2.postMessage(null);
  };

  #endPause(): void {
    if (!this.#left) return;
    cancelAnimationFrame(this.#left.request);
    clearTimeout(this.#left.timer);
    this.#left = undefined;
  }

  #endFrame(): void {
    if (!this.#frame) return;
    cancelAnimationFrame(this.#frame.request);
    clearTimeout(this.#frame.timer);
    this.#frame = undefined;
  }
}
