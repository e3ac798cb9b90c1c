import { decodeFrame, FrameKind } from '../../../protocol/frames.js';
import type { Outcome } from '../../../protocol/input.js';
import type { RelayMessage } from '../../../protocol/messages.js';
import type { WindowHost } from '../../session-window.js';
import { Company } from '../company/company.js';
import { isAtWork } from '../own-hand.js';
import type { Page } from '../../navigation/page-watcher.js';
import { takeBack } from '../take-back.js';
import type { Masking } from '../masking.js';
import type { Recorder } from '../recorder/recording.js';
import { createHand, type Hand } from './hand.js';
import { Lateness } from './lateness.js';
import { watchDialogs } from './native-dialogs.js';

/** The page that actions go to. */
export interface Target {
  page: Page;
  recorder: Recorder;
  masking: Masking;
  /** Number of the frame with which others first saw this page. What was done before was meant for another. */
  since(): number;
}

/** As many as the relay sends once more. */
const MAX_OUTCOMES = 256;

export interface RemoteInputOptions {
  host: WindowHost;
  node: HTMLIFrameElement;
  /** The page that is shown now; between two pages there is none. */
  target(): Target | undefined;
  /** Only the leader's own hand can do what was tried. `again` does it where he presses. */
  wish(again: (() => void) | undefined): void;
}

/**
 * What comes from followers: their pointers, and the actions of the one in control on their way into the page. Each action is
 * answered, whatever becomes of it. One of an earlier control epoch was made by somebody who no longer has control.
 */
export class RemoteInput {
  readonly #options: RemoteInputOptions;
  readonly #lateness = new Lateness();
  readonly #company: Company;
  #hand: Hand | undefined;
  /** When the leader's own hand was last at work in the page, on the clock of `performance.now()`. */
  #worked = -Infinity;
  #asked = false;
  /** Control epoch of the last action, its number, and what became of those before. */
  #epoch = 0;
  #last = 0;
  #outcomes = new Map<number, Outcome>();

  constructor(options: RemoteInputOptions) {
    this.#options = options;
    const { host, node, target } = options;
    this.#company = new Company({ host, node, page: () => target()?.recorder });
    this.turn();
  }

  /** Another page is shown from now on, or none. */
  turn(): void {
    const target = this.#options.target();
    this.#worked = -Infinity;
    this.#hand = target && this.#createHand(target);
    if (target) watchDialogs(target.page, (asked) => this.#tellAsked(asked));
    this.#tellAsked(false);
  }

  /** The leader's own hand does something in the page. */
  worked(event: Event): void {
    this.#worked = performance.now();
    if (event.type === 'keydown') takeBack(event as KeyboardEvent, this.#options.host);
  }

  /** The connection is there again. */
  connected(): void {
    this.#company.connected();
  }

  /** What the relay says of followers. */
  message(message: RelayMessage): void {
    if (message.type === 'control') this.#hand?.release();
    this.#company.update();
    this.#company.message(message);
  }

  /**
   * Where the leader's own pointer is, in CSS pixels of the page's viewport.
   * @param stream - number of the leader's stream
   */
  pointed(stream: number, x: number, y: number): void {
    this.#company.pointed(stream, x, y);
  }

  remove(): void {
    this.#company.remove();
  }

  receive(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (typeof frame === 'string') return;
    if (frame.kind === FrameKind.pointer) {
      this.#company.point(frame);
      return;
    }
    const { stream, seq, payload } = frame;
    if (stream !== this.#epoch) {
      this.#epoch = stream;
      this.#last = 0;
      this.#outcomes = new Map();
    }
    const outcomes = this.#outcomes;
    // Sent once more, for the answer was lost with the connection. What has none yet will be answered.
    if (seq <= this.#last) {
      const outcome = outcomes.get(seq);
      if (outcome) this.#answer(stream, seq, outcome);
      return;
    }
    this.#last = seq;
    const hand = this.#hand;
    const answer = (outcome: Outcome) => {
      outcomes.set(seq, outcome);
      const [oldest = seq] = outcomes.keys();
      if (outcomes.size > MAX_OUTCOMES) outcomes.delete(oldest);
      this.#answer(stream, seq, outcome);
      if (outcome === 'needs_hand') this.#options.wish(hand?.again());
    };
    const outcome = this.#outcome(stream, payload);
    if (typeof outcome === 'string') answer(outcome);
    else void outcome.then(answer);
  }

  /** What came before anything here could act on it. */
  missed(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (typeof frame === 'string' || frame.kind !== FrameKind.input) return;
    this.#answer(frame.stream, frame.seq, 'stale');
  }

  #createHand({ recorder, masking }: Target): Hand {
    return createHand({
      window: recorder.window,
      nodeOf: (id) => recorder.nodeOf(id),
      isPrivate: (node) => masking.isPrivate(node),
      url: (href) => masking.url(href),
      guest: (frame) => recorder.guest(frame),
      pointed: (by) => recorder.pointed(by),
      ownHand: () => this.#worked,
    });
  }

  #answer(epoch: number, n: number, outcome: Outcome): void {
    const { host } = this.#options;
    host.send({ type: 'result', to: host.participants.controller, epoch, n, outcome });
  }

  #tellAsked(asked: boolean): void {
    if (this.#asked !== asked) this.#options.host.send({ type: 'asked', asked });
    this.#asked = asked;
  }

  #outcome(epoch: number, payload: Uint8Array): Outcome | Promise<Outcome> {
    const { host } = this.#options;
    const { hasControl, controlEpoch } = host.participants;
    const target = this.#options.target();
    if (hasControl || epoch !== controlEpoch) return 'not_permitted';
    if (isAtWork(this.#worked)) return 'not_permitted';
    const action = host.decodeInput(payload);
    if (!action) return 'unsupported';
    if (this.#lateness.isTooLate(epoch, action.made)) return 'expired';
    if (action.seen < (target?.since() ?? 0)) return 'stale';
    // Between two pages there is nothing to act on.
    return this.#hand?.act(action) ?? 'stale';
  }
}
