/**
 * Records on the wire: JSON, each deflated by itself (raw, RFC 1951) with the end of what came before as its dictionary (RFC
 * 1950, 2.2, explains preset dictionaries): a change costs little more than what is new in it, and can be read when it
 * arrives. A snapshot has no dictionary, so that whoever comes late can begin with it.
 */
import { Inflate } from 'fflate';
import { joined } from './assets.js';
import { Deflater } from './deflater.js';
import { MAX_RECORD_BYTES } from './limits.js';
import type { MirrorRecord } from './records.js';

export type RecordKind = 'snapshot' | 'change';

/** How many bytes of the records before help to say the next one. More make each change slower to read, and hardly shorter. */
const DICTIONARY_BYTES = 4096;
/** A record above `RATIO_FREE_BYTES` may be this many times as large as what arrived of it. Deflate itself allows 1,032. */
const MAX_RATIO = 250;
const RATIO_FREE_BYTES = 8 * 1024 * 1024;
/** So much is inflated before its size is looked at. */
const PIECE_BYTES = 4096;

const NOTHING = new Uint8Array(0);

export class RecordEncoder {
  readonly #text = new TextEncoder();
  readonly #deflater = new Deflater();
  #hasSnapshot = false;

  /** @throws RangeError where the record is larger than any replica would take */
  encode(kind: RecordKind, record: MirrorRecord): Uint8Array {
    const json = this.#text.encode(JSON.stringify(record));
    if (json.byteLength > MAX_RECORD_BYTES) {
      throw new RangeError(
        `A record of ${json.byteLength} bytes is larger than the ${MAX_RECORD_BYTES} that are allowed.`,
      );
    }
    if (kind === 'snapshot') this.#hasSnapshot = true;
    if (!this.#hasSnapshot) throw new Error('The first record has to be a snapshot.');
    this.#deflater.begin(kind === 'snapshot' ? 0 : DICTIONARY_BYTES);
    this.#deflater.add(json);
    return this.#deflater.finish();
  }
}

/** Reads the records of one leader in their order. After an error only a snapshot can be read. */
export class RecordDecoder {
  #dictionary: Uint8Array | undefined;

  /** @throws Error where the bytes are no record, or more of one than is allowed */
  decode(kind: RecordKind, bytes: Uint8Array): MirrorRecord {
    const dictionary = kind === 'snapshot' ? NOTHING : this.#dictionary;
    if (!dictionary) throw new Error('A change arrived before any snapshot.');
    this.#dictionary = undefined;
    const json = inflated(bytes, dictionary);
    const record = parse(json);
    this.#dictionary = endOf(dictionary, json);
    return record;
  }
}

function endOf(before: Uint8Array, latest: Uint8Array): Uint8Array {
  if (latest.byteLength >= DICTIONARY_BYTES) return latest.slice(-DICTIONARY_BYTES);
  return joined([before, latest]).slice(-DICTIONARY_BYTES);
}

function inflated(bytes: Uint8Array, dictionary: Uint8Array): Uint8Array {
  const most = Math.min(MAX_RECORD_BYTES, Math.max(RATIO_FREE_BYTES, bytes.byteLength * MAX_RATIO));
  const chunks: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate({ dictionary }, (chunk) => {
    size += chunk.byteLength;
    if (size > most) {
      throw new Error(`A record inflates to more than the ${most} bytes that are allowed.`);
    }
    chunks.push(chunk);
  });
  for (let at = 0; at < bytes.byteLength || at === 0; at += PIECE_BYTES) {
    const end = at + PIECE_BYTES;
    inflate.push(bytes.subarray(at, end), end >= bytes.byteLength);
  }
  return joined(chunks);
}

function parse(bytes: Uint8Array): MirrorRecord {
  const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (!Array.isArray(json)) throw new Error('A record is a JSON array.');
  return json as MirrorRecord;
}
