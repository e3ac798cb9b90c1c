import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeFrame, encodeFrame, FrameKind } from '../../src/protocol/frames.js';
import type { Frame } from '../../src/protocol/frames.js';
import { encodeInk, MAX_INK_BYTES, MAX_LINE_BYTES, MAX_LINES } from '../../src/protocol/ink.js';
import { MAX_CHAT_CHARACTERS } from '../../src/protocol/limits.js';
import { Chat } from '../../src/relay/chat.js';
import { Drawings } from '../../src/relay/drawings.js';
import { follow, lead, logged, relayFor, resumeAs, settle, SITE, TestClient } from './harness.js';

const start = { colour: [1, 2, 3], width: 15, id: 0, x: 10, y: 20, dx: 0, dy: 0 } as const;

/** A piece of line number `n`. */
function piece(n: number, { first = true, last = false, stream = 0, points = 1 } = {}) {
  const payload = encodeInk(
    first ? start : undefined,
    Array.from({ length: points }, (_, at) => ({ x: at, y: n })),
  );
  return encodeFrame({ kind: FrameKind.ink, first, last, stream, seq: n, payload });
}

/** A leader and two followers, all ready to be shown what is drawn and written. */
async function company(settings: Record<string, unknown> = {}) {
  const led = await lead(await relayFor(), settings);
  const one = await follow(led);
  const two = await follow(led);
  const { leader } = led;
  for (const client of [leader, one.client, two.client]) {
    client.send({ type: 'talk', heard: null });
    await client.next('talk');
  }
  for (const client of [leader, one.client, two.client]) client.take('wiped');
  return { led, leader, one, two };
}

const lines = (frames: Buffer[]) =>
  frames.map((bytes) => {
    const { stream, seq, first, last, payload } = decodeFrame(bytes) as Frame;
    return { from: stream, n: seq, first, last, bytes: payload.length };
  });

