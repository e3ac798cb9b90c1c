/**
 * This page's part in a session: its place at the relay, its window, and what it knows of the others. Loaded by `surfly.js`
 * when a session is created or opened.
 */
import { decodeInput } from '../protocol/input-schema.js';
import type { Created, RelayMessage, Welcome } from '../protocol/messages.js';
import { asOptions, type Drawing } from '../surfly/talk-settings.js';
import { coverPage } from './cover.js';
import { openFollowerWindow } from './follower/window.js';
import { PageInside } from './inside/page-inside.js';
import { jsonCopy, jsonObject } from './json.js';
import { linkTo, parseLink } from './links.js';
import { Participants } from './participants.js';
import { Seat } from './seat.js';
import type { Facts, Participating, ParticipationContext, Role } from './session.js';
import { findIframe } from './find-iframe.js';
import { loadPart } from './load-part.js';
import type { LeaderModule, SessionWindow, WindowHost } from './session-window.js';

class Participation implements Participating {
  readonly #facts: Facts;
  readonly #context: ParticipationContext;
  readonly #participants = new Participants((event, payload) => this.#announce(event, payload));
  readonly #inside: PageInside;
  #seat: Seat | undefined;
  #role: Role | undefined;
  #selector: string | null = null;
  #userData: Record<string, unknown> = {};
  #window: SessionWindow | undefined;
  #redirectUrl: string | undefined;
  /** Drawing settings that were changed while there was no connection. */
  #unsaid: Partial<Drawing> | undefined;
  #over = false;

