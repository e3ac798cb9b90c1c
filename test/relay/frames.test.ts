import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { assetFrames } from '../../src/protocol/assets.js';
import { decodeFrame, FrameKind } from '../../src/protocol/frames.js';
import { MAX_CHUNK_BYTES, VIEWER_WINDOW_BYTES } from '../../src/protocol/limits.js';
import {
  change,
  follow,
  frame,
  input,
  joinAs,
  lead,
  relayFor,
  resumeAs,
  seqs,
  settle,
  snapshot,
  TestClient,
} from './harness.js';
import type { Led } from './harness.js';

const streamOf = ({ welcome }: Led) => welcome.stream?.stream ?? 0;

/** Acknowledges as an engine does: everything, as it arrives. */
function acknowledgeAll(client: TestClient) {
  client.socket.on('message', (data: Buffer, binary) => {
    if (!binary || (data[0] ?? 9) > FrameKind.change) return;
    client.send({ type: 'ack', stream: data.readUInt32BE(2), seq: data.readUInt32BE(6) });
  });
}

describe('the order of frames', () => {
  it('is the leader’s: each frame once, byte for byte, to every viewer', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const one = await follow(led);
    const two = await follow(led);
    const stream = streamOf(led);
    const sent = [
      snapshot(stream, 1, { last: false }),
      snapshot(stream, 2, { first: false }),
      change(stream, 3),
      change(stream, 4, { bytes: 0 }),
    ];
    for (const bytes of sent) led.leader.send(bytes);
    for (const { client } of [one, two]) {
      assert.deepEqual(
        await client.nextFrames(4),
        sent.map((bytes) => Buffer.from(bytes)),
      );
      assert.deepEqual(client.take('reset'), [{ type: 'reset', stream, seq: 1 }]);
    }
    assert.deepEqual(await led.leader.next('ack'), { type: 'ack', stream, seq: 4 });
  });

  it('leaves out duplicates and whatever follows a gap, and says where it stands', async () => {
    const relay = await relayFor({ timing: { ack: 10_000 } });
    const led = await lead(relay);
    const { client } = await follow(led);
    const stream = streamOf(led);
    led.leader.send(snapshot(stream, 1));
    led.leader.send(change(stream, 2));
    led.leader.send(change(stream, 2));
    assert.equal((await led.leader.next('ack')).seq, 2);
    for (const seq of [5, 6, 7]) led.leader.send(change(stream, seq));
    assert.equal((await led.leader.next('ack')).seq, 2);
    await settle(led.leader, client);
    assert.deepEqual(led.leader.take('ack'), [], 'a gap is told once');
    for (const seq of [3, 4, 5]) led.leader.send(change(stream, seq));
    assert.deepEqual(seqs(await client.nextFrames(5)), [1, 2, 3, 4, 5]);
    led.leader.send(change(stream, 9));
    assert.equal((await led.leader.next('ack')).seq, 5);
  });

  it('fences off every other stream', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const { client } = await follow(led);
    const stream = streamOf(led);
    led.leader.send(snapshot(stream, 1));
    led.leader.send(change(stream + 1, 2));
    led.leader.send(change(0, 2));
    led.leader.send(change(stream, 2));
    const frames = await client.nextFrames(2);
    assert.deepEqual(
      frames.map((bytes) => bytes.readUInt32BE(2)),
      [stream, stream],
    );
    await settle(led.leader, client);
    assert.equal(client.frames.length, 0);
  });

  it('refuses frames that are no part of a record', async () => {
    const relay = await relayFor();
    const cases = [
      (stream: number) => [change(stream, 1)],
      (stream: number) => [snapshot(stream, 1, { first: false })],
      (stream: number) => [snapshot(stream, 1), change(stream, 2, { first: false })],
      (stream: number) => [
        snapshot(stream, 1, { last: false }),
        change(stream, 2, { first: false }),
      ],
      (stream: number) => [snapshot(stream, 1, { bytes: MAX_CHUNK_BYTES + 1 })],
      () => [input(1, 1)],
      () => [frame(FrameKind.asset, 0, 0, { bytes: 31 })],
      () => [frame(FrameKind.asset, 0, 1, { bytes: 40 })],
      () => [
        frame(FrameKind.asset, 0, 1, { bytes: 40 }),
        frame(FrameKind.asset, 0, 0, { first: false, bytes: 40 }),
      ],
    ];
    for (const frames of cases) {
      const led = await lead(relay);
      for (const bytes of frames(streamOf(led))) led.leader.send(bytes);
      await led.leader.next('refused');
      led.leader.send(snapshot(streamOf(led), 1));
      await led.leader.sync();
    }
  });

  it('lets a record replace one that was not finished', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const { client } = await follow(led);
    const stream = streamOf(led);
    led.leader.send(snapshot(stream, 1, { last: false }));
    led.leader.send(snapshot(stream, 2));
    assert.deepEqual(seqs(await client.nextFrames(1)), [2]);
    assert.equal((await client.next('reset')).seq, 2);
  });
});

