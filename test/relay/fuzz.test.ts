import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { decodeFrame, encodeFrame, FrameKind } from '../../src/protocol/frames.js';
import type { ClientMessage } from '../../src/protocol/messages.js';
import type { Relay } from '../../src/relay/index.js';
import { isProblem, readMessage } from '../../src/relay/read-message.js';
import {
  change,
  create,
  follow,
  joinAs,
  lead,
  relayFor,
  resumeAs,
  seqs,
  snapshot,
  TestClient,
} from './harness.js';
import type { Led } from './harness.js';

const SEED = 20_240_607;
const ROUNDS = 4_000;

/** mulberry32: the same numbers each run, so that what fails once fails again. */
function random(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number) => Math.floor(next() * n);
  const pick = <T>(list: readonly T[]) => list[below(list.length)] as T;
  return { below, pick };
}

const { below, pick } = random(SEED);

function strangeValue(depth = 0): unknown {
  const simple = [
    ...[null, true, false, 0, -1, 1, 1.5, 2 ** 32, 2 ** 53, 1e308, '', 'leader', 'follower', '*'],
    ...['\u0000', '\ud800', '💥'.repeat(50), 'A'.repeat(22), 'A'.repeat(43), 'x'.repeat(5_000)],
    ...['https://shop.example/', 'javascript:1', '__proto__', 'constructor', '1234', 'shop'],
  ];
  if (depth > 4 || below(3) > 0) return pick(simple);
  if (below(2) === 0) return Array.from({ length: below(5) }, () => strangeValue(depth + 1));
  const keys = ['__proto__', 'constructor', 'type', 'v', 'userData', 'toString', 'index', ''];
  return Object.fromEntries(
    Array.from({ length: below(5) }, () => [pick(keys), strangeValue(depth + 1)]),
  );
}

const examples = ({ welcome, session, leaderToken, followerToken }: Led): ClientMessage[] => [
  { type: 'watch', v: 1, widgetKey: 'shop' },
  { type: 'agent', v: 1, widgetKey: 'shop', agentKey: 'x', name: 'x' },
  create(),
  joinAs('leader', session, leaderToken.slice(1) + 'A'),
  joinAs('follower', session, followerToken.slice(1) + 'A'),
  resumeAs({ ...welcome, secret: 'A'.repeat(43) }, 'x', { stream: 1, seq: 1 }),
  { type: 'locate', v: 1, session, token: 'A'.repeat(43) },
  { type: 'end' },
  { type: 'bye' },
  { type: 'beat' },
  { type: 'location', url: 'https://shop.example/', shared: true },
  { type: 'control_request' },
  { type: 'control_give', to: 1 },
  { type: 'control_deny', to: 1 },
  { type: 'result', to: 1, epoch: 1, n: 1, outcome: 'applied' },
  { type: 'message', data: {}, origin: '*', targetOrigin: '*', inside: false },
  { type: 'log', entry: 'x' },
  { type: 'ack', stream: 1, seq: 1 },
  { type: 'resync' },
  { type: 'want_assets', hashes: ['a'.repeat(64)] },
  { type: 'window_size', width: 800, height: 600 },
  { type: 'hidden', hidden: true },
  { type: 'asked', asked: true },
  { type: 'agent_status', available: true },
  { type: 'agent_join', session },
  { type: 'agent_join_pin', pin: '1234' },
];

/** A message of the protocol with some of its parts replaced, added or taken out; or something else altogether. */
function strangeText(led: Led): string {
  if (below(10) === 0) return JSON.stringify(strangeValue()) ?? 'undefined';
  const text = JSON.stringify(pick(examples(led)));
  if (below(10) === 0) return text.slice(0, below(text.length));
  const message = JSON.parse(text) as Record<string, unknown>;
  for (let changes = below(3); changes > 0; changes -= 1) {
    const key = pick([...Object.keys(message), 'extra', '__proto__']);
    const value = strangeValue();
    if (below(4) === 0) Reflect.deleteProperty(message, key);
    else {
      Object.defineProperty(message, key, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  }
  return JSON.stringify(message);
}

function strangeFrame(stream: number): Uint8Array {
  if (below(3) === 0) return Uint8Array.from({ length: below(60) }, () => below(256));
  return encodeFrame({
    kind: pick([...Object.values(FrameKind), 0, 99]) as FrameKind,
    first: below(2) === 0,
    last: below(2) === 0,
    stream: pick([0, 1, stream, stream + 1, 0xffffffff]),
    seq: pick([0, 1, 2, 3, below(100), 0xffffffff]),
    payload: new Uint8Array(pick([0, 1, 31, 32, 33, 5_000])),
  });
}

describe('strange input', () => {
  const uncaught: unknown[] = [];
  const note = (error: unknown) => void uncaught.push(error);
  process.on('uncaughtExceptionMonitor', note);
  after(() => process.off('uncaughtExceptionMonitor', note));

  it('is read without an exception, and never taken for what it is not', () => {
    const led = {
      welcome: {},
      session: 'A'.repeat(22),
      leaderToken: 'x',
      followerToken: 'x',
    } as Led;
    let accepted = 0;
    for (let round = 0; round < 5 * ROUNDS; round += 1) {
      const message = readMessage(strangeText(led));
      if (isProblem(message)) assert.ok(message.message.length < 300);
      else {
        accepted += 1;
        assert.ok(examples(led).some(({ type }) => type === message.type));
      }
      const decoded = decodeFrame(strangeFrame(1));
      if (typeof decoded !== 'string') assert.ok(Object.values(FrameKind).includes(decoded.kind));
    }
    assert.ok(accepted > ROUNDS && accepted < 4 * ROUNDS, `${accepted} accepted`);
    assert.equal(({} as Record<string, unknown>)['type'], undefined);
  });

  it(
    'from strangers, followers and leaders disturbs nobody else',
    { timeout: 60_000 },
    async () => {
      const relay = await relayFor({
        limits: {
          messagesPerSecond: 1e6,
          framesPerSecond: 1e6,
          inputsPerSecond: 1e6,
          bytesPerSecond: 1e9,
        },
      });
      const healthy = await lead(relay);
      const stream = healthy.welcome.stream?.stream ?? 0;
      const viewer = (await follow(healthy)).client;
      healthy.leader.send(snapshot(stream, 1));
      let seq = 1;
      let attacker: TestClient | undefined;
      const codes = new Set<number>();
      for (let round = 0; round < ROUNDS; round += 1) {
        if (attacker?.socket.readyState !== 1) {
          attacker = await strangeClient(relay);
          void attacker.closed.then((code) => codes.add(code));
        }
        attacker.send(below(2) === 0 ? strangeText(healthy) : strangeFrame(stream));
        if (round % 20 === 0) {
          healthy.leader.send(change(stream, (seq += 1)));
          await Promise.race([attacker.sync(), attacker.closed]);
        }
      }
      const frames = await viewer.nextFrames(seq);
      assert.deepEqual(
        seqs(frames),
        frames.map((_, n) => n + 1),
      );
      assert.deepEqual([...viewer.take('refused'), ...viewer.take('ended')], []);
      assert.deepEqual(healthy.leader.take('refused'), []);
      assert.deepEqual(uncaught, []);
    },
  );
});

/** A stranger, or somebody with a session of its own. */
async function strangeClient(relay: Relay): Promise<TestClient> {
  const role = below(3);
  if (role === 0) return TestClient.connect(relay);
  const led = await lead(relay, { agent_can_take_control: true });
  return role === 1 ? led.leader : (await follow(led)).client;
}
