import type { ClientMessage } from '../protocol/messages.js';
import type { Client, Seat } from './client.js';
import type { Join } from './places.js';
import type { Widget } from './widget.js';

/** A page without a session, which is told whether an agent is available. */
export class WatcherSeat implements Seat {
  readonly #client: Client;
  readonly #widget: Widget;

  constructor(client: Client, widget: Widget) {
    this.#client = client;
    this.#widget = widget;
  }

  message(message: ClientMessage): void {
    if (message.type !== 'bye') {
      this.#client.leaveOut('bad_message', `A page that watches cannot send '${message.type}'.`);
      return;
    }
    this.lost();
    this.#client.close();
  }

  frame(): void {
    this.#client.leaveOut('bad_message', 'A page that watches cannot send frames.');
  }

  lost(): void {
    this.#widget.watchers.delete(this.#client);
  }
}

/** The page that has just made a session, until it opens one of its links. */
export class CreatorSeat implements Seat {
  readonly #client: Client;
  readonly #join: (message: Join) => void;
  #waits = true;

  constructor(client: Client, join: (message: Join) => void) {
    this.#client = client;
    this.#join = join;
  }

  message(message: ClientMessage): void {
    if (message.type === 'join') {
      this.#waits = false;
      this.#join(message);
    } else if (message.type === 'bye') this.#client.close();
    else
      this.#client.leaveOut('bad_message', `After 'create' comes 'join', not '${message.type}'.`);
  }

  frame(): void {
    this.#client.leaveOut('bad_message', "After 'create' comes 'join', not a frame.");
  }

  /** The session itself waits for its leader link to be opened, wherever that happens. */
  lost(): void {
    this.#waits = false;
  }

  /** The session is over. */
  ended(): void {
    if (!this.#waits) return;
    this.#client.send({ type: 'ended' });
    this.#client.close();
  }
}
