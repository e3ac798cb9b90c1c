/**
 * Images and fonts of the page. Replicas have neither the leader's login nor a way to the network, so the page itself reads
 * the bytes again, from its cache where it can, and they travel by their hash. Until then a number stands for them. What
 * reads them is a file of its own, loaded when the first one is wanted.
 */
import type { AssetHost, AssetReading, ReadingModule, Wanted } from './reading.js';
import { DATA_URL, isAssetType } from './types.js';

export interface AssetsOptions extends Omit<AssetHost, 'known'> {
  /** Loads what reads. @returns undefined once that is no longer wanted; without it, nothing is read */
  load: (() => Promise<ReadingModule | undefined>) | undefined;
  /** The number's bytes are known now. */
  bound(number: number, hash: string): void;
}

/** A data URL up to this length stays where it is. */
const MAX_DATA_URL = 4096;
/** Entries a page's resource timeline holds unless the page enlarges it (Resource Timing, section 4.6). */
const TIMELINE_ENTRIES = 250;

/** It may choose a part of a picture. */
const FRAGMENT = /#[\w.:%=,()-]{1,200}$/;

export class Assets {
  readonly #options: AssetsOptions;
  readonly #numbers = new Map<string, number>();
  readonly #hashes = new Map<number, string>();
  /** What is wanted since the reading was last told. */
  #wanted: Wanted[] = [];
  /** URLs of style rules that the page has not used so far. */
  readonly #unused = new Map<string, number>();
  readonly #used = new Set<string>();
  #reading: Promise<AssetReading | undefined> | undefined;
  #knowsUse = false;

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
      if (!isAssetType(DATA_URL.exec(url)?.[1]?.toLowerCase() ?? '')) return '';
      if (url.length <= MAX_DATA_URL) return url;
    } else if (!/^(?:https?|blob):/i.test(url)) {
      return '';
    }
    const file = fileOf(url);
    let number = this.#numbers.get(file);
    if (number === undefined) {
      number = this.#numbered(file);
      if (maybeUnused && this.#knowsUse && /^http/i.test(file) && !this.#used.has(file)) {
        this.#unused.set(file, number);
      } else {
        this.#want(file, number, element);
      }
    } else if (!maybeUnused && this.#unused.delete(file)) {
      this.#want(file, number);
    }
    return `asset:${number}${FRAGMENT.exec(url)?.[0] ?? ''}`;
  }

  /** @returns the number of a picture that has no URL, if it can be shown */
  async picture(blob: Blob): Promise<number | undefined> {
    const hash = await (await this.#read())?.picture(blob);
    if (!hash) return undefined;
    const known = this.#numbers.get(hash);
    if (known !== undefined) return known;
    const number = this.#numbered(hash);
    this.#bind(number, hash);
    return number;
  }

  /** What somebody else has read, and answers for. */
  async add(type: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await (await this.#read())?.add(type, bytes);
  }

  /** Every number whose bytes are known. */
  bindings(): IterableIterator<[number, string]> {
    return this.#hashes.entries();
  }

  #numbered(file: string): number {
    const number = this.#numbers.size + 1;
    this.#numbers.set(file, number);
    return number;
  }

  #bind(number: number, hash: string): void {
    this.#hashes.set(number, hash);
    this.#options.bound(number, hash);
  }

  /** What a record mentions is put in order when all of it is known. */
  #want(url: string, number: number, element?: Element): void {
    this.#wanted.push({ url, number, element });
    if (this.#wanted.length > 1) return;
    queueMicrotask(
      () => void this.#read().then((reading) => reading?.want(this.#wanted.splice(0))),
    );
  }

  #read(): Promise<AssetReading | undefined> {
    const { load } = this.#options;
    return (this.#reading ??= (load?.() ?? Promise.resolve(undefined)).then((module) =>
      module?.readAssets({
        ...this.#options,
        known: (number, hash) => this.#bind(number, hash),
      }),
    ));
  }

  /** Style sheets name far more than a page uses. What it has used is in its resource timeline. */
  #watchUse(): void {
    const { window, signal } = this.#options;
    const { PerformanceObserver, performance } = window;
    if (!PerformanceObserver?.supportedEntryTypes.includes('resource')) return;
    const earlier = performance.getEntriesByType('resource');
    // A full timeline has lost entries: then nothing can be said about what is missing from it.
    if (earlier.length >= TIMELINE_ENTRIES) return;
    this.#knowsUse = true;
    for (const { name } of earlier) this.#used.add(fileOf(name));
    const observer = new PerformanceObserver((list) => {
      for (const { name } of list.getEntries()) {
        const file = fileOf(name);
        this.#used.add(file);
        const number = this.#unused.get(file);
        if (number === undefined) continue;
        this.#unused.delete(file);
        this.#want(file, number);
      }
    });
    observer.observe({ type: 'resource', buffered: true });
    signal.addEventListener('abort', () => observer.disconnect());
  }
}

/** The URL without its fragment. */
export function fileOf(url: string): string {
  return url.split('#', 1)[0] as string;
}
