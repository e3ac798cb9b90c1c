import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, it } from 'node:test';
import type { Relay } from '../../src/relay/index.js';
import {
  create,
  DESK,
  follow,
  joinAs,
  lead,
  relayFor,
  resumeAs,
  settle,
  SITE,
  snapshot,
  STRANGER,
  TestClient,
  unique,
} from './harness.js';

const token = 'A'.repeat(43);

async function hello(relay: Relay, message: Parameters<TestClient['send']>[0], origin = SITE) {
  const client = await TestClient.connect(relay, origin);
  client.send(message);
  return client;
}

describe('making a session', () => {
  it('gives links and a PIN, and a place to the leader', async () => {
    const relay = await relayFor({ imageOrigins: ['https://cdn.example'] });
    const { welcome, session, pin, leaderToken, followerToken } = await lead(
      relay,
      { agent_can_take_control: true },
      { name: 'Visitor' },
    );
    assert.match(pin, /^\d{4}$/);
    assert.notEqual(leaderToken, followerToken);
    assert.deepEqual(
      { ...welcome, secret: '', followerToken: '' },
      {
        type: 'welcome',
        session,
        role: 'leader',
        index: 0,
        secret: '',
        settings: { agent_can_take_control: true },
        pin,
        url: `${SITE}/start`,
        shared: true,
        participants: [{ index: 0, userData: { name: 'Visitor' } }],
        control: { to: 0, epoch: 1 },
        stream: { stream: welcome.stream?.stream, seq: 0 },
        followerToken: '',
        available: false,
        images: ['https://cdn.example'],
      },
    );
    assert.equal((welcome.stream?.stream ?? 0) >>> 16, 1);
  });

  it('must be on the own origin of the page', async () => {
    const relay = await relayFor();
    for (const url of [
      `${STRANGER}/`,
      'javascript:alert(1)',
      '/start',
      'https://shop.example:444/',
    ]) {
      const client = await hello(relay, create({}, url));
      await client.refused('origin_refused');
    }
  });

  it('draws PINs that no live session of the widget has', async () => {
    const relay = await relayFor();
    const pins = new Set<string>();
    for (let count = 0; count < 60; count += 1) {
      const client = await hello(relay, create());
      pins.add((await client.next('created')).pin);
    }
    assert.equal(pins.size, 60);
  });

  it('is bounded per address and per widget', async () => {
    const perMinute = await relayFor({ limits: { newSessionsPerMinute: 1 } });
    await (await hello(perMinute, create())).next('created');
    await (await hello(perMinute, create())).refused('too_many');
    const perWidget = await relayFor({ limits: { sessionsPerWidget: 1 } });
    const { leader } = await lead(perWidget);
    await (await hello(perWidget, create())).refused('too_many');
    leader.send({ type: 'end' });
    await leader.next('ended');
    await (await hello(perWidget, create())).next('created');
  });

  it('is led at once by whoever makes it and asks for that', async () => {
    const relay = await relayFor({ timing: { leaderLink: 500 } });
    const who = { instance: unique(), browser: unique(), userData: { name: 'Ada' } };
    const creator = await hello(relay, { ...create(), lead: who });
    const { session, leaderToken, followerToken } = await creator.next('created');
    const leading = await creator.next('welcome');
    assert.deepEqual([leading.role, leading.index], ['leader', 0]);
    const { welcome, client } = await follow({ relay, session, followerToken });
    assert.deepEqual(welcome.participants[0]?.userData, { name: 'Ada' });

    // The place is that of the leader link: it is taken up after a loss, and the link takes it to another window.
    await creator.cut();
    const back = await hello(relay, resumeAs(leading, who.instance));
    await back.next('welcome');
    const other = await hello(relay, joinAs('leader', session, leaderToken));
    await other.next('welcome');
    await back.refused('other_connection');
    await wait(600);
    await client.sync();
    assert.deepEqual(client.take('ended'), []);
  });

  it('ends when nobody opens the leader link in time', async () => {
    const relay = await relayFor({ timing: { leaderLink: 500 } });
    const creator = await hello(relay, create());
    const { session, leaderToken, followerToken } = await creator.next('created');
    const { client } = await follow({ relay, session, followerToken });
    await creator.next('ended');
    await client.next('ended');
    await (await hello(relay, joinAs('leader', session, leaderToken))).refused('invalid_link');
    await (await hello(relay, joinAs('follower', session, followerToken))).refused('invalid_link');
  });

  it('lasts once the leader link was opened, whatever becomes of the page that made it', async () => {
    const relay = await relayFor({ timing: { leaderLink: 500 } });
    const creator = await hello(relay, create());
    const { session, leaderToken } = await creator.next('created');
    await creator.cut();
    const leader = await hello(relay, joinAs('leader', session, leaderToken));
    await leader.next('welcome');
    await wait(600);
    await leader.sync();
    assert.deepEqual(leader.take('ended'), []);
  });
});