describe('viewers', () => {
  it('that come late get the newest snapshot and what followed', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const stream = streamOf(led);
    led.leader.send(snapshot(stream, 1));
    led.leader.send(change(stream, 2));
    led.leader.send(snapshot(stream, 3));
    led.leader.send(change(stream, 4));
    // A snapshot on its way is no place to start from.
    led.leader.send(snapshot(stream, 5, { last: false }));
    await led.leader.sync();
    const { client } = await follow(led);
    assert.deepEqual(seqs(await client.nextFrames(3)), [3, 4, 5]);
    assert.deepEqual(client.take('reset'), [{ type: 'reset', stream, seq: 3 }]);
    assert.deepEqual(led.leader.take('need_snapshot'), [], 'it costs the leader nothing');
  });

  it('that come back go on where they were', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const stream = streamOf(led);
    const one = await follow(led);
    led.leader.send(snapshot(stream, 1));
    led.leader.send(change(stream, 2));
    await one.client.nextFrames(2);
    await one.client.cut();
    led.leader.send(change(stream, 3));
    led.leader.send(change(stream, 4, { last: false }));
    await led.leader.sync();

    const back = await TestClient.connect(relay);
    back.send(resumeAs(one.welcome, one.instance, { stream, seq: 2 }));
    assert.deepEqual(seqs(await back.nextFrames(2)), [3, 4]);
    assert.deepEqual(back.take('reset'), []);
    led.leader.send(change(stream, 5, { first: false }));
    assert.deepEqual(seqs(await back.nextFrames(1)), [5]);

    // A large record need not start again, however often the connection breaks.
    await back.cut();
    const inside = await TestClient.connect(relay);
    inside.send(resumeAs(one.welcome, one.instance, { stream, seq: 4 }));
    assert.deepEqual(seqs(await inside.nextFrames(1)), [5]);

    // In another stream or in the future there is nothing to go on with.
    for (const cursor of [{ stream: stream + 1, seq: 2 }, { stream, seq: 99 }, null]) {
      const again = await TestClient.connect(relay);
      again.send(resumeAs(one.welcome, one.instance, cursor));
      assert.deepEqual(seqs(await again.nextFrames(5)), [1, 2, 3, 4, 5]);
      assert.equal((await again.next('reset')).seq, 1);
    }
  });

  it('keep their picture until a new leader’s snapshot is complete', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const { client } = await follow(led);
    const stream = streamOf(led);
    led.leader.send(snapshot(stream, 1));
    await client.nextFrames(1);
    await client.next('reset');

    const leader = await TestClient.connect(relay);
    leader.send(joinAs('leader', led.session, led.leaderToken));
    const next = (await leader.next('welcome')).stream?.stream ?? 0;
    // The old leader's frames are fenced off, whoever sends them.
    leader.send(change(stream, 2));
    leader.send(snapshot(next, 1, { last: false }));
    const late = await follow(led);
    await settle(leader, client, late.client);
    assert.deepEqual(client.take('reset'), []);
    assert.equal(client.frames.length + late.client.frames.length, 0);

    leader.send(snapshot(next, 2, { first: false }));
    for (const one of [client, late.client]) {
      assert.deepEqual(await one.next('reset'), { type: 'reset', stream: next, seq: 1 });
      assert.deepEqual(seqs(await one.nextFrames(2)), [1, 2]);
    }
  });

  it('that lose their place are started again', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const { client } = await follow(led);
    const stream = streamOf(led);
    for (const bytes of [snapshot(stream, 1), change(stream, 2)]) led.leader.send(bytes);
    await client.nextFrames(2);
    client.send({ type: 'resync' });
    assert.deepEqual(seqs(await client.nextFrames(2)), [1, 2]);
    assert.equal(client.take('reset').length, 2);
  });

  it('that do not keep up are sent one window, and then the newest snapshot', async () => {
    const relay = await relayFor({ limits: { bytesPerSecond: 1e9, framesPerSecond: 1e6 } });
    const led = await lead(relay);
    const slow = await follow(led);
    const quick = await follow(led);
    acknowledgeAll(quick.client);
    const stream = streamOf(led);
    const bytes = 60_000;
    let seq = 0;
    led.leader.send(snapshot(stream, (seq += 1), { bytes }));
    for (let count = 0; count < 3; count += 1) {
      for (let n = 0; n < 20; n += 1) led.leader.send(change(stream, (seq += 1), { bytes }));
      led.leader.send(snapshot(stream, (seq += 1), { bytes }));
      // The quick one is a little behind at most.
      while (seqs(quick.client.frames).at(-1) !== seq) await quick.client.sync();
    }
    const newest = seq;
    led.leader.send(change(stream, (seq += 1)));
    await quick.client.nextFrames(seq);
    await slow.client.sync();
    const got = slow.client.frames.splice(0);
    assert.deepEqual(
      seqs(got),
      got.map((_, n) => n + 1),
    );
    const size = got.reduce((sum, one) => sum + one.length, 0);
    assert.ok(size >= VIEWER_WINDOW_BYTES && size < VIEWER_WINDOW_BYTES + 2 * bytes, `${size}`);
    assert.equal(slow.client.take('reset').length, 1);
    assert.equal(quick.client.take('reset').length, 1, 'the others are not disturbed');

    slow.client.send({ type: 'ack', stream, seq: got.length });
    assert.deepEqual(seqs(await slow.client.nextFrames(2)), [newest, newest + 1]);
    assert.equal((await slow.client.next('reset')).seq, newest);
  });

  it('that were started again have the whole window for what they were sent since', async () => {
    const relay = await relayFor({ limits: { bytesPerSecond: 1e9 } });
    const led = await lead(relay);
    const { client } = await follow(led);
    const stream = streamOf(led);
    const bytes = 50_000;
    for (let seq = 1; seq <= 40; seq += 1) {
      led.leader.send((seq === 1 || seq === 5 ? snapshot : change)(stream, seq, { bytes }));
      // Eight fit into the window with room to spare; the others come while it is full.
      if (seq === 8) {
        await client.nextFrames(8);
        client.send({ type: 'resync' });
        assert.deepEqual(seqs(await client.nextFrames(3)), [5, 6, 7]);
      }
    }
    await led.leader.sync();
    // Numbers that were never sent change nothing.
    client.send({ type: 'ack', stream: stream + 1, seq: 7 });
    client.send({ type: 'ack', stream, seq: 39 });
    await client.sync();
    assert.equal(client.frames.length, 0);
    // 7 was sent twice; what counts is the second time, so that nothing is under way any more.
    client.send({ type: 'ack', stream, seq: 7 });
    await client.sync();
    assert.deepEqual(
      seqs(client.frames),
      Array.from({ length: 11 }, (_, n) => 8 + n),
    );
  });

  it('see pointers only when they are up to date', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const { client } = await follow(led);
    const stream = streamOf(led);
    const pointer = frame(FrameKind.pointer, stream, 0);
    led.leader.send(pointer);
    led.leader.send(snapshot(stream, 1));
    led.leader.send(pointer);
    led.leader.send(frame(FrameKind.pointer, stream + 1, 0));
    const [first, second] = await client.nextFrames(2);
    assert.deepEqual([first?.[0], second?.[0]], [FrameKind.snapshot, FrameKind.pointer]);
    await settle(led.leader, client);
    assert.equal(client.frames.length, 0);
  });
});

