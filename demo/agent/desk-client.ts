import type { ClientMessage, RefusalCode, WaitingSession } from '../../src/protocol/messages.js';
import { RelayMessage } from '../../src/protocol/messages.js';
import { DEAD_AFTER_MS, PROTOCOL_VERSION } from '../../src/protocol/limits.js';
import { Backoff } from './backoff.js';

export interface Credentials {
  widgetKey: string;
  agentKey: string;
  /** Shown to nobody but the relay's log. */
  name: string;
}

/** How the desk stands to the relay. `retryIn` is in milliseconds. */
export type DeskState =
  | { state: 'offline' }
  | { state: 'connecting' }
  | { state: 'online' }
  | { state: 'retrying'; retryIn: number };

export interface DeskListener {
  changed(state: DeskState): void;
  /** Every session of the widget key, each time one of them changes. */
  queue(sessions: readonly WaitingSession[]): void;
  /** The relay does not want this desk; no further try is made. */
  refused(code: RefusalCode, message: string): void;
}

/** A link that the relay made for this agent, not yet written as an address. */
export interface AgentLink {
  session: string;
  token: string;
}

interface PendingJoin {
  resolve(link: AgentLink): void;
  reject(error: Error): void;
}

/** Refusals that time or another try can cure. */
const passing: readonly RefusalCode[] = ['restarting', 'too_many'];

/** An agent's connection to the relay. It comes back by itself until it is signed out or refused. */
export class DeskClient {
  private credentials: Credentials | undefined;
  private available = false;
  private socket: WebSocket | undefined;
  private signedIn = false;
  private readonly joins: PendingJoin[] = [];
  private readonly backoff = new Backoff();
  private retry: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;

  /** @param url - WebSocket address of the relay */
  constructor(
    private readonly url: string,
    private readonly listener: DeskListener,
  ) {}

  signIn(credentials: Credentials): void {
    this.signOut();
    this.credentials = credentials;
    this.connect();
  }

  signOut(): void {
    this.credentials = undefined;
    clearTimeout(this.retry);
    this.drop();
    this.listener.changed({ state: 'offline' });
  }

  /** Skips the wait before the next try. */
  retryNow(): void {
    clearTimeout(this.retry);
    if (this.credentials && !this.socket) this.connect();
  }

  /** Kept over lost connections. */
  setAvailable(available: boolean): void {
    this.available = available;
    if (this.signedIn) this.send({ type: 'agent_status', available });
  }

  /** @throws (rejects) with the relay's own words when there is no such session */
  joinSession(session: string): Promise<AgentLink> {
    return this.join({ type: 'agent_join', session });
  }

  /** @throws (rejects) with the relay's own words when no session has this PIN */
  joinPin(pin: string): Promise<AgentLink> {
    return this.join({ type: 'agent_join_pin', pin });
  }

  private join(message: ClientMessage): Promise<AgentLink> {
    if (!this.signedIn) return Promise.reject(new Error('The desk is not connected.'));
    return new Promise((resolve, reject) => {
      this.joins.push({ resolve, reject });
      this.send(message);
    });
  }

  private connect(): void {
    this.listener.changed({ state: 'connecting' });
    const socket = new WebSocket(this.url);
    this.socket = socket;
    this.expectWord();
    socket.addEventListener('open', () => {
      if (this.socket !== socket || !this.credentials) return;
      this.send({ type: 'agent', v: PROTOCOL_VERSION, ...this.credentials });
    });
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (this.socket === socket) this.received(data);
    });
    socket.addEventListener('close', () => {
      if (this.socket === socket) this.lost();
    });
  }

  private received(data: unknown): void {
    this.expectWord();
    const message = read(data);
    switch (message?.type) {
      case 'beat':
        return this.send({ type: 'beat' });
      case 'signed_in':
        this.signedIn = true;
        this.backoff.reset();
        this.listener.changed({ state: 'online' });
        return this.send({ type: 'agent_status', available: this.available });
      case 'queue':
        return this.listener.queue(message.sessions);
      case 'agent_link':
        return this.joins.shift()?.resolve({ session: message.session, token: message.token });
      case 'agent_refused':
        return this.joins.shift()?.reject(new Error(message.message));
      case 'refused':
        return this.refused(message.code, message.message);
      default:
        // The rest is said to participants of a session.
        return;
    }
  }

  private refused(code: RefusalCode, message: string): void {
    // The connection stays: only the message that was refused is lost.
    if (code === 'bad_message' && this.signedIn) {
      this.joins.shift()?.reject(new Error(message));
    } else if (!passing.includes(code)) {
      this.signOut();
      this.listener.refused(code, message);
    }
  }

  private lost(): void {
    this.drop();
    if (!this.credentials) return;
    const retryIn = this.backoff.next();
    this.listener.changed({ state: 'retrying', retryIn });
    this.retry = setTimeout(() => this.connect(), retryIn);
  }

  private drop(): void {
    const { socket } = this;
    this.socket = undefined;
    this.signedIn = false;
    clearTimeout(this.silence);
    socket?.close(1000);
    for (const { reject } of this.joins.splice(0)) reject(new Error('The connection was lost.'));
  }

  private expectWord(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.lost(), DEAD_AFTER_MS);
  }

  private send(message: ClientMessage): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}

/** What the relay said, or undefined where this desk does not understand it. */
function read(data: unknown): RelayMessage | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const parsed = RelayMessage.safeParse(JSON.parse(data));
    if (parsed.success) return parsed.data;
    console.warn('The relay sent a message that this desk does not know.', parsed.error.issues);
  } catch {
    console.warn('The relay sent a message that is not JSON.');
  }
  return undefined;
}
