import { cleanPicture } from './clean-picture.js';

/** All assets of a replica together. */
const MAX_BYTES = 256 * 1024 * 1024;
/** Most hashes in one wish. */
const MAX_WISHES = 256;

const TYPE = /^(?:image|font)\/[\w.+-]+$/;

/** Images and fonts that the leader sent, as blob URLs, by their hash. They outlive the page they were sent for. */
export class AssetStore {
  readonly #urls = new Map<string, string>();
  readonly #blobs = new Map<string, Blob>();
  /** Those from which something is taken into a page, made safe for that, by their hash; '' while they are made. */
  readonly #sprites = new Map<string, string>();
  readonly #asked = new Set<string>();
  readonly #wanted = new Set<string>();
  readonly #want: (hashes: string[]) => void;
  #bytes = 0;

  constructor(want: (hashes: string[]) => void) {
    this.#want = want;
  }

  url(hash: string): string | undefined {
    return this.#urls.get(hash);
  }

  /** Takes the bytes, where they may be shown. What came first has to go where there is no room. */
  add(hash: string, type: string, bytes: Uint8Array): 'new' | 'known' | 'refused' {
    if (this.#urls.has(hash)) return 'known';
    if (!TYPE.test(type)) return 'refused';
    this.#bytes += bytes.byteLength;
    for (const old of this.#blobs.keys()) {
      if (this.#bytes <= MAX_BYTES) break;
      this.#forget(old);
    }
    const blob = new Blob([new Uint8Array(bytes)], { type });
    this.#urls.set(hash, URL.createObjectURL(blob));
    this.#blobs.set(hash, blob);
    return 'new';
  }

  /** @param made - called later, unless it is there or cannot be made */
  sprite(hash: string, made: () => void): string | undefined {
    const url = this.#sprites.get(hash);
    const blob = this.#blobs.get(hash);
    if (url === undefined && blob) {
      this.#sprites.set(hash, '');
      void cleanPicture(blob).then((clean) => {
        if (!clean || !this.#blobs.has(hash)) return;
        this.#sprites.set(hash, URL.createObjectURL(clean));
        made();
      });
    }
    return url || undefined;
  }

  /** Asks for the bytes, with the next `ask`. */
  want(hash: string): void {
    if (!this.#urls.has(hash) && !this.#asked.has(hash)) this.#wanted.add(hash);
  }

  ask(): void {
    const hashes = [...this.#wanted];
    this.#wanted.clear();
    for (const hash of hashes) this.#asked.add(hash);
    for (let at = 0; at < hashes.length; at += MAX_WISHES) {
      this.#want(hashes.slice(at, at + MAX_WISHES));
    }
  }

  /** A new connection knows nothing of what was asked. */
  askAgain(): void {
    this.#asked.clear();
  }

  clear(): void {
    for (const hash of this.#blobs.keys()) this.#forget(hash);
  }

  /** What shows it goes on to show it; for more it is asked for again. */
  #forget(hash: string): void {
    this.#bytes -= this.#blobs.get(hash)?.size ?? 0;
    for (const urls of [this.#urls, this.#sprites]) {
      URL.revokeObjectURL(urls.get(hash) ?? '');
      urls.delete(hash);
    }
    this.#blobs.delete(hash);
    this.#asked.delete(hash);
  }
}
