import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Surfly } from '../../src/surfly/api.js';
import {
  aWhile,
  isAt,
  layerText,
  optionsStage,
  press,
  screensOf,
  settingsOf,
} from './options-stage.js';
import { Person, until } from './person.js';
import { stage } from './stage.js';

const on = stage();
const with_ = optionsStage(on);
const away = (...people: Person[]) => Promise.all(people.map((person) => person.leave()));
const at = (path: string) => on.demo.origin + path;

/** How the session window stands on the leader's page. */
const windowOf = ({ page }: Person) =>
  page.$eval('.surfly-window', (node) => {
    const { inert } = node as HTMLElement;
    const { left, top, width, height } = node.getBoundingClientRect();
    const { visibility } = getComputedStyle(node);
    const others = [...document.body.children].filter((one) => !/^surfly-/.test(one.className));
    const below = others.some((one) => (one as HTMLElement).inert);
    return { inert, visibility, below, left, top, width, height };
  });

const goInside = async (person: Person, url: string) =>
  (await person.inside()).evaluate((to) => void location.assign(to), url);

describe('a session that is confirmed first', () => {
  let anna: Person;
  after(() => away(anna));

  it('confirm_session_start asks, in the words of confirmation_modal_body', async () => {
    anna = await with_.visitor({
      ...{ confirm_session_start: true, confirmation_modal_body: 'Shall <b>we</b>?' },
      agent_can_take_control: true,
    });
    await anna.act('start');
    await until('the question', async () =>
      (await layerText(anna, 'screen'))?.includes('Shall <b>we</b>?'),
    );
    await press(anna, 'screen', 'Not now');
    assert.deepEqual(await anna.waitForEvents('session_ended'), [{}]);
    assert.deepEqual(await anna.eventsNamed('session_created'), []);
    await anna.act('start');
    await press(anna, 'screen', 'Start session');
    await anna.waitForEvents('session_started');
  });

  it('control is given, asked for, taken and given back, told once each and with the right data', async () => {
    const ben = await with_.follower(anna, { name: 'Ben' });
    const cleo = await with_.follower(anna, { name: 'Cleo' });
    await ben.act('requestControl');
    await cleo.waitForEvents('control', 1);
    await ben.act('requestControl');
    await anna.act('giveControl', 1);
    await aWhile();
    await cleo.act('requestControl');
    await cleo.waitForEvents('control', 2);
    await cleo.act('remove');
    await anna.waitForEvents('control', 3);
    const visitor = { name: 'Visitor' };
    const told = (own: number) => [
      { to: 1, userData: { name: 'Ben' }, gained: own === 1 },
      { to: 2, userData: { name: 'Cleo' }, gained: own === 2 },
      { to: 0, userData: visitor, gained: own === 0 },
    ];
    assert.deepEqual(await ben.waitForEvents('control', 3), told(1));
    assert.deepEqual(await anna.eventsNamed('control'), told(0), 'who leaves gives it back');
    await away(ben, cleo);
  });
});

describe('two who ask for control at once', () => {
  it('have the leader asked about one after the other, and each of them is answered', async () => {
    const anna = await with_.leader({ agent_can_request_control: true });
    const ben = await with_.follower(anna, { name: 'Ben' });
    const cleo = await with_.follower(anna, { name: 'Cleo' });
    const question = async () =>
      /(Ben|Cleo) asks for/.exec((await layerText(anna, 'dock')) ?? '')?.[1];
    await ben.act('requestControl');
    await until('the first question', async () => (await question()) === 'Ben');
    await cleo.act('requestControl');
    await aWhile();
    assert.equal(await question(), 'Ben', 'it stays until it is answered');
    await press(anna, 'dock', 'Not now');
    await until('the other question', async () => (await question()) === 'Cleo');
    await press(anna, 'dock', 'Allow');
    const [told] = await cleo.waitForEvents('control', 1);
    assert.equal(told?.['to'], 2);
    await until('no question', async () => (await question()) === undefined);
    await ben.act('requestControl');
    await until('a new question', async () => (await question()) === 'Ben');
    await ben.act('remove');
    await until('no question of one who has gone', async () => (await question()) === undefined);
    await away(anna, ben, cleo);
  });
});

