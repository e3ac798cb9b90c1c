import { VIEWER_WINDOW_BYTES } from '../protocol/limits.js';
import type { Client } from './client.js';
import type { FrameLog } from './frame-log.js';

/** A place in a stream: everything up to `seq` is there, be it in the middle of a record. */
export interface Cursor {
  stream: number;
  seq: number;
}

/** Frames sent one after another and not acknowledged yet. */
interface Run {
  stream: number;
  from: number;
  sizes: number[];
}

/** With so many unsent bytes, pointers are not sent: they would arrive late, and only the newest counts. */
export const POINTER_BACKLOG = 64 * 1024;

/**
 * Delivers the log to one viewer: a place in the log and a window of unacknowledged bytes, and no queue. A viewer whose
 * place has fallen out of the log starts again at the newest complete snapshot.
 */
export class ViewerFeed {
  readonly #client: Client;
  readonly #log: FrameLog;
  #stream: number | undefined;
  #next = 1;
  #startedAt: Cursor | undefined;
  #runs: Run[] = [];
  #unacknowledged = 0;

  constructor(client: Client, log: FrameLog, cursor: Cursor | null) {
    this.#client = client;
    this.#log = log;
    if (cursor?.stream === log.stream && cursor.seq <= log.last) {
      this.#stream = cursor.stream;
      this.#next = cursor.seq + 1;
    }
  }

  /** Whether this viewer has nothing to show and can be given nothing. */
  get starving(): boolean {
    return !this.#placed && this.#log.snapshot === undefined;
  }

  /** Sends what is there, as far as the window allows. */
  pump(): void {
    while (this.#unacknowledged < VIEWER_WINDOW_BYTES) {
      if (!this.#placed && !this.#restart()) return;
      const entry = this.#log.entry(this.#next);
      if (!entry) return;
      this.#client.sendBytes(entry.bytes);
      this.#remember(entry.seq, entry.bytes.length);
      this.#next += 1;
    }
  }

  acknowledge(stream: number, seq: number): void {
    // From the newest run: after a restart in the same stream a number can be in two of them.
    for (let at = this.#runs.length - 1; at >= 0; at -= 1) {
      const run = this.#runs[at];
      if (run?.stream !== stream || seq < run.from || seq >= run.from + run.sizes.length) continue;
      const taken = run.sizes.splice(0, seq - run.from + 1);
      run.from = seq + 1;
      const earlier = this.#runs.splice(0, at).flatMap(({ sizes }) => sizes);
      for (const size of [...earlier, ...taken]) this.#unacknowledged -= size;
      break;
    }
    this.pump();
  }

  /**
   * The viewer lost its place.
   * @returns whether all there is for it is a snapshot that it was started at before
   */
  resync(): boolean {
    const { stream, snapshot } = this.#log;
    const had = this.#startedAt?.stream === stream && this.#startedAt.seq === snapshot;
    this.#stream = undefined;
    this.pump();
    return had;
  }

  /** Sends a pointer frame, if this viewer is up to date; otherwise a newer one will do. */
  point(bytes: Buffer): void {
    const upToDate = this.#placed && this.#next > this.#log.last;
    if (upToDate && this.#client.backlog < POINTER_BACKLOG) this.#client.sendBytes(bytes);
  }

  get #placed(): boolean {
    return this.#stream === this.#log.stream && this.#next >= this.#log.first;
  }

  #restart(): boolean {
    const { stream, snapshot } = this.#log;
    if (snapshot === undefined) return false;
    this.#client.send({ type: 'reset', stream, seq: snapshot });
    this.#stream = stream;
    this.#next = snapshot;
    this.#startedAt = { stream, seq: snapshot };
    return true;
  }

  #remember(seq: number, bytes: number): void {
    const stream = this.#log.stream;
    let run = this.#runs.at(-1);
    if (run?.stream !== stream || run.from + run.sizes.length !== seq) {
      run = { stream, from: seq, sizes: [] };
      this.#runs.push(run);
    }
    run.sizes.push(bytes);
    this.#unacknowledged += bytes;
  }
}