describe('links', () => {
  it('open nothing with a token of the other role, of another session, or made up', async () => {
    const relay = await relayFor();
    const one = await lead(relay);
    const two = await lead(relay);
    const wrong = [
      joinAs('leader', one.session, one.followerToken),
      joinAs('follower', one.session, one.leaderToken),
      joinAs('leader', one.session, two.leaderToken),
      joinAs('follower', one.session, two.followerToken),
      joinAs('leader', one.session, token),
      joinAs('follower', one.session, token),
      joinAs('follower', 'A'.repeat(22), token),
      joinAs('follower', one.session, one.welcome.secret),
      { type: 'locate', v: 1, session: one.session, token: one.followerToken } as const,
      { type: 'locate', v: 1, session: 'A'.repeat(22), token } as const,
    ];
    const answers = new Set<string>();
    for (const message of wrong) {
      answers.add(await (await hello(relay, message)).refused('invalid_link'));
    }
    assert.equal(answers.size, 1, 'all are answered alike');
    await settle(one.leader);
    assert.deepEqual(one.leader.take('presence'), []);
  });

  it('to lead work on origins of the widget only, to follow on any', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    await (
      await hello(relay, joinAs('leader', led.session, led.leaderToken), STRANGER)
    ).refused('origin_refused');
    await (
      await hello(relay, resumeAs(led.welcome, led.instance), STRANGER)
    ).refused('origin_refused');
    await led.leader.sync();
    const { welcome } = await follow(led, { origin: STRANGER });
    assert.equal(welcome.index, 1);
  });

  it('tell where a session is led, unopened', async () => {
    const relay = await relayFor({ timing: { leaderLink: 500 } });
    const creator = await hello(relay, create());
    const { session, leaderToken } = await creator.next('created');
    const page = await hello(
      relay,
      { type: 'locate', v: 1, session, token: leaderToken },
      relay.url,
    );
    assert.equal((await page.next('located')).url, `${SITE}/start`);
    assert.equal(await page.closed, 1000);
    // It still ends unopened.
    await creator.next('ended');
  });

  it('lead to the own origin of the session, wherever its page is now', async () => {
    const relay = await relayFor();
    const { leader, session, leaderToken } = await lead(relay);
    leader.send({ type: 'location', url: `${SITE}/cart`, shared: true });
    leader.send({ type: 'location', url: `${STRANGER}/pay`, shared: false });
    // Gone with the page that made it.
    leader.send({ type: 'location', url: `blob:${SITE}/1`, shared: true });
    await leader.sync();
    const page = await hello(relay, { type: 'locate', v: 1, session, token: leaderToken });
    assert.equal((await page.next('located')).url, `${SITE}/cart`);
  });

  it('let no more followers in than the bound', async () => {
    const relay = await relayFor({ limits: { followersPerSession: 1 } });
    const led = await lead(relay);
    const { client } = await follow(led);
    const next = joinAs('follower', led.session, led.followerToken);
    await (await hello(relay, next)).refused('too_many');
    client.send({ type: 'bye' });
    await client.closed;
    await (await hello(relay, next)).next('welcome');
  });
});