describe('a session in which little is allowed', () => {
  let anna: Person;
  let ben: Person;
  before(async () => {
    anna = await with_.leader(
      {
        allowlist: [{ pattern: '/shop/$|cart\\.html', redirect: '/demo/shop/cart.html' }],
        blocklist: '[{"pattern": "("}]',
        host_switching_allowed: false,
        agent_can_request_control: true,
        agent_can_end_session: false,
      },
      '/demo/shop/checkout.html',
    );
  });
  after(() => away(anna, ben));

  it('whitelist, also for the first page, and rules that cannot be used', async () => {
    const cart = (from: string) =>
      `${at('/demo/shop/cart.html')}?blocked_url=${encodeURIComponent(from)}`;
    const first = at('/demo/shop/checkout.html');
    await until('an allowed page', async () => (await anna.inside()).url() === cart(first));
    await goInside(anna, at('/demo/shop/'));
    await until('the shop', async () => (await anna.inside()).url() === at('/demo/shop/'));
    await goInside(anna, first);
    await until('the cart', async () => (await anna.inside()).url() === cart(first));
    assert.ok(anna.complaints.some((line) => /setting "blacklist": .*regular expr/.test(line)));
  });

  it('nothing happens where it is not allowed', async () => {
    ben = await with_.follower(anna);
    await ben.act('requestControl');
    await anna.act('giveControl', 1);
    await ben.act('end', at('/demo/shop/checkout.html'));
    await aWhile();
    for (const person of [anna, ben]) {
      assert.deepEqual(await person.eventsNamed('control'), []);
      assert.deepEqual(await person.eventsNamed('session_ended'), []);
    }
    const settings = await settingsOf(anna);
    assert.equal(settings['allow_control_switching'], false);
    assert.equal(settings['host_switching_allowed'], false, 'read by either name');
    await anna.act('end');
    await ben.waitForEvents('session_ended');
    await aWhile();
    assert.equal(ben.page.url(), at('/demo/shop/cart.html'), 'what was asked in vain is forgotten');
  });
});

describe('a private session', () => {
  let agent: Person;
  let anna: Person;
  after(() => away(anna, agent));

  it('only agents join a private session', async () => {
    agent = await Person.enter(on.browser, at('/agent/'));
    anna = await with_.leader({
      private_session: true,
      blacklist: JSON.stringify([
        { pattern: 'checkout', redirect: '{{referer}}' },
        { pattern: '^https?://elsewhere\\.example', redirect: '/demo/shop/thanks.html?a=b' },
        { pattern: 'product\\.html' },
      ]),
    });
    const ben = await Person.enter(on.browser, await anna.get<string>('followerLink'));
    assert.deepEqual(await ben.waitForEvents('error'), [{ reason: 'invalid_link' }]);
    await ben.leave();
    await agent.page.waitForSelector('.item button');
    await agent.page.click('.item button');
    await anna.waitForEvents('viewer_joined');
    await agent.replica();
    assert.equal((await anna.eventsNamed('viewer_joined')).length, 1);
  });

  it('blacklist: back to the page before, with the address that was blocked', async () => {
    const checkout = at('/demo/shop/checkout.html?step=1');
    await goInside(anna, checkout);
    const back = `${at('/demo/shop/')}?blocked_url=${encodeURIComponent(checkout)}`;
    await until('the way back', async () => (await anna.inside()).url() === back);

    // What nobody can stop once it is there is not gone to.
    const elsewhere = 'http://elsewhere.example/x?y';
    await goInside(anna, elsewhere);
    const thanks = `${at('/demo/shop/thanks.html?a=b')}&blocked_url=${encodeURIComponent(elsewhere)}`;
    await until('the other page', async () => (await anna.inside()).url() === thanks);

    await anna.act('relocate', at('/demo/shop/product.html'));
    const said = /cannot be opened in the session/;
    await until('a page of ours, for the agent too', async () =>
      said.test(await (await agent.replica()).$eval('body', (body) => body.textContent)),
    );
    const inside = await anna.inside();
    assert.match(await inside.$eval('body', (body) => body.textContent), said);
    await inside.click('a');
    await until('the page before', async () => (await anna.inside()).url() === thanks);
    const urls = (await agent.waitForEvents('relocated')).map(({ url }) => String(url));
    assert.ok(!urls.includes(checkout) && !urls.includes(elsewhere), urls.join('\n'));
    assert.deepEqual(await agent.eventsNamed('error'), []);
  });
});

describe('a session that waits in sight, and has a page for its end', () => {
  let anna: Person;
  after(() => away(anna));

  it('block_until_agent_joins keeps the visitor from the page, and shows the PIN', async () => {
    anna = await with_.leader({
      block_until_agent_joins: true,
      end_of_session_popup_url: '/demo/shop/thanks.html',
      leader_redirect_url: '/demo/shop/cart.html',
    });
    const pin = await anna.get<string>('pin');
    await until('the screen', async () =>
      (await layerText(anna, 'screen'))?.includes(`PIN ${pin}`),
    );
    assert.equal((await windowOf(anna)).inert, true);
    const ben = await on.viewer(anna);
    await until('the page', async () => (await layerText(anna, 'screen')) === undefined);
    assert.equal((await windowOf(anna)).inert, false);
    await ben.act('remove');
    await anna.waitForEvents('viewer_left');
    await aWhile();
    assert.equal(await layerText(anna, 'screen'), undefined, 'it is for the first one only');
    await away(ben);
  });

  it('end_of_session_popup_url shows a page over the original one, and goes before all that', async () => {
    const ben = await on.viewer(anna);
    await ben.act('end');
    await until('the popup', () =>
      anna.page.evaluate(() => {
        const root = document.querySelector('.surfly-screen')?.shadowRoot;
        return root?.querySelector('iframe')?.src.endsWith('/thanks.html');
      }),
    );
    await press(anna, 'screen', 'Close');
    await until('its end', async () => (await layerText(anna, 'screen')) === undefined);
    assert.equal(anna.page.url(), at('/demo/shop/'));
    await away(ben);
  });
});

