import { fileOf } from './assets.js';
import type { AssetHost, Wanted } from './reading.js';

/** Entries a page's resource timeline holds unless the page enlarges it (Resource Timing, section 4.6). */
const TIMELINE_ENTRIES = 250;

/** What any page of the session has used: what Firefox has in memory from an earlier one is in no timeline of a later one. */
const usedFiles = new Set<string>();

/** Style sheets name far more than a page uses. What it has used is in its resource timeline. */
export class Use {
  /** Files that the page has not used so far. */
  readonly #unused = new Map<string, Wanted>();
  /** Files in doubt that are read all the same. */
  readonly #read = new Set<string>();
  #isKnown = false;

  /** @param used - the page uses this now */
  constructor({ window, signal }: AssetHost, used: (wanted: Wanted) => void) {
    const { PerformanceObserver, performance } = window;
    if (!PerformanceObserver?.supportedEntryTypes.includes('resource')) return;
    const earlier = performance.getEntriesByType('resource');
    // A full timeline has lost entries: then nothing can be said about what is missing from it.
    if (earlier.length >= TIMELINE_ENTRIES) return;
    this.#isKnown = true;
    for (const { name } of earlier) usedFiles.add(fileOf(name));
    const observer = new PerformanceObserver((list) => {
      for (const { name } of list.getEntries()) {
        const file = fileOf(name);
        usedFiles.add(file);
        const wanted = this.#unused.get(file);
        if (!wanted) continue;
        this.#unused.delete(file);
        this.#read.add(file);
        used(wanted);
      }
    });
    observer.observe({ type: 'resource', buffered: true });
    signal.addEventListener('abort', () => observer.disconnect());
  }

  /** Whether it is to be read now. */
  isDue(wanted: Wanted): boolean {
    const { url, maybeUnused } = wanted;
    if (!maybeUnused) {
      this.#unused.delete(url);
      return !this.#read.has(url);
    }
    if (this.#isKnown && /^http/i.test(url) && !usedFiles.has(url)) {
      this.#unused.set(url, wanted);
      return false;
    }
    this.#read.add(url);
    return true;
  }
}