describe('followers', () => {
  it('come and go with indexes of their own and counts that include the leader', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const one = await follow(led, { userData: { name: 'One' } });
    assert.equal(one.welcome.index, 1);
    const joined = {
      type: 'presence',
      change: 'joined',
      index: 1,
      userData: { name: 'One' },
      count: 2,
    };
    assert.deepEqual(await one.client.next('presence'), joined);
    assert.deepEqual(await led.leader.next('presence'), joined);

    const two = await follow(led);
    assert.equal(two.welcome.index, 2);
    assert.deepEqual(
      two.welcome.participants.map(({ index }) => index),
      [0, 1, 2],
    );
    for (const { client } of [{ client: led.leader }, one, two]) {
      const { index, count, change } = await client.next('presence');
      assert.deepEqual({ index, count, change }, { index: 2, count: 3, change: 'joined' });
    }
    one.client.send({ type: 'bye' });
    for (const { client } of [{ client: led.leader }, two]) {
      const { index, count, change } = await client.next('presence');
      assert.deepEqual({ index, count, change }, { index: 1, count: 2, change: 'left' });
    }
    assert.equal(await one.client.closed, 1000);
    // An index is never used again.
    const three = await follow(led);
    assert.equal(three.welcome.index, 3);
    assert.equal((await three.client.next('presence')).count, 3);
  });

  it('are welcomed before they hear that they have joined, and before they see', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const stream = led.welcome.stream?.stream ?? 0;
    led.leader.send(snapshot(stream, 1));
    await led.leader.sync();
    const client = await TestClient.connect(relay);
    const order: string[] = [];
    client.socket.on('message', (data: Buffer, binary) => {
      order.push(binary ? 'frame' : (JSON.parse(data.toString()) as { type: string }).type);
    });
    client.send(joinAs('follower', led.session, led.followerToken));
    await client.nextFrames(1);
    assert.deepEqual(order, ['welcome', 'presence', 'reset', 'frame']);
  });

  it('take their own place over when they open the same link twice in one browser', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const older = await follow(led, { browser: 'same' });
    const bystander = await follow(led, { browser: 'another' });
    await settle(led.leader, bystander.client);
    for (const one of [led.leader, bystander.client]) one.take('presence');

    const newer = await follow(led, { browser: 'same' });
    assert.equal(newer.welcome.index, 1);
    assert.equal((await newer.client.next('presence')).count, 3);
    await older.client.refused('other_connection');
    assert.equal(await older.client.closed, 4001);
    // For the others nothing has happened.
    await settle(led.leader, bystander.client);
    assert.deepEqual(led.leader.take('presence'), []);
    assert.deepEqual(bystander.client.take('presence'), []);

    // The older window cannot come back.
    await (
      await hello(relay, resumeAs(older.welcome, older.instance), DESK)
    ).refused('other_connection');
    await newer.client.sync();
  });

  it('that lose their connection have left only after a while', async () => {
    const relay = await relayFor({ timing: { left: 300, resume: 1500 } });
    const led = await lead(relay);
    const one = await follow(led);
    await led.leader.next('presence');

    await one.client.cut();
    const back = await hello(relay, resumeAs(one.welcome, one.instance));
    assert.equal((await back.next('welcome')).index, 1);
    await wait(400);
    await settle(led.leader, back);
    assert.deepEqual(led.leader.take('presence'), [], 'nobody noticed');
    assert.deepEqual(back.take('presence'), []);

    await back.cut();
    const left = await led.leader.next('presence');
    assert.deepEqual([left.change, left.index, left.count], ['left', 1, 1]);
    // Late, but within the window: the same index has joined again.
    const late = await hello(relay, resumeAs(one.welcome, one.instance));
    assert.equal((await late.next('welcome')).index, 1);
    const again = await led.leader.next('presence');
    assert.deepEqual([again.change, again.index, again.count], ['joined', 1, 2]);
    assert.equal((await late.next('presence')).change, 'joined');

    await late.cut();
    await wait(1600);
    await (await hello(relay, resumeAs(one.welcome, one.instance))).refused('gone');
  });

  it('that reload come back to their place and hear of themselves', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const one = await follow(led);
    await one.client.cut();
    const reloaded = await hello(relay, resumeAs(one.welcome, 'reloaded'));
    const welcome = await reloaded.next('welcome');
    assert.equal(welcome.index, 1);
    assert.notEqual(welcome.secret, one.welcome.secret);
    assert.equal((await reloaded.next('presence')).index, 1);
    await (await hello(relay, resumeAs(one.welcome, one.instance))).refused('other_connection');
  });

  it('that never heard their new secret still get in with the old one', async () => {
    const relay = await relayFor();
    const one = await follow(await lead(relay));
    await one.client.cut();
    const first = await hello(relay, resumeAs(one.welcome, 'reloaded'));
    await first.next('welcome');
    await first.cut();
    const second = await hello(relay, resumeAs(one.welcome, 'reloaded'));
    assert.equal((await second.next('welcome')).index, 1);
  });

  it('cannot come back with a secret of somebody else', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const one = await follow(led);
    const two = await follow(led);
    const forged = [
      { ...resumeAs(one.welcome, one.instance), secret: two.welcome.secret },
      { ...resumeAs(one.welcome, one.instance), secret: led.followerToken },
      { ...resumeAs(one.welcome, one.instance), index: 0 },
      { ...resumeAs(one.welcome, one.instance), index: 9 },
      { ...resumeAs(one.welcome, one.instance), session: 'A'.repeat(22) },
    ];
    for (const message of forged) await (await hello(relay, message)).refused('gone');
    await settle(one.client, two.client, led.leader);
  });
});

