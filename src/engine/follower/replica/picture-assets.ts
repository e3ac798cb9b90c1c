import type { AssetStore } from './asset-store.js';
import { MisfitError } from './reader.js';

/** Gives the URL of an asset's number, or undefined while there is none. */
export type UrlOf = (number: number) => string | undefined;

/** A hash or an address. */
const SOURCE = /^([\da-f]{64}|https?:[^\s"\\]+)$/;

/** Which bytes the numbers of one page stand for. */
export class PictureAssets {
  readonly #store: AssetStore;
  readonly #there: (number: number) => void;
  readonly #hashes = new Map<number, string>();
  readonly #numbers = new Map<string, number[]>();
  readonly #named = new Set<number>();
  /** What shows a picture that has no place in its attributes: of what number, and how. */
  readonly #shown = new Map<Node, { number: number; show(url: string): void }>();

  /** @param there - called when a number has its bytes */
  constructor(store: AssetStore, there: (number: number) => void) {
    this.#store = store;
    this.#there = there;
  }

  urlOf(number: number): string | undefined {
    const hash = this.#hashOf(number);
    return hash === undefined ? undefined : this.#store.url(hash);
  }

  /** Of a picture file as something may be taken from it into the page; asked for again when it is made. */
  spriteOf(number: number): string | undefined {
    const hash = this.#hashOf(number);
    return hash === undefined
      ? undefined
      : this.#store.sprite(hash, () => {
          if (this.#hashes.get(number) === hash) this.#there(number);
        });
  }

  bind(number: number, hash: string): void {
    if (!SOURCE.test(hash)) throw new MisfitError('An asset is of no known kind.');
    if (this.#hashes.get(number) === hash) return;
    this.#hashes.set(number, hash);
    const numbers = this.#numbers.get(hash);
    if (numbers) numbers.push(number);
    else this.#numbers.set(hash, [number]);
    // What nothing shows by now is not sent for.
    if (!this.#named.has(number)) return;
    if (this.#store.url(hash) === undefined) this.#store.want(hash);
    else this.#there(number);
  }

  ask(): void {
    this.#store.ask();
  }

  arrived(hash: string): void {
    for (const number of this.#numbers.get(hash) ?? []) this.#arrived(number);
  }

  /** Has a picture shown, now or when it is there. */
  show(node: Node, number: number, show: (url: string) => void): void {
    this.#shown.set(node, { number, show });
    const url = this.urlOf(number);
    if (url !== undefined) show(url);
  }

  forget(node: Node): void {
    this.#shown.delete(node);
  }

  /** Something shows it: its bytes are asked for if they are not here, or no longer. */
  #hashOf(number: number): string | undefined {
    this.#named.add(number);
    const hash = this.#hashes.get(number);
    if (hash !== undefined) this.#store.want(hash);
    return hash;
  }

  #arrived(number: number): void {
    this.#there(number);
    const url = this.urlOf(number);
    for (const one of this.#shown.values()) {
      if (one.number === number && url !== undefined) one.show(url);
    }
  }
}
