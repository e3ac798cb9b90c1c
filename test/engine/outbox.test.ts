import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Outbox } from '../../src/engine/leader/outbox.js';
import { decodeFrame, FrameKind, type Frame } from '../../src/protocol/frames.js';
import { LEADER_WINDOW_FRAMES, MAX_CHUNK_BYTES } from '../../src/protocol/limits.js';

function setUp() {
  const sent: Frame[] = [];
  const told: string[] = [];
  const outbox = new Outbox({
    send: (bytes) => {
      sent.push(decodeFrame(bytes) as Frame);
      return true;
    },
    full: () => told.push('full'),
    drained: () => told.push('drained'),
    broken: () => told.push('broken'),
  });
  return { outbox, sent, told, numbers: () => sent.map(({ seq }) => seq) };
}

const record = (length: number) => new Uint8Array(length).fill(7);

describe('the outbox', () => {
  it('numbers the frames of a stream from one, in chunks of at most 64 KB', () => {
    const { outbox, sent, numbers } = setUp();
    assert.equal(outbox.begin(9, 0), true);
    outbox.put('snapshot', record(MAX_CHUNK_BYTES * 2 + 1), true);
    outbox.put('change', record(10), false);
    assert.deepEqual(numbers(), [1, 2, 3, 4]);
    assert.deepEqual(
      sent.map(({ kind, first, last, more, payload }) => [
        kind,
        first,
        last,
        more,
        payload.byteLength,
      ]),
      [
        [FrameKind.snapshot, true, false, true, MAX_CHUNK_BYTES],
        [FrameKind.snapshot, false, false, true, MAX_CHUNK_BYTES],
        [FrameKind.snapshot, false, true, true, 1],
        [FrameKind.change, true, true, false, 10],
      ],
    );
    assert.ok(sent.every(({ stream }) => stream === 9));
  });

  it('sends what was not acknowledged again after a lost connection, and nothing else', () => {
    const { outbox, sent, numbers } = setUp();
    outbox.begin(9, 0);
    for (let i = 0; i < 5; i += 1) outbox.put('change', record(1), false);
    outbox.acknowledge(9, 2);
    sent.length = 0;
    assert.equal(outbox.begin(9, 3), false);
    assert.deepEqual(numbers(), [4, 5]);
  });

  it('begins anew in another stream', () => {
    const { outbox, sent, numbers } = setUp();
    outbox.begin(9, 0);
    outbox.put('change', record(1), false);
    sent.length = 0;
    assert.equal(outbox.begin(10, 0), true);
    assert.deepEqual(numbers(), [], 'nothing of the old stream is sent in the new one');
    outbox.put('snapshot', record(1), false);
    assert.deepEqual(numbers(), [1]);
  });

  it('asks for another stream when the relay has lost what it acknowledged', () => {
    const { outbox, told } = setUp();
    outbox.begin(9, 0);
    outbox.put('change', record(1), false);
    outbox.acknowledge(9, 1);
    assert.equal(outbox.begin(9, 0), false);
    assert.deepEqual(told, ['broken']);
  });

  it('says when too much is on its way, and when all of it has arrived', () => {
    const { outbox, told } = setUp();
    outbox.begin(9, 0);
    for (let i = 0; i <= LEADER_WINDOW_FRAMES; i += 1) outbox.put('change', record(1), false);
    assert.deepEqual(told, ['full']);
    outbox.acknowledge(9, LEADER_WINDOW_FRAMES);
    assert.deepEqual(told, ['full']);
    outbox.acknowledge(9, LEADER_WINDOW_FRAMES + 1);
    assert.deepEqual(told, ['full', 'drained']);
  });

  it('takes no notice of an acknowledgement of another stream', () => {
    const { outbox, sent } = setUp();
    outbox.begin(9, 0);
    outbox.put('change', record(1), false);
    outbox.acknowledge(8, 1);
    sent.length = 0;
    outbox.begin(9, 0);
    assert.equal(sent.length, 1);
  });
});
