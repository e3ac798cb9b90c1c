import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, it } from 'node:test';
import type { Relay } from '../../src/relay/index.js';
import {
  AGENT_KEY,
  create,
  DESK,
  follow,
  joinAs,
  lead,
  relayFor,
  settle,
  SITE,
  TestClient,
} from './harness.js';

const signIn = (agentKey = AGENT_KEY) =>
  ({ type: 'agent', v: 1, widgetKey: 'shop', agentKey, name: 'Agent' }) as const;
const status = (available: boolean) => ({ type: 'agent_status', available }) as const;

async function desk(relay: Relay): Promise<TestClient> {
  const client = await TestClient.connect(relay, DESK);
  client.send(signIn());
  await client.next('signed_in');
  return client;
}

async function watcher(relay: Relay) {
  const client = await TestClient.connect(relay);
  client.send({ type: 'watch', v: 1, widgetKey: 'shop' });
  return { client, available: (await client.next('watching')).available };
}

describe('availability', () => {
  it('is told when the first agent comes and when the last one goes', async () => {
    const relay = await relayFor();
    const { client, available } = await watcher(relay);
    assert.equal(available, false);
    const led = await lead(relay);
    const follower = await follow(led);
    const [one, two] = [await desk(relay), await desk(relay)];
    await client.sync();
    assert.deepEqual(client.take('agents'), [], 'signed in is not available');

    one.send(status(true));
    for (const page of [client, led.leader, follower.client]) {
      assert.equal((await page.next('agents')).available, true);
    }
    assert.equal((await watcher(relay)).available, true);
    assert.equal((await lead(relay)).welcome.available, true);
    two.send(status(true));
    one.send(status(false));
    await settle(two, one, client);
    assert.deepEqual(client.take('agents'), []);
    two.send({ type: 'bye' });
    assert.equal((await client.next('agents')).available, false);
    assert.equal(await two.closed, 1000);
  });

  it('does not flicker when an agent reloads, and ends when it does not come back', async () => {
    const relay = await relayFor({ timing: { agentGone: 150 } });
    const { client } = await watcher(relay);
    const agent = await desk(relay);
    agent.send(status(true));
    await client.next('agents');
    await agent.cut();
    const back = await desk(relay);
    back.send(status(true));
    await wait(200);
    await settle(back, client);
    assert.deepEqual(client.take('agents'), []);
    const lost = performance.now();
    await back.cut();
    assert.equal((await client.next('agents')).available, false);
    assert.ok(performance.now() - lost >= 140);
  });

  it('is a matter of one widget key', async () => {
    const relay = await relayFor();
    const other = await TestClient.connect(relay, 'http://localhost:3000');
    other.send({ type: 'watch', v: 1, widgetKey: 'other' });
    await other.next('watching');
    const agent = await desk(relay);
    agent.send(status(true));
    await settle(agent, other);
    assert.deepEqual(other.take('agents'), []);
  });

  it('is no longer told to pages that have said goodbye', async () => {
    const relay = await relayFor();
    const { client } = await watcher(relay);
    client.send({ type: 'bye' });
    assert.equal(await client.closed, 1000);
    (await desk(relay)).send(status(true));
  });
});

describe('signing in', () => {
  it('wants an agent key of the widget', async () => {
    const relay = await relayFor();
    for (const key of ['wrong', 'agent-key-of-another', `${AGENT_KEY} `]) {
      const client = await TestClient.connect(relay, DESK);
      client.send(signIn(key));
      await client.refused('wrong_agent_key');
    }
  });

  it('is closed to an address with many wrong keys, also for the right one', async () => {
    const relay = await relayFor();
    for (let count = 0; count < 5; count += 1) {
      const client = await TestClient.connect(relay, DESK);
      client.send(signIn(`wrong ${count}`));
      await client.refused('wrong_agent_key');
    }
    const client = await TestClient.connect(relay, DESK);
    client.send(signIn());
    await client.refused('too_many');
  });
});

describe('the queue', () => {
  it('shows the sessions of the widget key that have a leader', async () => {
    const relay = await relayFor();
    const agent = await desk(relay);
    assert.deepEqual((await agent.next('queue')).sessions, []);
    const creator = await TestClient.connect(relay);
    creator.send(create());
    await creator.next('created');
    const led = await lead(relay, {}, { name: 'Visitor', agent_id: 7 });
    const [session] = (await agent.next('queue')).sessions;
    assert.ok(session && session.age >= 0 && session.age < 5_000);
    assert.deepEqual(
      { ...session, age: 0 },
      {
        session: led.session,
        pin: led.pin,
        name: 'Visitor',
        url: `${SITE}/start`,
        age: 0,
        viewers: 0,
        waiting: true,
      },
    );
    led.leader.send({ type: 'location', url: `${SITE}/cart`, shared: true });
    assert.equal((await agent.next('queue')).sessions[0]?.url, `${SITE}/cart`);
    const { client } = await follow(led);
    const joined = (await agent.next('queue')).sessions[0];
    assert.deepEqual([joined?.viewers, joined?.waiting], [1, false]);
    client.send({ type: 'bye' });
    const left = (await agent.next('queue')).sessions[0];
    assert.deepEqual([left?.viewers, left?.waiting], [0, false]);
    led.leader.send({ type: 'end' });
    assert.deepEqual((await agent.next('queue')).sessions, []);
  });

  it('is told less often where it is long', async () => {
    const relay = await relayFor();
    const { leader } = await lead(relay);
    const url = `${SITE}/${'x'.repeat(4_000)}`;
    for (let n = 0; n < 40; n += 1) {
      const other = await lead(relay);
      other.leader.send({ type: 'location', url, shared: true });
      await other.leader.sync();
    }
    const agent = await desk(relay);
    await agent.next('queue');
    for (let n = 0; n < 30; n += 1) {
      leader.send({ type: 'location', url: `${SITE}/${n}`, shared: true });
      await wait(20);
    }
    const told = agent.take('queue').length;
    assert.ok(told >= 3 && told <= 6, `told ${told} times`);
    assert.equal((await agent.next('queue')).sessions[0]?.url, `${SITE}/29`, 'of all in the end');
  });

  it('shows no name where the leader gave none, or none that is a text', async () => {
    const relay = await relayFor();
    await lead(relay, {}, { name: { first: 'x' } });
    assert.equal((await (await desk(relay)).next('queue')).sessions[0]?.name, '');
  });
});

