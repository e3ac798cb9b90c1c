import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { describe, it } from 'node:test';
import { decodeFrame } from '../../src/protocol/frames.js';
import type { Frame } from '../../src/protocol/frames.js';
import { clientAddress, limitKey, trustProxies } from '../../src/relay/addresses.js';
import { FrameLog } from '../../src/relay/frame-log.js';
import { newFollowerToken, openLink } from '../../src/relay/places.js';
import { newSession } from '../../src/relay/facts.js';
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

  it('asks no more for a snapshot of a large page that is told in pieces', () => {
    const log = new FrameLog(32 * 1024 * 1024);
    log.begin(1);
    let seq = 1;
    let asked = 0;
    /** The first piece as a snapshot, the others as changes: 6 MB. */
    const tell = () => {
      append(log, snapshot(1, seq++, { bytes: 60_000 }));
      for (let piece = 0; piece < 100; piece += 1) {
        append(log, change(1, seq++, { bytes: 60_000 }));
        if (!log.needsSnapshot) continue;
        asked += 1;
        return false;
      }
      return true;
    };
    while (!tell()) assert.ok(asked < 5, 'it never ends');
    assert.ok(asked > 0);
    assert.equal(log.needsSnapshot, false);
  });

  it('does not take a record that is larger than all of it', () => {
    const log = new FrameLog(10_000);
    log.begin(1);
    assert.equal(append(log, snapshot(1, 1, { last: false, bytes: 6_000 })), 'ok');
    assert.equal(append(log, snapshot(1, 2, { first: false, bytes: 6_000 })), 'too_large');
  });
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