describe('the leader', () => {
  it('is asked for a snapshot when much has changed since the last one', async () => {
    const relay = await relayFor({ limits: { bytesPerSecond: 1e9, framesPerSecond: 1e6 } });
    const led = await lead(relay);
    const stream = streamOf(led);
    led.leader.send(snapshot(stream, 1));
    let seq = 1;
    for (let n = 0; n < 17; n += 1) led.leader.send(change(stream, (seq += 1), { bytes: 60_000 }));
    await led.leader.sync();
    assert.deepEqual(led.leader.take('need_snapshot'), [], 'not before 1 MB');
    for (let n = 0; n < 3; n += 1) led.leader.send(change(stream, (seq += 1), { bytes: 60_000 }));
    await led.leader.next('need_snapshot');
    led.leader.send(change(stream, (seq += 1)));
    await led.leader.sync();
    assert.deepEqual(led.leader.take('need_snapshot'), [], 'once');

    led.leader.send(snapshot(stream, (seq += 1)));
    for (let n = 0; n < 5_001; n += 1) led.leader.send(change(stream, (seq += 1), { bytes: 0 }));
    await led.leader.next('need_snapshot');
    // Who comes back as the leader is asked again.
    await led.leader.cut();
    const back = await TestClient.connect(relay);
    back.send(resumeAs(led.welcome, led.instance));
    await back.next('welcome');
    await back.next('need_snapshot');
  });

  it('is asked for a snapshot when a viewer waits and the log could not hold one', async () => {
    const relay = await relayFor({ limits: { logBytes: 100_000, bytesPerSecond: 1e9 } });
    const led = await lead(relay);
    const stream = streamOf(led);
    const seen = await follow(led);
    acknowledgeAll(seen.client);
    led.leader.send(snapshot(stream, 1, { bytes: 40_000 }));
    for (const seq of [2, 3]) led.leader.send(change(stream, seq, { bytes: 40_000 }));
    await seen.client.nextFrames(3);
    await led.leader.sync();
    assert.deepEqual(led.leader.take('need_snapshot'), []);
    const late = await follow(led);
    await led.leader.next('need_snapshot');
    led.leader.send(snapshot(stream, 4, { bytes: 40_000 }));
    assert.deepEqual(seqs(await late.client.nextFrames(1)), [4]);
    assert.deepEqual(seqs(await seen.client.nextFrames(1)), [4]);
  });

  it('is not asked on behalf of viewers who have gone or were replaced', async () => {
    const relay = await relayFor({ limits: { logBytes: 100_000, bytesPerSecond: 1e9 } });
    const led = await lead(relay);
    const stream = streamOf(led);
    const replaced = await follow(led, { browser: 'same' });
    const gone = await follow(led, { browser: 'same' });
    await replaced.client.refused('other_connection');
    gone.client.send({ type: 'bye' });
    await gone.client.closed;
    const lost = await follow(led);
    await lost.client.cut();
    led.leader.send(snapshot(stream, 1, { bytes: 40_000 }));
    for (let seq = 2; seq <= 30; seq += 1) led.leader.send(change(stream, seq, { bytes: 40_000 }));
    await led.leader.sync();
    assert.deepEqual(led.leader.take('need_snapshot'), []);
  });

  it('cannot make the log outgrow its bound with one record', async () => {
    const relay = await relayFor({ limits: { logBytes: 100_000 } });
    const led = await lead(relay);
    const stream = streamOf(led);
    led.leader.send(snapshot(stream, 1, { last: false, bytes: 60_000 }));
    led.leader.send(snapshot(stream, 2, { first: false, last: false, bytes: 60_000 }));
    assert.match(await led.leader.refused('too_large'), /page is too large/);
  });
});