describe('joining as an agent', () => {
  it('by the queue or by the PIN gives a follower link for one opening', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const agent = await desk(relay);
    for (const message of [
      { type: 'agent_join', session: led.session },
      { type: 'agent_join_pin', pin: led.pin },
    ] as const) {
      agent.send(message);
      const { session, token } = await agent.next('agent_link');
      assert.equal(session, led.session);
      assert.notEqual(token, led.followerToken);
      const opened = joinAs('follower', session, token, { browser: 'desk' });
      const first = await TestClient.connect(relay, DESK);
      first.send(opened);
      await first.next('welcome');
      // Another browser is too late; the same one takes its own place over.
      const elsewhere = await TestClient.connect(relay, DESK);
      elsewhere.send({ ...opened, browser: 'elsewhere' });
      await elsewhere.refused('invalid_link');
      const again = await TestClient.connect(relay, DESK);
      again.send({ ...opened, instance: 'again' });
      assert.equal((await again.next('welcome')).index, (await first.next('presence')).index);
      await first.refused('other_connection');
    }
  });

  it('must happen before the link expires', async () => {
    const relay = await relayFor({ timing: { agentLink: 30 } });
    const led = await lead(relay);
    const agent = await desk(relay);
    agent.send({ type: 'agent_join', session: led.session });
    const { session, token } = await agent.next('agent_link');
    await wait(40);
    const client = await TestClient.connect(relay, DESK);
    client.send(joinAs('follower', session, token));
    await client.refused('invalid_link');
  });

  it('is refused alike for sessions that never were, are over, or wait for their leader', async () => {
    const relay = await relayFor();
    const over = await lead(relay);
    over.leader.send({ type: 'end' });
    await over.leader.closed;
    const creator = await TestClient.connect(relay);
    creator.send(create());
    const { session, pin } = await creator.next('created');
    const agent = await desk(relay);
    const answers = new Set<string>();
    for (const message of [
      { type: 'agent_join', session: 'A'.repeat(22) },
      { type: 'agent_join', session: over.session },
      { type: 'agent_join', session },
      { type: 'agent_join_pin', pin: '12345678' },
      { type: 'agent_join_pin', pin: over.pin },
      { type: 'agent_join_pin', pin },
    ] as const) {
      agent.send(message);
      answers.add((await agent.next('agent_refused')).message);
    }
    assert.equal(answers.size, 1);
  });

  it('does not reach sessions of another widget key', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const other = await TestClient.connect(relay, 'http://localhost:3000');
    other.send({ ...signIn('agent-key-of-another'), widgetKey: 'other' });
    assert.deepEqual((await other.next('queue')).sessions, []);
    other.send({ type: 'agent_join', session: led.session });
    await other.next('agent_refused');
    other.send({ type: 'agent_join_pin', pin: led.pin });
    await other.next('agent_refused');
  });

  it('by guessing PINs ends after five wrong ones from one address', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const agent = await desk(relay);
    const guess = async (client: TestClient, pin: string) => {
      client.send({ type: 'agent_join_pin', pin });
      return (await client.next('agent_refused')).message;
    };
    for (let count = 0; count < 5; count += 1) {
      assert.match(await guess(agent, `1234567${count}`), /no such session/);
    }
    assert.match(await guess(agent, led.pin), /wait ten minutes/);
    // Nor from a new connection. The queue still works.
    const again = await desk(relay);
    assert.match(await guess(again, led.pin), /wait ten minutes/);
    again.send({ type: 'agent_join', session: led.session });
    await again.next('agent_link');
  });

  it('by guessing PINs from many addresses ends after twenty for a widget key', async () => {
    const relay = await relayFor({ trustProxy: ['127.0.0.1'] });
    const led = await lead(relay);
    const { WebSocket } = await import('ws');
    const from = async (address: string) => {
      const headers = { origin: DESK, 'x-forwarded-for': address };
      const socket = new WebSocket(`${relay.url.replace('http', 'ws')}relay`, { headers });
      const client = new TestClient(socket);
      await new Promise((resolve) => socket.once('open', resolve));
      client.send(signIn());
      await client.next('signed_in');
      return client;
    };
    for (let host = 1; host <= 5; host += 1) {
      const client = await from(`203.0.113.${host}`);
      for (let count = 0; count < 4; count += 1) {
        client.send({ type: 'agent_join_pin', pin: '12345678' });
        assert.match((await client.next('agent_refused')).message, /no such session/);
      }
    }
    const late = await from('203.0.113.99');
    late.send({ type: 'agent_join_pin', pin: led.pin });
    assert.match((await late.next('agent_refused')).message, /wait ten minutes/);
  });
});
