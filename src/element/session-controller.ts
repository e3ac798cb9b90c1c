import type { ReactiveController } from 'lit';
import type { Surfly, SurflySession, Viewer } from '../surfly/api.js';
import { SurflyError } from '../surfly/errors.js';
import { parsePayload, type SurflyEventName } from '../surfly/events.js';
import { initSurfly } from '../surfly/init.js';
import { isHttp } from '../surfly/links.js';
import { loadSurfly } from '../surfly/loader.js';
import { isExpected } from './expected.js';
import type { SessionHost } from './host.js';
import { written, type Inputs } from './inputs.js';
import type { Language } from './language.js';
import { SessionEvents } from './session-events.js';
import { SessionFrame } from './session-frame.js';
import { reducers, told, without, type Phase, type SessionState } from './state.js';
import type { Strings } from './strings.js';
import { SurflyEvent } from './surfly-event.js';

/** Sessions that an element of this page shows: a restored one goes to one element only. */
const shown = new WeakSet<SurflySession>();

const ignore = () => {};

/** Milliseconds. */
const ASKED_EVERY = 1000;

/** Loads the script, runs one session at a time and turns its callbacks into state and DOM events. */
export class SessionController implements ReactiveController, SessionState {
  state!: Phase;
  viewerCount!: number;
  viewers!: readonly Viewer[];
  controller!: number | null;
  hasControl!: boolean;
  session: SurflySession | null = null;
  agentAvailable: boolean | null = null;
  /** Whether `Surfly` is there: what it was loaded with cannot be changed any more. */
  loaded = false;
  insideSession = '__surfly' in globalThis;
  lastError: SurflyError | null = null;
  /** What happened last and went wrong, as long as it matters. */
  problem: SurflyError | null = null;
  /** The button that is being confirmed. */
  done: 'copied' | 'asked' | '' = '';
  ready!: Promise<Surfly>;

