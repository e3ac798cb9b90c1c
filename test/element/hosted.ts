import type { InitResult, Surfly, SurflySession } from '../../src/surfly/api.js';

type Handler = (this: unknown, source: unknown, payload: unknown) => void;

/** A session as Surfly's own service is documented to offer it: no `off()`, PIN as a number, nothing said about where it stands. */
export class HostedSession {
  readonly calls: [name: string, ...args: unknown[]][] = [];
  readonly settings: Record<string, unknown>;
  readonly link: string | undefined;
  started = false;
  leaderLink: string | undefined;
  followerLink: string | undefined;
  /** Documented as a number; later versions have a string. */
  pin: number | string | undefined;
  readonly #surfly: Hosted;
  readonly #handlers: [name: string, handler: Handler][] = [];

  constructor(surfly: Hosted, settings: Record<string, unknown>, link: string | undefined) {
    this.#surfly = surfly;
    this.settings = settings;
    this.link = link;
  }

  on(name: string, handler: Handler): this {
    this.#handlers.push([name, handler]);
    return this;
  }

  handlerCount(name: string): number {
    return this.#handlers.filter(([each]) => each === name).length;
  }

  /** What the service does some time after a call. One throwing handler does not stop the others. */
  fire(name: string, ...payload: unknown[]): void {
    for (const [each, handler] of this.#handlers) {
      if (each === name) handler.call(this, this, payload[0]);
    }
  }

  /** Notes a call; a service that answers by itself is told. */
  #call(name: string, ...args: unknown[]): this {
    this.calls.push([name, ...args]);
    this.#surfly.served?.(this, name, args);
    return this;
  }

  create(): this {
    return this.#call('create');
  }

  startLeader(selector?: string | null, userData?: unknown): this {
    if (this.#surfly.startError) throw this.#surfly.startError;
    return this.#call('startLeader', selector, userData);
  }

  startFollower(selector?: string | null, userData?: unknown): this {
    if (this.#surfly.startError) throw this.#surfly.startError;
    return this.#call('startFollower', selector, userData);
  }

  end(...args: unknown[]): this {
    return this.#call('end', ...args);
  }

  log(...args: unknown[]): this {
    return this.#call('log', ...args);
  }

  sendMessage(...args: unknown[]): void {
    this.#call('sendMessage', ...args);
  }

  giveControl(...args: unknown[]): void {
    this.#call('giveControl', ...args);
  }

  requestControl(): void {
    this.#call('requestControl');
  }

  relocate(...args: unknown[]): void {
    this.#call('relocate', ...args);
  }

  /** The usual way to a running session. */
  run(): void {
    this.leaderLink = 'https://hosted.example/lead/1';
    this.followerLink = 'https://hosted.example/join/1';
    this.fire('session_created');
    this.pin = 417;
    this.fire('session_queued', {});
    this.started = true;
    this.fire('session_started');
  }
}

/**
 * `window.Surfly` as Surfly's own service is documented to offer it: it fills in the loader snippet's stub, plays back the one call in its `q`, wants
 * `init` before everything else, and tells about agents globally only.
 */
export class Hosted {
  isInsideSession = false;
  currentSession: HostedSession | null = null;
  agentAvailable = false;
  readonly inits: unknown[][] = [];
  readonly sessions: HostedSession[] = [];
  /** What `init` reports; undefined for one that never answers, an Error for one that throws. */
  answer: InitResult | Error | undefined = { success: true, errorMsg: null };
  /** What `start*()` throws. */
  startError: Error | undefined;
  /** What the service does with the calls on its sessions; without it a test plays the service. */
  served: ((session: HostedSession, name: string, args: unknown[]) => void) | undefined;
  readonly #handlers: [name: string, handler: Handler][] = [];
  #ready = false;

  init(...args: unknown[]): void {
    this.inits.push(args);
    if (this.#ready) console.warn('Surfly.init() was called again; once per page is enough.');
    const { answer } = this;
    if (answer instanceof Error) throw answer;
    if (!answer) return;
    setTimeout(() => {
      this.#ready = answer.success;
      const callback = args.find((each) => typeof each === 'function');
      if (callback) (callback as (result: InitResult) => void)(answer);
    });
  }

  session(settings: Record<string, unknown> | null = {}, link?: string): HostedSession {
    if (!this.#ready) throw new Error('Surfly.session() before Surfly.init()');
    const session = new HostedSession(this, settings ?? {}, link);
    this.sessions.push(session);
    return session;
  }

  listSessions(): HostedSession[] {
    return this.currentSession ? [this.currentSession] : [...this.sessions];
  }

  on(name: string, handler: Handler): this {
    this.#handlers.push([name, handler]);
    return this;
  }

  handlerCount(name: string): number {
    return this.#handlers.filter(([each]) => each === name).length;
  }

  agents(available: unknown): void {
    if (typeof available === 'boolean') this.agentAvailable = available;
    for (const [each, handler] of this.#handlers) {
      if (each === 'agent_status') handler.call(this, this, { available });
    }
  }

  /** The newest session. */
  get latest(): HostedSession {
    const session = this.sessions.at(-1);
    if (!session) throw new Error('no session has been made');
    return session;
  }

  /** A session of before a reload, found again when `init` is done. */
  restore(): HostedSession {
    const session = new HostedSession(this, {}, undefined);
    session.started = true;
    session.leaderLink = 'https://hosted.example/lead/0';
    session.followerLink = 'https://hosted.example/join/0';
    session.pin = 8;
    this.sessions.push(session);
    return session;
  }

  /** What the script does when it runs: keeps the stub's identity and plays back its queue. */
  install(): Surfly {
    const view = window as { Surfly?: object & { q?: ArrayLike<unknown> } };
    const stub = (view.Surfly ??= {});
    const { q } = stub;
    delete stub.q;
    for (const name of ['init', 'session', 'listSessions', 'on'] as const) {
      Object.assign(stub, { [name]: this[name].bind(this) });
    }
    for (const name of ['isInsideSession', 'currentSession', 'agentAvailable'] as const) {
      Object.defineProperty(stub, name, { get: () => this[name], configurable: true });
    }
    if (q) setTimeout(() => this.init(...Array.from(q)));
    return stub as unknown as Surfly;
  }
}

/** The session as the element hands it out. */
export const asSession = (session: HostedSession): SurflySession =>
  session as unknown as SurflySession;