  constructor(facts: Facts, context: ParticipationContext) {
    this.#facts = facts;
    this.#context = context;
    facts.participants = this.#participants;
    this.#inside = new PageInside(context.session, {
      agentAvailable: () => context.agentAvailable(),
      message: (...message) => this.#messageFromInside(...message),
    });
  }

  create(): void {
    this.#seat ??= this.#takeSeat();
  }

  start(role: Role, selector: string | null, userData: unknown): void {
    this.#role = role;
    this.#selector = selector;
    this.#userData = jsonObject('userData', userData);
    const { sessionUrl, leaderLink } = this.#facts;
    if (sessionUrl) this.#openLinked(sessionUrl, role);
    else if (leaderLink) this.#seat?.open(this.#opening(leaderLink));
    else this.#seat ??= this.#takeSeat();
  }

  end(redirectUrl?: string): void {
    this.#redirectUrl = redirectUrl;
    this.#seat?.send({ type: 'end' });
  }

  log(entry: unknown): void {
    if (typeof entry === 'string') this.#seat?.send({ type: 'log', entry: entry.slice(0, 4096) });
    else
      console.warn(`SurflySession.log() takes a string, not ${typeof entry}; nothing was logged.`);
  }

  sendMessage(message: unknown, targetOrigin: string): void {
    const data = jsonCopy('the message', message);
    if (data === undefined) return;
    const { origin } = location;
    if (this.#role === 'follower') {
      this.#seat?.send({ type: 'message', data, origin, targetOrigin, inside: false });
    } else if (reaches(targetOrigin, new URL(this.#facts.url).origin)) {
      this.#inside.tell('message', { data, origin });
    }
  }

  giveControl(clientIndex: number): void {
    if (Number.isInteger(clientIndex) && clientIndex >= 0) {
      this.#seat?.send({ type: 'control_give', to: clientIndex });
    } else {
      console.warn(
        `SurflySession.giveControl(${String(clientIndex)}): an index is 0 for the leader, 1 and up for followers.`,
      );
    }
  }

  requestControl(): void {
    if (this.#role === 'follower') this.#seat?.send({ type: 'control_request' });
  }

  relocate(newUrl: string): void {
    const { url } = this.#facts;
    if (URL.canParse(newUrl, url)) this.#window?.relocate?.(new URL(newUrl, url).href);
    else console.warn(`SurflySession.relocate('${newUrl}'): this is not a URL.`);
  }

  draw(changes: Partial<Drawing>): void {
    if (this.#role === 'follower') {
      if (changes.color !== undefined) this.#window?.colour?.(changes.color);
      if (Object.keys(changes).some((name) => name !== 'color')) {
        console.warn(
          'SurflySession.setDrawingSettings(): a follower can change the colour of his own lines; the rest was left out.',
        );
      }
      return;
    }
    // A session that is still to be created takes its settings along.
    if (this.#seat?.send({ type: 'drawing', ...changes })) return;
    this.#unsaid = { ...this.#unsaid, ...changes };
  }

  /** Availability that arrived on another connection of the page. */
  agentStatus(available: boolean): void {
    this.#inside.tell('agent_status', { available });
  }

  #openLinked(url: string, role: Role): void {
    if (this.#seat) return;
    this.#seat = this.#openLink(url, role);
    if (this.#seat && role === 'follower') this.#openFollowerWindow();
  }

  #openLink(url: string, role: Role): Seat | undefined {
    const { base } = this.#context.deployment;
    if (parseLink(base, url)?.role === role) return this.#takeSeat(url);
    console.error(
      `surfly-session: '${url.replace(/#.*/, '#…')}' is not a ${role} link of ${base}.`,
    );
    this.#error('invalid_link');
    this.#finish();
    return undefined;
  }

  #opening(url: string) {
    const link = parseLink(this.#context.deployment.base, url);
    if (!link) throw new Error('A link that was taken apart before must be one.');
    return { link, userData: this.#userData, selector: this.#selector };
  }

  #takeSeat(url?: string): Seat {
    const { deployment } = this.#context;
    const key = this.#facts.settings['widget_key'];
    return new Seat(
      {
        ...deployment,
        widgetKey: typeof key === 'string' ? key : '',
        settings: this.#facts.settings,
        url: this.#facts.url,
        created: (created) => this.#created(created),
        welcome: (welcome, restored) => void this.#welcome(welcome, restored),
        message: (message) => this.#received(message),
        frame: (bytes) => this.#window?.frame(bytes),
        lost: () => this.#window?.lost(),
        slow: (slow) => this.#window?.slow?.(slow),
        cursor: () => this.#window?.cursor?.() ?? null,
        error: (reason) => this.#error(reason),
        over: (ended) => (ended ? this.#ended() : this.#finish()),
      },
      url === undefined ? undefined : this.#opening(url),
    );
  }

  #created(created: Created): void {
    const { base } = this.#context.deployment;
    const { session, leaderToken, followerToken, pin } = created;
    this.#facts.leaderLink = linkTo(base, { role: 'leader', session, token: leaderToken });
    this.#facts.followerLink = linkTo(base, { role: 'follower', session, token: followerToken });
    this.#facts.pin = pin;
    this.#announce('session_created', {});
    if (this.#role === 'leader') this.#seat?.open(this.#opening(this.#facts.leaderLink));
  }

  async #welcome(welcome: Welcome, restored: boolean): Promise<void> {
    const first = this.#participants.own === -1;
    const { session, role, followerToken } = welcome;
    this.#facts.settings = welcome.settings;
    this.#facts.pin = welcome.pin;
    if (role === 'leader') this.#facts.leaderLink ??= this.#facts.sessionUrl;
    else this.#facts.url = welcome.url;
    if (followerToken) {
      const { base } = this.#context.deployment;
      this.#facts.followerLink ??= linkTo(base, {
        role: 'follower',
        session,
        token: followerToken,
      });
    }
    if (first && !restored && this.#facts.sessionUrl) this.#announce('session_created', {});
    this.#participants.welcome(welcome);
    this.#context.availability(welcome.available);
    this.#remember();
    if (first && role === 'leader') {
      if (!restored) this.#announce('session_queued', {});
      await this.#openLeaderWindow();
    }
    this.#window?.welcome(welcome);
    const unsaid = this.#unsaid;
    this.#unsaid = undefined;
    if (unsaid) this.draw(unsaid);
  }

  /** Before the relay has answered: the window's page loads meanwhile, unseen. */
  #openFollowerWindow(): void {
    const place = this.#place();
    if (!place) return;
    this.#window = openFollowerWindow(place.host, place.iframe);
    this.#facts.node = this.#window.node;
  }

  async #openLeaderWindow(): Promise<void> {
    const place = this.#place();
    if (!place) return;
    const { host, iframe } = place;
    // Wanted at once as well; who opens it says so where it does not come.
    if (host.settings['ui_off'] !== true) {
      void loadPart(host.base, 'surfly-dock.js').catch(() => undefined);
    }
    try {
      const leader = await loadPart<LeaderModule>(host.base, 'surfly-leader.js');
      const { url, sessionUrl } = this.#facts;
      const options = { url, iframe, first: sessionUrl === undefined };
      if (this.#over) return;
      this.#window = leader.openLeaderWindow(host, options);
      this.#facts.node = this.#window.node;
    } catch (error) {
      reportError(error);
      this.#error('connect_failed');
      this.#finish();
    }
  }

  /** Where the session's window is to be. */
  #place(): { host: WindowHost; iframe: HTMLIFrameElement | undefined } | undefined {
    const host = this.#windowHost();
    try {
      return { host, iframe: findIframe(this.#selector) };
    } catch {
      // It was there when the session was opened: taken off since then, like a window that is dismissed.
      host.dismissed();
      return undefined;
    }
  }

  #received(message: RelayMessage): void {
    switch (message.type) {
      case 'presence':
        if (message.change === 'joined') this.#participants.joined(message.index, message.userData);
        else this.#participants.left(message.index);
        break;
      case 'control':
        this.#participants.control(message.to, message.epoch);
        break;
      case 'location':
        this.#facts.url = message.url;
        this.#announceOutside('relocated', { url: message.url });
        break;
      case 'message':
        this.#message(message.data, message.origin, message.targetOrigin);
        break;
      case 'agents':
        this.#context.availability(message.available);
        break;
      case 'talk':
        this.#facts.settings = { ...this.#facts.settings, ...asOptions(message.drawing) };
        break;
      case 'ended':
        this.#ended();
        break;
      default:
    }
    this.#window?.message(message);
  }

  /** A message of a participant elsewhere: for the page inside at the leader's, for the page outside at a follower's. */
  #message(data: unknown, origin: string, targetOrigin: string): void {
    if (this.#role === 'follower') {
      if (reaches(targetOrigin, location.origin))
        this.#announceOutside('message', { data, origin });
    } else if (reaches(targetOrigin, new URL(this.#facts.url).origin)) {
      this.#inside.tell('message', { data, origin });
    }
  }

  #windowHost(): WindowHost {
    const seat = this.#seat as Seat;
    const facts = this.#facts;
    return {
      // A follower's window is there before the session's settings are.
      get settings() {
        return facts.settings;
      },
      participants: this.#participants,
      base: this.#context.deployment.base,
      pin: this.#facts.pin,
      followerLink: this.#facts.followerLink,
      inside: this.#inside,
      cover: coverPage,
      decodeInput,
      send: (message) => seat.send(message),
      sendFrame: (bytes, lossy) => seat.sendFrame(bytes, lossy),
      renew: () => seat.renew(),
      started: () => {
        this.#facts.started = true;
        this.#announce('session_started', {});
      },
      loaded: () => this.#announce('session_loaded', {}),
      at: (url, shared, relocated, told) => {
        this.#facts.url = url;
        this.#remember();
        seat.send({ type: 'location', url: told, shared });
        if (relocated) this.#announceOutside('relocated', { url });
        if (!shared) this.#error('not_shareable');
      },
      dismissed: () => {
        seat.send({ type: this.#role === 'leader' ? 'end' : 'bye' });
        this.#ended();
      },
      giveControl: (index) => this.giveControl(index),
      end: () => void this.end(),
    };
  }

  /** A message of the page inside: for this page and, through the relay, for the followers' pages. */
  #messageFromInside(data: unknown, origin: string, targetOrigin: string): void {
    if (reaches(targetOrigin, location.origin)) this.#announceOutside('message', { data, origin });
    this.#seat?.send({ type: 'message', data, origin, targetOrigin, inside: true });
  }

  #remember(): void {
    const { url, leaderLink, followerLink } = this.#facts;
    this.#seat?.remember({ url, leaderLink, followerLink });
  }

  #announce(event: string, payload: object): void {
    this.#announceOutside(event, payload);
    this.#inside.tell(event, payload);
  }

  #announceOutside(event: string, payload: object): void {
    this.#context.announce(event, payload);
  }

  #error(reason: string): void {
    this.#announceOutside('error', { reason });
  }

  #ended(): void {
    if (this.#over) return;
    this.#announce('session_ended', {});
    this.#finish();
    if (this.#role === 'leader' && !this.#selector) this.#continueOutside();
  }

  /** Takes the session off the page. */
  #finish(): void {
    this.#over = true;
    this.#facts.started = false;
    this.#seat?.close();
    this.#context.over();
    const window = this.#window;
    // After the handlers of the page inside, which go with the window.
    setTimeout(() => window?.close());
  }

  /** "The user is sent to the page last visited inside the session", unless `end()` or a setting says otherwise. */
  #continueOutside(): void {
    const target = this.#redirectUrl ?? this.#facts.url;
    if (this.#facts.settings['end_redirect_enabled'] === false || target === location.href) return;
    if (URL.canParse(target, location.href)) setTimeout(() => location.assign(target));
  }
}

/** The documented rule of `sendMessage`: delivered only where the receiver's origin is the one that was meant. */
function reaches(targetOrigin: string, origin: string): boolean {
  return targetOrigin === '*' || targetOrigin === origin;
}

export const participate = (facts: Facts, context: ParticipationContext): Participating =>
  new Participation(facts, context);
