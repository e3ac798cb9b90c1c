import { chunksOf, encodeFrame, FrameKind } from '../../protocol/frames.js';
import {
  LEADER_WINDOW_BYTES,
  LEADER_WINDOW_FRAMES,
  MAX_CHUNK_BYTES,
} from '../../protocol/limits.js';

export interface OutboxOptions {
  send(frame: Uint8Array<ArrayBuffer>): boolean;
  /** Too much is on its way: nothing more should be recorded until `drained`. */
  full(): void;
  drained(): void;
  /** The relay has lost frames that it acknowledged: only a new stream helps. */
  broken(): void;
}

/** Frames on their way to the relay: numbered in their stream, kept until acknowledged, sent again after a lost connection. */
export class Outbox {
  readonly #options: OutboxOptions;
  #stream = 0;
  #seq = 0;
  #acknowledged = 0;
  #bytes = 0;
  #full = false;
  #unacknowledged: { seq: number; frame: Uint8Array<ArrayBuffer> }[] = [];

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /**
   * The connection is there, for the first time or again.
   * @returns whether the stream is a new one, which has to begin with a snapshot
   */
  begin(stream: number, last: number): boolean {
    if (stream !== this.#stream) {
      this.#stream = stream;
      this.#seq = this.#acknowledged = last;
      this.#unacknowledged = [];
      this.#bytes = 0;
      this.#full = false;
      return true;
    }
    if (last < this.#acknowledged) {
      this.#options.broken();
      return false;
    }
    this.acknowledge(stream, last);
    for (const { frame } of this.#unacknowledged) this.#options.send(frame);
    return false;
  }

  /**
   * Sends a snapshot or a change, in as many frames as it needs.
   * @param more - whether there is more of the page to be told
   * @returns number of the last one
   */
  put(kind: 'snapshot' | 'change', record: Uint8Array, more: boolean): number {
    // Named one by one, the kinds that are not sent here are left out of the script.
    const number = kind === 'snapshot' ? FrameKind.snapshot : FrameKind.change;
    for (const { first, last, payload } of chunksOf(record, MAX_CHUNK_BYTES)) {
      const seq = (this.#seq += 1);
      const stream = this.#stream;
      const frame = encodeFrame({ kind: number, first, last, more, stream, seq, payload });
      this.#unacknowledged.push({ seq, frame });
      this.#bytes += frame.byteLength;
      this.#options.send(frame);
    }
    const { length } = this.#unacknowledged;
    if (!this.#full && (length > LEADER_WINDOW_FRAMES || this.#bytes > LEADER_WINDOW_BYTES)) {
      this.#full = true;
      this.#options.full();
    }
    return this.#seq;
  }

  acknowledge(stream: number, seq: number): void {
    if (stream !== this.#stream || seq < this.#acknowledged) return;
    this.#acknowledged = seq;
    while (this.#unacknowledged[0] && this.#unacknowledged[0].seq <= seq) {
      this.#bytes -= this.#unacknowledged.shift()?.frame.byteLength ?? 0;
    }
    // Only once all has arrived: what follows is a snapshot, which needs the whole window.
    if (this.#full && this.#unacknowledged.length === 0) {
      this.#full = false;
      this.#options.drained();
    }
  }
}
