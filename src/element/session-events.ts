import type { Surfly, SurflySession } from '../surfly/api.js';
import { eventAliases, surflyEventNames, type SurflyEventName } from '../surfly/events.js';

type Receive = (type: SurflyEventName, payload: unknown, session?: SurflySession) => void;

/**
 * Listens to sessions and hands on each event under its documented name. Surfly has no `off()`: handlers are added once per object,
 * and who receives the events has to know whether they still matter.
 */
export class SessionEvents {
  readonly #bound = new WeakSet<object>();
  /** Whether `agent_status` comes from `Surfly`, as documented since February 2017. */
  #global = false;

  constructor(private readonly receive: Receive) {}

  /** Events of one session. */
  listen(session: SurflySession): void {
    if (this.#isBound(session)) return;
    let family: string | undefined;
    for (const name of [...surflyEventNames, ...Object.keys(eventAliases)]) {
      if (name === 'agent_status' && this.#global) continue;
      const type = eventAliases[name as keyof typeof eventAliases] ?? (name as SurflyEventName);
      session.on(name, (_, payload) => {
        if (type.startsWith('viewer')) {
          // An implementation may fire an event under both its names: the one that was first counts.
          const kind = name.slice(0, 6);
          if ((family ??= kind) !== kind) return;
        }
        this.receive(type, payload, session);
      });
    }
  }

  /** Agents come and go without a session. The handler stays for ever, so it must not keep the element alive. */
  listenToAgents(surfly: Surfly): void {
    this.#global = !!surfly.on;
    if (!this.#global || this.#isBound(surfly)) return;
    const self = new WeakRef(this);
    surfly.on('agent_status', (_, payload) => self.deref()?.receive('agent_status', payload));
  }

  #isBound(source: object): boolean {
    const bound = this.#bound.has(source);
    this.#bound.add(source);
    return bound;
  }
}
