import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { FrameKind } from '../../src/protocol/frames.js';
import type { ClientMessage } from '../../src/protocol/messages.js';
import {
  AGENT_KEY,
  change,
  create,
  DESK,
  follow,
  frame,
  input,
  joinAs,
  lead,
  logged,
  relayFor,
  resumeAs,
  seqs,
  settle,
  SITE,
  snapshot,
  TestClient,
} from './harness.js';
import type { TestOptions } from './harness.js';

const give = (to: number) => ({ type: 'control_give', to }) as const;
const request = { type: 'control_request' } as const;

async function trio(settings: Record<string, unknown> = {}, options: TestOptions = {}) {
  const led = await lead(await relayFor(options), settings);
  const one = await follow(led);
  const two = await follow(led);
  await settle(led.leader, one.client, two.client);
  const all = [led.leader, one.client, two.client];
  for (const client of all) client.take('presence');
  /** Sends, and tells what all three heard about control. */
  const after = async (client: TestClient, message: ClientMessage) => {
    client.send(message);
    await settle(client, ...all);
    const heard = all.map((each) => each.take('control').map(({ to }) => to));
    assert.deepEqual(heard[1], heard[0]);
    assert.deepEqual(heard[2], heard[0]);
    assert.deepEqual(client.take('refused'), [], 'what is not allowed is ignored in silence');
    return heard[0];
  };
  return { ...led, one: one.client, two: two.client, following: { one, two }, after };
}

/** Breaks a connection, and gives the relay a moment to notice. */
async function away(client: TestClient) {
  await client.cut();
  await wait(30);
}

