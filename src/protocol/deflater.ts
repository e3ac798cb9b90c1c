/**
 * Deflate (RFC 1951) for many small records: the text of those before, and where in it what stands, is kept from one to the
 * next, so that a record of fifty bytes takes no longer than fifty bytes do. What comes out is raw deflate as any inflater
 * reads it.
 */
import { BlockWriter } from './huffman.js';

/** How far back deflate can refer. */
const REACH = 32_768;
const MASK = REACH - 1;
/** Symbols in one block. */
const BLOCK = 16_384;
const MIN_MATCH = 4;
const MAX_MATCH = 258;
/** A match of so many bytes is good enough: no better one is looked for. */
const GOOD_MATCH = 64;
/** How many earlier places are looked at. */
const TRIES = 12;

export class Deflater {
  readonly #text = new Uint8Array(2 * REACH);
  /** For four bytes, by a hash of them, the latest place that they stand at; and for that place the one before. 0 is none. */
  readonly #latest = new Uint16Array(REACH);
  readonly #before = new Uint16Array(REACH);
  readonly #symbols = new Uint32Array(BLOCK);
  readonly #writer = new BlockWriter();
  #count = 0;
  #end = 1;
  /** First byte that may be referred to. */
  #first = 1;
  /** First byte that any record may refer to. */
  #oldest = 1;

  /** @param dictionary - how many bytes of the records before this one may refer to; 0 ends their use for later ones too */
  begin(dictionary: number): void {
    if (dictionary === 0) this.#oldest = this.#end;
    if (this.#end > REACH) this.#shorten(Math.min(dictionary, this.#end - this.#oldest));
    this.#first = Math.max(this.#oldest, this.#end - dictionary);
  }

  /** A piece of the record, which may be all of it. */
  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.byteLength;) {
      if (this.#end === this.#text.length) this.#slide();
      const piece = bytes.subarray(at, at + this.#text.length - this.#end);
      this.#text.set(piece, this.#end);
      const start = this.#end;
      this.#end += piece.byteLength;
      this.#match(start);
      at += piece.byteLength;
    }
  }

  /** @returns what has not been taken of the record, which is complete now */
  finish(): Uint8Array<ArrayBuffer> {
    this.#block(true);
    return this.#writer.take();
  }

  #match(start: number): void {
    const text = this.#text;
    const before = this.#before;
    const symbols = this.#symbols;
    const end = this.#end;
    for (let at = start; at < end;) {
      let best = MIN_MATCH - 1;
      let distance = 0;
      if (at + MIN_MATCH <= end) {
        const first = Math.max(this.#first, at - REACH + 1);
        const most = Math.min(MAX_MATCH, end - at);
        let place = this.#note(at);
        for (let tries = TRIES; place >= first && tries > 0; tries -= 1) {
          if (text[place + best] === text[at + best]) {
            let length = 0;
            while (length < most && text[place + length] === text[at + length]) length += 1;
            if (length > best) {
              best = length;
              distance = at - place;
              if (length >= GOOD_MATCH || length === most) break;
            }
          }
          const earlier = before[place & MASK] as number;
          if (earlier >= place) break;
          place = earlier;
        }
      }
      if (distance === 0) {
        symbols[this.#count] = text[at] as number;
        at += 1;
      } else {
        symbols[this.#count] = (best << 16) | distance;
        const noted = Math.min(at + best, end - MIN_MATCH + 1);
        for (let i = at + 1; i < noted; i += 1) this.#note(i);
        at += best;
      }
      this.#count += 1;
      if (this.#count === BLOCK) this.#block(false);
    }
  }

  /** Notes what stands at a place. @returns the place before with the same, maybe */
  #note(at: number): number {
    const text = this.#text;
    const four =
      (text[at] as number) |
      ((text[at + 1] as number) << 8) |
      ((text[at + 2] as number) << 16) |
      ((text[at + 3] as number) << 24);
    const hash = Math.imul(four, 0x9e3779b1) >>> 17;
    const place = this.#latest[hash] as number;
    this.#before[at & MASK] = place;
    this.#latest[hash] = at;
    return place;
  }

  #block(last: boolean): void {
    this.#writer.write(this.#symbols, this.#count, last);
    this.#count = 0;
  }

  /** Between records only the end of the text counts, and it takes less to note it anew than to move all notes. */
  #shorten(left: number): void {
    this.#text.copyWithin(1, this.#end - left, this.#end);
    this.#latest.fill(0);
    this.#end = 1 + left;
    this.#oldest = 1;
    for (let at = 1; at + MIN_MATCH <= this.#end; at += 1) this.#note(at);
  }

  /** Makes room within a record: what is out of reach goes. */
  #slide(): void {
    this.#text.copyWithin(0, REACH);
    this.#end -= REACH;
    this.#first = Math.max(1, this.#first - REACH);
    this.#oldest = Math.max(1, this.#oldest - REACH);
    for (const places of [this.#latest, this.#before]) {
      for (let i = 0; i < REACH; i += 1) {
        const place = places[i] as number;
        places[i] = place > REACH ? place - REACH : 0;
      }
    }
  }
}
