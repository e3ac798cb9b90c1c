/**
 * Images and fonts of the page. Replicas have neither the leader's login nor a way to the network, so the page itself reads
 * the bytes again, from its cache where it can, and they travel by their hash. Until then a number stands for them.
 */
import { MAX_ASSET_BYTES } from '../../protocol/limits.js';
import { isSeen } from './recorder/sight.js';
import { sha256 } from './sha256.js';

export interface AssetsOptions {
  window: Window & typeof globalThis;
  /** The bytes, once per hash. */
  send(hash: string, type: string, bytes: Uint8Array): void;
  /** The number's bytes are known now. */
  bound(number: number, hash: string): void;
}

/** How many are read at once. */
const AT_ONCE = 4;
/** All assets of a page together. */
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
/** All pictures of canvases together. */
const MAX_PICTURE_BYTES = 32 * 1024 * 1024;
/** A data URL up to this length stays where it is. */
const MAX_DATA_URL = 4096;
/** Entries a page's resource timeline holds unless the page enlarges it (Resource Timing, section 4.6). */
const TIMELINE_ENTRIES = 250;

/** What texts wait for. */
const FONT_URL = /^data:[^,]*font|\.(?:woff2?|[ot]tf)(?![\w.])/i;

/** It may choose a part of a picture. */
const FRAGMENT = /#[\w.:%=,()-]{1,200}$/;

const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[^;,]*)*?(;base64)?,/i;
const ASSET_TYPE = /^(?:image|font)\/[\w.+-]+$/;
const FONT_TYPE = /^application\/(?:x-)?font-?[\w.+-]*$|^application\/vnd\.ms-fontobject$/;

interface Waiting {
  url: string;
  number: number;
  /** What shows it, if it is that alone. */
  element: Element | undefined;
}

export class Assets {
  readonly #options: AssetsOptions;
  readonly #numbers = new Map<string, number>();
  readonly #hashes = new Map<number, string>();
  readonly #sent = new Set<string>();
  #waiting: Waiting[] = [];
  /** Some have come that have no place in the order yet. */
  #hasNew = false;
  /** URLs of style rules that the page has not used so far. */
  readonly #unused = new Map<string, number>();
  readonly #used = new Set<string>();
  readonly #ending = new AbortController();
  #observer: PerformanceObserver | undefined;
  #knowsUse = false;
  #reading = 0;
  #total = 0;
  #pictureBytes = 0;

  constructor(options: AssetsOptions) {
    this.#options = options;
    this.#watchUse();
  }

  /**
   * @param url - absolute
   * @param maybeUnused - the page may never load it: then it is left alone until the page does
   * @param element - that shows it: what is in sight is read first
   * @returns what to write in its place; '' for what cannot be shown
   */
  reference(url: string, maybeUnused = false, element?: Element): string {
    if (/^data:/i.test(url)) {
      const type = DATA_URL.exec(url)?.[1]?.toLowerCase() ?? '';
      if (!ASSET_TYPE.test(type) && !FONT_TYPE.test(type)) return '';
      if (url.length <= MAX_DATA_URL) return url;
    } else if (!/^(?:https?|blob):/i.test(url)) {
      return '';
    }
    const file = fileOf(url);
    const [fragment = ''] = FRAGMENT.exec(url) ?? [];
    let number = this.#numbers.get(file);
    if (number === undefined) {
      number = this.#numbers.size + 1;
      this.#numbers.set(file, number);
      if (maybeUnused && this.#knowsUse && /^http/i.test(file) && !this.#used.has(file)) {
        this.#unused.set(file, number);
      } else {
        this.#want(file, number, element);
      }
    } else if (!maybeUnused && this.#unused.delete(file)) {
      this.#want(file, number);
    }
    return `asset:${number}${fragment}`;
  }

