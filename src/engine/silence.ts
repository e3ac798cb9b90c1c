/**
 * Tells when nothing has been heard for a while. To hear something costs no timer, and may happen hundreds of times a
 * second: the one that runs looks, when it goes off, how long it really was.
 */
export class Silence {
  readonly #tell: () => void;
  #within = 0;
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  /** @param within - milliseconds from now in which something has to be heard */
  expect(within: number): void {
    this.#since = performance.now();
    // The timer that runs is for another wait.
    if (within !== this.#within) this.stop();
    this.#within = within;
    this.#timer ??= setTimeout(this.#look, within);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #look = (): void => {
    const left = this.#since + this.#within - performance.now();
    this.#timer = left > 0 ? setTimeout(this.#look, left) : undefined;
    if (!this.#timer) this.#tell();
  };
}
