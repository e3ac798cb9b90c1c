import { FrameKind } from '../protocol/frames.js';
import type { Frame } from '../protocol/frames.js';
import type { ClientMessage } from '../protocol/messages.js';
import type { Client, Seat } from './client.js';
import type { Session } from './session.js';

/** A page that waits for an answer to a dialog of its browser's says nothing for so long, at most. */
const ASKED_MS = 600_000;

/** The leader's connection: what a leader may say, and nothing else. */
export class LeaderSeat implements Seat {
  readonly #session: Session;
  readonly #client: Client;

  constructor(session: Session, client: Client) {
    this.#session = session;
    this.#client = client;
  }

  frame(frame: Frame, bytes: Buffer): void {
    if (frame.kind === FrameKind.ink) this.#session.talk.ink(0, this.#client, frame, bytes);
    else this.#session.picture.accept(frame, bytes);
  }

  lost(): void {
    this.#session.lost(0);
  }

  message(message: ClientMessage): void {
    const session = this.#session;
    switch (message.type) {
      case 'bye':
        session.bye(0, this.#client);
        break;
      case 'end':
        session.end(0);
        break;
      case 'location':
        this.#relocate(message.url, message.shared);
        break;
      case 'control_give':
        session.control.give(0, message.to);
        break;
      case 'control_deny':
        session.control.deny(message.to);
        break;
      case 'control_request':
        session.control.request(0);
        break;
      case 'result': {
        const { to, epoch, n, outcome } = message;
        session.inputs.answered(epoch, n, outcome);
        session.tell(to, { type: 'result', epoch, n, outcome });
        break;
      }
      case 'message':
        // From the leader's outer page to the page inside is no way over the network.
        if (message.inside) this.#tellFollowers(message);
        break;
      case 'activity':
        session.activity(0);
        break;
      case 'download': {
        const { url, filename } = message;
        const { to } = session.facts.control;
        // What a leader downloads with his own hand is his business.
        if (to !== 0) session.tell(to, { type: 'download', url, filename });
        break;
      }
      case 'hidden':
        session.facts.hidden = message.hidden;
        session.tellLeaderState();
        break;
      case 'talk':
      case 'chat':
      case 'drawing':
      case 'wipe':
        session.talk.message(0, this.#client, message);
        break;
      case 'asked':
        this.#client.patience = message.asked ? ASKED_MS : 0;
        session.facts.asked = message.asked;
        session.tellLeaderState();
        break;
      case 'log':
        session.audit('log', 0, { entry: message.entry });
        break;
      default:
        this.#client.leaveOut('bad_message', `A leader cannot send '${message.type}'.`);
    }
  }

  #relocate(url: string, shared: boolean): void {
    if (URL.canParse(url) && /^(https?|about|blob):/.test(url)) this.#session.relocate(url, shared);
    else
      this.#client.leaveOut('bad_message', "Message 'location' is wrong at 'url': no web address.");
  }

  /** A page speaks only for the origin that it is on. */
  #tellFollowers({
    data,
    origin,
    targetOrigin,
  }: Extract<ClientMessage, { type: 'message' }>): void {
    const session = this.#session;
    if (origin !== new URL(session.facts.url).origin) return;
    session.tellFollowers({ type: 'message', data, origin, targetOrigin }, targetOrigin);
  }
}
