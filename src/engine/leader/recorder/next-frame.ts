/**
 * Waits for the browser to draw the next frame. Where it draws none, a timer ends the wait; and in a tab that is not seen,
 * where timers come once a second or once a minute, the next task does.
 */
export class NextFrame {
  readonly #then: () => void;
  readonly #longest: number;
  readonly #channel = new MessageChannel();
  #isWaiting = false;
  #request = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param longest - milliseconds */
  constructor(then: () => void, longest: number) {
    this.#then = then;
    this.#longest = longest;
    this.#channel.port1.onmessage = () => this.#end();
  }

  start(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    if (document.hidden) {
      this.#task();
      return;
    }
    this.#request = requestAnimationFrame(this.#task);
    this.#timer = setTimeout(this.#task, this.#longest);
  }

  /** For good: no wait begins that would keep what is told of it. */
  stop(): void {
    this.#isWaiting = true;
    this.#cancel();
    this.#channel.port1.close();
  }

  /** Callbacks of a frame come before it is drawn, the task after them comes behind. */
  readonly #task = (): void => {
    this.#cancel();
    this.#channel.port2.postMessage(null);
  };

  #end(): void {
    if (!this.#isWaiting) return;
    this.#isWaiting = false;
    this.#then();
  }

  #cancel(): void {
    cancelAnimationFrame(this.#request);
    clearTimeout(this.#timer);
  }
}
