/** A real relay on a free port, and WebSocket clients that speak its protocol. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after } from 'node:test';
import { WebSocket } from 'ws';
import { encodeFrame, FrameKind } from '../../src/protocol/frames.js';
import { RelayMessage } from '../../src/protocol/messages.js';
import type { ClientMessage, RefusalCode, Welcome } from '../../src/protocol/messages.js';
import { DEFAULT_LIMITS, DEFAULT_TIMING, startRelay } from '../../src/relay/index.js';
import type { Limits, Relay, RelayOptions, Timing } from '../../src/relay/index.js';

export const SITE = 'https://shop.example';
export const DESK = 'https://desk.example';
export const STRANGER = 'https://stranger.example';
export const AGENT_KEY = 'agent-key-of-the-tests';
const PATIENCE_MS = 3_000;

type Kind = RelayMessage['type'];
type Of<Type extends Kind> = Extract<RelayMessage, { type: Type }>;

export interface TestOptions extends Omit<Partial<RelayOptions>, 'limits' | 'timing'> {
  limits?: Partial<Limits>;
  timing?: Partial<Timing>;
}

/** Starts a relay that ends with the test file. */
export async function relayFor({ limits, timing, ...rest }: TestOptions = {}): Promise<Relay> {
  const relay = await startRelay({
    port: 0,
    logLevel: 'silent',
    widgets: {
      shop: { origins: [SITE, DESK], agentKeys: [AGENT_KEY] },
      other: { origins: ['localhost'], agentKeys: ['agent-key-of-another'] },
    },
    limits: {
      ...DEFAULT_LIMITS,
      newSessionsPerMinute: 10_000,
      messagesPerSecond: 1_000,
      ...limits,
    },
    timing: { ...DEFAULT_TIMING, ack: 5, queue: 5, ...timing },
    ...rest,
  });
  after(() => relay.close());
  return relay;
}

/** All that relays log meanwhile, a line of JSON each. What the tests themselves say goes its way. */
export async function logged(act: () => Promise<void>): Promise<string> {
  const written: string[] = [];
  const { stdout } = process;
  const { write } = stdout;
  stdout.write = (chunk: string | Uint8Array, ...more: unknown[]) => {
    const isLog = typeof chunk === 'string' && chunk.startsWith('{"level"');
    if (isLog) written.push(chunk);
    return isLog || (Reflect.apply(write, stdout, [chunk, ...more]) as boolean);
  };
  try {
    await act();
  } finally {
    stdout.write = write;
  }
  return written.join('');
}

export class TestClient {
  readonly socket: WebSocket;
  /** Code of the close frame. */
  readonly closed: Promise<number>;
  /** Payloads of stream frames, in order of arrival. */
  readonly frames: Buffer[] = [];
  #unread: RelayMessage[] = [];
  #arrived = () => {};

  constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = once(socket, 'close').then(([code]) => code as number);
    socket.on('error', () => {});
    socket.on('message', (data: Buffer, binary) => {
      if (binary) this.frames.push(data);
      else this.#unread.push(RelayMessage.parse(JSON.parse(data.toString())));
      this.#arrived();
    });
  }

  static async connect(relay: Pick<Relay, 'url'>, origin: string = SITE): Promise<TestClient> {
    const socket = new WebSocket(`${relay.url.replace('http', 'ws')}relay`, { origin });
    const client = new TestClient(socket);
    await once(socket, 'open');
    return client;
  }

  send(message: ClientMessage | string | Uint8Array): void {
    const raw = typeof message === 'string' || message instanceof Uint8Array;
    this.socket.send(raw ? message : JSON.stringify(message));
  }

  /** The next message of this type; those of other types stay unread. */
  async next<Type extends Kind>(type: Type): Promise<Of<Type>> {
    const found = await this.#wait(`'${type}'`, () => {
      const at = this.#unread.findIndex((message) => message.type === type);
      return at === -1 ? undefined : this.#unread.splice(at, 1)[0];
    });
    return found as Of<Type>;
  }

  /** Takes all that has come of this type. */
  take<Type extends Kind>(type: Type): Of<Type>[] {
    const taken = this.#unread.filter((message) => message.type === type);
    this.#unread = this.#unread.filter((message) => message.type !== type);
    return taken as Of<Type>[];
  }

  async nextFrames(count: number): Promise<Buffer[]> {
    return this.#wait(`${count} frames`, () =>
      this.frames.length >= count ? this.frames.splice(0, count) : undefined,
    );
  }

  /** Expects a refusal that closes the connection. */
  async refused(code: RefusalCode): Promise<string> {
    const refusal = await this.next('refused');
    assert.equal(refusal.code, code, refusal.message);
    await this.closed;
    return refusal.message;
  }

  /** Everything sent before has been dealt with, and everything told to this client before is here. */
  async sync(): Promise<void> {
    const pong = once(this.socket, 'pong');
    this.socket.ping();
    await pong;
  }

  /** Breaks the connection, without goodbye. */
  async cut(): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }

  async #wait<T>(what: string, look: () => T | undefined): Promise<T> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      const left = until - performance.now();
      const unread = this.#unread.map((one) => JSON.stringify(one).slice(0, 200));
      assert.ok(left > 0, `waited for ${what}; there came ${unread.join(' ') || 'nothing'}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#arrived = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}

/* ---- first messages ---- */

export const create = (settings: Record<string, unknown> = {}, url = `${SITE}/start`) =>
  ({ type: 'create', v: 1, widgetKey: 'shop', url, settings }) as const;

export const joinAs = (
  role: 'leader' | 'follower',
  session: string,
  token: string,
  more: { instance?: string; browser?: string; userData?: Record<string, unknown> } = {},
) => {
  const { instance = unique(), browser = unique(), userData = {} } = more;
  return { type: 'join', v: 1, role, session, token, instance, browser, userData } as const;
};

export const resumeAs = (
  welcome: Welcome,
  instance: string,
  cursor: { stream: number; seq: number } | null = null,
) => {
  const { session, index, secret } = welcome;
  return { type: 'resume', v: 1, session, index, secret, instance, cursor } as const;
};

let names = 0;
/** A name that no other window or browser of the tests has. */
export function unique(): string {
  names += 1;
  return `n${names}`;
}

/* ---- sessions ---- */

export interface Led {
  relay: Relay;
  session: string;
  pin: string;
  leaderToken: string;
  followerToken: string;
  leader: TestClient;
  instance: string;
  welcome: Welcome;
}

/** A session with its leader in it. */
export async function lead(
  relay: Relay,
  settings: Record<string, unknown> = {},
  userData: Record<string, unknown> = {},
): Promise<Led> {
  const leader = await TestClient.connect(relay);
  leader.send(create(settings));
  const { session, pin, leaderToken, followerToken } = await leader.next('created');
  const instance = unique();
  leader.send(joinAs('leader', session, leaderToken, { instance, userData }));
  const welcome = await leader.next('welcome');
  return { relay, session, pin, leaderToken, followerToken, leader, instance, welcome };
}

export interface Following {
  client: TestClient;
  welcome: Welcome;
  instance: string;
}

export async function follow(
  { relay, session, followerToken }: Pick<Led, 'relay' | 'session' | 'followerToken'>,
  more: { browser?: string; userData?: Record<string, unknown>; origin?: string } = {},
): Promise<Following> {
  const client = await TestClient.connect(relay, more.origin ?? DESK);
  const instance = unique();
  client.send(joinAs('follower', session, followerToken, { instance, ...more }));
  return { client, welcome: await client.next('welcome'), instance };
}

/** Both have heard all that came of what the first of them sent. */
export async function settle(...clients: TestClient[]): Promise<void> {
  for (const client of clients) await client.sync();
}

/* ---- frames ---- */

export function frame(
  kind: FrameKind,
  stream: number,
  seq: number,
  {
    first = true,
    last = true,
    more = false,
    bytes = 20,
  }: { first?: boolean; last?: boolean; more?: boolean; bytes?: number } = {},
): Uint8Array {
  const payload = new Uint8Array(bytes).fill(seq);
  return encodeFrame({ kind, first, last, more, stream, seq, payload });
}

export const snapshot = (stream: number, seq: number, more = {}) =>
  frame(FrameKind.snapshot, stream, seq, more);
export const change = (stream: number, seq: number, more = {}) =>
  frame(FrameKind.change, stream, seq, more);
export const input = (epoch: number, n: number, bytes = 20) =>
  frame(FrameKind.input, epoch, n, { bytes });

/** The numbers of stream frames. */
export const seqs = (frames: Buffer[]) => frames.map((bytes) => bytes.readUInt32BE(6));
