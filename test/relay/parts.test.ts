import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { describe, it } from 'node:test';
import { decodeFrame } from '../../src/protocol/frames.js';
import type { Frame } from '../../src/protocol/frames.js';
import { clientAddress, limitKey, trustProxies } from '../../src/relay/addresses.js';
import type { Client } from '../../src/relay/client.js';
import { FrameLog } from '../../src/relay/frame-log.js';
import { newFollowerToken, openLink } from '../../src/relay/places.js';
import { newSession } from '../../src/relay/facts.js';
import { DEFAULT_LIMITS } from '../../src/relay/options.js';
import { Picture } from '../../src/relay/picture.js';
import { Bucket, Budget } from '../../src/relay/rate.js';
import { digestOf, matchAmong, newPin, newSecret } from '../../src/relay/tokens.js';
import { change, joinAs, SITE, snapshot } from './harness.js';

describe('a frame log', () => {
  const append = (log: FrameLog, bytes: Uint8Array) =>
    log.append(decodeFrame(bytes) as Frame, Buffer.from(bytes));

  it('takes exactly the next frame of the current stream', () => {
    const log = new FrameLog(1e6);
    log.begin(7);
    assert.equal(append(log, change(7, 1)), 'broken');
    assert.equal(append(log, snapshot(7, 2)), 'gap');
    assert.equal(append(log, snapshot(7, 1)), 'ok');
    assert.equal(append(log, snapshot(7, 1)), 'duplicate');
    assert.equal(append(log, change(6, 2)), 'fenced');
    assert.equal(append(log, change(7, 2)), 'ok');
    log.begin(8);
    assert.equal(append(log, change(7, 3)), 'fenced');
    assert.deepEqual([log.first, log.last, log.snapshot, log.bytes], [1, 0, undefined, 0]);
  });

  it('keeps one generation before the newest snapshot', () => {
    const log = new FrameLog(1e6);
    log.begin(1);
    append(log, snapshot(1, 1));
    append(log, change(1, 2));
    append(log, snapshot(1, 3, { last: false }));
    assert.deepEqual([log.first, log.snapshot], [1, 1], 'not before it is complete');
    append(log, snapshot(1, 4, { first: false }));
    assert.deepEqual([log.first, log.snapshot], [1, 3]);
    append(log, change(1, 5));
    append(log, snapshot(1, 6));
    assert.deepEqual([log.first, log.last, log.snapshot], [3, 6, 6]);
    assert.equal(log.entry(2), undefined);
    assert.equal(log.entry(3)?.seq, 3);
  });

  it('stays within its bound, and gives up what is oldest first', () => {
    const log = new FrameLog(10_000);
    log.begin(1);
    append(log, snapshot(1, 1, { bytes: 3_000 }));
    append(log, snapshot(1, 2, { bytes: 3_000 }));
    append(log, change(1, 3, { bytes: 3_000 }));
    assert.deepEqual([log.first, log.snapshot], [1, 2]);
    append(log, change(1, 4, { bytes: 3_000 }));
    assert.deepEqual([log.first, log.snapshot], [2, 2], 'the older generation');
    append(log, change(1, 5, { bytes: 3_000 }));
    assert.deepEqual([log.first, log.last, log.snapshot], [5, 5, undefined], 'all but the newest');
    assert.equal(log.needsSnapshot, true);
    append(log, snapshot(1, 6, { bytes: 9_000 }));
    assert.deepEqual([log.first, log.snapshot, log.needsSnapshot], [6, 6, false]);
    let seq = 7;
    for (; seq < 2_000; seq += 1) {
      append(log, change(1, seq, { bytes: 0 }));
      assert.ok(log.bytes <= 10_000, 'tiny frames are not free');
    }
  });

  it('asks for no snapshot because of a large page that is told in pieces', () => {
    const log = new FrameLog(32 * 1024 * 1024);
    log.begin(1);
    let seq = 1;
    const put = (make: typeof change, bytes: number, more: boolean) => {
      append(log, make(1, seq++, { bytes, more }));
      return log.needsSnapshot;
    };
    put(snapshot, 60_000, true);
    // 6 MB, and what changes meanwhile.
    for (let piece = 0; piece < 100; piece += 1) assert.equal(put(change, 60_000, true), false);
    put(change, 10, false);
    let changes = 0;
    while (!put(change, 60_000, false)) changes += 1;
    assert.ok(changes > 180 && changes < 220, `${changes}`);
  });

  it('asks for no snapshot in the midst of a record that tells the rest of a page', () => {
    const log = new FrameLog(32 * 1024 * 1024);
    log.begin(1);
    append(log, snapshot(1, 1, { bytes: 50_000, more: true }));
    // 3 MB, of texts that hardly get smaller.
    for (let seq = 2; seq <= 51; seq += 1) {
      append(log, change(1, seq, { bytes: 60_000, first: seq === 2, last: seq === 51 }));
      assert.equal(log.needsSnapshot, false, `${seq}`);
    }
  });

  it('does not take a record that is larger than all of it', () => {
    const log = new FrameLog(10_000);
    log.begin(1);
    assert.equal(append(log, snapshot(1, 1, { last: false, bytes: 6_000 })), 'ok');
    assert.equal(append(log, snapshot(1, 2, { first: false, bytes: 6_000 })), 'too_large');
  });
});

