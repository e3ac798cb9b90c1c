/**
 * Records on the wire: JSON, deflated (raw, RFC 1951). All records from one snapshot to the next share a stream, so that a
 * change costs little more than what is new in it. Each record ends with a sync flush and can be read when it arrives; a
 * snapshot begins a new stream.
 */
import { Deflate, Inflate, Z_SYNC_FLUSH } from 'pako';
import { joined } from './assets.js';
import { MAX_RECORD_BYTES } from './limits.js';
import type { MirrorRecord } from './records.js';

export type RecordKind = 'snapshot' | 'change';

/** A record above `RATIO_FREE_BYTES` may be this many times as large as what arrived of it. Deflate itself allows 1,032. */
const MAX_RATIO = 250;
const RATIO_FREE_BYTES = 8 * 1024 * 1024;

export class RecordEncoder {
  #stream: Deflate | undefined;

  /** @throws RangeError where the record is larger than any replica would take */
  encode(kind: RecordKind, record: MirrorRecord): Uint8Array {
    const json = new TextEncoder().encode(JSON.stringify(record));
    if (json.byteLength > MAX_RECORD_BYTES) {
      throw new RangeError(
        `A record of ${json.byteLength} bytes is larger than the ${MAX_RECORD_BYTES} that are allowed.`,
      );
    }
    if (kind === 'snapshot') this.#stream = new Deflate({ raw: true });
    if (!this.#stream) throw new Error('The first record has to be a snapshot.');
    const stream = this.#stream;
    stream.push(json, Z_SYNC_FLUSH);
    const bytes = joined(stream.chunks);
    stream.chunks = [];
    return bytes;
  }
}

/** Reads the records of one leader in their order. After an error only a snapshot can be read. */
export class RecordDecoder {
  #stream: BoundedInflate | undefined;

  /** @throws Error where the bytes are no record, or more of one than is allowed */
  decode(kind: RecordKind, bytes: Uint8Array): MirrorRecord {
    if (kind === 'snapshot') this.#stream = new BoundedInflate();
    const stream = this.#stream;
    if (!stream) throw new Error('A change arrived before any snapshot.');
    this.#stream = undefined;
    const record = parse(stream.record(bytes));
    this.#stream = stream;
    return record;
  }
}

class BoundedInflate {
  readonly #inflate = new Inflate({ raw: true, chunkSize: 16 * 1024 });
  #size = 0;
  #most = 0;
  #chunks: Uint8Array[] = [];

  constructor() {
    this.#inflate.onData = (chunk) => {
      this.#size += chunk.byteLength;
      if (this.#size > this.#most) {
        throw new Error(`A record inflates to more than the ${this.#most} bytes that are allowed.`);
      }
      this.#chunks.push(chunk);
    };
  }

  record(bytes: Uint8Array): Uint8Array {
    this.#size = 0;
    this.#most = Math.min(
      MAX_RECORD_BYTES,
      Math.max(RATIO_FREE_BYTES, bytes.byteLength * MAX_RATIO),
    );
    this.#inflate.push(bytes, Z_SYNC_FLUSH);
    if (this.#inflate.ended) {
      const problem = this.#inflate.msg || 'the stream has ended';
      throw new Error(`A record cannot be inflated: ${problem}.`);
    }
    const record = joined(this.#chunks);
    this.#chunks = [];
    return record;
  }
}

function parse(bytes: Uint8Array): MirrorRecord {
  const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (!Array.isArray(json)) throw new Error('A record is a JSON array.');
  return json as MirrorRecord;
}
