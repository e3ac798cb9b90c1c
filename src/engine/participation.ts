/**
 * This page's part in a session: its place at the relay, its window, and what it knows of the others. Loaded by `surfly.js`
 * when a session is created or opened.
 */
import type { Created, RelayMessage, Welcome } from '../protocol/messages.js';
import { asOptions } from '../surfly/talk-settings.js';
import { goOn } from './after-end.js';
import { Doings } from './doings.js';
import { PageInside } from './inside/page-inside.js';
import { jsonObject } from './json.js';
import { Language } from './language.js';
import { Leading } from './leading.js';
import { linkTo, parseLink } from './links.js';
import { openTab } from './open-tab.js';
import { OwnWindow } from './own-window.js';
import { PageMessages } from './page-messages.js';
import { Participants } from './participants.js';
import { Requests } from './requests.js';
import { Seat } from './seat.js';
import type { Facts, Participating, ParticipationContext, Role } from './session.js';
import type { Verdict } from './options/rules.js';
import type { SessionWindow, WindowReports } from './session-window.js';
import { isThrownBack } from './storage.js';
import { tellAuthor } from './tell-author.js';

class Participation implements Participating {
  readonly #facts: Facts;
  readonly #context: ParticipationContext;
  readonly #participants = new Participants((event, payload) => this.#announce(event, payload));
  readonly #inside: PageInside;
  readonly #doings = new Doings({
    hasControl: () => this.#participants.hasControl,
    announce: (event, payload) => this.#announce(event, payload),
    send: (message) => void this.#seat?.send(message),
  });
  readonly #messages: PageMessages;
  readonly asked: Requests;
  readonly #shown: OwnWindow;
  #leading: Leading | undefined;
  /** Settings of this page: a follower's own go before the session's where they are about its own window. */
  readonly #own: Readonly<Record<string, unknown>>;
  readonly #language: Language;
  #seat: Seat | undefined;
  #role: Role | undefined;
  #selector: string | null = null;
  #userData: Record<string, unknown> = {};
  #over = false;
  /** The relay has let this participant in. */
  #admit = () => {};

  constructor(facts: Facts, context: ParticipationContext) {
    this.#facts = facts;
    this.#context = context;
    this.#own = facts.settings;
    facts.participants = this.#participants;
    this.#language = new Language(context.deployment.base, (spoken) => {
      this.#participants.texts = spoken.window;
      this.#window?.speak?.(spoken);
    });
    this.#inside = new PageInside(context.session, {
      agentAvailable: () => context.agentAvailable(),
      message: (...message) => this.#messages.fromInside(...message),
    });
    this.#messages = new PageMessages({
      facts,
      inside: this.#inside,
      role: () => this.#role,
      send: (message) => void this.#seat?.send(message),
      announce: (event, payload) => this.#announceOutside(event, payload),
    });
    this.asked = new Requests({
      facts,
      messages: this.#messages,
      role: () => this.#role,
      leading: () => this.#leading,
      seat: () => this.#seat,
      window: () => this.#window,
      ended: () => this.#ended(),
    });
    this.#shown = new OwnWindow({
      facts,
      base: context.deployment.base,
      language: this.#language,
      participants: this.#participants,
      inside: this.#inside,
      reports: this.#reports(),
      admitted: new Promise((resolve) => (this.#admit = resolve)),
    });
  }

  /** Undefined before it is open. */
  get #window(): SessionWindow | undefined {
    return this.#shown.window;
  }

  create(): void {
    this.#seat ??= this.#takeSeat();
  }

  start(role: Role, selector: string | null, userData: unknown): void {
    this.#role = role;
    this.#selector = selector;
    this.#userData = jsonObject('userData', userData);
    this.#language.choose(this.#own);
    if (role === 'follower') this.#open(role);
    else void this.#lead();
  }

  async #lead(): Promise<void> {
    const facts = this.#facts;
    this.#leading = new Leading({
      facts,
      base: this.#context.deployment.base,
      language: this.#language,
      isOver: () => this.#over,
      announce: (event, payload) => this.#announceOutside(event, payload),
      relocate: (url) => this.#window?.relocate?.(url),
      end: () => this.asked.end(),
      ended: () => this.#ended(),
      failed: (error) => this.#failed(error),
    });
    const { sessionUrl, settings } = facts;
    // A session that is made elsewhere says what it wants when it is known.
    if (!sessionUrl && settings['confirm_session_start'] === true) {
      if (!(await this.#leading.isReady())) return;
      if (!(await this.#leading.agree())) {
        this.#ended();
        return;
      }
      facts.tab = openTab(settings, this.#selector);
    }
    if (this.#over) return;
    if (!facts.tab) this.#leading.expectWindow();
    this.#open('leader');
  }

  #open(role: Role): void {
    const { sessionUrl, leaderLink } = this.#facts;
    if (sessionUrl) this.#openLinked(sessionUrl, role);
    else if (leaderLink) this.#openLeaderLink(leaderLink);
    else this.#seat ??= this.#takeSeat();
  }

  /** Availability that arrived on another connection of the page. */
  agentStatus(available: boolean): void {
    this.#inside.tell('agent_status', { available });
  }

  #openLinked(url: string, role: Role): void {
    if (this.#seat) return;
    this.#seat = this.#openLink(url, role);
    if (this.#seat && role === 'follower') this.#shown.openFollower(this.#seat, this.#selector);
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
        socket: this.#context.socket,
        widgetKey: typeof key === 'string' ? key : '',
        settings: this.#facts.settings,
        url: this.#facts.url,
        leading: this.#role === 'leader' && !this.#facts.tab ? this.#userData : undefined,
        created: (created) => this.#created(created),
        welcome: (welcome, restored) => void this.#welcome(welcome, restored),
        message: (message) => this.#received(message),
        frame: (bytes) => this.#window?.frame(bytes),
        lost: () => {
          this.#facts.connected = false;
          this.#window?.lost();
        },
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
    if (this.#role === 'leader') this.#openLeaderLink(this.#facts.leaderLink);
  }

  /** Here, or in a tab of its own. */
  #openLeaderLink(leaderLink: string): void {
    const { tab } = this.#facts;
    if (!tab) {
      this.#seat?.open(this.#opening(leaderLink));
      return;
    }
    this.#seat?.close();
    void this.#leading?.enterTab(tab, leaderLink, this.#userData);
  }

  async #welcome(welcome: Welcome, restored: boolean): Promise<void> {
    const first = this.#participants.own === -1;
    const { session, role, followerToken } = welcome;
    this.#facts.connected = true;
    this.#facts.settings = welcome.settings;
    this.#facts.pin = welcome.pin;
    this.#facts.images = welcome.images;
    this.#language.choose(welcome.settings);
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
    if (this.#participants.count > 1) this.#arrived();
    this.#context.availability(welcome.available);
    this.#remember();
    const leading = this.#leading;
    if (first && leading) {
      if (restored && isThrownBack()) {
        console.error('surfly-session: this page does not stay in a frame; the session is over.');
        this.#seat?.send({ type: 'end' });
        this.#error('not_shareable');
        this.#finish();
        return;
      }
      if (!restored) {
        if (!(await leading.isReady())) return;
        if (this.#own['confirm_session_start'] !== false && !(await leading.agree())) {
          this.#seat?.send({ type: 'end' });
          return;
        }
        this.#announce('session_queued', {});
      }
      await this.#shown.openLeader(this.#seat as Seat, this.#selector, leading);
    }
    this.#admit();
    this.#window?.welcome(welcome);
    this.asked.connected();
  }

  #dismissed(): void {
    const leads = this.#role === 'leader';
    this.#seat?.send({ type: leads ? 'end' : 'bye' });
    this.#ended(!leads);
  }

  /** A part of the engine has not come. */
  #failed(error: unknown): void {
    if (this.#over) return;
    reportError(error);
    this.#error('connect_failed');
    this.#finish();
  }

  #received(message: RelayMessage): void {
    switch (message.type) {
      case 'presence':
        if (message.change === 'joined') {
          this.#participants.joined(message.index, message.userData);
          this.#arrived();
        } else this.#participants.left(message.index);
        break;
      case 'control':
        this.#participants.control(message.to, message.epoch);
        break;
      case 'location':
        this.#facts.url = message.url;
        this.#announceOutside('relocated', { url: message.url });
        break;
      case 'message':
        this.#messages.received(message.data, message.origin, message.targetOrigin);
        break;
      case 'activity':
        this.#announce('user_activity', {});
        break;
      case 'download':
        this.#announceOutside('file_download', { url: message.url, filename: message.filename });
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

  /** What the window tells. */
  #reports(): WindowReports {
    return {
      started: () => {
        this.#facts.started = true;
        this.#announce('session_started', {});
      },
      loaded: () => {
        this.#leading?.around?.loaded();
        this.#announce('session_loaded', {});
        if (this.#role === 'leader') {
          tellAuthor(this.#context.deployment.base, this.#facts.settings);
        }
      },
      active: () => this.#doings.active(),
      at: (url, shared, relocated, told) => {
        const verdict = shared ? this.#page() : 'open';
        // It is on its way to another page.
        if (typeof verdict === 'object') return;
        // What a page has made itself is at an address that leads nowhere once that page has gone.
        if (verdict === 'open' && !/^blob:/i.test(url)) this.#facts.url = url;
        this.#remember();
        this.#seat?.send({ type: 'location', url: told, shared });
        if (relocated) this.#announceOutside('relocated', { url });
        if (!shared) this.#error('not_shareable');
      },
      dismissed: () => this.#dismissed(),
      giveControl: (index) => this.asked.giveControl(index),
      end: () => this.asked.end(),
    };
  }

  #remember(): void {
    const { url, leaderLink, followerLink, visited } = this.#facts;
    this.#seat?.remember({ url, leaderLink, followerLink, visited });
  }

  /** Somebody is here besides this participant. */
  #arrived(): void {
    if (this.#facts.visited) return;
    this.#facts.visited = true;
    this.#leading?.around?.arrived();
    this.#remember();
  }

  /** The window shows a page: another one, or another part of the same. */
  #page(): Verdict {
    const { view } = this.#shown;
    return (view && this.#doings.page(view) && this.#leading?.around?.page(view)) || 'open';
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

  /** @param isLeaving - this participant goes, and the session may go on */
  #ended(isLeaving = false): void {
    if (this.#over) return;
    const began = this.#window !== undefined;
    this.#announce('session_ended', {});
    this.#finish();
    if (!began || isLeaving) return;
    const { settings, url } = this.#facts;
    const leads = this.#role === 'leader';
    if (leads && this.#leading?.around?.popup()) return;
    goOn({
      leads,
      settings: leads ? settings : { ...settings, ...this.#own },
      redirectUrl: this.asked.redirectUrl,
      inside: leads && !this.#selector ? url : undefined,
    });
  }

  /** Takes the session off the page. */
  #finish(): void {
    this.#over = true;
    // A tab that no session has come into is of no use.
    if (!this.#facts.started) this.#facts.tab?.close();
    this.#facts.started = false;
    this.#seat?.close();
    this.#leading?.close();
    this.#context.over();
    // After the handlers of the page inside, which go with the window.
    setTimeout(() => this.#shown.close());
  }
}

export const participate = (facts: Facts, context: ParticipationContext): Participating =>
  new Participation(facts, context);
