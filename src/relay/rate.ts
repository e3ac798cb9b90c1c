/** Longest wait that one overdraft leads to. A connection that is not read for longer would be taken for dead. */
const MAX_WAIT_SECONDS = 5;

/**
 * A rate with a burst. It may be overdrawn: the caller is told how long to wait, so that what arrived is slowed down and
 * nothing is lost.
 */
export class Bucket {
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #at = performance.now();

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = burst;
  }

  /** @returns milliseconds to wait before taking more; 0 while within the rate */
  take(cost = 1): number {
    const now = performance.now();
    const earned = ((now - this.#at) / 1000) * this.#perSecond;
    const left = Math.min(this.#burst, this.#tokens + earned) - cost;
    this.#tokens = Math.max(left, -MAX_WAIT_SECONDS * this.#perSecond);
    this.#at = now;
    return this.#tokens >= 0 ? 0 : Math.ceil((-this.#tokens / this.#perSecond) * 1000);
  }

  /** Whether one more is within the rate. Nothing is taken. */
  get hasRoom(): boolean {
    const earned = ((performance.now() - this.#at) / 1000) * this.#perSecond;
    return this.#tokens + earned >= 1;
  }
}

/** A bucket for each participant, by index. */
export class Buckets {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #all = new Map<number, Bucket>();

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
  }

  /** @returns whether that is within the rate */
  take(index: number, cost?: number): boolean {
    let bucket = this.#all.get(index);
    if (!bucket) this.#all.set(index, (bucket = new Bucket(this.#perSecond, this.#burst)));
    return bucket.take(cost) === 0;
  }

  left(index: number): void {
    this.#all.delete(index);
  }
}

/** A bucket for each participant, and one for all of them together: whoever is refused takes nothing from the others. */
export class SharedBuckets {
  readonly #own: Buckets;
  readonly #all: Bucket;

  /** @param all - the rate and the burst of all together */
  constructor(perSecond: number, burst: number, all: { perSecond: number; burst: number }) {
    this.#own = new Buckets(perSecond, burst);
    this.#all = new Bucket(all.perSecond, all.burst);
  }

  /** @returns whether that is within both rates */
  take(index: number): boolean {
    if (!this.#own.take(index) || !this.#all.hasRoom) return false;
    this.#all.take();
    return true;
  }

  /** What was taken is not to count. */
  giveBack(index: number): void {
    this.#own.take(index, -1);
    this.#all.take(-1);
  }

  left(index: number): void {
    this.#own.left(index);
  }
}

/** So many keys are remembered at once; beyond, those whose window is over are forgotten first. */
const MAX_KEYS = 10_000;

/** Counts something by key, for instance wrong PINs by address, in windows of fixed length. */
export class Budget {
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #spent = new Map<string, { count: number; until: number }>();

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /** @returns whether the key has something left */
  allows(key: string): boolean {
    const entry = this.#spent.get(key);
    return !entry || entry.until <= Date.now() || entry.count < this.#limit;
  }

  spend(key: string): void {
    const now = Date.now();
    const entry = this.#spent.get(key);
    if (entry && entry.until > now) {
      entry.count += 1;
      return;
    }
    if (this.#spent.size >= MAX_KEYS) this.#forget(now);
    this.#spent.set(key, { count: 1, until: now + this.#windowMs });
  }

  #forget(now: number): void {
    for (const [key, { until }] of this.#spent) if (until <= now) this.#spent.delete(key);
    // All of them current: the oldest goes, for memory is bounded before anything else.
    const [oldest] = this.#spent.keys();
    if (this.#spent.size >= MAX_KEYS && oldest !== undefined) this.#spent.delete(oldest);
  }
}