describe('lines that are drawn', () => {
  it('reach everybody but who draws them, with the number of whose they are', async () => {
    const { leader, one, two } = await company();
    one.client.send(piece(1));
    one.client.send(piece(1, { first: false, last: true, points: 3 }));
    leader.send(piece(1));
    const wanted = [
      { from: 1, n: 1, first: true, last: false, bytes: 28 },
      { from: 1, n: 1, first: false, last: true, bytes: 12 },
    ];
    assert.deepEqual(lines(await leader.nextFrames(2)), wanted);
    const atTwo = lines(await two.client.nextFrames(3));
    assert.deepEqual(
      atTwo.filter(({ from }) => from === 1),
      wanted,
    );
    assert.deepEqual(
      lines(await one.client.nextFrames(1)).map(({ from }) => from),
      [0],
    );
  });

  it('speak for nobody else, and are no longer than a piece may be', async () => {
    const { leader, one, two } = await company();
    one.client.send(piece(1, { stream: 2 }));
    assert.equal((await one.client.next('refused')).code, 'bad_message');
    const bytes = piece(1);
    const long = new Uint8Array(10 + MAX_INK_BYTES + 1);
    long.set(bytes.subarray(0, 10));
    one.client.send(long);
    assert.match((await one.client.next('refused')).message, /at most \d+ bytes/);
    await settle(leader, two.client);
    assert.deepEqual([leader.frames, two.client.frames], [[], []]);
  });

  it('go on only where they have begun, and not for ever', async () => {
    const { led, leader, one, two } = await company({ drawing_mode: 'permanent' });
    one.client.send(piece(7, { first: false }));
    one.client.send(piece(8));
    one.client.send(piece(7, { first: false }));
    one.client.send(piece(8, { first: false, last: true }));
    one.client.send(piece(8, { first: false }));
    await settle(one.client, leader);
    assert.deepEqual(
      lines(await leader.nextFrames(2)).map(({ n, last }) => [n, last]),
      [
        [8, false],
        [8, true],
      ],
    );
    assert.equal(leader.frames.length, 0);
    // More than fits into a line, in pieces that are each allowed.
    two.client.send(piece(1));
    for (let sent = 0; sent < MAX_LINE_BYTES; sent += 64 * 4) {
      two.client.send(piece(1, { first: false, points: 64 }));
    }
    await settle(two.client, leader);
    const late = (await follow(led)).client;
    late.send({ type: 'talk', heard: null });
    await late.next('talk');
    await settle(late);
    const kept = lines(late.frames).find(({ from }) => from === 2);
    assert.ok(kept && kept.bytes <= MAX_LINE_BYTES, `${kept?.bytes} bytes are kept of a line`);
  });

  it('stay for who comes later only where they are permanent', async () => {
    for (const [mode, count] of [
      ['permanent', 1],
      ['temporary', 0],
    ] as const) {
      const { led, leader, one } = await company({ drawing_mode: mode });
      one.client.send(piece(1, { points: 2 }));
      one.client.send(piece(1, { first: false, last: true, points: 3 }));
      await settle(one.client, leader);
      const late = (await follow(led)).client;
      late.send({ type: 'talk', heard: null });
      assert.equal((await late.next('talk')).drawing.mode, mode);
      await settle(late);
      const whole = { from: 1, n: 1, first: true, last: true, bytes: 24 + 5 * 4 };
      assert.deepEqual(lines(late.frames), count ? [whole] : []);
    }
  });

  it('are gone with the page, and stay when only the fragment of its address changes', async () => {
    const { led, leader, one } = await company({ drawing_mode: 'permanent' });
    const kept = async () => {
      const late = (await follow(led)).client;
      late.send({ type: 'talk', heard: null });
      await late.next('talk');
      await settle(late);
      return late.frames.length;
    };
    one.client.send(piece(1, { last: true }));
    await settle(one.client, leader);
    leader.send({ type: 'location', url: `${SITE}/start#below`, shared: true });
    await settle(leader, one.client);
    assert.deepEqual(one.client.take('wiped'), []);
    assert.equal(await kept(), 1);
    // The same address again is the page loaded anew.
    leader.send({ type: 'location', url: `${SITE}/start#below`, shared: true });
    assert.deepEqual(await one.client.next('wiped'), { type: 'wiped', of: null });
    assert.equal(await kept(), 0);
  });

  it('are taken away by a follower for himself, by the leader for everybody', async () => {
    const { led, leader, one, two } = await company({ drawing_mode: 'permanent' });
    one.client.send(piece(1, { last: true }));
    two.client.send(piece(1, { last: true }));
    await settle(one.client, two.client);
    one.client.send({ type: 'wipe' });
    assert.deepEqual(await leader.next('wiped'), { type: 'wiped', of: 1 });
    const late = (await follow(led)).client;
    late.send({ type: 'talk', heard: null });
    assert.deepEqual(
      lines(await late.nextFrames(1)).map(({ from }) => from),
      [2],
    );
    leader.send({ type: 'wipe' });
    assert.deepEqual(await two.client.next('wiped'), { type: 'wiped', of: 1 });
    assert.deepEqual(await two.client.next('wiped'), { type: 'wiped', of: null });
  });

  it('are as the leader says, and nobody else', async () => {
    const { leader, one, two } = await company();
    one.client.send({ type: 'drawing', mode: 'permanent' });
    assert.match((await one.client.next('refused')).message, /the leader decides/);
    leader.send({ type: 'drawing', mode: 'disabled', color: 'red' });
    const { drawing } = await two.client.next('talk');
    assert.deepEqual(drawing, { mode: 'disabled', color: 'red', width: 15, timeout: 3 });
    one.client.send(piece(1));
    await settle(one.client, two.client);
    assert.equal(two.client.frames.length, 0, 'nothing is drawn where drawing is off');
    leader.send('{"type":"drawing","mode":"for ever"}');
    assert.equal((await leader.next('refused')).code, 'bad_message');
  });

  it('come no faster than they can be drawn', () => {
    const sent: number[] = [];
    const drawings = new Drawings({
      mode: () => 'temporary',
      participants: () => 101,
      deliver: (from) => sent.push(from),
    });
    const bytes = Buffer.from(piece(1));
    const frame = decodeFrame(bytes) as Frame;
    for (let n = 0; n < 50; n += 1) {
      for (let from = 1; from <= 100; from += 1) drawings.accept(from, frame, bytes);
    }
    assert.ok(sent.length <= 400, `each would be sent ${sent.length} pieces at once`);
  });

  it('are so many and no more, and nobody takes away those of another', () => {
    const drawings = new Drawings({
      mode: () => 'permanent',
      participants: () => 3,
      deliver: () => undefined,
    });
    const draw = (from: number, n: number) => {
      const bytes = Buffer.from(piece(n, { last: true }));
      drawings.accept(from, decodeFrame(bytes) as Frame, bytes);
    };
    draw(2, 1);
    for (let n = 1; n <= MAX_LINES + 60; n += 1) {
      // He gets a new rate whenever he comes back as somebody who was gone.
      if (n % 50 === 0) drawings.left(1);
      draw(1, n);
    }
    const kept = lines(drawings.kept().map((bytes) => Buffer.from(bytes)));
    assert.equal(kept.filter(({ from }) => from === 1).length, MAX_LINES);
    assert.equal(kept.filter(({ from }) => from === 2).length, 1);
  });

  it('are no more than who comes later can be told at once, however long each is', () => {
    const drawings = new Drawings({
      mode: () => 'permanent',
      participants: () => 3,
      deliver: () => undefined,
    });
    const draw = (from: number, n: number) => {
      for (let at = 0; at < 60; at += 1) {
        const bytes = Buffer.from(piece(n, { first: at === 0, last: at === 59, points: 64 }));
        drawings.accept(from, decodeFrame(bytes) as Frame, bytes);
      }
      drawings.left(from);
    };
    const bytesOf = (from?: number) =>
      lines(drawings.kept().map((bytes) => Buffer.from(bytes)))
        .filter((line) => from === undefined || line.from === from)
        .reduce((sum, { bytes }) => sum + bytes, 0);
    draw(9, 1);
    for (let n = 1; n <= 100; n += 1) draw(1, n);
    assert.ok(bytesOf(1) < 1.1 * 1024 * 1024, 'one participant');
    assert.ok(bytesOf(9) > 0, 'another');
    for (const from of [2, 3, 4, 5, 6]) for (let n = 1; n <= 100; n += 1) draw(from, n);
    const all = bytesOf();
    assert.ok(all > 3 * 1024 * 1024 && all < 4.1 * 1024 * 1024, `all: ${all}`);
  });
});

