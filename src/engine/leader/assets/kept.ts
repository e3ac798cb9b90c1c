import type { SentAsset } from './reading.js';

/** Assets by their hash, within a bound: over it, what has been kept for longest is forgotten. */
export class Kept {
  readonly #maxBytes: number;
  readonly #forgotten: ((hash: string) => void) | undefined;
  readonly #assets = new Map<string, SentAsset>();
  #bytes = 0;

  /** @param forgotten - called with what has no room any more */
  constructor(maxBytes: number, forgotten?: (hash: string) => void) {
    this.#maxBytes = maxBytes;
    this.#forgotten = forgotten;
  }

  get(hash: string): SentAsset | undefined {
    return this.#assets.get(hash);
  }

  add(asset: SentAsset): void {
    this.delete(asset.hash);
    this.#assets.set(asset.hash, asset);
    this.#bytes += asset.bytes.byteLength;
    for (const hash of this.#assets.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.delete(hash);
      this.#forgotten?.(hash);
    }
  }

  delete(hash: string): void {
    this.#bytes -= this.#assets.get(hash)?.bytes.byteLength ?? 0;
    this.#assets.delete(hash);
  }
}
