import type { SentAsset } from './reading.js';

/** Assets by their hash, within a bound: over it, what has been kept for longest is forgotten. */
export class Kept {
  readonly #maxBytes: number;
  readonly #assets = new Map<string, SentAsset>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
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
    }
  }

  delete(hash = ''): void {
    this.#bytes -= this.#assets.get(hash)?.bytes.byteLength ?? 0;
    this.#assets.delete(hash);
  }
}