describe('chat', () => {
  it('reaches everybody, its writer included, in one order', async () => {
    const { leader, one, two } = await company();
    one.client.send({ type: 'chat', text: 'one' });
    await settle(one.client);
    leader.send({ type: 'chat', text: '<b>two</b>' });
    await settle(leader, one.client, two.client);
    for (const client of [leader, one.client, two.client]) {
      assert.deepEqual(client.take('chat'), [
        { type: 'chat', n: 1, from: 1, text: 'one' },
        { type: 'chat', n: 2, from: 0, text: '<b>two</b>' },
      ]);
    }
  });

  it('has an end: long messages and empty ones are refused', async () => {
    const { one, two } = await company();
    one.client.send({ type: 'chat', text: 'x'.repeat(MAX_CHAT_CHARACTERS + 1) });
    const { message } = await one.client.next('refused');
    assert.ok(!message.includes('xxx'), 'a refusal does not repeat what was written');
    one.client.send({ type: 'chat', text: '' });
    assert.equal((await one.client.next('refused')).code, 'bad_message');
    one.client.send({ type: 'chat', text: 'x'.repeat(MAX_CHAT_CHARACTERS) });
    assert.equal((await two.client.next('chat')).text.length, MAX_CHAT_CHARACTERS);
  });

  it('cannot be flooded: what comes too soon is left out, and its writer told', async () => {
    const { leader, one } = await company();
    for (let n = 0; n < 30; n += 1) one.client.send({ type: 'chat', text: `no ${n}` });
    await settle(one.client, leader);
    const heard = leader.take('chat').length;
    assert.ok(heard >= 5 && heard <= 12, `${heard} of 30 messages came through`);
    assert.equal(one.client.take('chat_refused').length, 30 - heard);
  });

  it('is off with `docked_only`, with `ui_off` and with `chat_enabled` false', async () => {
    for (const settings of [{ docked_only: true }, { ui_off: true }, { chat_enabled: false }]) {
      const led = await lead(await relayFor(), settings);
      const { client } = await follow(led);
      client.send({ type: 'talk', heard: null });
      const talk = await client.next('talk');
      assert.equal(talk.chat, false);
      assert.equal(talk.drawing.mode, 'ui_off' in settings ? 'disabled' : 'temporary');
      client.send({ type: 'chat', text: 'hello' });
      assert.match((await client.next('refused')).message, /no chat/);
      await settle(client, led.leader);
      assert.deepEqual(led.leader.take('chat'), []);
    }
  });

  it('tells a late joiner nothing of before, and who comes back what was missed', async () => {
    const { led, leader, one } = await company();
    leader.send({ type: 'chat', text: 'before' });
    await one.client.next('chat');
    const late = await follow(led);
    leader.send({ type: 'chat', text: 'while the page was loading' });
    await settle(leader, late.client);
    late.client.take('chat');
    late.client.send({ type: 'talk', heard: null });
    await settle(late.client);
    assert.deepEqual(
      late.client.take('chat').map(({ text }) => text),
      ['while the page was loading'],
    );
    await one.client.cut();
    leader.send({ type: 'chat', text: 'meanwhile' });
    await settle(leader);
    const back = await TestClient.connect(led.relay);
    back.send(resumeAs(one.welcome, one.instance));
    await back.next('welcome');
    back.send({ type: 'talk', heard: 2 });
    assert.deepEqual(await back.next('chat'), { type: 'chat', n: 3, from: 0, text: 'meanwhile' });
  });

  it('is kept within bounds', () => {
    const chat = new Chat();
    for (let from = 1; from <= 300; from += 1) chat.say(from, 'x'.repeat(MAX_CHAT_CHARACTERS));
    const kept = chat.unheard(0, null);
    assert.equal(kept.length, 50);
    assert.equal(kept.at(-1)?.n, 300);
  });
});

describe('the server’s log', () => {
  /** All that a relay logs while somebody writes. */
  const whileWriting = (settings: Record<string, unknown>) =>
    logged(async () => {
      const relay = await relayFor({ logLevel: 'trace' });
      const led = await lead(relay, settings);
      const { client } = await follow(led);
      client.send({ type: 'chat', text: 'a word between us' });
      await led.leader.next('chat');
      await relay.close();
    });

  it('says nothing of what is written, unless `store_chat_logs` asks for it', async () => {
    const silent = await whileWriting({});
    assert.ok(silent.includes('"audit":"join"'), 'the log is looked at in the right place');
    assert.ok(!silent.includes('a word between us'));
    assert.match(
      await whileWriting({ store_chat_logs: true }),
      /"audit":"chat".*a word between us/,
    );
  });
});
