import { PROTOCOL_VERSION, RESUME_WINDOW_MS } from '../protocol/limits.js';
import type {
  ClientMessage,
  Created,
  RefusalCode,
  RelayMessage,
  Welcome,
} from '../protocol/messages.js';
import { Connection } from './connection.js';
import { decodeMessage } from './decode-message.js';
import { linkTo, type SessionLink } from './links.js';
import { browserName, forget, randomName, remember, storedSessions } from './storage.js';
import type { StoredSession } from './storage.js';

export interface SeatOptions {
  /** Folder of the script. */
  base: string;
  /** Address of the relay's WebSocket. */
  relay: string;
  /** The first one, where it has been asked for already. */
  socket: WebSocket | undefined;
  widgetKey: string;
  settings: Record<string, unknown>;
  /** First page of the session. */
  url: string;
  /** What others get to know of who leads the session that is made, here and at once. */
  leading: Record<string, unknown> | undefined;
  created(created: Created): void;
  /** `restored`: the place was taken up again after a reload of the page. */
  welcome(welcome: Welcome, restored: boolean): void;
  message(message: RelayMessage): void;
  frame(bytes: Uint8Array): void;
  lost(): void;
  /** Nothing has come for a while, or something comes again. */
  slow(slow: boolean): void;
  /** What a follower has applied of the stream. */
  cursor(): { stream: number; seq: number } | null;
  /** The relay could not be reached for a while, or refused this participant. */
  error(reason: string): void;
  /** There is no way back; `ended` is false where the session may go on without this participant. */
  over(ended: boolean): void;
}

/** A link that is opened, and as whom. */
export interface Opening {
  link: SessionLink;
  userData: Record<string, unknown>;
  selector: string | null;
}

/** Milliseconds after which a relay that cannot be reached is reported, when starting and in a running session. */
const START_PATIENCE = 3_000;
const OUTAGE_PATIENCE = 10_000;

/** Refusals that have a reason of their own; every other one is `refused`. */
const REASONS: Partial<Record<RefusalCode, string>> = {
  other_connection: 'other_connection',
  invalid_link: 'invalid_link',
};

/**
 * A participant's place in a session: it makes the session or opens its link, and takes the place up again after a lost
 * connection or a reload of the page.
 */
export class Seat {
  readonly #options: SeatOptions;
  #connection: Connection<RelayMessage>;
  #instance = randomName();
  #opening: Opening | undefined;
  #secret: string | undefined;
  #index = 0;
  /** The secret comes from before a reload and has not been accepted yet. */
  #fromStorage = false;

  constructor(options: SeatOptions, opening?: Opening) {
    this.#options = options;
    this.#opening = opening;
    const stored = opening && storedSessions().find((one) => one.link === this.#link);
    if (stored && stored.role === opening.link.role) {
      this.#secret = stored.secret;
      this.#index = stored.index;
      this.#fromStorage = true;
    }
    this.#connection = this.#connect(options.socket);
  }

  /** Opens the session's own leader link, once it has been created; whoever leads at once has asked for that before. */
  open(opening: Opening): void {
    this.#opening = opening;
    if (!this.#options.leading) this.#connection.send(this.#hello());
  }

  send(message: ClientMessage): boolean {
    return this.#connection.send(message);
  }

  sendFrame(bytes: Uint8Array<ArrayBuffer>, lossy?: boolean): boolean {
    return this.#connection.sendFrame(bytes, lossy);
  }

  /** Comes back under another name, so that the relay begins a new stream. */
  renew(): void {
    this.#instance = randomName();
    this.#connection.reconnect();
  }

  /** Remembers the session for the time after a reload. */
  remember(state: Pick<StoredSession, 'url' | 'leaderLink' | 'followerLink' | 'visited'>): void {
    if (!this.#opening || !this.#secret || this.#options.settings['auto_restore'] === false) return;
    const { link, userData, selector } = this.#opening;
    remember({
      ...state,
      role: link.role,
      link: this.#link,
      index: this.#index,
      secret: this.#secret,
      settings: this.#options.settings,
      userData,
      selector,
    });
  }

  /** Gives the place up for good. */
  close(): void {
    forget(this.#link);
    this.#connection.close();
  }

  get #link(): string {
    return this.#opening ? linkTo(this.#options.base, this.#opening.link) : '';
  }

  #connect(socket?: WebSocket): Connection<RelayMessage> {
    const options = this.#options;
    return new Connection({
      url: options.relay,
      socket,
      decode: decodeMessage,
      hello: () => this.#hello(),
      message: (message) => this.#received(message),
      frame: (bytes) => options.frame(bytes),
      lost: () => options.lost(),
      slow: (slow) => options.slow(slow),
      unreachable: () => options.error('connect_failed'),
      abandoned: () => options.over(this.#secret !== undefined),
      patience: () => (this.#secret ? OUTAGE_PATIENCE : START_PATIENCE),
      giveUpAfter: () => (this.#secret ? RESUME_WINDOW_MS : START_PATIENCE),
    });
  }

  #hello(): ClientMessage {
    const v = PROTOCOL_VERSION;
    const { widgetKey, url, settings, leading } = this.#options;
    const instance = this.#instance;
    const who = (userData: Opening['userData']) => ({ instance, browser: browserName(), userData });
    if (!this.#opening) {
      return { type: 'create', v, widgetKey, url, settings, lead: leading && who(leading) };
    }
    const { link, userData } = this.#opening;
    const { session, role, token } = link;
    if (this.#secret) {
      const cursor = this.#options.cursor();
      const place = { session, index: this.#index, secret: this.#secret, instance, cursor };
      return { type: 'resume', v, ...place };
    }
    return { type: 'join', v, role, session, token, ...who(userData) };
  }

  #received(message: RelayMessage): void {
    switch (message.type) {
      case 'created':
        this.#options.created(message);
        break;
      case 'welcome':
        this.#secret = message.secret;
        this.#index = message.index;
        this.#options.welcome(message, this.#fromStorage);
        this.#fromStorage = false;
        break;
      case 'refused':
        this.#refused(message.code, message.message);
        break;
      default:
        this.#options.message(message);
    }
  }

  #refused(code: RefusalCode, text: string): void {
    // The place from before the reload is gone, but a follower's link may still open another.
    if (this.#fromStorage && this.#opening?.link.role === 'follower') {
      this.#fromStorage = false;
      this.#secret = undefined;
      forget(this.#link);
      this.#connection = this.#connect();
      return;
    }
    if (code === 'gone') {
      this.#options.over(true);
      return;
    }
    console.error(`surfly-session: ${text}`);
    this.#options.error(REASONS[code] ?? 'refused');
    this.#options.over(false);
  }
}
