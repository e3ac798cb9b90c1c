import type { ClientMessage } from '../protocol/messages.js';
import type { PageInside } from './inside/page-inside.js';
import { jsonCopy } from './json.js';
import type { Facts, Role } from './session.js';

export interface PageMessagesOptions {
  readonly facts: Facts;
  readonly inside: PageInside;
  role(): Role | undefined;
  send(message: ClientMessage): void;
  announce(event: string, payload: object): void;
}

/**
 * The messages of pages to each other: at the leader's between the page outside and the page inside, and through the relay to
 * and from the followers' pages.
 */
export class PageMessages {
  readonly #options: PageMessagesOptions;

  constructor(options: PageMessagesOptions) {
    this.#options = options;
  }

  /** Of this page. */
  send(message: unknown, targetOrigin: string): void {
    const data = jsonCopy('the message', message);
    if (data === undefined) return;
    const { origin } = location;
    if (this.#options.role() === 'follower') {
      this.#options.send({ type: 'message', data, origin, targetOrigin, inside: false });
    } else this.#toInside(data, origin, targetOrigin);
  }

  /** Of a participant elsewhere: for the page inside at the leader's, for the page outside at a follower's. */
  received(data: unknown, origin: string, targetOrigin: string): void {
    if (this.#options.role() === 'follower') this.#toOutside(data, origin, targetOrigin);
    else this.#toInside(data, origin, targetOrigin);
  }

  /** Of the page inside: for this page and, through the relay, for the followers' pages. */
  fromInside(data: unknown, origin: string, targetOrigin: string): void {
    this.#toOutside(data, origin, targetOrigin);
    this.#options.send({ type: 'message', data, origin, targetOrigin, inside: true });
  }

  #toInside(data: unknown, origin: string, targetOrigin: string): void {
    const { facts, inside } = this.#options;
    if (reaches(targetOrigin, new URL(facts.url).origin)) inside.tell('message', { data, origin });
  }

  #toOutside(data: unknown, origin: string, targetOrigin: string): void {
    if (reaches(targetOrigin, location.origin)) this.#options.announce('message', { data, origin });
  }
}

/** The documented rule of `sendMessage`: delivered only where the receiver's origin is the one that was meant. */
function reaches(targetOrigin: string, origin: string): boolean {
  return targetOrigin === '*' || targetOrigin === origin;
}
