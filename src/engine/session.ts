import type { DrawingSettings, SurflySession, UserData, Viewer } from '../surfly/api.js';
import {
  asOptions,
  drawingChanges,
  drawingSettings,
  type Drawing,
} from '../surfly/talk-settings.js';
import { withLaterNames } from '../surfly/settings.js';
import type { Deployment } from './deployment.js';
import { Emitter } from './emitter.js';
import { loadPart } from './load-part.js';
import { findIframe } from './find-iframe.js';
import { openTab } from './open-tab.js';
import type { Participants } from './participants.js';
import type { StoredSession } from './storage.js';

export type Role = 'leader' | 'follower';

/** What is known of a session: written by its {@link Participating}, read through {@link Session}. */
export interface Facts {
  settings: Record<string, unknown>;
  /** The link it was made with; undefined for one that is to be created. */
  readonly sessionUrl: string | undefined;
  /** Page inside the session. */
  url: string;
  started: boolean;
  leaderLink: string | undefined;
  followerLink: string | undefined;
  pin: string | undefined;
  node: HTMLIFrameElement | undefined;
  /** The tab that the session is in, if it has one of its own. */
  tab: Window | undefined;
  /** Whether anybody has ever joined. */
  visited: boolean;
  participants: Participants | undefined;
  connected: boolean;
  /** Origins of images that viewers' browsers ask for themselves. */
  images: readonly string[];
}

/** What a session does once it is under way. */
export interface Participating {
  create(): void;
  start(role: Role, selector: string | null, userData: unknown): void;
  readonly asked: Asked;
  agentStatus(available: boolean): void;
}

/** What a page asks of a session by the methods of {@link SurflySession}. */
export interface Asked {
  end(redirectUrl?: string): void;
  log(entry: unknown): void;
  sendMessage(message: unknown, targetOrigin: string): void;
  giveControl(clientIndex: number): void;
  requestControl(): void;
  relocate(newUrl: string): void;
  draw(changes: Partial<Drawing>): void;
}

/** What a session needs from the page's `Surfly`. */
export interface SessionContext {
  deployment: Deployment;
  /** Tells the handlers of `Surfly.on`. */
  announce(session: Session, event: string, payload: object): void;
  agentAvailable(): boolean;
  /** The relay told, on this session's connection, whether an agent is available. */
  availability(available: boolean): void;
  /** The session is over for this page. */
  over(session: Session): void;
}

/** The same, for one session. */
export interface ParticipationContext {
  session: Session;
  deployment: Deployment;
  /** To the relay, on its way while the part was loaded; undefined where a question comes first. */
  socket: WebSocket | undefined;
  announce(event: string, payload: object): void;
  agentAvailable(): boolean;
  availability(available: boolean): void;
  over(): void;
}

/** The export of the part that is loaded for the first session. */
export interface ParticipationModule {
  participate(facts: Facts, context: ParticipationContext): Participating;
}

/**
 * One session of this page. Source: page "SurflySession" of the Surfly documentation. What it does is done by a part that is
 * loaded for the first session; calls wait for it, in their order.
 */
export class Session implements SurflySession {
  readonly #facts: Facts;
  readonly #context: SessionContext;
  readonly #emitter = new Emitter();
  #participating: Promise<Participating> | undefined;
  #called: 'create' | 'start' | undefined;
  #role: Role | undefined;
  #over = false;
  /** Until then nothing is told. */
  #heard: Promise<unknown> | undefined;

