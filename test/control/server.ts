// The server of the catalogue: our relay as it is built, with the pages that are acted on, and a socket by which tests talk to them.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';
import { bundled } from '../bench/pages.js';
import type { Limits, Timing } from '../../src/relay/index.js';
import { install, PACKAGES } from './packages.js';

const BUILT = new URL('../../dist/modules/relay/index.js', import.meta.url).href;
const { startRelay, DEFAULT_LIMITS, DEFAULT_TIMING } = (await import(
  BUILT
)) as typeof import('../../src/relay/index.js');

/** Pages of the catalogue: each a module of `pages`. */
export const PAGES = ['plain', 'react', 'lit', 'elements', 'vue', 'quill'] as const;
export type PageName = (typeof PAGES)[number];

const FOREIGN: Record<string, [file: string, type: string]> = {
  '/packages/vue.js': ['vue/dist/vue.esm-browser.prod.js', 'text/javascript'],
  '/packages/quill.js': ['quill/dist/quill.js', 'text/javascript'],
  '/packages/quill.css': ['quill/dist/quill.snow.css', 'text/css'],
};

const STYLE = `body { margin: 8px; font: 16px/20px sans-serif }
  input, button, select, textarea, p { font: inherit; box-sizing: border-box } p { margin: 8px 0 }
  input:not([type=checkbox], [type=radio]), textarea { width: 240px } .box { border: 1px solid; padding: 8px; width: 300px }`;

/** A page of the catalogue that is there, by the socket that it has opened. */
export class Told {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, [(value: unknown) => void, (error: Error) => void]>();
  #n = 0;

  constructor(
    socket: WebSocket,
    /** The page's address. */
    readonly at: string,
  ) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      const { n, value, error } = JSON.parse(data.toString()) as {
        n: number;
        value?: unknown;
        error?: string;
      };
      const [done, failed] = this.#waiting.get(n) ?? [];
      this.#waiting.delete(n);
      if (error === undefined) done?.(value);
      else failed?.(new Error(error));
    });
    socket.on('close', () => {
      for (const [, failed] of this.#waiting.values()) failed(new Error('The page is gone.'));
    });
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  ask<T>(command: string, ...values: unknown[]): Promise<T> {
    this.#n += 1;
    const n = this.#n;
    const answer = new Promise((...both) => this.#waiting.set(n, both));
    this.#socket.send(JSON.stringify({ n, command, values }));
    return answer as Promise<T>;
  }
}

export interface Server {
  origin: string;
  /** The newest page of the one who acts by hand, or of the leader. */
  page(who: string): Told | undefined;
  /** The page around the leader's window. */
  outer(): Told | undefined;
  /** The follower link of the newest session. */
  link(): string | undefined;
  close(): Promise<void>;
}

export async function serve(
  timing: Partial<Timing> = {},
  limits: Partial<Limits> = {},
): Promise<Server> {
  install();
  const pages = new Map<string, Told>();
  let link: string | undefined;
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(sockets, 'listening');
  sockets.on('connection', (socket) => {
    socket.once('message', (data: Buffer) => {
      const hello = JSON.parse(data.toString()) as { who: string; at: string; link?: string };
      pages.set(hello.who, new Told(socket, hello.at));
      if (hello.link) link = hello.link;
    });
  });
  const { port } = sockets.address() as AddressInfo;

  const html = (script: string, more = '') =>
    `<!doctype html><html lang="en" data-port="${port}"><meta charset="utf-8"><title>${script}</title>` +
    `<link rel="icon" href="data:,"><style>${STYLE}</style>${more}<body><script type="module" src="/control/${script}.js"></script>`;
  const answers = new Map<string, [type: string, body: string | Buffer]>();
  for (const name of [...PAGES, 'landed']) {
    const { type, body } = await bundled(new URL(`pages/${name}.ts`, import.meta.url));
    answers.set(`/control/${name}.js`, [type, body]);
    const more =
      name === 'quill'
        ? '<link rel="stylesheet" href="/packages/quill.css"><script src="/packages/quill.js"></script>'
        : '';
    answers.set(`/control/${name}.html`, ['text/html', html(name, more)]);
  }
  for (const [path, [file, type]] of Object.entries(FOREIGN)) {
    answers.set(path, [type, readFileSync(join(PACKAGES, 'node_modules', file))]);
  }
  answers.set('/control/lead.html', ['text/html', lead(port)]);
  answers.set('/control/follow.html', ['text/html', FOLLOW]);

  const relay = await startRelay(
    {
      port: 0,
      logLevel: 'silent',
      widgets: { control: { origins: ['localhost'], agentKeys: [] } },
      limits: {
        ...DEFAULT_LIMITS,
        // A driver is faster than a hand.
        ...{ requestsPerMinute: 100_000, inputsPerSecond: 2_000 },
        ...limits,
      },
      timing: { ...DEFAULT_TIMING, ...timing },
    },
    {
      register(app) {
        for (const [path, [type, body]] of answers) {
          app.get(path, (_request, reply) =>
            reply
              .removeHeader('content-security-policy')
              .header('content-type', `${type}; charset=utf-8`)
              .send(body),
          );
        }
      },
    },
  );
  return {
    origin: new URL(relay.url).origin,
    page: (who) => pages.get(who),
    outer: () => pages.get('outer'),
    link: () => link,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await relay.close();
    },
  };
}

