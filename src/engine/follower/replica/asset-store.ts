import { cleanPicture } from './clean-picture.js';

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
  readonly #wanted: string[] = [];
  readonly #want: (hashes: string[]) => void;
  readonly #maxBytes: number;
  #bytes = 0;

  /** @param maxBytes - of all assets of a replica together */
  constructor(want: (hashes: string[]) => void, maxBytes = 256 * 1024 * 1024) {
    this.#want = want;
    this.#maxBytes = maxBytes;
  }

  /** @param source - a hash, or the address of an image that the browser asks for itself, where the page's policy lets it */
  url(source: string): string | undefined {
    return source.startsWith('h') ? source : this.#urls.get(source);
  }

  /**
   * Takes the bytes, where they may be shown. What came first has to go where there is no room.
   * @returns whether they may; undefined where they are here already
   */
  add(hash: string, type: string, bytes: Uint8Array): boolean | undefined {
    if (this.#urls.has(hash)) return undefined;
    if (!TYPE.test(type)) return false;
    this.#bytes += bytes.byteLength;
    for (const old of this.#blobs.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#forget(old);
    }
    // No memory is shared here.
    const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type });
    this.#urls.set(hash, URL.createObjectURL(blob));
    this.#blobs.set(hash, blob);
    return true;
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
    if (this.url(hash) !== undefined || this.#asked.has(hash)) return;
    this.#asked.add(hash);
    this.#wanted.push(hash);
  }

  ask(): void {
    while (this.#wanted.length > 0) this.#want(this.#wanted.splice(0, MAX_WISHES));
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