describe('leaders', () => {
  it('are replaced by the newest one', async () => {
    const relay = await relayFor();
    const led = await lead(relay, {}, { name: 'First' });
    const second = await hello(
      relay,
      joinAs('leader', led.session, led.leaderToken, { userData: { name: 'Second' } }),
    );
    const welcome = await second.next('welcome');
    assert.deepEqual(welcome.participants, [{ index: 0, userData: { name: 'Second' } }]);
    assert.equal((welcome.stream?.stream ?? 0) >>> 16, 2, 'a new epoch');
    assert.equal(welcome.stream?.seq, 0);
    await led.leader.refused('other_connection');
    assert.equal(await led.leader.closed, 4001);
    await (await hello(relay, resumeAs(led.welcome, led.instance))).refused('other_connection');
    await second.sync();
  });

  it('that come back as the same window go on in the same stream', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const stream = led.welcome.stream?.stream ?? 0;
    led.leader.send(snapshot(stream, 1));
    await led.leader.sync();
    await led.leader.cut();
    const back = await hello(relay, resumeAs(led.welcome, led.instance));
    const welcome = await back.next('welcome');
    assert.deepEqual(welcome.stream, { stream, seq: 1 });
    assert.equal(welcome.secret, led.welcome.secret);
    assert.equal(welcome.followerToken, null);
  });

  it('that come back before their old connection is known to be lost are not refused', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const back = await hello(relay, resumeAs(led.welcome, led.instance));
    await back.next('welcome');
    assert.equal(await led.leader.closed, 1000);
    assert.deepEqual(led.leader.take('refused'), []);
  });

  it('that reload begin a new stream, with a follower link that works', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    await led.leader.cut();
    const reloaded = await hello(relay, resumeAs(led.welcome, 'reloaded'));
    const welcome = await reloaded.next('welcome');
    assert.equal((welcome.stream?.stream ?? 0) >>> 16, 2);
    for (const followerToken of [welcome.followerToken ?? '', led.followerToken]) {
      await follow({ ...led, followerToken });
    }
  });

  it('may be away for a while, or say goodbye, before the session ends for all', async () => {
    for (const leave of ['cut', 'bye'] as const) {
      const relay = await relayFor({ timing: { resume: 100 } });
      const led = await lead(relay);
      const { client } = await follow(led);
      if (leave === 'cut') await led.leader.cut();
      else led.leader.send({ type: 'bye' });
      await led.leader.closed;
      await client.sync();
      assert.deepEqual(client.take('ended'), []);
      await client.next('ended');
      assert.equal(await client.closed, 1000);
      await (await hello(relay, resumeAs(led.welcome, led.instance))).refused('gone');
    }
  });

  it('tell followers where the page is', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const { client } = await follow(led);
    led.leader.send({ type: 'location', url: `${SITE}/cart?x=1`, shared: true });
    assert.deepEqual(await client.next('location'), {
      type: 'location',
      url: `${SITE}/cart?x=1`,
      shared: true,
    });
    led.leader.send({ type: 'location', url: `${STRANGER}/pay`, shared: false });
    await client.next('location');
    const { welcome } = await follow(led);
    assert.deepEqual([welcome.url, welcome.shared], [`${STRANGER}/pay`, false]);
    for (const url of ['nowhere', 'javascript:alert(1)', 'file:///etc/passwd']) {
      led.leader.send({ type: 'location', url, shared: true });
      assert.equal((await led.leader.next('refused')).code, 'bad_message');
    }
  });
});

describe('the end', () => {
  it('comes for all when the leader wants it', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const one = await follow(led);
    const away = await follow(led);
    await away.client.cut();
    led.leader.send({ type: 'end' });
    for (const client of [led.leader, one.client]) {
      await client.next('ended');
      assert.equal(await client.closed, 1000);
    }
    await (await hello(relay, resumeAs(away.welcome, away.instance))).refused('gone');
    await (
      await hello(relay, joinAs('leader', led.session, led.leaderToken, { instance: unique() }))
    ).refused('invalid_link');
  });

  it('comes from a follower unless agent_can_end_session is false', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const { client } = await follow(led);
    client.send({ type: 'end' });
    await led.leader.next('ended');

    const strict = await lead(relay, { agent_can_end_session: false });
    const follower = await follow(strict);
    follower.client.send({ type: 'end' });
    await settle(follower.client, strict.leader);
    assert.deepEqual(strict.leader.take('ended'), []);
    assert.deepEqual(follower.client.take('refused'), [], 'silently ignored, as documented');
  });
});