describe('assets', () => {
  const made = (text: string, bytes = 100) => {
    const content = Buffer.alloc(bytes, text);
    const hash = createHash('sha256').update(content).digest('hex');
    return { hash, frames: [...assetFrames({ hash, type: 'image/png', bytes: content })] };
  };

  it('go to the viewers that asked, at once or when they arrive', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const one = await follow(led);
    const two = await follow(led);
    const early = made('early', 200_000);
    const late = made('late');
    for (const bytes of early.frames) led.leader.send(bytes);
    await led.leader.sync();
    one.client.send({ type: 'want_assets', hashes: [early.hash, late.hash, early.hash] });
    const got = await one.client.nextFrames(early.frames.length);
    assert.deepEqual(
      got,
      early.frames.map((bytes) => Buffer.from(bytes)),
    );
    led.leader.send(late.frames[0] ?? '');
    assert.deepEqual(await one.client.nextFrames(1), [Buffer.from(late.frames[0] ?? '')]);
    await settle(led.leader, one.client, two.client);
    assert.equal(one.client.frames.length + two.client.frames.length, 0);
  });

  it('are kept within a bound, oldest first', async () => {
    const relay = await relayFor({ limits: { assetBytes: 150_000 } });
    const led = await lead(relay);
    const { client } = await follow(led);
    const [a, b] = [made('a', 90_000), made('b', 90_000)];
    for (const bytes of [...a.frames, ...b.frames]) led.leader.send(bytes);
    await led.leader.sync();
    client.send({ type: 'want_assets', hashes: [a.hash, b.hash] });
    const got = await client.nextFrames(b.frames.length);
    assert.deepEqual(
      got,
      b.frames.map((bytes) => Buffer.from(bytes)),
    );
    await client.sync();
    assert.equal(client.frames.length, 0);
    // The forgotten one is asked for, once, and sent when it comes again.
    client.send({ type: 'want_assets', hashes: [a.hash] });
    await client.sync();
    await led.leader.sync();
    assert.deepEqual(led.leader.take('need_assets'), [{ type: 'need_assets', hashes: [a.hash] }]);
    for (const bytes of a.frames) led.leader.send(bytes);
    await client.nextFrames(a.frames.length);
  });

  it('that nobody has are asked of the leader at a rate', async () => {
    const led = await lead(await relayFor());
    const { client } = await follow(led);
    let n = 0;
    for (let message = 0; message < 30; message += 1) {
      const hashes = Array.from({ length: 256 }, () => (n += 1).toString(16).padStart(64, '0'));
      client.send({ type: 'want_assets', hashes });
    }
    await wait(1_000);
    await led.leader.sync();
    const asked = led.leader.take('need_assets').flatMap(({ hashes }) => hashes);
    assert.ok(asked.length >= 4_096 && asked.length <= 5_120, `asked for ${asked.length}`);
  });

  it('that have to go before a slow viewer has got them are asked for', async () => {
    const relay = await relayFor({ limits: { bytesPerSecond: 1e9, assetBytes: 10_000_000 } });
    const led = await lead(relay);
    const { client } = await follow(led);
    const large = [1, 2, 3, 4, 5, 6, 7].map((n) => made(`n${n}`, 4_000_000));
    const send = (hashes: readonly string[]) => {
      for (const { hash, frames } of large) {
        if (hashes.includes(hash)) for (const bytes of frames) led.leader.send(bytes);
      }
    };
    client.socket.pause();
    client.send({ type: 'want_assets', hashes: large.map(({ hash }) => hash) });
    const all = await led.leader.next('need_assets');
    send(all.hashes);
    await led.leader.sync();
    client.socket.resume();
    const total = large.reduce((sum, { frames }) => sum + frames.length, 0);
    let isThere = false;
    const got = client.nextFrames(total).then(() => (isThere = true));
    while (!isThere) {
      const again = led.leader.next('need_assets').then(({ hashes }) => send(hashes));
      await Promise.race([got, again]);
    }
  });

  it('that a viewer waits for are asked of a leader who comes back', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const { client } = await follow(led);
    const cut = made('cut', 200_000);
    led.leader.send(cut.frames[0] ?? '');
    await led.leader.cut();
    client.send({ type: 'want_assets', hashes: [cut.hash] });
    await client.sync();
    const back = await TestClient.connect(relay);
    back.send(resumeAs(led.welcome, led.instance));
    assert.deepEqual((await back.next('need_assets')).hashes, [cut.hash]);
    for (const bytes of cut.frames) back.send(bytes);
    await client.nextFrames(cut.frames.length);
  });

  it('are kept for longer where each page shows them anew', async () => {
    const relay = await relayFor({ limits: { assetBytes: 150_000 } });
    const led = await lead(relay);
    const { client } = await follow(led);
    const [logo, old, fresh] = [made('a', 40_000), made('b', 40_000), made('c', 90_000)];
    for (const { frames } of [logo, old, logo, fresh]) {
      for (const bytes of frames) led.leader.send(bytes);
    }
    await led.leader.sync();
    client.send({ type: 'want_assets', hashes: [logo.hash, old.hash] });
    assert.deepEqual(
      await client.nextFrames(logo.frames.length),
      logo.frames.map((bytes) => Buffer.from(bytes)),
    );
    await client.sync();
    assert.equal(client.frames.length, 0);
  });

  it('that are too large are refused', async () => {
    const relay = await relayFor({ limits: { bytesPerSecond: 1e9 } });
    const led = await lead(relay);
    for (const bytes of made('large', 4.2 * 1024 * 1024).frames) led.leader.send(bytes);
    const refusal = await led.leader.next('refused');
    assert.equal(refusal.code, 'too_large');
    await led.leader.sync();
    assert.deepEqual(led.leader.take('refused'), [], 'told once');
  });

  it('do not hold the picture up', async () => {
    const relay = await relayFor({ limits: { bytesPerSecond: 1e9 } });
    const led = await lead(relay);
    const { client } = await follow(led);
    const stream = streamOf(led);
    const large = [1, 2, 3, 4, 5, 6].map((n) => made(`n${n}`, 4_000_000));
    for (const { frames } of large) for (const bytes of frames) led.leader.send(bytes);
    await led.leader.sync();
    client.socket.pause();
    client.send({ type: 'want_assets', hashes: large.map(({ hash }) => hash) });
    await new Promise((resolve) => setTimeout(resolve, 50));
    led.leader.send(snapshot(stream, 1));
    await led.leader.sync();
    client.socket.resume();
    const total = large.reduce((sum, { frames }) => sum + frames.length, 0);
    const frames = await client.nextFrames(total + 1);
    const kinds = frames.map((bytes) => (decodeFrame(bytes) as { kind: number }).kind);
    const at = kinds.indexOf(FrameKind.snapshot);
    assert.ok(at >= 0 && at < total - 100, `snapshot came as number ${at} of ${total}`);
  });
});

describe('a picture that has gone wrong', () => {
  it('is reported to the leader, who tells that part anew', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const { client } = await follow(led);
    client.send({ type: 'diverged', id: 7 });
    assert.deepEqual(await led.leader.next('repair'), { type: 'repair', id: 7 });
  });

  it('is not reported more often than the leader can bear', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const { client } = await follow(led);
    for (let id = 1; id <= 60; id += 1) client.send({ type: 'diverged', id });
    await settle(client, led.leader);
    const { length } = led.leader.take('repair');
    assert.ok(length >= 20 && length < 30, `${length} came through`);
  });

  it('is heard of one viewer whatever another reports', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const { client: loud } = await follow(led);
    const { client } = await follow(led);
    for (let n = 1; n <= 200; n += 1) loud.send({ type: 'diverged', id: 5 });
    await settle(loud, led.leader);
    led.leader.take('repair');
    client.send({ type: 'diverged', id: 7 });
    assert.deepEqual(await led.leader.next('repair'), { type: 'repair', id: 7 });
  });

  it('is no matter for a leader to report', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    led.leader.send({ type: 'diverged', id: 7 });
    assert.equal((await led.leader.next('refused')).code, 'bad_message');
  });
});
