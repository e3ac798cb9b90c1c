import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { chosenBrowser } from '../browsers.mjs';
import { stage } from './stage.js';

/** What the page collects about itself. */
interface Observed {
  timers: {
    kind: 'timeout' | 'interval';
    stack: string;
    delay: number;
    ran: number;
    gone: boolean;
  }[];
  sockets: string[];
  longTasks: number;
}

/** The files of ours that a page without a session may load, and what they may weigh together, in bytes after gzip. */
const FILES = ['/surfly-session.js', '/surfly.js'];
const WEIGHT = 30 * 1024;
const SETTLED = 1_000;
/** How long nothing is done, in milliseconds. */
const IDLE = 5_000;

const on = stage({}, { networkEnabled: true });

describe('a page with the tag and no session', () => {
  it('keeps one socket and the timer that watches over it, and nothing else', async () => {
    const page = await on.browser.newPage();
    const loaded = new Map<string, number>();
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (!/^\/surfly[\w-]*\.js$/.test(pathname)) return;
      void response.buffer().then((body) => loaded.set(pathname, gzipSync(body).length));
    });
    // The compiler of the tests marks the names of functions in this way.
    await page.evaluateOnNewDocument('globalThis.__name = (it) => it');
    await page.evaluateOnNewDocument(observe);
    await page.goto(`${on.demo.origin}/demo/shop/`, { waitUntil: 'load' });
    // The tag loads its script when it is near; it is ready when it knows about agents.
    await page.evaluate(async () => {
      const tag = document.querySelector('surfly-session')!;
      tag.scrollIntoView();
      await tag.ready;
    });

    // What has just been shown is announced a moment later, once.
    await new Promise((resolve) => setTimeout(resolve, SETTLED));
    const before = await page.evaluate(read);
    await new Promise((resolve) => setTimeout(resolve, IDLE));
    const after = await page.evaluate(read);
    await page.close();

    const ours = (timers: Observed['timers']) =>
      timers.filter(({ stack }) => /\/surfly[\w-]*\.js/.test(stack));
    const pending = ours(after.timers).filter(({ gone }) => !gone);
    // The watchdog of the one socket: set anew by each word of the server, it ends a connection that has died. It asks nobody anything.
    assert.deepEqual(
      pending.map(({ kind, delay }) => ({ kind, slow: delay >= IDLE })),
      [{ kind: 'timeout', slow: true }],
      JSON.stringify(pending, null, 2),
    );
    const ran = (timers: Observed['timers']) =>
      ours(timers).reduce((sum, timer) => sum + timer.ran, 0);
    assert.equal(ran(after.timers), ran(before.timers), 'a timer of ours fired');
    assert.equal(after.sockets.length, 1, after.sockets.join());
    assert.deepEqual([...loaded.keys()].sort(), [...FILES].sort());
    const weight = [...loaded.values()].reduce((sum, size) => sum + size, 0);
    assert.ok(weight <= WEIGHT, `${weight} bytes`);
    // Other browsers do not tell.
    if (chosenBrowser() === 'chromium') assert.equal(after.longTasks - before.longTasks, 0);
  });
});

/** Runs before every script of the page. */
function observe(): void {
  const observed: Observed = { timers: [], sockets: [], longTasks: 0 };
  Object.assign(window, { observed });
  const byId = new Map<unknown, Observed['timers'][number]>();
  const wrap = (name: 'setTimeout' | 'setInterval') => {
    const original = window[name] as (...args: unknown[]) => number;
    const kind = name === 'setTimeout' ? 'timeout' : 'interval';
    const wrapped = (act: (...args: unknown[]) => void, delay = 0, ...args: unknown[]) => {
      const timer = { kind, stack: new Error().stack ?? '', delay, ran: 0, gone: false } as const;
      const entry: Observed['timers'][number] = { ...timer };
      observed.timers.push(entry);
      const run = (...given: unknown[]) => {
        entry.ran += 1;
        if (kind === 'timeout') entry.gone = true;
        act(...given);
      };
      const id = original(run, delay, ...args);
      byId.set(id, entry);
      return id;
    };
    Object.assign(window, { [name]: wrapped });
  };
  wrap('setTimeout');
  wrap('setInterval');
  for (const name of ['clearTimeout', 'clearInterval'] as const) {
    const original = window[name].bind(window);
    Object.assign(window, {
      [name]: (id?: number) => {
        const entry = byId.get(id);
        if (entry) entry.gone = true;
        original(id);
      },
    });
  }
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      observed.sockets.push(String(url));
    }
  };
  if (PerformanceObserver.supportedEntryTypes.includes('longtask')) {
    new PerformanceObserver((list) => (observed.longTasks += list.getEntries().length)).observe({
      type: 'longtask',
    });
  }
}

const read = () => (window as unknown as { observed: Observed }).observed;
