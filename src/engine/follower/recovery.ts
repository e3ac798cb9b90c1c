/** Milliseconds before a new picture is asked for, by how often the one before was of no use. */
const WAITS = [0, 500, 1_000, 2_000, 4_000];
/** Milliseconds after which a picture that still fits has mended what was wrong. */
const HOLDS = 10_000;
/** Milliseconds without an answer after which it is asked for again. */
const NO_ANSWER = 10_000;
/** Milliseconds after which it is worth a word that there is none. */
const WORTH_A_WORD = 600;

/** `whole`: the picture is right; `mending`: a new one is on its way; `stuck`: it has to be asked for by hand. */
export type Health = 'whole' | 'mending' | 'stuck';

export interface RecoveryOptions {
  /** Asks the relay for a new picture. */
  ask(): void;
  /** Without a connection nothing is expected, and nothing has failed. */
  connected(): boolean;
  changed(health: Health): void;
}

/**
 * The way back after a frame that did not fit the picture: a new one, at once the first time, then later and later, and in the
 * end by the viewer's hand. A leader whose every picture is bad costs neither side more than that.
 */
export class Recovery {
  readonly #options: RecoveryOptions;
  #health: Health = 'whole';
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #word: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RecoveryOptions) {
    this.#options = options;
  }

  /** What came cannot be shown. */
  failed(): void {
    const wait = WAITS[this.#failures];
    this.#failures += 1;
    clearTimeout(this.#timer);
    if (wait === undefined) {
      this.#become('stuck');
      return;
    }
    this.#word ??= setTimeout(() => this.#become('mending'), WORTH_A_WORD);
    this.#timer = setTimeout(() => this.#ask(), wait);
  }

  /** A whole picture has come. */
  mended(): void {
    clearTimeout(this.#timer);
    this.#become('whole');
    if (this.#failures > 0) this.#timer = setTimeout(() => (this.#failures = 0), HOLDS);
  }

  /** The viewer wants to try it once more. */
  again(): void {
    this.#failures = 0;
    this.failed();
  }

  #ask(): void {
    this.#options.ask();
    this.#timer = setTimeout(() => {
      if (this.#options.connected()) this.failed();
      else this.#ask();
    }, NO_ANSWER);
  }

  #become(health: Health): void {
    clearTimeout(this.#word);
    this.#word = undefined;
    if (health === this.#health) return;
    this.#health = health;
    this.#options.changed(health);
  }
}
