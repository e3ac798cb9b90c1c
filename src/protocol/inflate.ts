/**
 * Inflates raw deflate (RFC 1951) with what came before as its dictionary. A record of fifty bytes takes no longer than those,
 * and none becomes larger than is allowed: what arrives is whatever the other side sent.
 */
import { END, FIXED_DISTANCE_LENGTHS, FIXED_LENGTHS, ORDER } from './deflate-format.js';

/** For the next bits of the text: a symbol, and in the lowest four bits how many of those bits it took. 0 is no symbol. */
interface Table {
  entries: Uint16Array;
  bits: number;
}

const FIXED = /* @__PURE__ */ tableOf(FIXED_LENGTHS);
const FIXED_DISTANCES = /* @__PURE__ */ tableOf(FIXED_DISTANCE_LENGTHS);

/**
 * @param most - bytes that may come out
 * @returns the dictionary with what came out behind it, until the next call
 * @throws Error where the bytes are not deflated, or more comes out
 */
export function inflate(bytes: Uint8Array, dictionary: Uint8Array, most: number): Uint8Array {
  const from = new Bits(bytes);
  const to = new Text(dictionary, most, bytes.byteLength);
  for (let last = 0; !last;) {
    last = from.take(1);
    switch (from.take(2)) {
      case 0:
        to.addAll(from.bytes());
        break;
      case 1:
        block(from, to, FIXED, FIXED_DISTANCES);
        break;
      case 2:
        block(from, to, ...tablesIn(from));
        break;
      default:
        throw new Error(WRONG);
    }
  }
  if (!from.isDone) throw new Error(WRONG);
  return to.taken();
}

const WRONG = 'A record is not what deflate makes.';

function block(from: Bits, to: Text, literals: Table, distances: Table): void {
  for (;;) {
    const symbol = from.symbol(literals);
    if (symbol < END) {
      to.add(symbol);
    } else if (symbol === END) {
      return;
    } else {
      const length = lengthAt(symbol - 257, from);
      to.copy(distanceAt(from.symbol(distances), from), length);
    }
  }
}

function lengthAt(code: number, from: Bits): number {
  if (code < 8) return 3 + code;
  if (code === 28) return 258;
  if (code > 28) throw new Error(WRONG);
  const bits = (code >> 2) - 1;
  return 3 + ((4 + (code & 3)) << bits) + from.take(bits);
}

function distanceAt(code: number, from: Bits): number {
  if (code < 4) return 1 + code;
  const bits = (code >> 1) - 1;
  return 1 + ((2 + (code & 1)) << bits) + from.take(bits);
}

/** The tables that a block begins with. */
function tablesIn(from: Bits): [Table, Table] {
  const literals = 257 + from.take(5);
  const all = literals + 1 + from.take(5);
  const told = 4 + from.take(4);
  if (literals > 286 || all - literals > 30) throw new Error(WRONG);
  const own = new Uint8Array(19);
  for (let i = 0; i < told; i += 1) own[ORDER[i] as number] = from.take(3);
  const table = tableOf(own);
  const lengths = new Uint8Array(all);
  for (let at = 0; at < all;) {
    const symbol = from.symbol(table);
    if (symbol < 16) {
      lengths[at] = symbol;
      at += 1;
      continue;
    }
    const length = symbol === 16 ? lengths[at - 1] : 0;
    const run =
      symbol === 16 ? 3 + from.take(2) : symbol === 17 ? 3 + from.take(3) : 11 + from.take(7);
    if (length === undefined || at + run > all) throw new Error(WRONG);
    lengths.fill(length, at, at + run);
    at += run;
  }
  return [tableOf(lengths.subarray(0, literals)), tableOf(lengths.subarray(literals))];
}

