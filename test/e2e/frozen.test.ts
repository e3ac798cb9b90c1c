import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { chosenBrowser, launch } from '../browsers.mjs';
import { startDemo, type DemoServer } from './demo-server.js';
import { Person, until } from './person.js';

/** A page that is loaded anew instead is the business of the tests of a reload. */
const skip = chosenBrowser() === 'chromium' ? false : 'Firefox keeps no page that has a socket';

/** Waits until a follower's window says this of the leader. */
const noted = (person: Person, wanted: RegExp) =>
  until(`the note ${String(wanted)}`, async () => {
    const window = person.followerWindow!;
    return wanted.test((await window.$eval('.note', (note) => note.textContent)) ?? '');
  });

describe('a page that the browser sets aside and brings back', { skip }, () => {
  let browser: Browser;
  let demo: DemoServer;
  let anna: Person;
  let ben: Person;
  before(async () => {
    [browser, demo] = await Promise.all([launch(undefined, { whole: true }), startDemo()]);
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });

  /** Makes out whether the page is still the same later. */
  const mark = ({ page }: Person) =>
    page.evaluate(() => void ((window as { mark?: string }).mark = 'kept'));

  /**
   * Changes the page inside the leader's session, until the follower sees it: the page may be loading still. Puppeteer loses sight of
   * frames of a page that was set aside, so neither is looked for by its place.
   */
  async function isShared(leader: Person, follower: Person): Promise<void> {
    const title = `Changed ${Math.random()}`;
    await until('the change', async () => {
      await leader.page.evaluate((text) => {
        const inside = document.querySelector<HTMLIFrameElement>('.surfly-window')!;
        inside.contentDocument!.title = text;
      }, title);
      const titles = follower.page.frames().map((frame) => frame.title().catch(() => ''));
      return (await Promise.all(titles)).includes(title);
    });
  }

  /** Goes away and comes back; resolves with whether the page was kept meanwhile. */
  async function awayAndBack(
    { page }: Person,
    meanwhile = () => new Promise((resolve) => setTimeout(resolve, 500)),
  ): Promise<boolean> {
    await page.goto(`${demo.origin}/demo/shop/img/mark.svg`);
    await meanwhile();
    // The page that is brought back loads nothing, which puppeteer would wait for.
    await page.evaluate(() => history.back());
    await until('the page', () => page.evaluate(() => document.contentType === 'text/html'));
    await until('the tag', () => page.evaluate(() => !!document.querySelector('surfly-session')));
    return page.evaluate(() => (window as { mark?: string }).mark === 'kept');
  }

  it('is as it was before a session, and still hears of agents', async (test) => {
    anna = await Person.enter(browser, `${demo.origin}/demo/shop/`);
    await until('the service', async () => (await anna.get('state')) === 'ready');
    await mark(anna);
    const kept = await awayAndBack(anna);
    test.diagnostic(`${chosenBrowser()} ${kept ? 'kept' : 'did not keep'} the page`);
    await until('the service', async () => (await anna.get('state')) === 'ready');
    const agent = await Person.enter(browser, `${demo.origin}/agent/`);
    await until('the agent', () => anna.get<boolean>('agentAvailable'));
    await agent.leave();
    await anna.act('start');
    await anna.waitForEvents('session_started');
  });

  it('that was frozen behind another tab is not said to be there still', async () => {
    await anna.inside();
    ben = await Person.enter(browser, await anna.get<string>('followerLink'));
    await ben.waitForEvents('viewer_joined');
    await ben.replica();
    const tab = await anna.openTab('about:blank');
    await tab.bringToFront();
    await noted(ben, /another tab/);
    const devtools = await anna.page.createCDPSession();
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await anna.page.bringToFront();
    await noted(ben, /^$/);
    await tab.close();
  });

  it('goes on with its session, leading, and is known to be away while it is set aside', async (test) => {
    const kept = await awayAndBack(anna, () => noted(ben, /lost its connection/));
    test.diagnostic(`${chosenBrowser()} ${kept ? 'kept' : 'did not keep'} the page`);
    await noted(ben, /^$/);
    await until('the session', async () => (await anna.get('state')) === 'started');
    await until('both', async () => (await anna.get('viewerCount')) === 2);
    await isShared(anna, ben);
    assert.deepEqual(await ben.eventsNamed('session_ended'), []);
    assert.deepEqual(await ben.eventsNamed('viewer_left'), []);
  });

  it('goes on with its session, following', async (test) => {
    await mark(ben);
    const kept = await awayAndBack(ben);
    test.diagnostic(`${chosenBrowser()} ${kept ? 'kept' : 'did not keep'} the page`);
    await isShared(anna, ben);
    assert.equal(await ben.get('state'), 'started');
    assert.equal(await anna.get('viewerCount'), 2);
  });

  it('learns that its session has ended meanwhile', async (test) => {
    const kept = await awayAndBack(anna, async () => {
      await ben.act('end');
      await ben.waitForEvents('session_ended');
    });
    test.diagnostic(`${chosenBrowser()} ${kept ? 'kept' : 'did not keep'} the page`);
    await anna.waitForEvents('session_ended');
    await until('no window', async () => !(await anna.page.$('.surfly-window')));
    await until('a way to start again', async () => /ready|ended/.test(await anna.get('state')));
    await anna.act('start');
    await anna.waitForEvents('session_started', 2);
  });
});
