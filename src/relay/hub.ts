import type { FastifyBaseLogger } from 'fastify';
import type { ClientMessage } from '../protocol/messages.js';
import { limitKey } from './addresses.js';
import { AgentSeat } from './agent-seat.js';
import type { Client } from './client.js';
import { newSession } from './facts.js';
import type { RelayOptions } from './options.js';
import { CreatorSeat, WatcherSeat } from './other-seats.js';
import { PinBudgets } from './pin-budgets.js';
import { openLink, resumePlace } from './places.js';
import type { Join, Place, Resume } from './places.js';
import { Budget } from './rate.js';
import { Session } from './session.js';
import { matches, newPin } from './tokens.js';
import { Widget } from './widget.js';

type Of<Type extends ClientMessage['type']> = Extract<ClientMessage, { type: Type }>;
interface Entry {
  session: Session;
  widget: Widget;
}

const MINUTE = 60_000;
const WRONG_AGENT_KEYS = 5;

const REFUSALS = {
  invalid_link: 'This link is not valid, or no longer. Ask for a new one.',
  gone: 'This session is over, or your place in it is.',
  other_connection: 'This session was opened in another window.',
  too_many: 'This session is full.',
} as const;

/** The sites and sessions of this server: decides what the first message of a connection leads to. */
export class Hub {
  readonly #options: RelayOptions;
  readonly #log: FastifyBaseLogger;
  readonly #widgets: ReadonlyMap<string, Widget>;
  readonly #sessions = new Map<string, Entry>();
  readonly #pins = new PinBudgets();
  readonly #wrongAgentKeys = new Budget(WRONG_AGENT_KEYS, 10 * MINUTE);
  readonly #newSessions: Budget;

