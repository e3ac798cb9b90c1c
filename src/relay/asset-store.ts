import { ASSET_HASH_BYTES } from '../protocol/frames.js';
import type { Frame } from '../protocol/frames.js';
import { MAX_ASSET_BYTES, MAX_CHUNK_BYTES } from '../protocol/limits.js';
import { compact, memoryOf } from './memory.js';

interface Stored {
  /** The frames, as they arrived. */
  frames: Buffer[];
  bytes: number;
  complete: boolean;
}

/** Room for the hashes and headers of the chunks beside the asset itself. */
const MAX_STORED_BYTES = MAX_ASSET_BYTES + MAX_CHUNK_BYTES;

/** The images and fonts of a session, by the hash of their content. Over its bound it forgets what was sent longest ago. */
export class AssetStore {
  readonly #maxBytes: number;
  readonly #stored = new Map<string, Stored>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Whether it is there, or arriving. */
  has(hash: string): boolean {
    return this.#stored.has(hash);
  }

  /** What has not arrived by now comes from its beginning, if at all. */
  giveUp(): void {
    for (const [hash, { complete }] of this.#stored) if (!complete) this.#forget(hash);
  }

  /** The frames of a complete asset. */
  get(hash: string): readonly Buffer[] | undefined {
    const stored = this.#stored.get(hash);
    return stored?.complete ? stored.frames : undefined;
  }

  /**
   * Takes the next chunk of an asset.
   * @returns the hash once the asset is complete; `broken` where the chunk does not follow, `too_large` beyond the bound
   */
  add(frame: Frame, bytes: Buffer): { arrived?: string; problem?: 'broken' | 'too_large' } {
    if (frame.payload.length < ASSET_HASH_BYTES) return { problem: 'broken' };
    const hash = Buffer.from(frame.payload.subarray(0, ASSET_HASH_BYTES)).toString('hex');
    let stored = this.#stored.get(hash);
    // Sent again: by a leader that does not know what the one before it sent, or for another page that shows it, too.
    if (stored?.complete) {
      this.#stored.delete(hash);
      this.#stored.set(hash, stored);
      return {};
    }
    if (frame.first) {
      this.#forget(hash);
      stored = { frames: [], bytes: 0, complete: false };
      this.#stored.set(hash, stored);
    }
    // A chunk of an asset that was given up: the leader heard about it, or will send it again.
    if (!stored) return frame.seq === 0 ? { problem: 'broken' } : {};
    if (frame.seq !== stored.frames.length) {
      this.#forget(hash);
      return { problem: 'broken' };
    }
    stored.frames.push(compact(bytes));
    stored.bytes += memoryOf(bytes);
    this.#bytes += memoryOf(bytes);
    if (stored.bytes > MAX_STORED_BYTES) {
      this.#forget(hash);
      return { problem: 'too_large' };
    }
    stored.complete = frame.last;
    this.#shrink(hash);
    return stored.complete ? { arrived: hash } : {};
  }

  #shrink(keep: string): void {
    for (const hash of this.#stored.keys()) {
      if (this.#bytes <= this.#maxBytes) return;
      if (hash !== keep) this.#forget(hash);
    }
  }

  #forget(hash: string): void {
    this.#bytes -= this.#stored.get(hash)?.bytes ?? 0;
    this.#stored.delete(hash);
  }
}
