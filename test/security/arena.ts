import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { readdirSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer-core';
import { PAGES } from '../../src/relay/page-policies.js';
import { chosenBrowser, launch } from '../browsers.mjs';
import { bundled, serve } from '../helpers/bundled-page.js';
import type { LeaderPage } from './leader-page.js';
import { vectors } from './vectors.js';
import type { ViewerPage } from './viewer-page.js';

const CORPORA = new URL('corpora/', import.meta.url);

/** Every payload of the corpora and of our own, each once. */
export function payloads(): string[] {
  const files = readdirSync(CORPORA).filter((name) => name.endsWith('.json'));
  const others = files.flatMap(
    (name) => JSON.parse(readFileSync(new URL(name, CORPORA), 'utf8')) as string[],
  );
  return [...new Set([...others, ...vectors()])];
}

/** Servers on loopback that nobody has business with: each counts the connections that are made to it. */
export async function sinkHoles(count: number) {
  const connections = Array.from({ length: count }, () => 0);
  const servers = await Promise.all(
    connections.map((_, i) => sinkHole(() => (connections[i]! += 1))),
  );
  return {
    urls: servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/b`),
    ports: servers.map((server) => (server.address() as AddressInfo).port),
    /** The numbers of those that were called since the last question. */
    called(): number[] {
      const found = connections.flatMap((times, i) => (times > 0 ? [i] : []));
      connections.fill(0);
      return found;
    },
    close() {
      for (const server of servers) server.close();
    },
  };
}

function sinkHole(connected: () => void): Promise<Server> {
  const server = createServer((socket) => {
    connected();
    socket.on('error', () => undefined);
    socket.on('data', () => socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n'));
    socket.unref();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** One browser for the hostile leader and the control, one for the viewer, whose doors are watched. */
export class Arena {
  /** Times the viewer's page, or its whole tab, went elsewhere. */
  navigations = 0;
  dialogs = 0;
  leader!: Page;
  viewer!: Page;
  #browsers: Browser[] = [];
  #tabs = 0;
  #site!: Awaited<ReturnType<typeof serve>>;

  static async open(): Promise<Arena> {
    const arena = new Arena();
    await arena.#open();
    return arena;
  }

  async #open(): Promise<void> {
    const policy = PAGES.find(({ path }) => path === '/follower/')!.policy('', '');
    const [leaderScript, viewerScript] = await Promise.all(
      ['leader-page.ts', 'viewer-page.ts'].map((name) => bundled(new URL(name, import.meta.url))),
    );
    const page = (name: string) =>
      `<!doctype html><title>x</title><body><script type="module" src="/${name}.js"></script>`;
    this.#site = await serve({
      '/leader': { type: 'text/html', body: page('leader') },
      '/leader.js': { type: 'text/javascript', body: leaderScript! },
      '/viewer': {
        type: 'text/html',
        body: page('viewer'),
        headers: { 'content-security-policy': policy },
      },
      '/viewer.js': { type: 'text/javascript', body: viewerScript! },
    });
    // No name leads out of this machine.
    const args =
      chosenBrowser() === 'chromium'
        ? ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']
        : [];
    this.#browsers = await Promise.all(
      [0, 1].map(() => launch(undefined, { args, protocolTimeout: 120_000 })),
    );
    await this.freshLeader();
    const browser = this.#browsers[1]!;
    this.viewer = await browser.newPage();
    await this.viewer.setViewport({ width: 1000, height: 760 });
    await this.viewer.goto(`${this.#site.origin}/viewer`);
    this.viewer.on('framenavigated', (frame) => {
      if (frame === this.viewer.mainFrame()) this.navigations += 1;
    });
    this.viewer.on('dialog', (dialog) => {
      this.dialogs += 1;
      void dialog.dismiss().catch(() => undefined);
    });
    this.#tabs = (await browser.pages()).length;
  }

  /** Tabs and windows that the viewer's browser has beside those it had. In Firefox frames are told of like tabs. */
  async popups(): Promise<number> {
    const tabs = await this.#browsers[1]!.pages();
    return tabs.length - this.#tabs;
  }

  /** What a control has run may have left anything behind. */
  async freshLeader(): Promise<void> {
    const browser = this.#browsers[0]!;
    const page = await browser.newPage();
    for (const other of await browser.pages()) {
      if (other !== page) void other.close().catch(() => undefined);
    }
    page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
    await page.goto(`${this.#site.origin}/leader`);
    this.leader = page;
  }

  /** Records of these pages: as our recorder makes them, or as somebody would who wants harm. */
  records(how: 'raw' | 'recorded', html: readonly string[]) {
    return this.leader.evaluate(
      (name, pages) => pages.map((page) => (window as unknown as LeaderPage)[name](page)),
      how,
      html,
    );
  }

  endure(records: Awaited<ReturnType<Arena['records']>>, ms: number) {
    return this.viewer.evaluate(
      (given, time) => (window as unknown as ViewerPage).endure(given, time),
      records as never,
      ms,
    );
  }

  /** The policies that are in force where this is shown. */
  policies([record]: Awaited<ReturnType<Arena['records']>>): Promise<string[]> {
    return this.viewer.evaluate(
      (given) => (window as unknown as ViewerPage).policies(given),
      record as never,
    );
  }

  control(html: readonly string[], ms: number): Promise<number[]> {
    return this.leader.evaluate(
      (pages, time) => (window as unknown as LeaderPage).control(pages, time),
      html,
      ms,
    );
  }

  /** Clicks, as a person does, on some of what these records show. */
  async click(records: Awaited<ReturnType<Arena['records']>>): Promise<number> {
    const places = await this.viewer.evaluate((given) => {
      const page = window as unknown as ViewerPage;
      page.show(given);
      return page.targets();
    }, records as never);
    for (const [x, y] of places) await this.viewer.mouse.click(x, y);
    await this.viewer.evaluate(() => (window as unknown as ViewerPage).clear());
    return places.length;
  }

  async close(): Promise<void> {
    await Promise.all(this.#browsers.map((browser) => browser.close()));
    this.#site.close();
  }
}
