// The tag in pages that a server renders: importing it throws nowhere, the HTML can be read before any script has run,
// and the browser takes it over as it is.
import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Browser } from 'puppeteer-core';
import { build, prepare, startNext } from '../../demo/frameworks/build.mjs';
import { launch } from '../browsers.mjs';
import { startDemo, type DemoServer } from '../e2e/demo-server.js';
import { Person, until } from '../e2e/person.js';
import { App } from './app.js';

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
  let server: { origin: string; close(): Promise<void> };
  before(async () => {
    await build('next');
    server = await startNext('start');
  });
  after(() => server?.close());

  it('answers with HTML that says what the tag is for', async () => {
    const html = await (await fetch(server.origin)).text();
    const [tag] = /<surfly-session.*?<\/surfly-session>/s.exec(html) ?? [];
    assert.equal(
      tag,
      `<surfly-session script-src="${demo.origin}/surfly.js" widget-key="demo" ` +
        'settings="{&quot;agent_can_request_control&quot;:true}" ' +
        'user-data="{&quot;name&quot;:&quot;Visitor&quot;}">' +
        '<p slot="agent-availability">We help you on the phone too: 555 0100.</p>' +
        '<button slot="start">Shop together</button></surfly-session>',
    );
  });
});
