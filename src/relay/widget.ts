import type { Client } from './client.js';
import { AgentPool } from './agent-pool.js';
import type { Timing, WidgetOptions } from './options.js';
import type { Session } from './session.js';
import { digestOf, matchAmong } from './tokens.js';
import type { Digest } from './tokens.js';

const LOCALHOST = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** A site that may use this server: its sessions, its agents and the pages that wait for one. */
export class Widget {
  readonly key: string;
  readonly agents: AgentPool;
  readonly sessions = new Map<string, Session>();
  /** Pages without a session. */
  readonly watchers = new Set<Client>();
  readonly #origins: readonly string[];
  readonly #agentKeys: readonly Digest[];

  constructor(key: string, options: WidgetOptions, timing: Timing) {
    this.key = key;
    this.#origins = options.origins;
    this.#agentKeys = options.agentKeys.map(digestOf);
    this.agents = new AgentPool(timing, {
      available: (available) => this.#tellAvailability(available),
      queue: () => this.#queue(),
    });
  }

  /** Whether pages of this origin may make and lead sessions, and sign agents in. */
  allows(origin: string): boolean {
    return this.#origins.some((one) =>
      one === 'localhost' ? LOCALHOST.test(origin) : one === origin,
    );
  }

  hasAgentKey(key: string): boolean {
    return matchAmong(key, this.#agentKeys) !== undefined;
  }

  sessionByPin(pin: string): Session | undefined {
    return [...this.sessions.values()].find(({ facts }) => facts.pin === pin);
  }

  close(): void {
    this.agents.close();
    for (const session of this.sessions.values()) session.close();
    this.sessions.clear();
    this.watchers.clear();
  }

  #tellAvailability(available: boolean): void {
    const message = { type: 'agents' as const, available };
    for (const client of this.watchers) client.send(message);
    for (const session of this.sessions.values()) session.tellAll(message);
  }

  #queue() {
    return [...this.sessions.values()]
      .filter(({ facts }) => facts.opened)
      .map((one) => one.waiting());
  }
}
