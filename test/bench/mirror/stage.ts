// What every measurement stands on: the server in a process of its own, a browser, and the people in it.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Browser, BrowserContext, CDPSession, Frame, Page } from 'puppeteer-core';
import { launch } from '../../browsers.mjs';
import { bundled, type Answer, type Routes } from '../pages.js';
import type { Addresses } from './server.js';

export type BrowserName = 'chromium' | 'firefox';

export interface Stage extends Addresses {
  browserName: BrowserName;
  browser: Browser;
  /** A new browser context with an empty window. */
  enter(): Promise<{ context: BrowserContext; page: Page }>;
  /** Code to evaluate in a page. */
  code(name: 'watch' | 'count-bytes'): string;
  close(): Promise<void>;
}

const PARTS = ['watch', 'count-bytes'] as const;

export async function setStage(browserName: BrowserName, routes: Routes): Promise<Stage> {
  const pages: [string, Answer][] = [];
  for (const [path, make] of Object.entries(routes)) pages.push([path, await make()]);
  const parts = new Map<string, string>();
  for (const name of PARTS) {
    parts.set(name, (await bundled(new URL(`page/${name}.ts`, import.meta.url))).body);
  }
  const server = fork(new URL('server.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
  server.send(pages);
  const [addresses] = (await once(server, 'message')) as [Addresses];
  const browser = await launch(browserName, {
    whole: true,
    protocolTimeout: 300_000,
    args: browserName === 'chromium' ? ['--js-flags=--expose-gc'] : [],
  });
  return {
    ...addresses,
    browserName,
    browser,
    async enter() {
      const context = await browser.createBrowserContext();
      // A window of its own: browsers slow down what runs in a tab behind another.
      const page = await context.newPage({ type: 'window' });
      await page.setViewport({ width: 1200, height: 800 });
      return { context, page };
    },
    code: (name) => `(() => {${parts.get(name)}})()`,
    async close() {
      await browser.close();
      server.disconnect();
    },
  };
}

/** Milliseconds of the main thread that went by in script, by the thread's own clock: others on the machine are not in it. */
export async function scriptClock(page: Page): Promise<() => Promise<number>> {
  const session: CDPSession = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1000;
  };
}

export async function collectGarbage(page: Page | Frame): Promise<void> {
  await page.evaluate(() => (globalThis as { gc?: () => void }).gc?.());
}

/** Waits for a condition to hold in a page. */
export async function until(what: string, holds: () => Promise<unknown>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await holds().catch(() => false))) {
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