describe('a session that waits out of sight, and sends everybody elsewhere', () => {
  let anna: Person;
  let ben: Person;
  after(() => away(anna, ben));

  it('hide_until_agent_joins shows nothing, and leaves the page in use', async () => {
    anna = await with_.leader({
      ...{ hide_until_agent_joins: true, block_until_agent_joins: true },
      leader_redirect_url: '/demo/shop/thanks.html?leader',
      follower_redirect_url: at('/demo/shop/thanks.html?follower'),
    });
    assert.match(await anna.get<string>('pin'), /^\d{4}/);
    const { visibility, below } = await windowOf(anna);
    assert.deepEqual({ visibility, below }, { visibility: 'hidden', below: false });
    await until('the dock', () => layerText(anna, 'dock'));
    const dock = await anna.page.$eval('.surfly-dock', (node) => getComputedStyle(node).visibility);
    assert.equal(dock, 'hidden');
    assert.deepEqual(await screensOf(anna), []);
    ben = await with_.follower(anna);
    await until('the window', async () => (await windowOf(anna)).visibility === 'visible');
    assert.equal((await windowOf(anna)).below, true);
    assert.equal(await layerText(anna, 'screen'), undefined);
  });

  it('everybody goes where the settings say', async () => {
    const cleo = await with_.follower(anna, {}, { end_redirect_enabled: false });
    await anna.act('end');
    await anna.waitForEvents('session_ended');
    await isAt(anna, at('/demo/shop/thanks.html?leader'));
    await isAt(ben, at('/demo/shop/thanks.html?follower'));
    await cleo.waitForEvents('session_ended');
    await aWhile();
    assert.equal(cleo.page.url(), at('/demo/shop/cart.html'), 'a page of his own that stays');
    await away(cleo);
  });
});

describe('sessions that nobody joins', () => {
  let anna: Person;
  let plain: Person;
  let bare: Person;
  before(async () => {
    anna = await with_.leader({});
    plain = await with_.leader({
      ...{ splash: false, start_with_loading_screen: false, url: '/demo/shop/cart.html' },
      ...{ end_redirect_enabled: false, leader_redirect_url: '/demo/shop/thanks.html' },
    });
    bare = await with_.leader({
      ...{ ui_off: true, block_until_agent_joins: true },
      leader_redirect_url: '/demo/shop/cart.html',
    });
  });
  after(() => away(anna, plain, bare));

  it('splash and loading screen, unless they are turned off', async () => {
    await until('the page', async () => (await layerText(anna, 'screen')) === undefined);
    const shown = await screensOf(anna);
    assert.deepEqual(shown, ['Starting the session…', 'Loading the page…']);
    await Promise.all([plain, bare].map((person) => person.waitForEvents('session_loaded')));
    await aWhile();
    assert.deepEqual(await screensOf(plain), []);
    assert.deepEqual(await screensOf(bare), [], 'no UI is no UI');
    assert.equal(await layerText(bare, 'dock'), undefined);
  });

  it('session_created, session_queued, session_started and session_loaded, in this order', async () => {
    const types = (await plain.events()).map(({ type }) => type);
    const order = ['session_created', 'session_queued', 'session_started', 'session_loaded'];
    assert.deepEqual(
      types.filter((type) => order.includes(type)),
      order,
    );
    assert.equal((await plain.inside()).url(), at('/demo/shop/cart.html'));
  });

  it('nobody is sent anywhere with end_redirect_enabled: false', async () => {
    await goInside(plain, at('/demo/shop/product.html'));
    await plain.waitForEvents('relocated');
    await plain.act('end');
    await plain.waitForEvents('session_ended');
    await aWhile();
    assert.equal(plain.page.url(), at('/demo/shop/'));
  });

  it('a URL given to end() goes before them, from the page inside too, and leads to pages only', async () => {
    await (
      await bare.inside()
    ).evaluate((to) => {
      (window as unknown as { Surfly: Surfly }).Surfly.session().end(to);
    }, at('/demo/shop/thanks.html?inside'));
    await isAt(bare, at('/demo/shop/thanks.html?inside'));

    await anna.act('end', 'javascript:document.title="taken"');
    await anna.waitForEvents('session_ended');
    await aWhile();
    assert.equal(anna.page.url(), at('/demo/shop/'));
    assert.notEqual(await anna.page.title(), 'taken');
  });
});
