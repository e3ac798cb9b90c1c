/** The second half of deflate (RFC 1951, 3.2): symbols as bits. */
import { END, FIXED_DISTANCE_LENGTHS, FIXED_LENGTHS, ORDER } from './deflate-format.js';

/** A literal is itself, a match is `length << 16 | distance`. */
export type Symbols = Uint32Array;

/** Below so many symbols the fixed code is as short as one that has to be told first. */
const FEW = 96;
/** Bits behind the three symbols that stand for runs of lengths. */
const RUN_BITS = [2, 3, 7];

interface Code {
  /** Bits of each symbol. */
  lengths: Uint8Array;
  /** What those bits are, the first one lowest. */
  bits: Uint16Array;
}

const FIXED = codeOf(FIXED_LENGTHS);
const FIXED_DISTANCES = codeOf(FIXED_DISTANCE_LENGTHS);

export class BlockWriter {
  #bytes: number[] = [];
  #bits = 0;
  #count = 0;

  /** Writes one block of a record. */
  write(symbols: Symbols, count: number, last: boolean): void {
    this.#put(last ? 1 : 0, 1);
    if (count < FEW) {
      this.#put(1, 2);
      this.#symbols(symbols, count, FIXED, FIXED_DISTANCES);
    } else {
      this.#told(symbols, count);
    }
  }

  /** What has been written, to its last bit. */
  take(): Uint8Array<ArrayBuffer> {
    if (this.#count > 0) this.#put(0, 8 - this.#count);
    const bytes = new Uint8Array(this.#bytes);
    this.#bytes = [];
    return bytes;
  }

  /** A code made for these symbols, and the symbols. */
  #told(symbols: Symbols, count: number): void {
    const often = new Uint32Array(286);
    const oftenFar = new Uint32Array(30);
    often[END] = 1;
    for (let i = 0; i < count; i += 1) {
      const symbol = symbols[i] as number;
      (often[symbol < END ? symbol : lengthCode((symbol >>> 16) - 3)] as number) += 1;
      if (symbol >= END) (oftenFar[distanceCode((symbol & 0xffff) - 1)] as number) += 1;
    }
    const literals = codeOf(lengthsOf(often, 15));
    const distances = codeOf(lengthsOf(oftenFar, 15));
    const first = trimmed(literals.lengths, 257);
    const second = trimmed(distances.lengths, 1);
    const runs = runsOf([...first, ...second]);
    const counts = new Uint32Array(19);
    for (let i = 0; i < runs.length; i += 2) (counts[runs[i] as number] as number) += 1;
    const { lengths, bits } = codeOf(lengthsOf(counts, 7));
    let told = ORDER.length;
    while (told > 4 && !lengths[ORDER[told - 1] as number]) told -= 1;
    this.#put(2, 2);
    this.#put(first.length - 257, 5);
    this.#put(second.length - 1, 5);
    this.#put(told - 4, 4);
    for (let i = 0; i < told; i += 1) this.#put(lengths[ORDER[i] as number] as number, 3);
    for (let i = 0; i < runs.length; i += 2) {
      const symbol = runs[i] as number;
      this.#put(bits[symbol] as number, lengths[symbol] as number);
      if (symbol > 15) this.#put(runs[i + 1] as number, RUN_BITS[symbol - 16] as number);
    }
    this.#symbols(symbols, count, literals, distances);
  }

  #symbols(symbols: Symbols, count: number, literals: Code, distances: Code): void {
    for (let i = 0; i < count; i += 1) {
      const symbol = symbols[i] as number;
      if (symbol < END) {
        this.#put(literals.bits[symbol] as number, literals.lengths[symbol] as number);
        continue;
      }
      const length = (symbol >>> 16) - 3;
      const code = lengthCode(length);
      this.#put(literals.bits[code] as number, literals.lengths[code] as number);
      if (length > 7 && length < 255) {
        const more = 29 - Math.clz32(length);
        this.#put(length & ((1 << more) - 1), more);
      }
      const distance = (symbol & 0xffff) - 1;
      const far = distanceCode(distance);
      this.#put(distances.bits[far] as number, distances.lengths[far] as number);
      if (distance > 3) {
        const more = 30 - Math.clz32(distance);
        this.#put(distance & ((1 << more) - 1), more);
      }
    }
    this.#put(literals.bits[END] as number, literals.lengths[END] as number);
  }