  #settleReady!: (result: Surfly | Promise<never>) => void;
  #loading: Promise<Surfly> | undefined;
  #starting: Promise<SurflySession | null> | undefined;
  /** The link of the last start; undefined while nobody has asked for a session. */
  #link: string | null | undefined;
  /** Whether this element made `session`, so that it ends it when it goes. */
  #own = false;
  /** Whether `session` has been told to open its window. */
  #opened = false;
  #alive = false;
  /** Rises when the element goes: what was under way then does not matter any more. */
  #life = 0;
  #removal: ReturnType<typeof setTimeout> | undefined;
  #confirmed: ReturnType<typeof setTimeout> | undefined;
  #visibility: IntersectionObserver | undefined;
  readonly #frame: SessionFrame;
  readonly #events = new SessionEvents((type, payload, session) => {
    if (session ? session === this.session : this.#alive) this.#receive(type, payload);
  });

  constructor(
    private readonly host: SessionHost,
    private readonly language: Pick<Language, 'strings' | 'wanted'>,
    private readonly inputs: Pick<Inputs, 'fault'>,
  ) {
    this.#frame = new SessionFrame(host);
    Object.assign(this, without('idle'));
    this.#renewReady();
    host.addController(this);
  }

  get strings(): Strings {
    return this.language.strings;
  }

  /** The error that people are shown a notice for. */
  get notice(): SurflyError | null {
    return this.problem ?? this.inputs.fault;
  }

  get leader(): boolean {
    return this.insideSession ? !this.session?.clientIndex : this.host.mode !== 'follower';
  }

  /** True from the call that starts a session until it has started or failed. */
  get busy(): boolean {
    return !!this.#starting || (this.#opened && /ready|created/.test(this.state));
  }

  get running(): boolean {
    return this.state === 'started';
  }

  /** True while there is a session, opened or not. */
  get active(): boolean {
    return this.running || this.state === 'created';
  }

  get leaderLink(): string | undefined {
    return this.session?.leaderLink;
  }

  get followerLink(): string | undefined {
    return this.session?.followerLink;
  }

  /** Four digits; a number has lost its leading zeros. */
  get pin(): string {
    const pin = this.session?.pin ?? '';
    return typeof pin === 'number' ? String(pin).padStart(4, '0') : pin;
  }

  hostConnected(): void {
    clearTimeout(this.#removal);
    if (this.#alive) return;
    this.#alive = true;
    // Frameworks set properties after connecting: the first update has them all.
    void this.host.updateComplete.then(() => this.begin());
  }

  hostDisconnected(): void {
    // Moving an element disconnects and connects it: only one that stays away has been removed.
    this.#removal = setTimeout(() => this.#leave());
  }

  /** Loads, or starts, when the author wants that. */
  begin(): void {
    const { host } = this;
    this.#visibility?.disconnect();
    if (!this.#alive) return;
    if (host.autostart) this.start().catch(ignore);
    else if (host.loading === 'eager' || this.insideSession || isExpected()) {
      this.load().catch(ignore);
    } else {
      this.#visibility = new IntersectionObserver(
        (entries) => {
          if (!entries.some((entry) => entry.isIntersecting)) return;
          this.#visibility?.disconnect();
          this.load().catch(ignore);
        },
        { rootMargin: '200px' },
      );
      this.#visibility.observe(host);
    }
  }

  /** What failed may work now. */
  reconfigured(): void {
    if (this.#alive && this.state === 'failed') this.retry();
  }

  load(): Promise<Surfly> {
    return (this.#loading ??= this.#load());
  }

  start(link?: string | null): Promise<SurflySession | null> {
    return (this.#starting ??= this.#start(link, true).finally(() => {
      this.#starting = undefined;
      this.host.requestUpdate();
    }));
  }

  create(): Promise<SurflySession | null> {
    return this.#start(undefined, false);
  }

  requestControl(): void {
    this.session?.requestControl();
    this.confirm('asked');
  }

  /** Shows for a while that a button did its work. */
  confirm(done: 'copied' | 'asked'): void {
    this.#set({ done });
    clearTimeout(this.#confirmed);
    this.#confirmed = setTimeout(() => this.#set({ done: '' }), 5000);
  }

  /** What the retry button does: the step that failed, in the same session where that is possible. */
  retry(): void {
    const lost = this.problem?.code === 'invalid_link';
    if (this.running) {
      this.#set({ problem: null });
      this.session?.relocate(location.href);
    } else if (this.#link === undefined) this.load().catch(ignore);
    else this.start((!lost && this.leader && this.leaderLink) || this.#link).catch(ignore);
  }

  /** Puts an error where developers look for it. */
  report(error: SurflyError): void {
    console.error(`<surfly-session>: ${error.message}`, this.host);
    this.#set({ lastError: error });
  }

  #leave(): void {
    const { session } = this;
    this.#alive = false;
    this.#life++;
    this.#loading = undefined;
    this.#visibility?.disconnect();
    if (session && (this.active || this.busy)) {
      if (this.host.persistent || !this.#own) {
        // Free for the next element. One that ends now never is: implementations may go on listing it.
        shown.delete(session);
      } else if (this.leader) {
        session.end();
        // One that is still on its way has nothing to end yet.
        if (!this.running) session.on('session_started', () => session.end());
      } else session.node?.remove();
    }
    this.#frame.remove();
    this.#set({ ...without('idle'), session: null });
  }

  async #load(): Promise<Surfly> {
    const { host } = this;
    const life = this.#life;
    if (this.problem) this.#renewReady();
    this.#set({ ...without('loading'), problem: null });
    try {
      const surfly = await loadSurfly({
        src: host.scriptSrc,
        nonce: host.nonce,
        integrity: host.integrity,
        crossorigin: host.crossorigin,
      });
      const key = host.widgetKey && { widget_key: host.widgetKey };
      await initSurfly(surfly, { ...host.settings, ...key });
      if (life === this.#life) this.#arrived(surfly);
      return surfly;
    } catch (error) {
      this.#loading = undefined;
      this.#settleReady(Promise.reject(error));
      throw this.#failed(error as SurflyError);
    }
  }

  #arrived(surfly: Surfly): void {
    const inside = (this.insideSession ||= surfly.isInsideSession);
    this.#set({ state: 'ready', loaded: true, agentAvailable: surfly.agentAvailable });
    this.#events.listenToAgents(surfly);
    const session = inside
      ? surfly.currentSession
      : this.leader && surfly.listSessions().find((each) => !shown.has(each));
    if (session) {
      this.#show(session, false);
      // One that is still on its way back has no link yet.
      const state =
        session.started || inside ? 'started' : session.leaderLink ? 'created' : 'ready';
      this.#opened = state === 'ready';
      this.#set({ state, ...told(session) });
    }
    this.#settleReady(surfly);
  }

  async #start(asked: string | null | undefined, open: boolean): Promise<SurflySession | null> {
    const life = this.#life;
    const { leader, host } = this;
    const link = asked ?? host.sessionLink ?? undefined;
    // A follower who is asked to join another session leaves the present one.
    const stay = leader || !asked || asked === this.#link;
    this.#link = link ?? null;
    this.host.requestUpdate();
    const surfly = await this.load();
    const current = stay && /ready|created|started/.test(this.state) ? this.session : null;
    const done = current && (!open || this.#opened || this.running);
    if (life !== this.#life || this.insideSession || done) return this.session;
    this.#set({ problem: null });
    try {
      if (link ? !isHttp(link) : open && !leader) {
        const message = `session-link "${written(link ?? '')}" is not the http(s) address of a session.`;
        throw new SurflyError('bad-link', message);
      }
      // The session window speaks as the element does.
      const language = this.language.wanted;
      const settings = { ...(language && { language }), ...host.settings };
      const session = current ?? this.#show(surfly.session(settings, link), true);
      this.#opened = open;
      if (!open) session.create();
      else if (leader) session.startLeader(null, host.userData);
      else session.startFollower(this.#frame.open(this.strings.window), host.userData);
    } catch (error) {
      const known = error instanceof SurflyError;
      throw this.#failed(known ? error : new SurflyError('start-failed', String(error)));
    }
    return this.session;
  }

  #failed(error: SurflyError): SurflyError {
    this.report(error);
    this.#frame.remove();
    this.#set({ ...without('failed'), problem: error, session: null });
    return error;
  }

  /** Makes `session` the one that this element is about. */
  #show(session: SurflySession, own: boolean): SurflySession {
    this.#own = own;
    this.#opened = false;
    this.#set({ ...without('ready'), session });
    shown.add(session);
    this.#events.listen(session);
    return session;
  }

  /** One event: checked, then the state, then the DOM events. */
  #receive(type: SurflyEventName, given: unknown): void {
    const { host, session } = this;
    const { payload, issues } = parsePayload(type, given);
    if (issues.length) {
      console.warn(`<surfly-session>: payload of "${type}" breaks the contract.`, issues, given);
    } else this.#apply(type, payload);
    host.dispatchEvent(new SurflyEvent(type, payload as never, session, issues));
    const detail = { type, payload };
    host.dispatchEvent(new CustomEvent('surfly-event', { bubbles: true, composed: true, detail }));
  }

  #apply(type: SurflyEventName, payload: unknown): void {
    const { session } = this;
    if (type === 'agent_status') {
      this.#set({ agentAvailable: (payload as { available: boolean }).available });
      return;
    }
    const change: Partial<SessionController> =
      reducers[type]?.(this, payload as never, this.leader) ?? {};
    change.problem = null;
    if (type === 'session_started' && session) Object.assign(change, told(session));
    if (type === 'control') change.done = '';
    if (type === 'error') {
      const { reason } = payload as { reason: string };
      change.problem = new SurflyError(reason, `the session reported "${reason}".`);
      change.lastError = change.problem;
    }
    this.#set(change);
    if (this.problem?.code === 'connect_failed') this.#untilConnected(this.problem);
    if (/ended|failed/.test(this.state)) this.#frame.remove();
  }

  /** Of a session that goes on no event says that it is connected again; our own engine's says so itself. */
  #untilConnected(problem: SurflyError): void {
    const timer = setInterval(() => {
      const isThere = this.session?.connected;
      if (this.problem === problem && this.running && !isThere) return;
      clearInterval(timer);
      if (this.problem === problem && isThere) this.#set({ problem: null });
    }, ASKED_EVERY);
  }

  #set(change: Partial<SessionController>): void {
    Object.assign(this, change);
    this.host.requestUpdate();
  }

  #renewReady(): void {
    this.ready = new Promise((settle) => (this.#settleReady = settle));
    // The element reports the failure itself; who awaits `ready` gets it too.
    this.ready.catch(ignore);
  }
}