describe('control', () => {
  it('is given and taken back by the leader, and each change raises the epoch', async () => {
    const { leader, one, two, after } = await trio();
    leader.send(give(1));
    for (const client of [leader, one, two]) {
      assert.deepEqual(await client.next('control'), { type: 'control', to: 1, epoch: 2 });
    }
    assert.deepEqual(await after(leader, give(1)), [], 'no change, no event');
    assert.deepEqual(await after(leader, give(2)), [2]);
    leader.send(give(0));
    assert.equal((await one.next('control')).epoch, 4);
  });

  it('goes only to somebody who is there', async () => {
    const { leader, one, after } = await trio();
    assert.deepEqual(await after(leader, give(7)), []);
    one.send({ type: 'bye' });
    await one.closed;
    leader.send(give(1));
    await leader.sync();
    assert.deepEqual(leader.take('control'), []);
  });

  it('is passed on by a follower only who has it', async () => {
    const { leader, one, two, after } = await trio();
    assert.deepEqual(await after(one, give(1)), []);
    assert.deepEqual(await after(one, give(2)), []);
    await after(leader, give(1));
    assert.deepEqual(await after(two, give(0)), []);
    assert.deepEqual(await after(one, give(2)), [2]);
    assert.deepEqual(await after(two, give(0)), [0]);
  });

  it('cannot be asked for unless the session allows it', async () => {
    for (const settings of [
      {},
      { agent_can_request_control: false },
      { agent_can_request_control: true, allow_control_switching: false },
      { agent_can_take_control: true, host_switching_allowed: false },
    ]) {
      const { leader, one, after } = await trio(settings);
      assert.deepEqual(await after(one, request), []);
      assert.deepEqual(leader.take('control_request'), []);
    }
  });

  it('is asked for, and granted or denied', async () => {
    for (const name of ['agent_can_request_control', 'participants_can_request_to_interact']) {
      const { leader, one, two, after } = await trio({ [name]: true });
      one.send(request);
      assert.equal((await leader.next('control_request')).from, 1);
      one.send(request);
      await settle(one, leader);
      assert.deepEqual(leader.take('control_request'), [], 'asked once');
      leader.send({ type: 'control_deny', to: 1 });
      await one.next('control_denied');
      leader.send({ type: 'control_deny', to: 2 });
      await settle(leader, two);
      assert.deepEqual(two.take('control_denied'), [], 'who did not ask is not refused');

      one.send(request);
      await leader.next('control_request');
      assert.deepEqual(await after(leader, give(1)), [1]);
      assert.deepEqual(await after(one, request), [], 'has it already');
      assert.deepEqual(leader.take('control_request'), []);
      assert.deepEqual(await after(leader, request), [], 'a leader does not ask');
    }
  });

  it('that nobody grants in time is denied', async () => {
    const { leader, one } = await trio(
      { agent_can_request_control: true },
      { timing: { controlRequest: 50 } },
    );
    one.send(request);
    await leader.next('control_request');
    await one.next('control_denied');
    one.send(request);
    await leader.next('control_request');
  });

  it('is not asked for without end by who is refused', async () => {
    const led = await trio({ agent_can_request_control: true });
    const { leader, one, two, after } = led;
    let asked = 0;
    const questions = () => asked;
    const ask = async (client: TestClient) => {
      client.send(request);
      await settle(client, leader);
      const [question] = leader.take('control_request');
      if (question) leader.send({ type: 'control_deny', to: question.from });
      asked += question ? 1 : 0;
      await client.next('control_denied');
    };
    for (let n = 0; n < 6; n += 1) await ask(one);
    assert.equal(questions(), 3);
    await ask(two);
    assert.equal(questions(), 4, 'the others are still heard');
    two.send(request);
    assert.equal((await leader.next('control_request')).from, 2);
    assert.deepEqual(await after(leader, give(2)), [2]);
    for (let n = 0; n < 8; n += 1) {
      const { client } = await follow(led);
      await ask(client);
      client.send(request);
      client.send({ type: 'bye' });
      await client.closed;
      await leader.sync();
      asked += leader.take('control_request').length;
    }
    assert.equal(questions(), 9, 'nor by who leaves and comes again');
    assert.deepEqual(await after(leader, give(1)), [1], 'the leader gives it to whom he likes');
  });

  it('is asked for again when the leader comes back', async () => {
    const { relay, leader, one, welcome, instance } = await trio({
      agent_can_request_control: true,
    });
    await leader.cut();
    one.send(request);
    await one.sync();
    const back = await TestClient.connect(relay);
    back.send(resumeAs(welcome, instance));
    assert.equal((await back.next('control_request')).from, 1);
  });

  it('is taken without a word where agent_can_take_control is set', async () => {
    const { leader, one, two, after } = await trio({ agent_can_take_control: true });
    assert.deepEqual(await after(one, request), [1]);
    assert.deepEqual(await after(two, request), [2]);
    assert.deepEqual(await after(one, give(1)), [1]);
    assert.deepEqual(await after(leader, give(0)), [0]);
    assert.deepEqual(leader.take('control_request'), []);
  });

  it('stays with the leader where allow_control_switching is false', async () => {
    const { leader, after } = await trio({ allow_control_switching: false });
    assert.deepEqual(await after(leader, give(1)), []);
    assert.deepEqual(await after(leader, give(0)), []);
  });

  it('returns to the leader when who has it leaves, not before', async () => {
    const { leader, one, two, relay, following, after } = await trio({}, { timing: { left: 400 } });
    await after(leader, give(1));
    await one.cut();
    const back = await TestClient.connect(relay);
    back.send(resumeAs(following.one.welcome, following.one.instance));
    assert.deepEqual((await back.next('welcome')).control, { to: 1, epoch: 2 });
    await wait(500);
    await two.sync();
    assert.deepEqual(two.take('control'), []);
    await back.cut();
    assert.equal((await two.next('presence')).change, 'left');
    assert.deepEqual(await two.next('control'), { type: 'control', to: 0, epoch: 3 });
  });
});

describe('what is told of the participant in control', () => {
  it('is that it is active, to all others, and only then and seldom enough', async () => {
    const { leader, one, two, after } = await trio();
    const active = async (client: TestClient) => {
      client.send({ type: 'activity' });
      await settle(client, leader, one, two);
      return [leader, one, two].map((each) => each.take('activity').length);
    };
    assert.deepEqual(await active(leader), [0, 1, 1]);
    assert.deepEqual(await active(one), [0, 0, 0]);
    await after(leader, give(1));
    assert.deepEqual(await active(leader), [0, 0, 0]);
    assert.deepEqual(await active(one), [1, 0, 1]);
    for (let n = 0; n < 20; n += 1) one.send({ type: 'activity' });
    await settle(one, leader);
    assert.ok(leader.take('activity').length <= 1);
  });

  it('is a download, to a follower in control alone', async () => {
    const { leader, one, two, after } = await trio();
    const download = { type: 'download', url: `${SITE}/a.pdf`, filename: 'a.pdf' } as const;
    leader.send(download);
    await settle(leader, one, two);
    await after(leader, give(1));
    leader.send(download);
    await settle(leader, one, two);
    assert.deepEqual(one.take('download'), [download]);
    assert.deepEqual(two.take('download'), []);
  });
});

