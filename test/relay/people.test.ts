import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { FrameKind } from '../../src/protocol/frames.js';
import { Pointers } from '../../src/relay/pointers.js';
import {
  change,
  follow,
  frame,
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
const pointer = (stream: number, bytes = 16) => frame(FrameKind.pointer, stream, 0, { bytes });

/** A leader and two followers who have the picture. */
async function company(settings: Record<string, unknown> = {}) {
  const led = await lead(await relayFor(), settings);
  const stream = streamOf(led);
  led.leader.send(snapshot(stream, 1));
  const one = await follow(led);
  const two = await follow(led);
  await one.client.nextFrames(1);
  await two.client.nextFrames(1);
  return { led, stream, leader: led.leader, one, two };
}

describe('pointers of followers', () => {
  it('reach the leader and every other follower, with the number of whose they are', async () => {
    const { stream, leader, one, two } = await company();
    one.client.send(pointer(stream));
    const [atLeader] = await leader.nextFrames(1);
    const [atTwo] = await two.client.nextFrames(1);
    assert.deepEqual(seqs([atLeader!, atTwo!]), [1, 1]);
    assert.deepEqual([atLeader![0], atLeader!.readUInt32BE(2)], [FrameKind.pointer, stream]);
    two.client.send(pointer(stream));
    assert.deepEqual(seqs(await leader.nextFrames(1)), [2]);
    assert.deepEqual(seqs(await one.client.nextFrames(1)), [2]);
    await settle(one.client, two.client);
    assert.equal(two.client.frames.length, 0, 'nobody gets his own');
  });

  it('speak for nobody else: a number in one is refused', async () => {
    const { stream, leader, one, two } = await company();
    one.client.send(frame(FrameKind.pointer, stream, 2));
    assert.equal((await one.client.next('refused')).code, 'bad_message');
    leader.send(frame(FrameKind.pointer, stream, 2));
    assert.equal((await leader.next('refused')).code, 'bad_message');
    await settle(leader, two.client);
    assert.deepEqual([leader.frames, two.client.frames], [[], []]);
  });

  it('of another stream show nothing', async () => {
    const { stream, leader, one, two } = await company();
    one.client.send(pointer(stream + 1));
    await settle(one.client, leader, two.client);
    assert.deepEqual([leader.frames, two.client.frames], [[], []]);
    assert.deepEqual(one.client.take('refused'), []);
  });

  it('come no faster than they can be shown, and the newest last', async () => {
    const { stream, leader, one, two } = await company();
    for (let n = 1; n <= 60; n += 1) one.client.send(pointer(stream, n));
    await one.client.sync();
    await wait(100);
    await settle(leader, two.client);
    for (const { frames } of [leader, two.client]) {
      assert.ok(frames.length <= 10, `${frames.length} of 60 arrived`);
      assert.equal(frames.at(-1)!.length, 10 + 60);
    }
  });

  it('are told to nobody who comes later, and take no number in the stream', async () => {
    const { led, stream, leader, one } = await company();
    one.client.send(pointer(stream));
    await leader.nextFrames(1);
    leader.send(change(stream, 2));
    const late = await follow(led);
    assert.deepEqual(
      (await late.client.nextFrames(2)).map((bytes) => bytes[0]),
      [FrameKind.snapshot, FrameKind.change],
    );
    await settle(late.client);
    assert.equal(late.client.frames.length, 0);
  });

  it('end with their connection', async () => {
    const { stream, leader, one } = await company();
    one.client.send(pointer(stream, 1));
    one.client.send(pointer(stream, 2));
    one.client.send({ type: 'bye' });
    await one.client.closed;
    await wait(50);
    await leader.sync();
    assert.equal(leader.frames.length, 1, 'what waited is not sent any more');
  });

  it('share what each of many can be sent', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const sent: number[] = [];
    const pointers = new Pointers({ followers: () => 100, deliver: (from) => sent.push(from) });
    for (let ms = 0; ms < 1_000; ms += 10) {
      for (let from = 1; from <= 100; from += 1) pointers.accept(from, Buffer.alloc(26));
      t.mock.timers.tick(10);
    }
    pointers.close();
    assert.ok(sent.length <= 300, `each would be sent ${sent.length} pointers in a second`);
    assert.equal(new Set(sent).size, 100);
  });
});

