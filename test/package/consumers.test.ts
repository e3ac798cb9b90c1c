import assert from 'node:assert/strict';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { launch } from '../browsers.mjs';
import { bundlers } from './bundlers.js';
import { installTarball } from './tarball.js';

/** The tag is hidden, so that it does not go and get a script. */
const PAGE =
  '<!doctype html><link rel="icon" href="data:," /><surfly-session hidden></surfly-session>';

/** What a project may write, and what its page then has. */
const entries = {
  'define.js': "import 'surfly-session/define';",
  'class.js': `
    import { SurflySessionElement } from 'surfly-session';
    window.imported = SurflySessionElement.name !== '';`,
  'own-define.js': `
    import { SurflySessionElement } from 'surfly-session';
    customElements.define('surfly-session', SurflySessionElement);`,
  'contract.js': `
    import { parsePayload, surflyEventNames } from 'surfly-session/surfly';
    window.parsed = [surflyEventNames.length, parsePayload('control', { to: 0, gained: true }).issues.length];`,
};

let folder: string;
let browser: Browser;
let server: Server;
let origin: string;

before(async () => {
  folder = installTarball();
  for (const [name, code] of Object.entries(entries)) writeFileSync(join(folder, name), code);
  server = createServer(({ url }, response) => {
    const { pathname } = new URL(url ?? '', 'http://localhost');
    const page = pathname === '/page.html';
    response.setHeader('content-type', page ? 'text/html' : 'text/javascript');
    response.end(page ? PAGE : readFileSync(join(folder, pathname)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launch('chromium');
});
after(async () => {
  await browser?.close();
  server?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/** Runs a built file in a page and tells what it left there. */
async function run(file: string) {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  await page.goto(`${origin}/page.html`);
  await page.addScriptTag({ url: `/${file}`, type: 'module' });
  const found = await page.evaluate(async () => {
    const element = document.querySelector('surfly-session')!;
    const registered = customElements.get('surfly-session') !== undefined;
    if (registered) await element.updateComplete;
    const { imported, parsed } = window as { imported?: boolean; parsed?: number[] };
    return {
      registered,
      imported,
      parsed,
      state: element.state,
      mode: element.mode,
      start: element.shadowRoot?.querySelector('[part=start]') !== undefined,
    };
  });
  await page.close();
  assert.deepEqual(complaints, []);
  return found;
}

for (const [name, bundle] of Object.entries(bundlers)) {
  describe(`a project that builds with ${name}`, () => {
    const built = async (entry: string) => {
      const file = `${name}-${entry}`;
      await bundle(folder, entry, file);
      return file;
    };

    for (const entry of ['define.js', 'own-define.js'] as const) {
      it(`has the element with ${entry}`, async () => {
        const { registered, state, mode, start } = await run(await built(entry));
        assert.deepEqual(
          { registered, state, mode, start },
          { registered: true, state: 'idle', mode: 'leader', start: true },
        );
      });
    }

    it('registers nothing by importing the class', async () => {
      const { registered, imported } = await run(await built('class.js'));
      assert.deepEqual({ registered, imported }, { registered: false, imported: true });
    });

    it('leaves the element out where only the contract is used', async () => {
      const file = await built('contract.js');
      const { registered, parsed } = await run(file);
      assert.deepEqual({ registered, parsed }, { registered: false, parsed: [14, 0] });
      const code = readFileSync(join(folder, file), 'utf8');
      for (const ofTheElement of ['attachInternals', 'attachShadow', 'adoptedStyleSheets']) {
        assert.ok(
          !code.includes(ofTheElement),
          `${ofTheElement} is in ${statSync(join(folder, file)).size} bytes`,
        );
      }
    });
  });
}
