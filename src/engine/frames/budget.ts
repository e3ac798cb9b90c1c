/** How much may be had in a while: so much at once, and it comes back over `seconds`. */
export class Budget {
  readonly #most: number;
  readonly #perMs: number;
  #left: number;
  #at = performance.now();

  constructor(most: number, seconds: number) {
    this.#most = this.#left = most;
    this.#perMs = most / (seconds * 1000);
  }

  /** @returns whether there was as much left */
  take(amount: number): boolean {
    const now = performance.now();
    this.#left = Math.min(this.#most, this.#left + (now - this.#at) * this.#perMs);
    this.#at = now;
    if (amount > this.#left) return false;
    this.#left -= amount;
    return true;
  }
}