describe('actions', () => {
  it('reach the leader from whoever has control, in order and once', async () => {
    const { leader, one, after } = await trio();
    await after(leader, give(1));
    for (const n of [1, 2, 2, 1, 3, 5]) one.send(input(2, n));
    assert.deepEqual(seqs(await leader.nextFrames(4)), [1, 2, 3, 5]);
    await settle(one, leader);
    assert.equal(leader.frames.length, 0);
    assert.deepEqual(one.take('result'), []);

    leader.send({ type: 'result', to: 1, epoch: 2, n: 1, outcome: 'applied' });
    assert.deepEqual(await one.next('result'), {
      type: 'result',
      epoch: 2,
      n: 1,
      outcome: 'applied',
    });
  });

  it('are numbered anew in each control epoch', async () => {
    const { leader, one, after } = await trio();
    await after(leader, give(1));
    one.send(input(2, 9));
    await leader.nextFrames(1);
    await after(leader, give(0));
    await after(leader, give(1));
    one.send(input(4, 1));
    assert.deepEqual(seqs(await leader.nextFrames(1)), [1]);
  });

  it('of anybody else, or of another epoch, are answered as not permitted', async () => {
    const { leader, one, two, after } = await trio();
    const refused = async (client: TestClient, epoch: number, n: number) => {
      client.send(input(epoch, n));
      assert.deepEqual(await client.next('result'), {
        type: 'result',
        epoch,
        n,
        outcome: 'not_permitted',
      });
    };
    await refused(one, 1, 1);
    await after(leader, give(1));
    await refused(two, 2, 1);
    await refused(one, 1, 1);
    await refused(one, 3, 1);
    await after(leader, give(0));
    await refused(one, 2, 1);
    await refused(one, 3, 1);
    await leader.sync();
    assert.equal(leader.frames.length, 0);
  });

  it('that are held down come up when who has control is lost', async () => {
    const { leader, one, two, after } = await trio();
    await after(leader, give(1));
    await away(one);
    await leader.sync();
    assert.deepEqual(leader.take('control'), [{ type: 'control', to: 1, epoch: 2 }]);
    await away(two);
    await leader.sync();
    assert.deepEqual(leader.take('control'), []);
  });

  it('at any rate, of any epoch and with any number, hold up nobody else, and are counted', async () => {
    const count = 3_000;
    const log = await logged(async () => {
      // 2,000 may come at once, 1,000 of them a second.
      const limits = { inputsPerSecond: 1_000 };
      const { leader, one, two, relay, welcome, after } = await trio(
        {},
        { logLevel: 'info', limits },
      );
      const stream = welcome.stream?.stream ?? 0;
      leader.send(snapshot(stream, 1));
      await after(leader, give(1));
      await two.nextFrames(1);
      for (const epoch of [0, 1, 3, 0xffffffff]) one.send(input(epoch, 1));
      for (let n = 1; n <= count; n += 1) one.send(input(2, n, 200));
      for (const n of [0, 1, count]) one.send(input(2, n));
      leader.send(change(stream, 2));
      await two.nextFrames(1);
      assert.ok(leader.frames.length < count, 'the picture goes on before all of it is through');
      assert.deepEqual(
        seqs(await leader.nextFrames(count)),
        Array.from({ length: count }, (_, n) => n + 1),
      );
      for (const n of [1, 2]) {
        leader.send({ type: 'result', to: 1, epoch: 2, n, outcome: 'unsupported' });
      }
      await settle(one, leader);
      assert.equal(leader.frames.length, 0);
      assert.deepEqual(
        one.take('result').map(({ outcome }) => outcome),
        [...Array<string>(4).fill('not_permitted'), 'unsupported', 'unsupported'],
      );
      one.send(Uint8Array.of(FrameKind.input, 7, 7));
      await one.next('refused');
      await after(leader, give(0));
      await relay.close();
    });
    const heard = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const [actions] = heard.filter(({ audit }) => audit === 'actions');
    const { too_fast: tooFast, ...outcomes } = actions!['outcomes'] as Record<string, number>;
    assert.deepEqual(outcomes, { not_permitted: 4, repeated: 3, unsupported: 2 });
    assert.ok(tooFast! > 0 && tooFast! <= count - 2_000 + 7, `${tooFast} too fast`);
    assert.deepEqual(
      heard.filter(({ audit }) => audit === 'left out').map(({ code }) => code),
      ['bad_message'],
    );
  });

  it('wait for a leader who is away for a moment', async () => {
    const { relay, leader, one, welcome, instance, after } = await trio();
    await after(leader, give(1));
    await away(leader);
    for (const n of [1, 2]) one.send(input(2, n));
    await one.sync();
    const back = await TestClient.connect(relay);
    back.send(resumeAs(welcome, instance));
    assert.deepEqual(seqs(await back.nextFrames(2)), [1, 2]);
    assert.deepEqual(one.take('result'), []);
  });

  it('wait for him in no larger number than his new connection takes at once', async () => {
    const { relay, leader, one, welcome, instance, after } = await trio({}, { logLevel: 'warn' });
    await after(leader, give(1));
    await away(leader);
    for (let n = 1; n <= 200; n += 1) one.send(input(2, n, 60_000));
    await one.sync();
    const back = await TestClient.connect(relay);
    back.send(resumeAs(welcome, instance));
    await back.next('welcome');
    await back.sync();
    const { length } = back.frames;
    assert.ok(length > 0 && length < 20, `${length} actions of 60 KB came at once`);
    const expired = one.take('result').filter(({ outcome }) => outcome === 'expired');
    assert.equal(expired.length, 200 - length);
  });

  it('are sent again to a leader whose connection broke before he answered', async () => {
    const { relay, leader, one, welcome, instance, after } = await trio();
    await after(leader, give(1));
    for (const n of [1, 2, 3]) one.send(input(2, n));
    await leader.nextFrames(3);
    leader.send({ type: 'result', to: 1, epoch: 2, n: 1, outcome: 'applied' });
    await one.next('result');
    await away(leader);
    one.send(input(2, 4));
    await one.sync();
    const back = await TestClient.connect(relay);
    back.send(resumeAs(welcome, instance));
    assert.deepEqual(seqs(await back.nextFrames(3)), [2, 3, 4]);
    const { secret } = await back.next('welcome');
    await away(back);
    const reloaded = await TestClient.connect(relay);
    reloaded.send(resumeAs({ ...welcome, secret }, 'reloaded'));
    await reloaded.next('welcome');
    await one.sync();
    const expired = one.take('result').map(({ n, outcome }) => `${n} ${outcome}`);
    assert.deepEqual(expired, ['2 expired', '3 expired', '4 expired']);
    assert.equal(reloaded.frames.length, 0);
  });

  it('expire when the leader is away for longer, or comes back with another page', async () => {
    const { relay, leader, one, welcome, instance, after } = await trio(
      {},
      { timing: { inputMaxAge: 60 } },
    );
    await after(leader, give(1));
    await away(leader);
    one.send(input(2, 1));
    assert.deepEqual(await one.next('result'), {
      type: 'result',
      epoch: 2,
      n: 1,
      outcome: 'expired',
    });
    const back = await TestClient.connect(relay);
    back.send(resumeAs(welcome, instance));
    const { secret } = await back.next('welcome');
    assert.equal(back.frames.length, 0);
    await away(back);
    one.send(input(2, 2));
    await one.sync();
    const reloaded = await TestClient.connect(relay);
    reloaded.send(resumeAs({ ...welcome, secret }, 'reloaded'));
    assert.equal((await one.next('result')).n, 2);
    await reloaded.sync();
    assert.equal(reloaded.frames.length, 0);
  });
});

