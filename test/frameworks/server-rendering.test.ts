// The tag in pages that a server renders: importing it throws nowhere, the HTML can be read before any script has run,
// and the browser takes it over as it is.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Browser } from 'puppeteer-core';
import { build, prepare } from '../../demo/frameworks/build.mjs';
import { launch } from '../browsers.mjs';
import { startDemo, type DemoServer } from '../e2e/demo-server.js';
import { Person, until } from '../e2e/person.js';
import { App } from './app.js';
import { startNext, type NextServer } from './next-server.js';

const FOLDER = 'demo/frameworks';
const run = promisify(execFile);

let demo: DemoServer;
before(async () => {
  await prepare();
  demo = await startDemo();
});
after(() => demo.close());

/** Runs a module where the frameworks are installed, and returns what it prints. */
async function inNode(code: string): Promise<string> {
  const args = ['--input-type=module', '--eval', `import 'surfly-session/define';\n${code}`];
  const { stdout, stderr } = await run(process.execPath, args, { cwd: FOLDER });
  assert.equal(stderr, '');
  return stdout.trim();
}

const HTML =
  '<surfly-session widget-key="demo"><button slot="start">Shop together</button></surfly-session>';

describe('in Node', () => {
  it('registers, and knows its own class', async () => {
    const printed = await inNode(`
      import { SurflySessionElement } from 'surfly-session';
      console.log(customElements.get('surfly-session') === SurflySessionElement);`);
    assert.equal(printed, 'true');
  });

  it('React renders it', async () => {
    const printed = await inNode(`
      import { createElement } from 'react';
      import { renderToString } from 'react-dom/server';
      const button = createElement('button', { slot: 'start' }, 'Shop together');
      const events = { onviewer_joined() {} };
      console.log(renderToString(createElement('surfly-session', { 'widget-key': 'demo', ...events }, button)));`);
    assert.equal(printed, HTML);
  });

  it('Vue renders it', async () => {
    const printed = await inNode(`
      import { createSSRApp, h } from 'vue';
      import { renderToString } from 'vue/server-renderer';
      const button = h('button', { slot: 'start' }, 'Shop together');
      const events = { onViewer_joined() {} };
      console.log(await renderToString(createSSRApp(() => h('surfly-session', { 'widget-key': 'demo', ...events }, [button]))));`);
    assert.equal(printed, HTML);
  });
});

describe('Next', () => {
  let server: NextServer;
  before(async () => {
    await build('next');
    server = await startNext('start', demo.origin);
  });
  after(() => server?.close());

  it('answers with HTML that says what the tag is for', async () => {
    const html = await (await fetch(server.origin)).text();
    const [tag] = /<surfly-session.*?<\/surfly-session>/s.exec(html) ?? [];
    assert.equal(
      tag,
      `<surfly-session script-src="${demo.origin}/surfly.js" widget-key="demo">` +
        '<p slot="agent-availability">We help you on the phone too: 555 0100.</p>' +
        '<button slot="start">Shop together</button></surfly-session>',
    );
  });

  for (const name of ['chromium', 'firefox'] as const) {
    it(`${name} shows it before its scripts are there, and takes it over with them`, async (test) => {
      const browser = await launch(name, { networkEnabled: true });
      test.after(() => browser.close());
      await readsBeforeScripts(browser, server);
      await worksOnceTakenOver(browser, server);
    });
  }

  it('React finds nothing that does not fit when it takes the page over', async (test) => {
    const development = await startNext('dev', demo.origin);
    test.after(() => development.close());
    const browser = await launch('chromium');
    test.after(() => browser.close());
    await worksOnceTakenOver(browser, development);
  });
});

async function readsBeforeScripts(browser: Browser, { origin }: NextServer): Promise<void> {
  const page = await browser.newPage();
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const isScript = new URL(request.url()).pathname.endsWith('.js');
    void (isScript ? request.abort() : request.continue());
  });
  await page.goto(origin);
  const tag = await page.$eval('surfly-session', (element) => ({
    text: (element as HTMLElement).innerText.replace(/\s+/g, ' '),
    isShown: element.checkVisibility() && element.clientHeight > 0,
    isUpgraded: element.matches(':defined'),
  }));
  const text = 'We help you on the phone too: 555 0100. Shop together';
  assert.deepEqual(tag, { text, isShown: true, isUpgraded: false });
  await page.close();
}

async function worksOnceTakenOver(browser: Browser, { origin }: NextServer): Promise<void> {
  const visitor = await Person.enter(browser, origin);
  const app = new App(visitor);
  await until('the engine', async () => (await visitor.get('state')) === 'ready');
  assert.deepEqual(await visitor.get('settings'), { agent_can_request_control: true });
  assert.deepEqual(await visitor.get('userData'), { name: 'Visitor' });
  await visitor.page.click('[slot=start]');
  await app.waitForLine('session_started');
  const viewer = await Person.enter(browser, await visitor.get('followerLink'));
  await app.waitForLine('viewer_joined: 2 people');
  await Promise.all([viewer.leave(), visitor.leave()]);
  assert.deepEqual(visitor.complaints, []);
}
