import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DESK, follow, lead, relayFor, settle, SITE, STRANGER } from './harness.js';

const say = (
  data: unknown,
  more: { origin?: string; targetOrigin?: string; inside?: boolean } = {},
) => {
  const { origin = SITE, targetOrigin = '*', inside = true } = more;
  return { type: 'message', data, origin, targetOrigin, inside } as const;
};

describe('messages', () => {
  it('of a follower’s page reach the leader, with the origin that the browser told', async () => {
    const led = await lead(await relayFor());
    const { client } = await follow(led, { origin: DESK });
    const bystander = await follow(led);
    const data = { text: 'hello', list: [1, null, { deep: true }] };
    client.send(say(data, { origin: SITE, targetOrigin: SITE, inside: false }));
    assert.deepEqual(await led.leader.next('message'), {
      type: 'message',
      data,
      origin: DESK,
      targetOrigin: SITE,
    });
    await settle(bystander.client);
    assert.deepEqual(bystander.client.take('message'), []);
  });

  it('of the page inside reach the followers whose page is of the target origin', async () => {
    const led = await lead(await relayFor());
    const desk = (await follow(led, { origin: DESK })).client;
    const stranger = (await follow(led, { origin: STRANGER })).client;
    led.leader.send(say('for the desk', { targetOrigin: DESK }));
    led.leader.send(say('for nobody', { targetOrigin: 'https://desk.example.stranger.example' }));
    led.leader.send(say('for all'));
    await settle(led.leader, desk, stranger);
    assert.deepEqual(
      desk.take('message').map(({ data, origin }) => [data, origin]),
      [
        ['for the desk', SITE],
        ['for all', SITE],
      ],
    );
    assert.deepEqual(
      stranger.take('message').map(({ data }) => data),
      ['for all'],
    );
    assert.deepEqual(led.leader.take('message'), []);
  });

  it('of the page inside are those of the origin that it is on', async () => {
    const led = await lead(await relayFor());
    const { client } = await follow(led);
    led.leader.send(say('false', { origin: STRANGER }));
    led.leader.send({ type: 'location', url: `${STRANGER}/`, shared: false });
    led.leader.send(say('late'));
    led.leader.send(say('true', { origin: STRANGER }));
    await settle(led.leader, client);
    assert.deepEqual(
      client.take('message').map(({ data }) => data),
      ['true'],
    );
  });

  it('of the leader’s own outer page go nowhere', async () => {
    const led = await lead(await relayFor());
    const { client } = await follow(led);
    led.leader.send(say('local', { inside: false }));
    await settle(led.leader, client);
    assert.deepEqual([...client.take('message'), ...led.leader.take('refused')], []);
  });
});
