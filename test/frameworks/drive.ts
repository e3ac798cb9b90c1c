import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { apps as all, buildAll, prepare } from '../../demo/frameworks/build.mjs';
import { launch, type BrowserName } from '../browsers.mjs';
import { startDemo, type DemoServer } from '../e2e/demo-server.js';
import { Person, until } from '../e2e/person.js';
import { App } from './app.js';

/** The app of Next has a server of its own, and a test of its own. */
export const apps = all.filter((app) => app !== 'next');

let demo: DemoServer;
/** For all apps: who makes himself available, and goes away by saying so, is not waited for. */
let agent: Person;
const switchAgent = () => agent.page.click('#available');

/** Drives every app in a browser: they all do the same. */
export function driveAll(name: BrowserName): void {
  describe(name, () => {
    let browser: Browser;
    before(async () => {
      // Built by the file before this one, except where this one runs alone.
      const missing = apps.filter((app) => !existsSync(`dist/demo/frameworks/${app}/index.html`));
      if (missing.length) {
        await prepare();
        for (const error of (await buildAll(missing)).values()) assert.ifError(error);
      }
      [browser, demo] = await Promise.all([launch(name), startDemo()]);
      agent = await Person.enter(browser, `${demo.origin}/agent/`);
      await agent.page.waitForSelector('#available', { visible: true });
      await switchAgent();
    });
    after(async () => {
      await browser.close();
      await demo.close();
    });
    for (const app of apps) describe(app, () => drive(app, () => browser));
  });
}

function drive(name: string, browser: () => Browser): void {
  let app: App;
  let visitor: Person;
  let viewer: Person;

  before(async () => {
    visitor = await Person.enter(browser(), `${demo.origin}/demo/frameworks/${name}/`);
    app = new App(visitor);
  });
  after(() => Promise.all([visitor?.leave(), viewer?.leave()]));

  it('binds objects as properties, and again when they change', async () => {
    await until('the engine', async () => (await visitor.get('state')) === 'ready');
    assert.deepEqual(await visitor.get('settings'), { agent_can_request_control: true });
    assert.deepEqual(await visitor.get('userData'), { name: 'Visitor' });
    await visitor.page.type('input', ' 2');
    await until('the new name', async () => {
      return (await visitor.get<{ name: string }>('userData')).name === 'Visitor 2';
    });
  });

  it("starts by the app's own button, and hears the documented payloads", async () => {
    await visitor.page.click('[slot=start]');
    await app.waitForLine('session_started');
    await switchAgent();
    await app.waitForLine('agent_status: true');
    await switchAgent();
    await app.waitForLine('agent_status: false');
    viewer = await Person.enter(browser(), await visitor.get('followerLink'));
    await app.waitForLine('viewer_joined: 2 people');
    await visitor.act('giveControl', 1);
    await app.waitForLine('control: a viewer');
    await visitor.act('giveControl', 0);
    await app.waitForLine('control: Visitor 2');
  });

  it('keeps the session while the tag moves in its list', async () => {
    assert.equal(await app.moveTag(), 1);
    assert.equal(await visitor.get('state'), 'started');
    await visitor.act('giveControl', 1);
    await app.waitForLine('control: a viewer', 2);
    assert.deepEqual(await viewer.eventsNamed('session_ended'), []);
  });

  it('ends the session when the tag is taken away, and starts another once it is back', async () => {
    await app.press('#toggle');
    await viewer.waitForEvents('session_ended');
    assert.equal(await visitor.page.$('surfly-session'), null);
    await app.press('#toggle');
    await until('the engine', async () => (await visitor.get('state')) === 'ready');
    await visitor.page.click('[slot=start]');
    await app.waitForLine('session_started', 2);
    await visitor.act('end');
    await app.waitForLine('session_ended');
    assert.deepEqual(visitor.complaints, []);
  });
}
