const FIRST_MS = 500;
const MOST_MS = 15_000;

/** Waits that double up to a limit. Half of each is drawn at random, so that many desks do not return together. */
export class Backoff {
  private tries = 0;

  /** Milliseconds until the next try. */
  next(): number {
    const whole = Math.min(MOST_MS, FIRST_MS * 2 ** this.tries++);
    return Math.round(whole / 2 + (Math.random() * whole) / 2);
  }

  reset(): void {
    this.tries = 0;
  }
}