  /** @returns the number of a picture that has no URL, if it can be shown */
  async picture(blob: Blob): Promise<number | undefined> {
    if (this.#pictureBytes + blob.size > MAX_PICTURE_BYTES) return undefined;
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const hash = await this.#take(blob.type, bytes);
    if (!hash) return undefined;
    const known = this.#numbers.get(hash);
    if (known !== undefined) return known;
    this.#pictureBytes += blob.size;
    this.#total -= blob.size;
    const number = this.#numbers.size + 1;
    this.#numbers.set(hash, number);
    this.#hashes.set(number, hash);
    this.#options.bound(number, hash);
    return number;
  }

  /** Every number whose bytes are known. */
  bindings(): IterableIterator<[number, string]> {
    return this.#hashes.entries();
  }

  stop(): void {
    this.#ending.abort();
    this.#observer?.disconnect();
    this.#waiting.length = 0;
  }

  /** What a record mentions is put in order when all of it is known. */
  #want(url: string, number: number, element?: Element): void {
    this.#waiting.push({ url, number, element });
    if (!this.#hasNew) queueMicrotask(() => this.#pump());
    this.#hasNew = true;
  }

  #pump(): void {
    while (this.#reading < AT_ONCE) {
      if (this.#hasNew) this.#sort();
      const next = this.#waiting.shift();
      if (!next) return;
      this.#reading += 1;
      void this.#read(next.url, next.number).finally(() => {
        this.#reading -= 1;
        this.#pump();
      });
    }
  }

  #sort(): void {
    this.#hasNew = false;
    const ranked: Waiting[][] = [[], [], [], []];
    for (const one of this.#waiting) ranked[rankOf(one)]?.push(one);
    this.#waiting = ranked.flat();
  }

  /** What cannot be read is not shown: another site that does not allow it, an error, or too large. */
  async #read(url: string, number: number): Promise<void> {
    const content = await (/^data:/i.test(url) ? dataOf(url) : this.#fetch(url)).catch(
      () => undefined,
    );
    const hash = content && (await this.#take(content.type, content.bytes));
    if (!hash || this.#ending.signal.aborted) return;
    this.#hashes.set(number, hash);
    this.#options.bound(number, hash);
  }

  async #take(declared: string, bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
    const type = assetType(declared, bytes);
    if (!type || bytes.byteLength > MAX_ASSET_BYTES) return undefined;
    const hash = await sha256(bytes);
    if (this.#ending.signal.aborted) return undefined;
    if (!this.#sent.has(hash)) {
      this.#total += bytes.byteLength;
      if (this.#total > MAX_TOTAL_BYTES) return undefined;
      this.#sent.add(hash);
      this.#options.send(hash, type, bytes);
    }
    return hash;
  }

  async #fetch(url: string): Promise<{ type: string; bytes: Uint8Array<ArrayBuffer> } | undefined> {
    const response = await this.#options.window.fetch(url, {
      cache: 'force-cache',
      credentials: 'same-origin',
      signal: this.#ending.signal,
    });
    const length = Number(response.headers.get('content-length') ?? 0);
    if (!response.ok || length > MAX_ASSET_BYTES) {
      await response.body?.cancel();
      return undefined;
    }
    const type = response.headers.get('content-type') ?? '';
    return { type, bytes: new Uint8Array(await response.arrayBuffer()) };
  }

  /** Style sheets name far more than a page uses. What it has used is in its resource timeline. */
  #watchUse(): void {
    const { PerformanceObserver, performance } = this.#options.window;
    if (!PerformanceObserver?.supportedEntryTypes.includes('resource')) return;
    const earlier = performance.getEntriesByType('resource');
    // A full timeline has lost entries: then nothing can be said about what is missing from it.
    if (earlier.length >= TIMELINE_ENTRIES) return;
    this.#knowsUse = true;
    for (const { name } of earlier) this.#used.add(fileOf(name));
    this.#observer = new PerformanceObserver((list) => {
      for (const { name } of list.getEntries()) {
        const file = fileOf(name);
        this.#used.add(file);
        const number = this.#unused.get(file);
        if (number === undefined) continue;
        this.#unused.delete(file);
        this.#want(file, number);
      }
    });
    this.#observer.observe({ type: 'resource', buffered: true });
  }
}

/** The URL without its fragment. */
export function fileOf(url: string): string {
  return url.split('#', 1)[0] as string;
}

/** Fonts first, then what is in sight, then what styles show, wherever that is. */
function rankOf({ url, element }: Waiting): number {
  if (FONT_URL.test(url)) return 0;
  return !element ? 2 : isSeen(element) ? 1 : 3;
}

/** The media type under which replicas may show the bytes, or undefined where they are neither image nor font. */
function assetType(declared: string, bytes: Uint8Array): string | undefined {
  const type = (declared.split(';')[0] ?? '').trim().toLowerCase();
  if (ASSET_TYPE.test(type)) return type;
  const start = String.fromCharCode(...bytes.subarray(0, 4));
  if (start === 'wOF2') return 'font/woff2';
  if (start === 'wOFF') return 'font/woff';
  if (start === 'OTTO') return 'font/otf';
  if (start === '\0\x01\0\0' || start === 'true') return 'font/ttf';
  return FONT_TYPE.test(type) ? 'font/sfnt' : undefined;
}

function dataOf(url: string): Promise<{ type: string; bytes: Uint8Array<ArrayBuffer> }> {
  const head = DATA_URL.exec(url);
  const body = decodeURIComponent(url.slice(head?.[0].length ?? 0));
  const text = head?.[2] ? atob(body.replace(/\s/g, '')) : undefined;
  const bytes =
    text === undefined
      ? new TextEncoder().encode(body)
      : Uint8Array.from(text, (char) => char.charCodeAt(0));
  return Promise.resolve({ type: head?.[1] ?? '', bytes });
}
