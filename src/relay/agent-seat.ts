import type { ClientMessage } from '../protocol/messages.js';
import type { Client, Seat } from './client.js';
import { newOnceToken } from './places.js';
import type { PinBudgets } from './pin-budgets.js';
import type { Session } from './session.js';
import type { Widget } from './widget.js';

export interface AgentSeatContext {
  pins: PinBudgets;
  /** Milliseconds that a link made for an agent is valid. */
  linkMs: number;
}

const NOT_FOUND = 'There is no such session, or it is over.';
const TOO_MANY = 'Too many wrong PINs. Take the session from the queue, or wait ten minutes.';

/** An agent's desk that has signed in. */
export class AgentSeat implements Seat {
  readonly #client: Client;
  readonly #widget: Widget;
  readonly #context: AgentSeatContext;
  #wrongPins = 0;

  constructor(client: Client, widget: Widget, context: AgentSeatContext) {
    this.#client = client;
    this.#widget = widget;
    this.#context = context;
  }

  message(message: ClientMessage): void {
    switch (message.type) {
      case 'agent_status':
        this.#widget.agents.setAvailable(this.#client, message.available);
        break;
      case 'agent_join':
        this.#invite(this.#widget.sessions.get(message.session));
        break;
      case 'agent_join_pin':
        this.#joinByPin(message.pin);
        break;
      case 'bye':
        this.#widget.agents.remove(this.#client, true);
        this.#client.close();
        break;
      default:
        this.#client.leaveOut('bad_message', `An agent's desk cannot send '${message.type}'.`);
    }
  }

  frame(): void {
    this.#client.leaveOut('bad_message', "An agent's desk cannot send frames.");
  }

  lost(): void {
    this.#widget.agents.remove(this.#client, false);
  }

  /** A PIN only finds a session; what opens it is the link, and what gets the link is the agent key. */
  #joinByPin(pin: string): void {
    const { pins } = this.#context;
    const { address } = this.#client;
    if (!pins.allows(address, this.#widget.key, this.#wrongPins)) {
      this.#client.send({ type: 'agent_refused', message: TOO_MANY });
      return;
    }
    const session = this.#widget.sessionByPin(pin);
    if (!session?.facts.opened) {
      this.#wrongPins += 1;
      pins.wrong(address, this.#widget.key);
      this.#client.log.info({ audit: 'wrong_pin', address });
    }
    this.#invite(session);
  }

  #invite(session: Session | undefined): void {
    if (!session?.facts.opened) {
      this.#client.send({ type: 'agent_refused', message: NOT_FOUND });
      return;
    }
    const token = newOnceToken(session.facts, this.#context.linkMs);
    session.audit('agent_link', 'agent', { address: this.#client.address });
    this.#client.send({ type: 'agent_link', session: session.facts.id, token });
  }
}