describe('a picture for a viewer whose line takes half of what the page tells', () => {
  const TICK = 100;
  const CHANGE = 10_000;
  const PIECE = 60_000;

  for (const [what, size, most] of [
    ['is hardly more than half a minute old', 20_000, 35_000],
    ['of a large page is at most as old as three take to arrive', 2_000_000, 120_000],
  ] as const) {
    it(what, (t) => {
      let clock = 0;
      t.mock.method(performance, 'now', () => clock);
      const picture = new Picture(DEFAULT_LIMITS, 50);
      t.after(() => picture.close());
      picture.begin(1);

      let seq = 0;
      let left = 0;
      let isWanted = true;
      /** By number of frame: when it was made, where all of the page is there with it. */
      const madeAt: (number | undefined)[] = [];
      const put = (make: typeof change, bytes: number) => {
        const made = make(1, ++seq, { bytes, more: left > 0 });
        madeAt[seq] = left > 0 ? undefined : clock;
        picture.accept(decodeFrame(made) as Frame, Buffer.from(made));
      };
      const tellAll = () => {
        isWanted = false;
        left = size - PIECE;
        put(snapshot, Math.min(size, PIECE));
      };
      const send = ({ type }: { type: string }) => (isWanted ||= type === 'need_snapshot');
      picture.setLeader({ send } as unknown as Client);
      tellAll();
      const line: Buffer[] = [];
      const sendBytes = (bytes: Buffer) => line.push(bytes);
      const { frames } = picture.addViewer({ send() {}, sendBytes } as unknown as Client, null);

      let oldest = 0;
      let shown = 0;
      let free = 0;
      for (; clock < 600_000; clock += TICK) {
        if (isWanted) tellAll();
        for (let i = 0; i < 3 && left > 0; i += 1) {
          left -= PIECE;
          put(change, PIECE);
        }
        put(change, CHANGE);
        for (free += CHANGE / 2; line[0] && line[0].length <= free;) {
          const bytes = line.shift() as Buffer;
          free -= bytes.length;
          const arrived = (decodeFrame(bytes) as Frame).seq;
          shown = madeAt[arrived] ?? shown;
          frames.acknowledge(1, arrived);
        }
        oldest = Math.max(oldest, clock - shown);
      }
      assert.ok(oldest < most, `${oldest} ms`);
    });
  }
});

describe('rates', () => {
  it('tell how long to wait, at most five seconds', () => {
    const bucket = new Bucket(10, 20);
    assert.equal(bucket.take(20), 0);
    const wait = bucket.take(5);
    assert.ok(wait > 400 && wait <= 500, `${wait}`);
    const longest = bucket.take(1e6);
    assert.ok(longest > 4_900 && longest <= 5_000, `${longest}`);
  });

  it('count within a window, for each key', (t) => {
    t.mock.timers.enable({ apis: ['Date'] });
    const budget = new Budget(2, 1_000);
    budget.spend('a');
    assert.equal(budget.allows('a'), true);
    budget.spend('a');
    assert.equal(budget.allows('a'), false);
    assert.equal(budget.allows('b'), true);
    t.mock.timers.tick(999);
    assert.equal(budget.allows('a'), false);
    t.mock.timers.tick(1);
    assert.equal(budget.allows('a'), true);
  });

  it('remember a bounded number of keys', () => {
    const budget = new Budget(1, 60_000);
    for (let n = 0; n <= 10_000; n += 1) budget.spend(`${n}`);
    assert.equal(budget.allows('0'), true, 'the oldest is forgotten');
    assert.equal(budget.allows('1'), false);
    assert.equal(budget.allows('10000'), false);
  });
});

