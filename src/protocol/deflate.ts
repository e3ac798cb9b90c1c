/**
 * Records on the wire: JSON, each deflated by itself (raw, RFC 1951) with the end of what came before as its dictionary (RFC
 * 1950, 2.2, explains preset dictionaries): a change costs little more than what is new in it, and can be read when it
 * arrives. A snapshot has no dictionary, so that whoever comes late can begin with it.
 */
import { Deflater } from './deflater.js';
import { inflate } from './inflate.js';
import { MAX_RECORD_BYTES } from './limits.js';
import type { MirrorRecord } from './records.js';

export type RecordKind = 'snapshot' | 'change';

/** How many bytes of the records before help to say the next one. More make each change slower to read, and hardly shorter. */
const DICTIONARY_BYTES = 4096;
/** A record above `RATIO_FREE_BYTES` may be this many times as large as what arrived of it. Deflate itself allows 1,032. */
const MAX_RATIO = 250;
const RATIO_FREE_BYTES = 8 * 1024 * 1024;

/** Bytes of the longest record that is written into spare memory first: to make memory takes longer than a small change. */
const SPARE_BYTES = 16_384;

const NOTHING = new Uint8Array(0);

export class RecordEncoder {
  readonly #text = new TextEncoder();
  readonly #spare = new Uint8Array(SPARE_BYTES);
  readonly #deflater = new Deflater();

  /**
   * The first record is a snapshot: nobody could read another one.
   * @throws RangeError where the record is larger than any replica would take
   */
  encode(kind: RecordKind, record: MirrorRecord): Uint8Array {
    const json = this.#bytesOf(JSON.stringify(record));
    if (json.byteLength > MAX_RECORD_BYTES) {
      throw new RangeError(
        `A record of ${json.byteLength} bytes is larger than the ${MAX_RECORD_BYTES} that are allowed.`,
      );
    }
    this.#deflater.begin(kind === 'snapshot' ? 0 : DICTIONARY_BYTES);
    this.#deflater.add(json);
    return this.#deflater.finish();
  }

  /** @returns the bytes, until it is asked again */
  #bytesOf(json: string): Uint8Array {
    // A unit of UTF-16 takes three bytes at most.
    if (json.length * 3 > SPARE_BYTES) return this.#text.encode(json);
    return this.#spare.subarray(0, this.#text.encodeInto(json, this.#spare).written);
  }
}

/** Reads the records of one leader in their order. After an error only a snapshot can be read. */
export class RecordDecoder {
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true });
  #dictionary: Uint8Array | undefined;

  /** @throws Error where the bytes are no record, or more of one than is allowed */
  decode(kind: RecordKind, bytes: Uint8Array): MirrorRecord {
    const dictionary = kind === 'snapshot' ? NOTHING : this.#dictionary;
    if (!dictionary) throw new Error('A change arrived before any snapshot.');
    this.#dictionary = undefined;
    const most = Math.max(RATIO_FREE_BYTES, bytes.byteLength * MAX_RATIO);
    const text = inflate(bytes, dictionary, Math.min(MAX_RECORD_BYTES, most));
    const record = parse(text.subarray(dictionary.byteLength), this.#utf8);
    this.#dictionary = text.slice(-DICTIONARY_BYTES);
    return record;
  }
}

function parse(bytes: Uint8Array, utf8: TextDecoder): MirrorRecord {
  const json: unknown = JSON.parse(utf8.decode(bytes));
  if (!Array.isArray(json)) throw new Error('A record is a JSON array.');
  return json as MirrorRecord;
}
