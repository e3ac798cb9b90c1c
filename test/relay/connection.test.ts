import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { MAX_MESSAGE_BYTES } from '../../src/protocol/limits.js';
import { startRelay } from '../../src/relay/index.js';
import type { Relay } from '../../src/relay/index.js';
import {
  create,
  follow,
  joinAs,
  lead,
  logged,
  relayFor,
  settle,
  SITE,
  STRANGER,
  TestClient,
} from './harness.js';

/** Status of the answer to an upgrade that is refused. */
async function statusOf(relay: Relay, path: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${relay.url.replace('http', 'ws')}${path}`, { headers });
  socket.on('error', () => {});
  const [, response] = await once(socket, 'unexpected-response');
  socket.terminate();
  return (response as { statusCode: number }).statusCode;
}

describe('letting in', () => {
  it('takes WebSockets on /relay only, and with an Origin only', async () => {
    const relay = await relayFor();
    assert.equal(await statusOf(relay, '', { origin: SITE }), 404);
    assert.equal(await statusOf(relay, 'relay/', { origin: SITE }), 404);
    assert.equal(await statusOf(relay, 'relay?token=x', { origin: SITE }), 404);
    assert.equal(await statusOf(relay, 'relay'), 403);
  });

  it('keeps nothing of those whom it refuses, also where they never close', async () => {
    const relay = await relayFor();
    const raw = connect({ port: relay.port, host: '127.0.0.1', allowHalfOpen: true });
    const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\n';
    raw.write(`GET /nowhere HTTP/1.1\r\nHost: x\r\n${upgrade}\r\n`);
    raw.resume();
    await once(raw, 'end');
    // Who writes to nobody is told so.
    const told = once(raw, 'error', { signal: AbortSignal.timeout(2_000) });
    const writing = setInterval(() => raw.write('x'), 10);
    const [error] = await told.finally(() => {
      clearInterval(writing);
      raw.destroy();
    });
    assert.match(String((error as NodeJS.ErrnoException).code), /^(EPIPE|ECONNRESET)$/);
  });

  it('takes programs without an Origin where the operator allows them', async () => {
    const relay = await relayFor({ allowMissingOrigin: true });
    const socket = new WebSocket(`${relay.url.replace('http', 'ws')}relay`);
    await once(socket, 'open');
    const client = new TestClient(socket);
    client.send({ type: 'watch', v: 1, widgetKey: 'shop' });
    assert.match(await client.refused('origin_refused'), /a page without an origin/);
  });

  it('bounds the connections of one address', async () => {
    const relay = await relayFor({ limits: { connectionsPerAddress: 2 } });
    const first = await TestClient.connect(relay);
    await TestClient.connect(relay);
    assert.equal(await statusOf(relay, 'relay', { origin: SITE }), 429);
    await first.cut();
    await TestClient.connect(relay);
  });

  it('bounds the connections that have not said who they are', async () => {
    const relay = await relayFor({ limits: { silentConnections: 2 } });
    const known = await TestClient.connect(relay);
    known.send({ type: 'watch', v: 1, widgetKey: 'shop' });
    await known.next('watching');
    await TestClient.connect(relay);
    await TestClient.connect(relay);
    assert.equal(await statusOf(relay, 'relay', { origin: SITE }), 503);
  });

  it('counts by the address that a trusted proxy names, and by no other', async () => {
    const limits = { connectionsPerAddress: 1 };
    const headers = (address: string) => ({ origin: SITE, 'x-forwarded-for': address });
    const open = async (relay: Relay, address: string) => {
      const url = `${relay.url.replace('http', 'ws')}relay`;
      await once(new WebSocket(url, { headers: headers(address) }), 'open');
    };
    const behind = await relayFor({ limits, trustProxy: ['127.0.0.1'] });
    await open(behind, '203.0.113.1');
    await open(behind, '203.0.113.2');
    await open(behind, '2001:db8::1');
    assert.equal(await statusOf(behind, 'relay', headers('203.0.113.1')), 429);
    assert.equal(await statusOf(behind, 'relay', headers('6.6.6.6, 203.0.113.1')), 429);
    assert.equal(await statusOf(behind, 'relay', headers('2001:db8:0:0:9::9')), 429);

    const direct = await relayFor({ limits });
    await open(direct, '203.0.113.1');
    assert.equal(await statusOf(direct, 'relay', headers('203.0.113.2')), 429);
  });
});

describe('the first message', () => {
  it('must come in time', async () => {
    const relay = await relayFor({ timing: { hello: 50 } });
    const client = await TestClient.connect(relay);
    await client.refused('bad_message');
    assert.equal(await client.closed, 1008);
  });

  it('must say who is there', async () => {
    const relay = await relayFor();
    const wrong = [
      'no JSON',
      '[]',
      'null',
      '{"type":"hello"}',
      '{"type":"beat"}x',
      JSON.stringify({ type: 'end' }),
      JSON.stringify({ ...create(), extra: 1 }),
      JSON.stringify({ type: 'watch', v: 1 }),
      new Uint8Array([1, 3, 0, 0, 0, 1, 0, 0, 0, 1]),
      new Uint8Array(3),
    ];
    for (const message of wrong) {
      const client = await TestClient.connect(relay);
      client.send(message);
      await client.refused('bad_message');
    }
  });

  it('names what is wrong, without the value', async () => {
    const relay = await relayFor();
    const client = await TestClient.connect(relay);
    client.send(JSON.stringify({ ...joinAs('leader', 'x'.repeat(22), 's3cret'), extra: 1 }));
    const message = await client.refused('bad_message');
    assert.match(message, /'join' is wrong at 'token'/);
    assert.doesNotMatch(message, /s3cret/);
  });

  it('must be of the same version', async () => {
    const relay = await relayFor();
    const client = await TestClient.connect(relay);
    client.send(JSON.stringify({ type: 'watch', v: 2, widgetKey: 'shop' }));
    assert.match(await client.refused('wrong_version'), /version 1 .* not 2/);
  });

  it('must name a known widget key, from an origin that is allowed', async () => {
    const relay = await relayFor();
    const watch = { type: 'watch', v: 1, widgetKey: 'shop' } as const;
    const agent = { ...watch, type: 'agent', agentKey: 'x', name: '' } as const;
    for (const message of [watch, agent, create()]) {
      const unknown = await TestClient.connect(relay);
      unknown.send({ ...message, widgetKey: '__proto__' });
      await unknown.refused('unknown_widget_key');
      for (const origin of [
        STRANGER,
        'http://shop.example',
        'https://shop.example.stranger.example',
        'https://shop.example:444',
        'https://xshop.example',
        'null',
      ]) {
        const foreign = await TestClient.connect(relay, origin);
        foreign.send(message);
        assert.match(await foreign.refused('origin_refused'), /server configuration/);
      }
    }
  });

  it('takes "localhost" for this computer, whatever the port', async () => {
    const relay = await relayFor();
    const watch = { type: 'watch', v: 1, widgetKey: 'other' } as const;
    for (const origin of ['http://localhost:3000', 'https://127.0.0.1', 'http://[::1]:9']) {
      const client = await TestClient.connect(relay, origin);
      client.send(watch);
      await client.next('watching');
    }
    for (const origin of ['http://localhost.stranger.example', 'http://127.0.0.1.nip.example']) {
      const client = await TestClient.connect(relay, origin);
      client.send(watch);
      await client.refused('origin_refused');
    }
  });
});

describe('a connection', () => {
  it('is told about each message that is left out, and closed after the fourth', async () => {
    const relay = await relayFor();
    const led = await lead(relay);
    const { client } = await follow(led);
    for (let count = 1; count <= 3; count += 1) {
      client.send('{"type":"location","url":"https://x.example","shared":true}');
      assert.equal((await client.next('refused')).code, 'bad_message');
    }
    assert.equal(client.socket.readyState, WebSocket.OPEN);
    client.send('}{');
    await client.refused('bad_message');
    assert.equal(await client.closed, 1008);
    // The session and the others go on.
    const other = await follow(led);
    assert.equal(other.welcome.index, 2);
  });

  it('is refused a message that is too large', async () => {
    const relay = await relayFor();
    const { leader, welcome } = await lead(relay);
    leader.send('x'.repeat(MAX_MESSAGE_BYTES + 1));
    assert.match(await leader.refused('too_large'), /at most 131072 bytes/);
    assert.equal(await leader.closed, 1009);
    assert.equal(welcome.index, 0);
  });

  it('is cut off when a message is far too large', async () => {
    const relay = await relayFor();
    const { leader } = await lead(relay);
    leader.send(new Uint8Array(3 * MAX_MESSAGE_BYTES));
    assert.equal(await leader.closed, 1009);
  });

  it('is refused user data, settings and messages that are too large or too deep', async () => {
    const relay = await relayFor();
    const large = { text: 'x'.repeat(65 * 1024) };
    const one = await TestClient.connect(relay);
    one.send(create(large));
    assert.match(await one.refused('too_large'), /'settings' has \d+ bytes/);

    const led = await lead(relay);
    const two = await TestClient.connect(relay);
    two.send(joinAs('follower', led.session, led.followerToken, { userData: large }));
    assert.match(await two.refused('too_large'), /'userData'/);

    const { client } = await follow(led);
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    client.send(`{"type":"message","data":${deep},"origin":"x","targetOrigin":"*","inside":false}`);
    assert.match((await client.next('refused')).message, /nested/);
    await client.sync();
  });

  it('gets heartbeats, and is dropped when it says nothing', async () => {
    const relay = await relayFor({ timing: { beat: 20, dead: 150 } });
    const alive = (await lead(relay)).leader;
    const silent = (await lead(relay)).leader;
    const beating = setInterval(() => alive.send({ type: 'beat' }), 20);
    await silent.next('beat');
    assert.equal(await silent.closed, 1006);
    assert.equal(alive.socket.readyState, WebSocket.OPEN);
    clearInterval(beating);
  });

  it('is slowed down when it sends too much, and loses nothing', async () => {
    const relay = await relayFor({ limits: { messagesPerSecond: 40 } });
    const led = await lead(relay);
    const { client } = await follow(led);
    // 200 may come at once, 40 of them a second: the relay reads on when 40 more have been earned.
    const count = 240;
    const start = performance.now();
    for (let n = 0; n < count; n += 1) {
      client.send({ type: 'message', data: n, origin: 'x', targetOrigin: '*', inside: false });
    }
    for (let n = 0; n < count; n += 1) assert.equal((await led.leader.next('message')).data, n);
    await client.sync();
    assert.ok(performance.now() - start > 900);
  });

  it('is slowed down by what comes in one piece, too', async () => {
    const led = await lead(await relayFor({ limits: { messagesPerSecond: 10 } }));
    const { client } = await follow(led);
    const message = { type: 'message', origin: 'x', targetOrigin: '*', inside: false } as const;
    const socket = (client.socket as unknown as { _socket: Socket })._socket;
    socket.cork();
    for (let data = 0; data < 300; data += 1) client.send({ ...message, data });
    socket.uncork();
    await wait(1_000);
    const heard = led.leader.take('message').map(({ data }) => data);
    assert.deepEqual(heard, [...heard.keys()], 'in their order');
    assert.ok(heard.length > 45 && heard.length < 80, `heard ${heard.length}`);
  });

  it('may answer as often as it is sent frames', async () => {
    const relay = await relayFor({ limits: { messagesPerSecond: 1 } });
    const { leader } = await lead(relay);
    const { client } = await follow(await lead(relay));
    for (let n = 1; n <= 200; n += 1) {
      leader.send({ type: 'result', to: 1, epoch: 1, n, outcome: 'applied' });
      client.send({ type: 'ack', stream: 1, seq: n });
    }
    const start = performance.now();
    await settle(leader, client);
    assert.ok(performance.now() - start < 500);
  });

  it('is dropped once, and not heard any more, when it is not read at the other end', async () => {
    const log = await logged(async () => {
      const led = await lead(await relayFor({ logLevel: 'warn' }));
      const { client } = await follow(led);
      client.socket.pause();
      const data = 'x'.repeat(60_000);
      const message = { type: 'message', origin: SITE, targetOrigin: '*', inside: true } as const;
      for (let n = 0; n < 300; n += 1) led.leader.send({ ...message, data });
      await led.leader.sync();
    });
    const dropped = log.split('\n').filter((line) => line.includes('it is not read'));
    assert.equal(dropped.length, 1);
  });

  it('hears that the server restarts', async () => {
    const relay = await startRelay({ port: 0, logLevel: 'silent' });
    const client = await TestClient.connect(relay);
    await relay.close();
    assert.equal((await client.next('refused')).code, 'restarting');
    assert.equal(await client.closed, 1012);
  });

  it('does not hold the server up when it never answers a close', async () => {
    const relay = await startRelay({ port: 0, logLevel: 'silent' });
    const raw = connect(relay.port, '127.0.0.1');
    raw.on('error', () => {});
    raw.write(
      'GET /relay HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        `Origin: ${SITE}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MTIzNDU2Nzg5MDEyMzQ1Ng==\r\n\r\n`,
    );
    await once(raw, 'data');
    const start = performance.now();
    await relay.close();
    assert.ok(performance.now() - start < 2_500);
    raw.destroy();
  });
});