  /** @param heard - of a session that no script of the page makes: until then its handlers cannot be there */
  constructor(
    context: SessionContext,
    settings: Record<string, unknown>,
    sessionUrl?: string,
    heard?: Promise<unknown>,
  ) {
    this.#context = context;
    this.#heard = heard;
    void heard?.then(() => (this.#heard = undefined));
    this.#facts = {
      settings,
      sessionUrl,
      url: firstPage(settings['url']),
      started: false,
      leaderLink: undefined,
      followerLink: undefined,
      pin: undefined,
      node: undefined,
      tab: undefined,
      visited: false,
      participants: undefined,
      connected: false,
      images: [],
    };
  }

  /** A leader's session that a reload interrupted, opened again. */
  static restore(context: SessionContext, stored: StoredSession, heard: Promise<unknown>): Session {
    const session = new Session(context, stored.settings, stored.link, heard);
    const { leaderLink, followerLink, visited, url = session.#facts.url } = stored;
    Object.assign(session.#facts, { leaderLink, followerLink, visited, url });
    return session.startLeader(stored.selector, stored.userData);
  }

  get settings(): Record<string, unknown> {
    return withLaterNames(this.#facts.settings);
  }

  get started(): boolean {
    return this.#facts.started;
  }

  get leaderLink(): string | undefined {
    return this.#facts.leaderLink;
  }

  get followerLink(): string | undefined {
    return this.#facts.followerLink;
  }

  get pin(): string | undefined {
    return this.#facts.pin;
  }

  get node(): HTMLIFrameElement | undefined {
    return this.#facts.node;
  }

  get window(): Window | undefined {
    return this.#facts.tab ?? this.node?.contentWindow ?? undefined;
  }

  get clientIndex(): number | undefined {
    const own = this.#facts.participants?.own ?? -1;
    return own === -1 ? undefined : own;
  }

  get controller(): number {
    return this.#facts.participants?.controller ?? 0;
  }

  get viewers(): Viewer[] {
    return this.#facts.participants?.viewers() ?? [];
  }

  get connected(): boolean {
    return this.#facts.connected;
  }

  on(eventName: string, callback: unknown): this {
    this.#emitter.on(eventName, callback);
    return this;
  }

  create(): this {
    if (this.#called || this.#facts.sessionUrl) return this;
    this.#called = 'create';
    return this.#do((participating) => participating.create());
  }

  startLeader(iframeSelector?: string | null, userData?: UserData): this {
    return this.#start('leader', iframeSelector ?? null, userData);
  }

  startFollower(iframeSelector?: string | null, userData?: UserData): this {
    if (!this.#facts.sessionUrl) {
      throw new Error('startFollower() needs a follower link: Surfly.session(settings, link).');
    }
    return this.#start('follower', iframeSelector ?? null, userData);
  }

  end(redirectUrl?: string): this {
    return this.#whenCalled(({ asked }) => asked.end(redirectUrl));
  }

  log(entry: unknown): this {
    return this.#whenCalled(({ asked }) => asked.log(entry));
  }

  sendMessage(message: unknown, targetOrigin: string): void {
    this.#whenCalled(({ asked }) => asked.sendMessage(message, targetOrigin));
  }

  giveControl(clientIndex: number): void {
    this.#whenCalled(({ asked }) => asked.giveControl(clientIndex));
  }

  requestControl(): void {
    this.#whenCalled(({ asked }) => asked.requestControl());
  }

  relocate(newUrl: string): void {
    this.#whenCalled(({ asked }) => asked.relocate(newUrl));
  }

  setDrawingSettings(settings?: DrawingSettings): DrawingSettings {
    if (settings) {
      const changes = drawingChanges(settings, (name) =>
        console.warn(
          `SurflySession.setDrawingSettings(): '${name}' cannot be ${JSON.stringify(settings[name])}; it was left out.`,
        ),
      );
      // The leader decides for everybody, a follower about his own colour.
      if (this.#role !== 'follower') Object.assign(this.#facts.settings, asOptions(changes));
      this.#whenCalled(({ asked }) => asked.draw(changes));
    }
    return { ...drawingSettings(this.#facts.settings) };
  }

  /** The documents have both names. */
  drawingSettings(settings?: DrawingSettings): DrawingSettings {
    return this.setDrawingSettings(settings);
  }

  /** Availability that arrived on another connection of the page. */
  agentStatus(available: boolean): void {
    this.#emitter.emit('agent_status', this, { available });
    this.#whenCalled((participating) => participating.agentStatus(available));
  }

  #start(role: Role, selector: string | null, userData: UserData | undefined): this {
    if (this.#over) throw new Error('This session is over; make another with Surfly.session().');
    if (this.#called === 'start') return this;
    // Looked for now, so that a wrong selector is told where it was written.
    findIframe(selector);
    this.#called = 'start';
    this.#role = role;
    // A question comes first, and its answer is a click too.
    if (role === 'leader' && !this.#facts.sessionUrl && !this.#asksFirst) {
      this.#facts.tab = openTab(this.#facts.settings, selector);
    }
    return this.#do((participating) => participating.start(role, selector, userData));
  }

  /** The visitor is asked before anybody else hears of the session. */
  get #asksFirst(): boolean {
    const { sessionUrl, settings } = this.#facts;
    return this.#role === 'leader' && !sessionUrl && settings['confirm_session_start'] === true;
  }

  /** A session that nobody has created or opened has nothing to end, send or give. */
  #whenCalled(action: (participating: Participating) => void): this {
    return this.#called ? this.#do(action) : this;
  }

  #do(action: (participating: Participating) => void): this {
    this.#participating ??= this.#load();
    void this.#participating.then(
      (participating) => {
        if (!this.#over) action(participating);
      },
      () => undefined,
    );
    return this;
  }

  async #load(): Promise<Participating> {
    const { deployment } = this.#context;
    const socket = this.#asksFirst ? undefined : socketTo(deployment.relay);
    const context: ParticipationContext = {
      ...this.#context,
      session: this,
      socket,
      announce: (event, payload) => this.#announce(event, payload),
      over: () => {
        this.#over = true;
        // It may never have come to be used.
        socket?.close();
        this.#context.over(this);
      },
    };
    try {
      const part = await loadPart<ParticipationModule>(deployment.base, 'surfly-participation.js');
      return part.participate(this.#facts, context);
    } catch (error) {
      reportError(error);
      this.#announce('error', { reason: 'connect_failed' });
      context.over();
      throw error;
    }
  }

  #announce(event: string, payload: object): void {
    if (this.#heard) {
      void this.#heard.then(() => this.#announce(event, payload));
      return;
    }
    this.#emitter.emit(event, this, payload);
    this.#context.announce(this, event, payload);
  }
}

/** Undefined where the page allows none: who uses it says so. */
function socketTo(url: string): WebSocket | undefined {
  try {
    return new WebSocket(url);
  } catch {
    return undefined;
  }
}

function firstPage(url: unknown): string {
  return typeof url === 'string' && URL.canParse(url, location.href)
    ? new URL(url, location.href).href
    : location.href;
}
