import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  decodeInk,
  encodeInk,
  inkInterval,
  MAX_INK_BYTES,
  MAX_INK_POINTS,
  MAX_LINE_BYTES,
} from '../../src/protocol/ink.js';

const start = { colour: [255, 128, 0], width: 15, id: 7, x: 12.5, y: 9000, dx: -3, dy: 0.25 };
const first = start as typeof start & { colour: [number, number, number] };

describe('the payload of a line', () => {
  it('says where it begins, how it looks and where it goes, to half a pixel', () => {
    const points = [
      { x: 0.5, y: -20 },
      { x: 100, y: 33.5 },
    ];
    assert.deepEqual(decodeInk(encodeInk(first, points), true), { start, points });
    assert.deepEqual(decodeInk(encodeInk(undefined, points), false), { start: undefined, points });
    const [far] = decodeInk(encodeInk(undefined, [{ x: 1e9, y: -1e9 }]), false)!.points;
    assert.deepEqual(far, { x: 16383.5, y: -16384 }, 'what is too far away is at the edge');
  });

  it('is the payload of the whole line when pieces are put together', () => {
    const one = encodeInk(first, [{ x: 1, y: 1 }]);
    const two = encodeInk(undefined, [{ x: 2, y: 2 }]);
    assert.deepEqual(
      decodeInk(Uint8Array.from([...one, ...two]), true)?.points.map(({ x }) => x),
      [1, 2],
    );
  });

  it('is nothing where the bytes are no line', () => {
    const whole = encodeInk(first, [{ x: 1, y: 1 }]);
    const wrong = (change: (view: DataView) => void) => {
      const bytes = whole.slice();
      change(new DataView(bytes.buffer));
      return bytes;
    };
    for (const [what, bytes] of [
      ['no beginning', whole.subarray(0, 23)],
      ['half a point', whole.subarray(0, 26)],
      ['no width', wrong((view) => view.setUint8(3, 0))],
      ['a wide one', wrong((view) => view.setUint8(3, 65))],
      ['no number', wrong((view) => view.setFloat32(8, NaN))],
      ['no end', wrong((view) => view.setFloat32(12, Infinity))],
      ['out of this world', wrong((view) => view.setFloat32(16, 1e8))],
      ['more than a line', new Uint8Array(MAX_LINE_BYTES + 4)],
    ] as const) {
      assert.equal(decodeInk(bytes, true), undefined, what);
    }
  });

  it('fits into a frame, with as many points as a piece may have', () => {
    const points = Array.from({ length: MAX_INK_POINTS }, (_, at) => ({ x: at, y: at }));
    assert.ok(encodeInk(first, points).length <= MAX_INK_BYTES);
  });

  it('comes less often the more there are to see it', () => {
    assert.equal(inkInterval(1), 16);
    assert.ok(1000 / inkInterval(100) <= 250 / 100 + 0.1);
  });
});
