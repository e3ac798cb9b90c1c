import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Surfly } from '../../src/surfly/api.js';
import { startDemo } from './demo-server.js';
import { Person, until } from './person.js';
import { stage } from './stage.js';

const on = stage();
const visitor = { name: 'Visitor' };

describe('the documented events, at a leader and a follower', () => {
  let anna: Person;
  let ben: Person;

  before(async () => {
    anna = await on.leader();
    ben = await on.viewer(anna);
  });
  after(() => Promise.all([anna.leave(), ben.leave()]));

  it('session_created, then session_started, once each', async () => {
    for (const person of [anna, ben]) {
      assert.deepEqual(await person.waitForEvents('session_created'), [{}]);
      assert.deepEqual(await person.waitForEvents('session_started'), [{}]);
      const types = (await person.events()).map(({ type }) => type);
      assert.ok(types.indexOf('session_created') < types.indexOf('session_started'));
    }
    assert.match(await anna.get<string>('pin'), /^\d{4,}$/);
    assert.ok((await anna.get<string>('leaderLink')).startsWith(`${on.demo.origin}/lead/#`));
    assert.ok((await anna.get<string>('followerLink')).startsWith(`${on.demo.origin}/join/#`));
  });

  it('viewer_joined and viewer_left, with indexes that rise and counts that rise and fall', async () => {
    const joined = { count: 2, clientIndex: 1, userData: {} };
    assert.deepEqual(await anna.waitForEvents('viewer_joined'), [joined]);
    assert.deepEqual(await ben.waitForEvents('viewer_joined'), [joined]);

    const cleo = await on.viewer(anna);
    const second = { count: 3, clientIndex: 2, userData: {} };
    for (const person of [anna, ben]) {
      assert.deepEqual(await person.waitForEvents('viewer_joined', 2), [joined, second]);
      assert.equal(await person.get('viewerCount'), 3);
    }
    assert.deepEqual(await cleo.waitForEvents('viewer_joined'), [second]);
    assert.equal(await cleo.get('viewerCount'), 3);

    await cleo.act('remove');
    const left = { count: 2, clientIndex: 2, userData: {} };
    for (const person of [anna, ben]) {
      assert.deepEqual(await person.waitForEvents('viewer_left'), [left]);
      assert.equal(await person.get('viewerCount'), 2);
    }
    await cleo.leave();

    const dora = await on.viewer(anna);
    assert.deepEqual(
      await dora.waitForEvents('viewer_joined'),
      [{ count: 3, clientIndex: 3, userData: {} }],
      'an index is never used again',
    );
    await dora.leave();
    await anna.waitForEvents('viewer_left', 2);
    await ben.waitForEvents('viewer_left', 2);
  });

  it('control, with gained for the one who got it', async () => {
    await anna.act('giveControl', 1);
    assert.deepEqual(await anna.waitForEvents('control'), [{ to: 1, userData: {}, gained: false }]);
    assert.deepEqual(await ben.waitForEvents('control'), [{ to: 1, userData: {}, gained: true }]);
    assert.equal(await ben.get('hasControl'), true);
    assert.equal(await anna.get('hasControl'), false);

    await anna.act('giveControl', 0);
    assert.deepEqual((await anna.waitForEvents('control', 2))[1], {
      to: 0,
      userData: visitor,
      gained: true,
    });
    assert.deepEqual((await ben.waitForEvents('control', 2))[1], {
      to: 0,
      userData: visitor,
      gained: false,
    });
  });

  it('message, from the outer pages to the page inside and from there to them', async () => {
    const inside = await anna.inside();
    await inside.evaluate(() => {
      const { currentSession } = (window as unknown as { Surfly: Surfly }).Surfly;
      const got: unknown[] = ((window as { got?: unknown[] }).got = []);
      currentSession!.on('message', (_session, event) => got.push(event));
    });
    const got = () => inside.evaluate(() => (window as { got?: unknown[] }).got);
    const { origin } = on.demo;

    await anna.act('sendMessage', { from: 'leader' }, origin);
    await until('the message inside', async () => (await got())?.length === 1);
    await ben.act('sendMessage', { from: 'follower' }, '*');
    await until('the message inside', async () => (await got())?.length === 2);
    await anna.act('sendMessage', { lost: true }, 'https://elsewhere.example');
    await ben.act('sendMessage', { lost: true }, 'https://elsewhere.example');
    await inside.evaluate((to) => {
      const { currentSession } = (window as unknown as { Surfly: Surfly }).Surfly;
      currentSession!.sendMessage({ lost: true }, 'https://elsewhere.example');
      currentSession!.sendMessage({ text: 'hello' }, to);
    }, origin);
    for (const person of [anna, ben]) {
      assert.deepEqual(await person.waitForEvents('message'), [
        { data: { text: 'hello' }, origin },
      ]);
    }
    assert.deepEqual(await got(), [
      { data: { from: 'leader' }, origin },
      { data: { from: 'follower' }, origin },
    ]);
  });

  it('relocated, for page loads, history entries and reloads, never inside', async () => {
    const urls = async (person: Person, count: number) =>
      (await person.waitForEvents('relocated', count)).map(({ url }) => url);
    const cart = `${on.demo.origin}/demo/shop/cart.html`;
    await (await anna.inside()).evaluate((url) => void location.assign(url), cart);
    await until('the cart', async () => (await anna.inside()).url() === cart);
    await (await anna.inside()).evaluate(() => history.pushState(null, '', '?step=2'));
    await urls(anna, 2);
    await (await anna.inside()).evaluate(() => location.reload());
    const expected = [cart, `${cart}?step=2`, `${cart}?step=2`];
    assert.deepEqual(await urls(anna, 3), expected);
    assert.deepEqual(await urls(ben, 3), expected);
  });

  it('agent_status, when the first agent comes and when the last one goes', async () => {
    assert.equal(await anna.get('agentAvailable'), false);
    const agent = await Person.enter(on.browser, `${on.demo.origin}/agent/`);
    for (const person of [anna, ben]) {
      assert.deepEqual(await person.waitForEvents('agent_status'), [{ available: true }]);
    }
    const inside = await anna.inside();
    await until('availability inside', () =>
      inside.evaluate(() => (window as unknown as { Surfly: Surfly }).Surfly.agentAvailable),
    );
    const shopper = await Person.enter(on.browser, `${on.demo.origin}/demo/shop/`);
    await until('availability from the start', () => shopper.get('agentAvailable'));
    await shopper.leave();
    // The tab is closed without a goodbye.
    await agent.leave();
    for (const person of [anna, ben]) {
      assert.deepEqual(await person.waitForEvents('agent_status', 2), [
        { available: true },
        { available: false },
      ]);
    }
  });

  it('session_ended for everybody, and the leader goes on where the session was', async () => {
    const url = (await anna.inside()).url();
    await anna.act('end');
    for (const person of [anna, ben]) {
      assert.deepEqual(await person.waitForEvents('session_ended'), [{}]);
    }
    await until('the leader outside', () => Promise.resolve(anna.page.url() === url));
    assert.equal(await ben.page.$('.surfly-window'), null);
  });

  it('no error of any kind on the way', async () => {
    for (const person of [anna, ben]) {
      assert.deepEqual(await person.eventsNamed('error'), []);
      assert.deepEqual(person.complaints, []);
    }
  });
});

