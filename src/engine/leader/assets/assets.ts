/**
 * Images and fonts of the page. Replicas have neither the leader's login nor a way to the network, so the page itself reads
 * the bytes again, from its cache where it can, and they travel by their hash. Until then a number stands for them. What
 * reads them is a file of its own, loaded when the first one is wanted.
 */
import type { AssetHost, AssetReading, ReadingModule, Wanted } from './reading.js';

export interface AssetsOptions extends AssetHost {
  /** Loads what reads. @returns undefined once that is no longer wanted; without it, nothing is read */
  load(): Promise<ReadingModule | undefined> | undefined;
}

/** Such a data URL stays where it is, up to this length. What says that it is something else is looked into. */
const PLAIN_DATA = /^data:(?:image|font)\//i;
const MAX_DATA_URL = 4096;

/** It may choose a part of a picture. */
const FRAGMENT = /#[\w.:%=,()-]{1,200}$/;

export class Assets {
  readonly #options: AssetsOptions;
  readonly numbers = new Map<string, number>();
  /** Of every number whose bytes are known, and may be shown. */
  readonly hashes = new Map<number, string>();
  /** What is wanted since the reading was last told. */
  #wanted: Wanted[] = [];
  #last = 0;
  /** What a file is known by: what reads knows something shorter for what is long. */
  keyOf = fileOf;
  /** Files that the page may never load. */
  readonly #doubtful = new Set<string>();
  #reading: Promise<AssetReading | undefined> | undefined;

  constructor(options: AssetsOptions) {
    this.#options = options;
  }

  /**
   * @param url - absolute
   * @param maybeUnused - the page may never load it: then it is left alone until the page does
   * @param element - that shows it: what is in sight is read first
   * @returns what to write in its place; '' for what cannot be shown
   */
  reference(url: string, maybeUnused = false, element?: Element): string {
    if (!/^(?:https?|blob|data):/i.test(url)) return '';
    if (url.length <= MAX_DATA_URL && PLAIN_DATA.test(url)) return url;
    const key = this.keyOf(url);
    const isNew = !this.numbers.has(key);
    const number = this.numberOf(key);
    if (isNew && maybeUnused) this.#doubtful.add(key);
    if (isNew || (!maybeUnused && this.#doubtful.delete(key))) {
      this.#want({ url, number, element, maybeUnused });
    }
    return `asset:${number}${FRAGMENT.exec(url)?.[0] ?? ''}`;
  }

  /** @param key - of a file, or a hash */
  numberOf(key: string): number {
    let number = this.numbers.get(key);
    if (number === undefined) this.numbers.set(key, (number = this.#last += 1));
    return number;
  }

  /** What reads, undefined once that is no longer wanted. */
  reading(): Promise<AssetReading | undefined> {
    return (this.#reading ??= Promise.resolve(this.#options.load()).then((module) =>
      module?.readAssets(this.#options, this),
    ));
  }

  /** What a record mentions is put in order when all of it is known. */
  #want(wanted: Wanted): void {
    this.#wanted.push(wanted);
    if (this.#wanted.length > 1) return;
    void this.reading().then((reading) => reading?.want(this.#wanted.splice(0)));
  }
}

/** The URL without its fragment. */
export function fileOf(url: string): string {
  return url.split('#', 1)[0] as string;
}
