import { FrameKind } from '../protocol/frames.js';
import type { Frame } from '../protocol/frames.js';
import type { ClientMessage } from '../protocol/messages.js';
import type { Client, Seat } from './client.js';
import { pointerProblem } from './picture.js';
import type { Session } from './session.js';

/** A follower's connection: what a follower may say, and its share of the picture. */
export class FollowerSeat implements Seat {
  readonly #session: Session;
  readonly #client: Client;
  readonly #index: number;

  constructor(session: Session, client: Client, index: number) {
    this.#session = session;
    this.#client = client;
    this.#index = index;
  }

  frame(frame: Frame, bytes: Buffer, tooFast: boolean): void {
    if (frame.kind === FrameKind.input && frame.first && frame.last) {
      const { inputs } = this.#session;
      if (tooFast) inputs.count('too_fast');
      inputs.accept(this.#index, frame, bytes);
    } else if (frame.kind === FrameKind.pointer) {
      this.#point(frame, bytes);
    } else if (frame.kind === FrameKind.ink) {
      this.#session.talk.ink(this.#index, this.#client, frame, bytes);
    } else {
      this.#client.leaveOut(
        'bad_message',
        'The only frames of a follower are whole actions, pointers and lines.',
      );
    }
  }

  lost(): void {
    this.#session.lost(this.#index);
  }

  message(message: ClientMessage): void {
    const session = this.#session;
    const viewer = session.viewer(this.#index);
    switch (message.type) {
      case 'bye':
        session.bye(this.#index, this.#client);
        break;
      case 'end':
        session.end(this.#index);
        break;
      case 'control_request':
        session.control.request(this.#index);
        break;
      case 'control_give':
        session.control.give(this.#index, message.to);
        break;
      case 'ack':
        viewer?.frames.acknowledge(message.stream, message.seq);
        break;
      case 'resync':
        if (viewer) session.picture.resync(viewer);
        break;
      case 'diverged':
        session.repair(this.#index, message.id);
        break;
      case 'want_assets':
        viewer?.assets.want(message.hashes);
        break;
      case 'window_size': {
        const { width, height } = message;
        session.resized(this.#index, { width, height });
        break;
      }
      case 'talk':
      case 'chat':
      case 'drawing':
      case 'wipe':
        session.talk.message(this.#index, this.#client, message);
        break;
      case 'activity':
        session.activity(this.#index);
        break;
      case 'log':
        session.audit('log', this.#index, { entry: message.entry });
        break;
      case 'message':
        // Only the leader's connection carries what the page inside says.
        if (message.inside) this.#refuse(message);
        else this.#tellLeader(message);
        break;
      default:
        this.#refuse(message);
    }
  }

  #point(frame: Frame, bytes: Buffer): void {
    const problem = pointerProblem(frame);
    if (problem) this.#client.leaveOut('bad_message', problem);
    else if (this.#session.picture.isCurrent(frame)) {
      this.#session.pointers.accept(this.#index, bytes);
    }
  }

  /** What the message says about its origin counts for nothing: the browser has told it. */
  #tellLeader({ data, targetOrigin }: Extract<ClientMessage, { type: 'message' }>): void {
    const { origin } = this.#client;
    this.#session.tell(0, { type: 'message', data, origin, targetOrigin });
  }

  #refuse({ type }: ClientMessage): void {
    this.#client.leaveOut('bad_message', `A follower cannot send '${type}' like this.`);
  }
}