describe('roles', () => {
  /** Whether a participant is let through, cell by cell. */
  it('may do what they may, and nothing else', async () => {
    const setUp = async () => {
      const led = await lead(await relayFor(), { agent_can_request_control: true });
      const stream = led.welcome.stream?.stream ?? 0;
      led.leader.send(snapshot(stream, 1));
      const controller = (await follow(led)).client;
      const follower = (await follow(led)).client;
      led.leader.send(give(1));
      await follower.next('control');

      const agent = await TestClient.connect(led.relay, DESK);
      agent.send({ type: 'agent', v: 1, widgetKey: 'shop', agentKey: AGENT_KEY, name: 'Agent' });
      await agent.next('signed_in');
      const watcher = await TestClient.connect(led.relay);
      watcher.send({ type: 'watch', v: 1, widgetKey: 'shop' });
      await watcher.next('watching');
      const creator = await TestClient.connect(led.relay);
      creator.send(create());
      await creator.next('created');
      const stranger = await TestClient.connect(led.relay);
      return {
        stream,
        leader: led.leader,
        controller,
        follower,
        agent,
        watcher,
        creator,
        stranger,
      };
    };
    type Who = Exclude<keyof Awaited<ReturnType<typeof setUp>>, 'stream'>;
    const everybody: Who[] = [
      'leader',
      'controller',
      'follower',
      'agent',
      'watcher',
      'creator',
      'stranger',
    ];
    const matrix: [string, Who[], (stream: number) => ClientMessage | Uint8Array][] = [
      ['a change', ['leader'], (stream) => change(stream, 2)],
      ['a snapshot', ['leader'], (stream) => snapshot(stream, 2)],
      [
        'a pointer',
        ['leader', 'controller', 'follower'],
        (stream) => frame(FrameKind.pointer, stream, 0),
      ],
      // Whose it is, the relay writes down.
      ['the pointer of another', [], (stream) => frame(FrameKind.pointer, stream, 2)],
      ['a long pointer', [], (stream) => frame(FrameKind.pointer, stream, 0, { bytes: 65 })],
      [
        'a piece of a pointer',
        [],
        (stream) => frame(FrameKind.pointer, stream, 0, { last: false }),
      ],
      [
        'window_size',
        ['controller', 'follower'],
        () => ({ type: 'window_size', width: 800, height: 600 }),
      ],
      ['hidden', ['leader'], () => ({ type: 'hidden', hidden: true })],
      ['activity', ['leader', 'controller', 'follower'], () => ({ type: 'activity' })],
      ['download', ['leader'], () => ({ type: 'download', url: `${SITE}/a`, filename: 'a' })],
      ['asked', ['leader'], () => ({ type: 'asked', asked: true })],
      ['an asset', ['leader'], () => frame(FrameKind.asset, 0, 0, { bytes: 40 })],
      // Answered by a result to who is not in control.
      ['an action', ['controller', 'follower'], () => input(2, 1)],
      ['control_give', ['leader', 'controller', 'follower'], () => give(2)],
      ['control_deny', ['leader'], () => ({ type: 'control_deny', to: 2 })],
      ['control_request', ['leader', 'controller', 'follower'], () => request],
      ['result', ['leader'], () => ({ type: 'result', to: 1, epoch: 2, n: 1, outcome: 'applied' })],
      ['location', ['leader'], () => ({ type: 'location', url: `${SITE}/x`, shared: true })],
      [
        'a message of the outer page',
        ['leader', 'controller', 'follower'],
        () => ({ type: 'message', data: 1, origin: SITE, targetOrigin: '*', inside: false }),
      ],
      [
        'a message of the page inside',
        ['leader'],
        () => ({ type: 'message', data: 1, origin: SITE, targetOrigin: '*', inside: true }),
      ],
      ['log', ['leader', 'controller', 'follower'], () => ({ type: 'log', entry: 'seen' })],
      ['ack', ['controller', 'follower'], (stream) => ({ type: 'ack', stream, seq: 1 })],
      ['resync', ['controller', 'follower'], () => ({ type: 'resync' })],
      ['want_assets', ['controller', 'follower'], () => ({ type: 'want_assets', hashes: [] })],
      ['agent_status', ['agent'], () => ({ type: 'agent_status', available: true })],
      ['agent_join', ['agent'], () => ({ type: 'agent_join', session: 'A'.repeat(22) })],
      ['agent_join_pin', ['agent'], () => ({ type: 'agent_join_pin', pin: '12345678' })],
      ['end', ['leader', 'controller', 'follower'], () => ({ type: 'end' })],
      ['beat', everybody, () => ({ type: 'beat' })],
      ['another first message', ['stranger'], () => ({ type: 'watch', v: 1, widgetKey: 'shop' })],
      ['join', ['creator', 'stranger'], () => joinAs('follower', 'A'.repeat(22), 'A'.repeat(43))],
    ];
    for (const [what, allowed, message] of matrix) {
      const people = await setUp();
      for (const who of everybody) {
        const client = people[who];
        if (what === 'end' && allowed.includes(who) && who !== 'leader') continue;
        client.send(message(people.stream));
        if (what !== 'join' || who !== 'creator')
          await Promise.race([client.sync(), client.closed]);
        const bad = client.take('refused').some(({ code }) => code === 'bad_message');
        assert.equal(bad, !allowed.includes(who), `${what} from ${who}`);
      }
    }
  });

  it('do not change another’s: a follower’s frames and reports reach nobody', async () => {
    const { leader, one, two, welcome } = await trio();
    const stream = welcome.stream?.stream ?? 0;
    leader.send(snapshot(stream, 1));
    await two.nextFrames(1);
    one.send(change(stream, 2));
    one.send({ type: 'location', url: `${SITE}/fake`, shared: true });
    one.send({ type: 'result', to: 2, epoch: 1, n: 1, outcome: 'applied' });
    await settle(one, leader, two);
    assert.equal(two.frames.length, 0);
    assert.deepEqual([...two.take('location'), ...two.take('result')], []);
  });
});
