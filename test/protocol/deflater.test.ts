import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { RecordDecoder, RecordEncoder } from '../../src/protocol/deflate.js';
import { Deflater } from '../../src/protocol/deflater.js';
import { inflate } from '../../src/protocol/inflate.js';

const DICTIONARY = 4096;

/** Numbers by chance, the same ones each time. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const WORDS = ['["class",', '"row"', ',0,', '1', '22', 'blue sky', 'é', '\u2028', ']', '[', ' '];

/** A record as they come: small, sometimes large, sometimes nothing that gets shorter, sometimes one thing only. */
function record(draw: (below: number) => number): Uint8Array {
  const size = draw(draw(20) === 0 ? 150_000 : draw(8) === 0 ? 6_000 : 120);
  switch (draw(12)) {
    case 0:
      return Uint8Array.from({ length: size }, () => draw(256));
    case 1:
      return new Uint8Array(size).fill(97);
    default: {
      let text = '';
      while (text.length < size) text += WORDS[draw(WORDS.length)]!;
      return new TextEncoder().encode(text);
    }
  }
}

describe('deflater', () => {
  it('writes what an independent inflater reads, with what came before as the dictionary', () => {
    const draw = chance(1);
    const deflater = new Deflater();
    let before = Buffer.alloc(0);
    for (let n = 0; n < 600; n += 1) {
      const isFirst = n === 0 || draw(60) === 0;
      const bytes = record(draw);
      if (isFirst) before = Buffer.alloc(0);
      deflater.begin(isFirst ? 0 : DICTIONARY);
      if (draw(3) === 0) {
        for (let at = 0; at < bytes.length; at += 777) deflater.add(bytes.subarray(at, at + 777));
      } else {
        deflater.add(bytes);
      }
      const dictionary = before.subarray(-DICTIONARY);
      const options = dictionary.length > 0 ? { dictionary } : {};
      const read = inflateRawSync(deflater.finish(), options);
      assert.ok(read.equals(bytes), `record ${n} of ${bytes.length} bytes comes back as another`);
      before = Buffer.concat([before, bytes]).subarray(-DICTIONARY);
    }
  });

  it('refers to nothing before a snapshot, nor further back than the dictionary', () => {
    const secret = new TextEncoder().encode('"a text that is long enough to be worth a reference"');
    const sizeOf = (filler: number, dictionary: number) => {
      const deflater = new Deflater();
      deflater.begin(0);
      deflater.add(secret);
      deflater.add(new Uint8Array(filler));
      deflater.finish();
      deflater.begin(dictionary);
      deflater.add(secret);
      return deflater.finish().byteLength;
    };
    assert.ok(sizeOf(100, DICTIONARY) < 10);
    assert.ok(sizeOf(DICTIONARY, DICTIONARY) > 30);
    assert.ok(sizeOf(100, 0) > 30);
  });
});

describe('inflate', () => {
  const NOTHING = new Uint8Array(0);
  const { Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = constants;

  it('reads what an independent deflater writes, in every kind of block', () => {
    const draw = chance(3);
    for (let n = 0; n < 300; n += 1) {
      const bytes = record(draw);
      const strategy = [Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE][n % 4]!;
      const dictionary = n % 3 === 0 ? record(draw).subarray(0, 20_000) : NOTHING;
      const options = { level: draw(10), strategy, memLevel: 1 + draw(9) };
      const deflated = deflateRawSync(
        bytes,
        dictionary.length > 0 ? { ...options, dictionary } : options,
      );
      const text = inflate(deflated, dictionary, bytes.length);
      assert.ok(Buffer.from(text.subarray(dictionary.length)).equals(bytes), `record ${n}`);
    }
  });

  it('lets no more out than is allowed', () => {
    for (const level of [0, 1, 9]) {
      const deflated = deflateRawSync(new Uint8Array(1_000_000), { level });
      assert.equal(inflate(deflated, NOTHING, 1_000_000).length, 1_000_000);
      assert.throws(() => inflate(deflated, NOTHING, 999_999), /more than the 999999 bytes/);
    }
  });

  it('lets no more out than is allowed of a small record, whatever has been read before', () => {
    for (const level of [0, 1, 9]) {
      const deflated = deflateRawSync(Buffer.from('abcdefghij'.repeat(100)), { level });
      assert.equal(inflate(deflated, NOTHING, 1_000).length, 1_000);
      assert.throws(() => inflate(deflated, NOTHING, 999), /more than the 999 bytes/);
      assert.throws(() => inflate(deflated, Buffer.alloc(50), 999), /more than the 999 bytes/);
    }
  });

  it('takes nothing that is cut short, has something behind it or was never deflated', () => {
    const draw = chance(4);
    const deflated = deflateRawSync(
      Buffer.from('["a",1,"a text that comes twice, a text"]'.repeat(9)),
    );
    for (let size = 0; size < deflated.length; size += 1) {
      assert.throws(() => inflate(deflated.subarray(0, size), NOTHING, 10_000), Error);
    }
    assert.throws(() => inflate(Buffer.concat([deflated, deflated]), NOTHING, 10_000), Error);
    for (let n = 0; n < 5_000; n += 1) {
      const bytes = Uint8Array.from({ length: 1 + draw(300) }, () => draw(256));
      try {
        assert.ok(inflate(bytes, NOTHING, 5_000).length <= 5_000);
      } catch (error) {
        assert.match(String(error), /^Error: A record (is not what|inflates to more)/);
      }
    }
  });
});

describe('records on the wire', () => {
  it('come back as they were, over more text than deflate reaches back', () => {
    const [encoder, decoder] = [new RecordEncoder(), new RecordDecoder()];
    const draw = chance(2);
    for (let n = 0; n < 400; n += 1) {
      const kind = n % 100 === 0 ? 'snapshot' : 'change';
      const size = kind === 'snapshot' ? 20_000 : draw(40);
      const content = Array.from({ length: size }, () => WORDS[draw(WORDS.length)]!);
      assert.deepEqual(decoder.decode(kind, encoder.encode(kind, [n, ...content])), [
        n,
        ...content,
      ]);
    }
  });

  it('begin with a snapshot', () => {
    const change = new RecordEncoder().encode('change', [1]);
    assert.throws(() => new RecordDecoder().decode('change', change), /before any snapshot/);
  });
});
