import { FrameKind } from '../protocol/frames.js';
import type { Frame } from '../protocol/frames.js';
import { compact, memoryOf } from './memory.js';

/** One kept frame, as it arrived. */
export interface Entry {
  readonly seq: number;
  readonly kind: FrameKind;
  /** First chunk of its record. */
  readonly first: boolean;
  readonly bytes: Buffer;
}

/**
 * What became of a frame:
 * `ok`; `duplicate`, which is as good; `gap`, for a frame before it is missing; `fenced`, for it belongs to an earlier
 * stream; `broken`, for it is no part of a record; `too_large`, for its record has outgrown the log.
 */
export type Appended = 'ok' | 'duplicate' | 'gap' | 'fenced' | 'broken' | 'too_large';

interface Span {
  /** Number of the first frame. */
  from: number;
  bytes: number;
}

const MIN_BYTES_BEFORE_SNAPSHOT = 1024 * 1024;
const MAX_FRAMES_BEFORE_SNAPSHOT = 5_000;

/**
 * The ordered frames of the leader's current stream, from the snapshot before the newest on. It takes exactly the frame
 * that follows the last one; that one rule orders, drops duplicates and fences off earlier leaders.
 */
export class FrameLog {
  readonly #maxBytes: number;
  #stream = 0;
  #entries: Entry[] = [];
  #first = 1;
  #bytes = 0;
  /** The newest snapshot, with the records that tell the rest of its page. */
  #picture: Span | undefined;
  #isWhole = true;
  #open: (Span & { kind: FrameKind }) | undefined;
  #bytesSince = 0;
  #framesSince = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get stream(): number {
    return this.#stream;
  }

  /** Number of the oldest kept frame; `last + 1` when none is kept. */
  get first(): number {
    return this.#first;
  }

  /** Number of the newest frame; 0 in a new stream. */
  get last(): number {
    return this.#first + this.#entries.length - 1;
  }

  /** Memory that the kept frames take. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Number at which the newest complete snapshot starts. A snapshot that is still arriving does not count. */
  get snapshot(): number | undefined {
    return this.#picture?.from;
  }

  /** Whether a late viewer would have too much, or nothing, to read. */
  get needsSnapshot(): boolean {
    if (this.#open?.kind === FrameKind.snapshot) return false;
    if (!this.#picture) return true;
    // The rest of a large page may come in one record: to ask because of it would begin the page anew, again and again.
    if (!this.#isWhole) return false;
    const most = Math.max(MIN_BYTES_BEFORE_SNAPSHOT, 2 * this.#picture.bytes);
    return this.#bytesSince > most || this.#framesSince > MAX_FRAMES_BEFORE_SNAPSHOT;
  }

  entry(seq: number): Entry | undefined {
    return this.#entries[seq - this.#first];
  }

  /** Begins a new stream. Nothing of the one before is kept, and no frame of it is taken any more. */
  begin(stream: number): void {
    this.#stream = stream;
    this.#entries = [];
    this.#first = 1;
    this.#bytes = 0;
    this.#picture = undefined;
    this.#isWhole = true;
    this.#open = undefined;
    this.#bytesSince = 0;
    this.#framesSince = 0;
  }

  append(frame: Frame, bytes: Buffer): Appended {
    if (frame.stream !== this.#stream) return 'fenced';
    if (frame.seq <= this.last) return 'duplicate';
    if (frame.seq > this.last + 1) return 'gap';

    const { kind, first, last, more = false, seq } = frame;
    const startsStream = this.last === 0;
    if (first ? startsStream && kind !== FrameKind.snapshot : this.#open?.kind !== kind) {
      return 'broken';
    }
    if (first || !this.#open) this.#open = { kind, from: seq, bytes: 0 };
    if (this.#open.bytes + memoryOf(bytes) > this.#maxBytes) return 'too_large';
    this.#open.bytes += memoryOf(bytes);

    this.#entries.push({ seq, kind, first, bytes: compact(bytes) });
    this.#bytes += memoryOf(bytes);
    this.#bytesSince += bytes.length;
    this.#framesSince += 1;
    const { from } = this.#open;
    if (last) this.#complete(this.#open, more);
    if (this.#bytes > this.#maxBytes) this.#shrink(from);
    return 'ok';
  }

  #complete({ kind, from, bytes }: Span & { kind: FrameKind }, more: boolean): void {
    this.#open = undefined;
    if (kind === FrameKind.snapshot) {
      // One generation stays: a viewer that is a little behind goes on, instead of starting again.
      if (this.#picture) this.#dropBefore(this.#picture.from);
      this.#picture = { from, bytes };
    } else if (this.#picture && !this.#isWhole) {
      this.#picture.bytes += bytes;
    } else {
      return;
    }
    this.#isWhole = !more;
    this.#bytesSince = 0;
    this.#framesSince = 0;
  }

  /** Over the bound: first the older generation goes, then all but the newest record. */
  #shrink(record: number): void {
    if (this.#picture) this.#dropBefore(this.#picture.from);
    if (this.#bytes <= this.#maxBytes) return;
    this.#dropBefore(record);
    if (this.#picture?.from !== record) this.#picture = undefined;
  }

  #dropBefore(seq: number): void {
    const dropped = this.#entries.splice(0, seq - this.#first);
    this.#first += dropped.length;
    for (const { bytes } of dropped) this.#bytes -= memoryOf(bytes);
  }
}