function tableOf(lengths: Uint8Array): Table {
  const bits = Math.max(...lengths);
  const entries = new Uint16Array(1 << bits);
  let code = 0;
  for (let length = 1; length <= bits; length += 1) {
    code <<= 1;
    for (let symbol = 0; symbol < lengths.length; symbol += 1) {
      if (lengths[symbol] !== length) continue;
      if (code >= 1 << length) throw new Error(WRONG);
      let reversed = 0;
      for (let i = 0; i < length; i += 1) reversed |= ((code >> i) & 1) << (length - 1 - i);
      for (let i = reversed; i < entries.length; i += 1 << length) {
        entries[i] = (symbol << 4) | length;
      }
      code += 1;
    }
  }
  return { entries, bits };
}

/** Deflated bytes, read bit by bit. */
class Bits {
  readonly #bytes: Uint8Array;
  #at = 0;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Whether nothing but the rest of a byte is left. */
  get isDone(): boolean {
    return this.#at === this.#bytes.length && this.#count < 8;
  }

  take(count: number): number {
    this.#hold(count);
    const value = this.#held & ((1 << count) - 1);
    this.#drop(count);
    return value;
  }

  symbol({ entries, bits }: Table): number {
    this.#hold(bits);
    const entry = entries[this.#held & ((1 << bits) - 1)] as number;
    if (entry === 0) throw new Error(WRONG);
    this.#drop(entry & 15);
    return entry >> 4;
  }

  /** Bytes that are not deflated. */
  bytes(): Uint8Array {
    this.#drop(this.#count & 7);
    const size = this.take(16);
    if ((this.take(16) ^ size) !== 0xffff) throw new Error(WRONG);
    this.#at -= this.#count >> 3;
    this.#held = this.#count = 0;
    const bytes = this.#bytes.subarray(this.#at, this.#at + size);
    if (bytes.length < size) throw new Error(WRONG);
    this.#at += size;
    return bytes;
  }

  #hold(count: number): void {
    while (this.#count < count && this.#at < this.#bytes.length) {
      this.#held |= (this.#bytes[this.#at] as number) << this.#count;
      this.#at += 1;
      this.#count += 8;
    }
  }

  #drop(count: number): void {
    if (count > this.#count) throw new Error(WRONG);
    this.#held >>>= count;
    this.#count -= count;
  }
}

/** Most records fit in here, and to ask for new memory takes as long as to read one of them. */
const spare = new Uint8Array(16 * 1024);

/** What comes out, behind what was there before. */
class Text {
  #bytes: Uint8Array;
  #size: number;
  readonly #most: number;
  readonly #before: number;

  constructor(before: Uint8Array, most: number, guess: number) {
    this.#before = this.#size = before.byteLength;
    this.#most = before.byteLength + most;
    const size = before.byteLength + Math.min(most, 256 + 6 * guess);
    // No larger than it may become: only where there is no room is it looked whether there may be more.
    this.#bytes = size <= spare.byteLength ? spare.subarray(0, size) : new Uint8Array(size);
    this.#bytes.set(before);
  }

  add(byte: number): void {
    if (this.#size === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#size] = byte;
    this.#size += 1;
  }

  addAll(bytes: Uint8Array): void {
    this.#grow(bytes.byteLength);
    this.#bytes.set(bytes, this.#size);
    this.#size += bytes.byteLength;
  }

  copy(distance: number, length: number): void {
    if (distance > this.#size) throw new Error(WRONG);
    if (this.#size + length > this.#bytes.length) this.#grow(length);
    const bytes = this.#bytes;
    let at = this.#size;
    // One by one: what is copied may be what has just been written.
    for (const end = at + length; at < end; at += 1) bytes[at] = bytes[at - distance] as number;
    this.#size = at;
  }

  taken(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  #grow(more: number): void {
    const size = this.#size + more;
    if (size > this.#most) {
      const most = this.#most - this.#before;
      throw new Error(`A record inflates to more than the ${most} bytes that are allowed.`);
    }
    if (size <= this.#bytes.length) return;
    const bytes = new Uint8Array(Math.min(this.#most, Math.max(size, 2 * this.#bytes.length)));
    bytes.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = bytes;
  }
}
