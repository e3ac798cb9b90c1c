import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  chunksOf,
  decodeFrame,
  encodeFrame,
  FrameKind,
  HEADER_BYTES,
  streamNumber,
} from '../../src/protocol/frames.js';
import type { Frame } from '../../src/protocol/frames.js';

describe('a frame', () => {
  it('is the same after it was written and read', () => {
    for (const kind of Object.values(FrameKind)) {
      for (let flags = 0; flags < 8; flags += 1) {
        const [first, last, more] = [flags % 2 > 0, flags % 4 > 1, flags > 3];
        for (const stream of [0, 1, 0x80000000, 0xffffffff]) {
          const payload = Uint8Array.of(1, 2, 255);
          const whole: Frame = { kind, first, last, more, stream, seq: 0xfffffffe, payload };
          assert.deepEqual(decodeFrame(encodeFrame(whole)), whole);
        }
      }
    }
  });

  it('has the documented bytes', () => {
    const bytes = encodeFrame({
      ...{ kind: FrameKind.input, first: true, last: false },
      ...{ stream: 0x01020304, seq: 0x05060708 },
      payload: Uint8Array.of(9),
    });
    assert.deepEqual([...bytes], [4, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('is read from the middle of a larger buffer, without a copy', () => {
    const bytes = encodeFrame({
      ...{ kind: FrameKind.change, first: true, last: true, stream: 3, seq: 4 },
      payload: Uint8Array.of(5, 6),
    });
    const larger = new Uint8Array(40);
    larger.set(bytes, 7);
    const frame = decodeFrame(larger.subarray(7, 7 + bytes.length)) as Frame;
    assert.deepEqual([frame.stream, frame.seq, [...frame.payload]], [3, 4, [5, 6]]);
    assert.equal(frame.payload.buffer, larger.buffer);
  });

  it('that is broken is named', () => {
    assert.match(decodeFrame(new Uint8Array(HEADER_BYTES - 1)) as string, /at least 10 bytes.* 9/);
    for (const kind of [0, 7, 255]) {
      const bytes = new Uint8Array(HEADER_BYTES);
      bytes[0] = kind;
      assert.equal(decodeFrame(bytes), `No frame kind has the number ${kind}.`);
    }
    assert.match(decodeFrame(Uint8Array.of(1, 8, 0, 0, 0, 0, 0, 0, 0, 0)) as string, /flags/);
  });
});

describe('a record', () => {
  it('is cut into chunks and is whole again', () => {
    for (const length of [0, 1, 9, 10, 11, 20, 21]) {
      const record = Uint8Array.from({ length }, (_, at) => at);
      const chunks = [...chunksOf(record, 10)];
      assert.equal(chunks.length, Math.max(1, Math.ceil(length / 10)));
      assert.deepEqual(
        chunks.flatMap(({ payload }) => [...payload]),
        [...record],
      );
      assert.deepEqual(
        chunks.map(({ first, last }) => [first, last]),
        chunks.map((_, at) => [at === 0, at === chunks.length - 1]),
      );
    }
  });
});

describe('a stream number', () => {
  it('holds the epoch above and chance below, unsigned', () => {
    assert.equal(streamNumber(1, 0), 0x10000);
    assert.equal(streamNumber(0xffff, 0xffff), 0xffffffff);
    assert.equal(streamNumber(0x8000, 0x1234), 0x80001234);
    assert.notEqual(streamNumber(2, 5), streamNumber(1, 5));
  });
});
