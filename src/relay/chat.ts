import { Buckets } from './rate.js';

/** Messages per second and participant, and in a burst. */
const PER_SECOND = 1;
const BURST = 10;
/** So many messages and characters are kept for who loses the connection or reloads the page. The oldest go first. */
const KEPT = 200;
const KEPT_CHARACTERS = 100_000;

export interface Said {
  n: number;
  from: number;
  text: string;
}

/** What participants write to each other: its order, its pace, and what of it a participant has not heard yet. */
export class Chat {
  readonly #rates = new Buckets(PER_SECOND, BURST);
  /** Number of the newest message when each participant came. */
  readonly #before = new Map<number, number>();
  #said: Said[] = [];
  #characters = 0;
  #last = 0;

  joined(index: number): void {
    this.#before.set(index, this.#last);
  }

  left(index: number): void {
    this.#rates.left(index);
    this.#before.delete(index);
  }

  /** @returns undefined where it came too soon after what was before */
  say(from: number, text: string): Said | undefined {
    if (!this.#rates.take(from)) return undefined;
    this.#last += 1;
    const said = { n: this.#last, from, text };
    this.#said.push(said);
    this.#characters += text.length;
    while (this.#said.length > KEPT || this.#characters > KEPT_CHARACTERS) {
      this.#characters -= this.#said.shift()?.text.length ?? 0;
    }
    return said;
  }

  /**
   * What a participant has not heard yet. Nobody is told what was said before they came.
   * @param heard - number of the newest message that they have heard
   */
  unheard(index: number, heard: number | null): Said[] {
    const from = Math.max(heard ?? 0, this.#before.get(index) ?? 0);
    return this.#said.filter(({ n }) => n > from);
  }
}