  constructor(options: RelayOptions, log: FastifyBaseLogger) {
    this.#options = options;
    this.#log = log;
    this.#widgets = new Map(
      Object.entries(options.widgets).map(([key, one]) => [
        key,
        new Widget(key, one, options.timing),
      ]),
    );
    this.#newSessions = new Budget(options.limits.newSessionsPerMinute, MINUTE);
  }

  hello(client: Client, message: ClientMessage): void {
    switch (message.type) {
      case 'watch':
        this.#watch(client, message);
        break;
      case 'agent':
        this.#signIn(client, message);
        break;
      case 'create':
        this.#create(client, message);
        break;
      case 'join':
        this.#join(client, message);
        break;
      case 'resume':
        this.#resume(client, message);
        break;
      case 'locate':
        this.#locate(client, message);
        break;
      default:
        client.refuse(
          'bad_message',
          `The first message says who is there; '${message.type}' does not.`,
        );
    }
  }

  close(): void {
    for (const widget of this.#widgets.values()) widget.close();
    this.#sessions.clear();
  }

  #watch(client: Client, { widgetKey }: Of<'watch'>): void {
    const widget = this.#widgetFor(client, widgetKey);
    if (!widget) return;
    client.sit(new WatcherSeat(client, widget));
    widget.watchers.add(client);
    client.send({ type: 'watching', available: widget.agents.available });
  }

  #signIn(client: Client, { widgetKey, agentKey }: Of<'agent'>): void {
    const widget = this.#widgetFor(client, widgetKey);
    if (!widget) return;
    const from = limitKey(client.address);
    if (!this.#wrongAgentKeys.allows(from)) {
      client.refuse('too_many', 'Too many wrong agent keys from this address. Wait ten minutes.');
      return;
    }
    if (!widget.hasAgentKey(agentKey)) {
      this.#wrongAgentKeys.spend(from);
      client.refuse(
        'wrong_agent_key',
        'This agent key is not valid. Ask whoever runs the server for one.',
      );
      return;
    }
    const context = { pins: this.#pins, linkMs: this.#options.timing.agentLink };
    client.sit(new AgentSeat(client, widget, context));
    client.send({ type: 'signed_in' });
    widget.agents.add(client);
    this.#log.info({ audit: 'agent_signed_in', address: client.address });
  }

  #create(client: Client, { v, widgetKey, url, settings, lead }: Of<'create'>): void {
    const widget = this.#widgetFor(client, widgetKey);
    if (!widget) return;
    if (!URL.canParse(url) || new URL(url).origin !== client.origin) {
      client.refuse(
        'origin_refused',
        `A session starts on the page's own origin, ${client.origin}.`,
      );
      return;
    }
    const { limits, timing, imageOrigins } = this.#options;
    const from = limitKey(client.address);
    if (!this.#newSessions.allows(from) || widget.sessions.size >= limits.sessionsPerWidget) {
      client.refuse('too_many', 'Too many sessions at once. Try again in a minute.');
      return;
    }
    this.#newSessions.spend(from);

    const pin = newPin((one) => widget.sessionByPin(one) !== undefined);
    const { facts, leaderToken, followerToken } = newSession(url, settings, pin);
    const creator = new CreatorSeat(client, (join) => this.#join(client, join));
    const session = new Session(facts, {
      limits,
      timing,
      imageOrigins,
      log: this.#log,
      agentAvailable: () => widget.agents.available,
      changed: () => widget.agents.queueChanged(),
      ended: () => {
        widget.sessions.delete(facts.id);
        this.#sessions.delete(facts.id);
        widget.agents.queueChanged();
        creator.ended();
      },
    });
    widget.sessions.set(facts.id, session);
    this.#sessions.set(facts.id, { session, widget });
    session.audit('create', 'visitor', { address: client.address, origin: client.origin });
    client.sit(creator);
    client.send({ type: 'created', session: facts.id, leaderToken, followerToken, pin });
    if (!lead) return;
    const { id } = facts;
    creator.message({ type: 'join', v, role: 'leader', session: id, token: leaderToken, ...lead });
  }

  #join(client: Client, join: Join): void {
    const entry = this.#sessions.get(join.session);
    if (join.role === 'leader' && entry && !this.#mayLead(client, entry)) return;
    const place = entry
      ? openLink(entry.session.facts, join, this.#options.limits.followersPerSession)
      : 'invalid_link';
    this.#seat(client, entry, place, null);
  }

  #resume(client: Client, resume: Resume): void {
    const entry = this.#sessions.get(resume.session);
    if (resume.index === 0 && entry && !this.#mayLead(client, entry)) return;
    const place = entry ? resumePlace(entry.session.facts, resume) : 'gone';
    this.#seat(client, entry, place, resume.cursor);
  }

  #seat(client: Client, entry: Entry | undefined, place: Place, cursor: Resume['cursor']): void {
    if (typeof place === 'string') client.refuse(place, REFUSALS[place]);
    else if (place.participant.index === 0) entry?.session.seatLeader(client, place);
    else entry?.session.seatFollower(client, place, cursor);
  }

  /** Tells where a session is led; the link stays unopened. */
  #locate(client: Client, { session, token }: Of<'locate'>): void {
    const facts = this.#sessions.get(session)?.session.facts;
    if (!facts || !matches(token, facts.leaderToken)) {
      client.refuse('invalid_link', REFUSALS.invalid_link);
      return;
    }
    client.send({ type: 'located', url: facts.home });
    client.close();
  }

  /** A leader's page is the site's own: no other origin gets to show its page to the viewers. */
  #mayLead(client: Client, { widget }: Entry): boolean {
    if (widget.allows(client.origin)) return true;
    client.refuse('origin_refused', originRefused(client.origin));
    return false;
  }

  #widgetFor(client: Client, key: string): Widget | undefined {
    const widget = this.#widgets.get(key);
    if (!widget) {
      client.refuse(
        'unknown_widget_key',
        'This server does not know the widget key. Check widget_key against the server configuration.',
      );
      return undefined;
    }
    if (widget.allows(client.origin)) return widget;
    client.refuse('origin_refused', originRefused(client.origin));
    return undefined;
  }
}

function originRefused(origin: string): string {
  return `This widget key may not be used on ${origin || 'a page without an origin'}. Add that origin to the server configuration.`;
}
