import { fileOf } from './assets.js';
import type { AssetHost, Wanted } from './reading.js';

/** Entries a page's resource timeline holds unless the page enlarges it (Resource Timing, section 4.6). */
const TIMELINE_ENTRIES = 250;

/** What any page of the session has used: what Firefox has in memory from an earlier one is in no timeline of a later one. */
const usedFiles = new Set<string>();

/** In each window there is one of the files that it uses. */
export type Timeline = Pick<AssetHost['window'], 'PerformanceObserver' | 'performance'>;

/** Style sheets name far more than a page uses. What it has used is in its resource timeline. */
export class Use {
  /** Files that the page has not used so far. */
  readonly #unused = new Map<string, Wanted>();
  /** Files in doubt that are read all the same. */
  readonly #read = new Set<string>();
  readonly #used: (wanted: Wanted) => void;
  readonly #signal: AbortSignal;
  #isKnown = true;

  /** @param used - the page uses this now */
  constructor({ window, signal }: AssetHost, used: (wanted: Wanted) => void) {
    this.#used = used;
    this.#signal = signal;
    this.watch(window);
  }

  /** @param timeline - of the page, or of a frame in it, which may have gone */
  watch({ PerformanceObserver, performance }: Timeline): void {
    const earlier = performance.getEntriesByType('resource');
    this.#note(earlier);
    // A full timeline has lost entries: then nothing can be said about what is missing from it.
    if (
      earlier.length >= TIMELINE_ENTRIES ||
      !PerformanceObserver?.supportedEntryTypes.includes('resource')
    ) {
      this.#isKnown = false;
      for (const { url } of this.#unused.values()) this.#note([{ name: url }]);
      return;
    }
    const observer = new PerformanceObserver((list) => this.#note(list.getEntries()));
    observer.observe({ type: 'resource', buffered: true });
    // A frame that has gone takes its own with it.
    const held = new WeakRef(observer);
    this.#signal.addEventListener('abort', () => held.deref()?.disconnect());
  }

  #note(entries: readonly { name: string }[]): void {
    for (const { name } of entries) {
      const file = fileOf(name);
      usedFiles.add(file);
      const wanted = this.#unused.get(file);
      if (!wanted) continue;
      this.#unused.delete(file);
      this.#read.add(file);
      this.#used(wanted);
    }
  }

  /** Its bytes are no longer there. */
  forget(url: string): void {
    this.#read.delete(url);
  }

  /** Whether it is to be read now. */
  isDue(wanted: Wanted): boolean {
    const { url, maybeUnused } = wanted;
    if (!maybeUnused) {
      this.#unused.delete(url);
      return !this.#read.has(url);
    }
    if (!/^http/i.test(url)) return true;
    if (this.#isKnown && !usedFiles.has(url)) {
      this.#unused.set(url, wanted);
      return false;
    }
    this.#read.add(url);
    return true;
  }
}