  #put(value: number, count: number): void {
    this.#bits |= value << this.#count;
    this.#count += count;
    while (this.#count >= 8) {
      this.#bytes.push(this.#bits & 0xff);
      this.#bits >>>= 8;
      this.#count -= 8;
    }
  }
}

/** @param length - less 3 */
function lengthCode(length: number): number {
  if (length < 8) return 257 + length;
  if (length === 255) return 285;
  const bits = 31 - Math.clz32(length);
  return 253 + 4 * bits + ((length >> (bits - 2)) & 3);
}

/** @param distance - less 1 */
function distanceCode(distance: number): number {
  if (distance < 4) return distance;
  const bits = 31 - Math.clz32(distance);
  return 2 * bits + ((distance >> (bits - 1)) & 1);
}

/** Without the symbols at the end that never occur, but no fewer than `least`. */
function trimmed(lengths: Uint8Array, least: number): Uint8Array {
  let size = lengths.length;
  while (size > least && lengths[size - 1] === 0) size -= 1;
  return lengths.subarray(0, size);
}

/** How many bits each symbol gets, none more than `most`: the more often it occurs, the fewer. */
function lengthsOf(counts: Uint32Array, most: number): Uint8Array {
  const lengths = new Uint8Array(counts.length);
  const used = [...counts.keys()]
    .filter((symbol) => counts[symbol])
    .sort((a, b) => (counts[a] as number) - (counts[b] as number));
  const size = used.length;
  if (size === 1) lengths[used[0] as number] = 1;
  if (size < 2) return lengths;
  // The flatter the counts are taken to be, the flatter the tree.
  for (let flat = 0; ; flat += 1) {
    const weights = used.map((symbol) => Math.max(1, (counts[symbol] as number) >> flat));
    const above = new Uint16Array(2 * size - 1);
    let [leaf, joint] = [0, size];
    for (let node = size; node < 2 * size - 1; node += 1) {
      weights[node] = 0;
      for (let i = 0; i < 2; i += 1) {
        const isLeaf =
          leaf < size && (joint >= node || (weights[leaf] as number) <= (weights[joint] as number));
        const child = isLeaf ? leaf++ : joint++;
        above[child] = node;
        (weights[node] as number) += weights[child] as number;
      }
    }
    const depths = new Uint8Array(2 * size - 1);
    for (let node = 2 * size - 3; node >= 0; node -= 1) {
      depths[node] = (depths[above[node] as number] as number) + 1;
    }
    if ((depths[0] as number) > most) continue;
    for (let i = 0; i < size; i += 1) lengths[used[i] as number] = depths[i] as number;
    return lengths;
  }
}

function codeOf(lengths: Uint8Array): Code {
  const bits = new Uint16Array(lengths.length);
  let code = 0;
  for (let length = 1; length < 16; length += 1) {
    code <<= 1;
    for (let symbol = 0; symbol < lengths.length; symbol += 1) {
      if (lengths[symbol] !== length) continue;
      let reversed = 0;
      for (let i = 0; i < length; i += 1) reversed |= ((code >> i) & 1) << (length - 1 - i);
      bits[symbol] = reversed;
      code += 1;
    }
  }
  return { lengths, bits };
}

/** Lengths, and runs of them, as pairs of a symbol and what follows it. */
function runsOf(lengths: number[]): number[] {
  const runs: number[] = [];
  for (let i = 0; i < lengths.length;) {
    const length = lengths[i] as number;
    // 0 is told with how often it comes; any other length first, and then how often it comes again.
    const [told, most] = length > 0 ? [1, 7] : [0, 138];
    let run = 1;
    while (run < most && lengths[i + run] === length) run += 1;
    const left = run - told;
    if (left < 3) {
      runs.push(length, 0);
      i += 1;
      continue;
    }
    if (told > 0) runs.push(length, 0, 16, left - 3);
    else if (left < 11) runs.push(17, left - 3);
    else runs.push(18, left - 11);
    i += run;
  }
  return runs;
}
