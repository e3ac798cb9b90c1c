import type { AssetStore } from './asset-store.js';
import type { Client } from './client.js';
import { Bucket } from './rate.js';

/** Most assets that one viewer waits for. Beyond, the oldest wishes are dropped: that viewer no longer shows them. */
const MAX_WANTED = 4096;
/** Assets are sent only while so few bytes are under way that the picture itself is never held up. */
const MAX_BACKLOG = 256 * 1024;
/**
 * How many the leader is asked for on one viewer's word, in a second and at once. Hashes of nothing look like any other, and
 * all of them go to him.
 */
const ASKED_PER_SECOND = 256;
const ASKED_AT_ONCE = 4096;

/** Sends one viewer the assets it asked for: at once what is there, the rest when it arrives. */
export class AssetFeed {
  readonly #client: Client;
  readonly #store: AssetStore;
  readonly #wanted = new Set<string>();
  #sending: Buffer[] = [];
  readonly #ready = new Set<string>();
  /** Those that had to go before this viewer could take them. */
  readonly #missed = new Set<string>();
  readonly #ask: (hashes: Iterable<string>) => number;
  readonly #asked = new Bucket(ASKED_PER_SECOND, ASKED_AT_ONCE);

  /** @param ask - has those sent that the store has not, or no longer, and returns how many */
  constructor(client: Client, store: AssetStore, ask: (hashes: Iterable<string>) => number) {
    this.#client = client;
    this.#store = store;
    this.#ask = ask;
  }

  want(hashes: readonly string[]): void {
    for (const hash of hashes) {
      this.#wanted.add(hash);
      if (this.#store.get(hash)) this.#ready.add(hash);
    }
    for (const hash of this.#wanted) {
      if (this.#wanted.size <= MAX_WANTED) break;
      this.#wanted.delete(hash);
      this.#ready.delete(hash);
      this.#missed.delete(hash);
    }
    this.#pump();
    this.#client.slowDown(this.#asked.take(this.#ask(hashes)));
  }

  /** Another connection of the leader's knows nothing of what was asked. */
  askAgain(): void {
    this.#ask(this.#wanted);
  }

  arrived(hash: string): void {
    if (!this.#wanted.has(hash)) return;
    this.#ready.add(hash);
    this.#pump();
  }

  readonly #pump = () => {
    while (this.#client.backlog < MAX_BACKLOG) {
      const frame = this.#sending.shift() ?? this.#nextAsset();
      if (!frame) {
        // Only now, for those that come would push out others that this viewer has not got yet.
        const missed = [...this.#missed];
        this.#missed.clear();
        this.#ask(missed);
        return;
      }
      this.#client.sendBytes(frame, this.#pump);
    }
  };

  #nextAsset(): Buffer | undefined {
    for (const hash of this.#ready) {
      this.#ready.delete(hash);
      const frames = this.#store.get(hash);
      if (!frames) {
        this.#missed.add(hash);
        continue;
      }
      this.#wanted.delete(hash);
      this.#sending = [...frames];
      return this.#sending.shift();
    }
    return undefined;
  }
}