describe('windows of followers', () => {
  it('are told to the leader, and to one who comes back', async () => {
    const { led, leader, one } = await company();
    one.client.send({ type: 'window_size', width: 640, height: 480 });
    const told = { type: 'window_size', from: 1, width: 640, height: 480 };
    assert.deepEqual(await leader.next('window_size'), told);
    await leader.cut();
    const again = await TestClient.connect(led.relay);
    again.send(resumeAs(led.welcome, 'another window'));
    await again.next('welcome');
    assert.deepEqual(await again.next('window_size'), told);
  });

  it('cannot be without a size, or larger than any screen', async () => {
    const { leader, one } = await company();
    for (const width of [0, -1, 1.5, 65_536]) {
      one.client.send({ type: 'window_size', width, height: 480 });
      const refused = await Promise.race([one.client.next('refused'), one.client.closed]);
      assert.notEqual(refused, 1000, String(width));
    }
    await leader.sync();
    assert.deepEqual(leader.take('window_size'), []);
  });
});

describe('how the leader can be reached', () => {
  it('is told to followers, also to those who come later', async () => {
    const { led, leader, one } = await company();
    leader.send({ type: 'hidden', hidden: true });
    assert.equal((await one.client.next('leader')).state, 'hidden');
    const late = await follow(led);
    assert.equal((await late.client.next('leader')).state, 'hidden');
    leader.send({ type: 'hidden', hidden: false });
    assert.equal((await one.client.next('leader')).state, 'here');
    await leader.cut();
    assert.equal((await one.client.next('leader')).state, 'away');
    const again = await TestClient.connect(led.relay);
    again.send(resumeAs(led.welcome, led.instance));
    assert.equal((await one.client.next('leader')).state, 'here');
  });

  it('tells that a dialog of the browser’s holds the page, which may be silent meanwhile', async () => {
    const led = await lead(await relayFor({ timing: { beat: 50, dead: 500 } }));
    const { client } = await follow(led);
    const beats = setInterval(() => client.send({ type: 'beat' }), 50);
    try {
      led.leader.send({ type: 'asked', asked: true });
      assert.equal((await client.next('leader')).state, 'asked');
      await wait(1_000);
      await client.sync();
      assert.deepEqual(client.take('leader'), []);
      led.leader.send({ type: 'asked', asked: false });
      assert.equal((await client.next('leader')).state, 'here');
      // And dead it is again when it says nothing.
      assert.equal((await client.next('leader')).state, 'away');
    } finally {
      clearInterval(beats);
    }
  });

  it('says nothing to who comes while all is well', async () => {
    const { two } = await company();
    await two.client.sync();
    assert.deepEqual(two.client.take('leader'), []);
  });
});

describe('a viewer who cannot use the newest snapshot', () => {
  it('gets another one, which the leader is not asked for again and again', async () => {
    const { stream, leader, one } = await company();
    one.client.send({ type: 'resync' });
    await one.client.next('reset');
    await one.client.nextFrames(1);
    assert.equal((await leader.next('need_snapshot')).type, 'need_snapshot');
    for (let n = 2; n <= 5; n += 1) {
      leader.send(snapshot(stream, n));
      await one.client.nextFrames(1);
      one.client.send({ type: 'resync' });
      await one.client.next('reset');
      await one.client.nextFrames(1);
      one.client.send({ type: 'resync' });
      await one.client.nextFrames(1);
    }
    await settle(one.client, leader);
    assert.deepEqual(leader.take('need_snapshot'), []);
  });
});