describe('the error event', () => {
  let anna: Person;
  let ben: Person;
  before(async () => {
    anna = await on.leader();
    ben = await on.viewer(anna);
  });
  after(() => anna.leave());

  it('not_shareable for a page of another site, and the way back', async () => {
    const other = on.demo.origin.replace('127.0.0.1', 'localhost');
    const inside = await anna.inside();
    await inside.evaluate((url) => void location.assign(url), `${other}/demo/shop/`);
    assert.deepEqual(await anna.waitForEvents('error'), [{ reason: 'not_shareable' }]);
    assert.deepEqual(await anna.eventsNamed('relocated'), [], 'its address is not known');
    await until('the notice at the follower', async () =>
      ben.followerWindow?.evaluate(() => document.querySelector('.notice')!.textContent !== ''),
    );
    await anna.act('relocate', `${on.demo.origin}/demo/shop/cart.html`);
    await until('the cart in the replica', async () => {
      return (await (await ben.replica()).title()) === (await (await anna.inside()).title());
    });
  });

  it('other_connection for a follower link that is opened twice in one browser', async () => {
    const tab = await ben.openTab(await anna.get<string>('followerLink'));
    assert.deepEqual(await ben.waitForEvents('error'), [{ reason: 'other_connection' }]);
    await tab.close();
    await ben.leave();
  });

  it('other_connection for a leader whose link is opened in a second browser', async () => {
    const cleo = await on.viewer(anna);
    const second = await Person.enter(on.browser, await anna.get<string>('leaderLink'));
    assert.deepEqual((await anna.waitForEvents('error', 2))[1], { reason: 'other_connection' });
    assert.deepEqual(await anna.eventsNamed('session_ended'), []);
    await second.waitForEvents('session_started');
    // The follower stays where he is, and sees the new leader's page.
    await (await second.inside()).evaluate(() => (document.title = 'The second leader'));
    await until('the new leader in the replica', async () => {
      return (await (await cleo.replica()).title()) === 'The second leader';
    });
    assert.deepEqual(await cleo.eventsNamed('error'), []);
    await Promise.all([cleo.leave(), second.leave()]);
  });

  it('connect_failed for a server that is not there, and another try once it is', async (test) => {
    const server = await startDemo();
    test.after(() => server.close());
    const cleo = await Person.enter(on.browser, `${server.origin}/demo/shop/`);
    await until('the script', async () => (await cleo.get('state')) === 'ready');
    await server.kill();
    await cleo.act('start');
    assert.deepEqual(await cleo.waitForEvents('error'), [{ reason: 'connect_failed' }]);
    assert.equal(await cleo.get('state'), 'failed');
    const again = await startDemo(server.port);
    test.after(() => again.close());
    await cleo.act('start');
    await cleo.waitForEvents('session_started');
    await cleo.leave();
  });

  it('invalid_link for a link that leads nowhere', async () => {
    const link = `${on.demo.origin}/join/#${'a'.repeat(22)}.${'b'.repeat(43)}`;
    const cleo = await Person.enter(on.browser, link);
    assert.deepEqual(await cleo.waitForEvents('error'), [{ reason: 'invalid_link' }]);
    await cleo.leave();
  });
});