const shell = (script: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Window</title><link rel="icon" href="data:,">
<style>html, body { margin: 0; height: 100%; overflow: hidden } iframe { display: block; border: 0; width: 100%; height: 100% }</style>
<iframe id="window" title="Session"></iframe><script src="/surfly.js"></script><script>${script}</script></html>`;

/** The page around the leader's window. It starts by itself: nobody has pressed anything in this browser. */
const lead = (port: number) =>
  shell(`const attach = Element.prototype.attachShadow;
let dock;
// Consent lies in a root that no script can reach. So that tests find its buttons, it is caught as it is made.
Element.prototype.attachShadow = function (init) {
  const root = attach.call(this, init);
  if (this.className === 'surfly-dock') dock = root;
  return root;
};
const commands = {
  dock: () => dock?.textContent ?? '',
  button(label) {
    const found = [...dock.querySelectorAll('button')].find((one) => one.textContent === label && !one.disabled && one.offsetParent !== null);
    if (!found) return null;
    const { left, top, width, height } = found.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  },
};
Surfly.init({ widget_key: 'control' }, () => {
  const url = location.origin + '/control/plain.html';
  const session = Surfly.session({ url, agent_can_take_control: true, block_until_agent_joins: false });
  session.on('session_started', () => {
    const socket = new WebSocket('ws://' + location.hostname + ':${port}/');
    socket.onopen = () => socket.send(JSON.stringify({ who: 'outer', at: '', link: session.followerLink }));
    socket.onmessage = ({ data }) => {
      const { n, command, values } = JSON.parse(data);
      socket.send(JSON.stringify({ n, value: commands[command](...values) }));
    };
  });
  session.startLeader('#window');
});`);

/** The page around a viewer's window: it counts the actions that go out and the answers that come in. */
const FOLLOW = shell(`const actions = { sent: 0, answered: 0 };
const send = WebSocket.prototype.send;
const heard = new WeakSet();
// The last two actions that went out, and where.
let recent = [];
let socket;
WebSocket.prototype.send = function (data) {
  if (!heard.has(this)) {
    heard.add(this);
    this.addEventListener('message', ({ data: told }) => {
      if (typeof told === 'string' && told.includes('"type":"result"')) actions.answered += 1;
    });
  }
  // Made in the window, which is another realm. The first byte is the kind of a frame, the tenth begins what it says.
  if (ArrayBuffer.isView(data) && data[0] === 4) {
    actions.sent += 1;
    recent = [...recent.slice(-1), data];
    socket = this;
    if (window.forge) {
      const action = JSON.parse(new TextDecoder().decode(data.subarray(10)));
      const said = new TextEncoder().encode(JSON.stringify({ ...action, ...window.forge }));
      const frame = new Uint8Array(10 + said.length);
      frame.set(data.subarray(0, 10));
      frame.set(said, 10);
      data = frame;
    }
  }
  send.call(this, data);
};
// Sends these two, one after the other, as fast as the socket takes them.
window.flood = (count) => {
  for (let n = 1; n <= count; n += 1) {
    const frame = recent[(n + 1) % 2].slice();
    new DataView(frame.buffer).setUint32(6, new DataView(recent[1].buffer).getUint32(6) + n);
    actions.sent += 1;
    send.call(socket, frame);
  }
};
window.unanswered = () => actions.sent - actions.answered;
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
window.answered = async () => {
  // Moves are told once per frame.
  await frame();
  await frame();
  const end = performance.now() + 3000;
  while (actions.sent > actions.answered && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 2));
};
Surfly.init({ widget_key: 'control' }, () => {
  const session = Surfly.session(null, decodeURIComponent(location.hash.slice(1)));
  window.session = session;
  session.on('control', (_session, { gained }) => (window.inControl = gained));
  session.startFollower('#window');
});`);