describe('addresses', () => {
  const from = (remoteAddress: string, forwarded?: string) =>
    ({
      socket: { remoteAddress },
      headers: { 'x-forwarded-for': forwarded },
    }) as unknown as IncomingMessage;

  it('are believed from trusted proxies only, from the nearest on', () => {
    const trusted = trustProxies(['10.0.0.0/8', '2001:db8::/32']);
    const cases: [IncomingMessage, string][] = [
      [from('203.0.113.1'), '203.0.113.1'],
      [from('203.0.113.1', '1.1.1.1'), '203.0.113.1'],
      [from('10.0.0.1', '1.1.1.1'), '1.1.1.1'],
      [from('::ffff:10.0.0.1', '6.6.6.6, 1.1.1.1, 10.9.9.9'), '1.1.1.1'],
      [from('2001:db8::1', '2a00::1'), '2a00::1'],
      [from('10.0.0.1', 'rubbish'), '10.0.0.1'],
      [from('10.0.0.1', '1.1.1.1, rubbish'), '10.0.0.1'],
      [from('10.0.0.1'), '10.0.0.1'],
    ];
    for (const [request, address] of cases) assert.equal(clientAddress(request, trusted), address);
  });

  it('of one IPv6 subscriber count as one', () => {
    assert.equal(limitKey('1.2.3.4'), '1.2.3.4');
    assert.equal(limitKey('2001:db8:1:2:3:4:5:6'), limitKey('2001:0db8:1:2::9'));
    assert.notEqual(limitKey('2001:db8:1:2::1'), limitKey('2001:db8:1:3::1'));
    assert.equal(limitKey('::1'), '0:0:0:0');
    assert.equal(limitKey('fe80::'), 'fe80:0:0:0');
  });
});

describe('secrets', () => {
  it('are long, and found among digests only by themselves', () => {
    const secrets = [newSecret(), newSecret(), newSecret()];
    for (const secret of secrets) assert.match(secret, /^[\w-]{43}$/);
    const digests = secrets.map(digestOf);
    assert.equal(matchAmong(secrets[1] ?? '', digests), digests[1]);
    assert.equal(matchAmong(newSecret(), digests), undefined);
    assert.equal(matchAmong('', []), undefined);
  });

  it('are not kept in a session', () => {
    const { facts, leaderToken, followerToken } = newSession(`${SITE}/`, {}, '1234');
    const place = openLink(facts, joinAs('leader', facts.id, leaderToken), 1);
    assert.ok(typeof place !== 'string');
    const kept = JSON.stringify({ ...facts, followers: [...facts.followers] });
    for (const secret of [leaderToken, followerToken, place.secret]) {
      assert.ok(!kept.includes(secret));
    }
  });

  it('of follower links stay valid while a leader reloads again and again', () => {
    const { facts, followerToken } = newSession(`${SITE}/`, {}, '1234');
    const tokens = Array.from({ length: 100 }, () => newFollowerToken(facts));
    assert.ok(facts.followerTokens.length <= 64);
    for (const token of [followerToken, ...tokens.slice(-60)]) {
      assert.ok(typeof openLink(facts, joinAs('follower', facts.id, token), 100) !== 'string');
    }
  });

  it('in the form of PINs get longer when four digits are crowded', () => {
    assert.match(
      newPin(() => false),
      /^\d{4}$/,
    );
    assert.match(
      newPin((pin) => pin.length < 6),
      /^\d{6}$/,
    );
    assert.throws(() => newPin(() => true), /No PIN is free/);
  });
});
