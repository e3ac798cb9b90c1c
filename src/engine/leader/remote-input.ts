import { decodeFrame, FrameKind } from '../../protocol/frames.js';
import type { Outcome } from '../../protocol/input.js';
import type { RelayMessage } from '../../protocol/messages.js';
import { loadPart } from '../load-part.js';
import type { WindowHost } from '../session-window.js';
import type { DrawnPage } from '../talk/leader-place.js';
import type { Company } from './company/company.js';
import type { Hand, HandOptions } from './input/hand.js';
import type { Page } from './page-watcher.js';
import { takeBack } from './take-back.js';

/** Milliseconds for which the leader's own hand keeps a follower's away. */
const OWN_HAND_FIRST = 400;

type InputModule = typeof import('./input/input.js');

/** The page that actions go to. */
type Target = HandOptions &
  DrawnPage & {
    /** Number of the frame with which others first saw this page. What was done before was meant for another. */
    since(): number;
  };

export interface Told {
  answer(epoch: number, n: number, outcome: Outcome): void;
  /** Only the leader's own hand can do what was tried. `again` does it where he presses. */
  wish(again: (() => void) | undefined): void;
}

/**
 * What comes from followers: their pointers, and the actions of the one in control on their way into the page. Each action is
 * answered, whatever becomes of it. One of an earlier control epoch was made by somebody who no longer has control.
 */
export class RemoteInput {
  readonly #host: WindowHost;
  readonly #node: HTMLIFrameElement;
  readonly #told: Told;
  #loading = false;
  #module: InputModule | undefined;
  #page: Page | undefined;
  #target: Target | undefined;
  #lateness: InstanceType<InputModule['Lateness']> | undefined;
  #hand: Hand | undefined;
  #company: Company | undefined;
  /** What was told of followers' windows before there was somebody to hear it. */
  readonly #early = new Map<number, RelayMessage>();
  #closed = false;
  #asked = false;
  #ownHand = -Infinity;

  constructor(host: WindowHost, node: HTMLIFrameElement, told: Told) {
    this.#host = host;
    this.#node = node;
    this.#told = told;
  }

  get page(): DrawnPage | undefined {
    return this.#target;
  }

  /** Loads what is needed, once there is somebody who may get control. */
  prepare(): void {
    if (this.#loading || this.#host.participants.count < 2) return;
    this.#loading = true;
    loadPart<InputModule>(this.#host.base, 'surfly-input.js').then(
      (module) => {
        if (this.#closed) return;
        this.#module = module;
        this.#lateness = new module.Lateness();
        this.#apply();
        this.#company = new module.Company({
          host: this.#host,
          node: this.#node,
          page: () => this.#target,
        });
        for (const message of this.#early.values()) this.#company.message(message);
      },
      (error: unknown) => {
        this.#loading = false;
        reportError(error);
      },
    );
  }

  /** The page that actions go to from now on. */
  use(page: Page, target: Target): void {
    this.#page = page;
    this.#target = target;
    this.#hand = undefined;
    this.#apply();
    const own = (event: Event) => {
      if (!event.isTrusted) return;
      this.#ownHand = performance.now();
      if (event.type === 'keydown') takeBack(event as KeyboardEvent, this.#host);
    };
    for (const type of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
      page.window.addEventListener(type, own, {
        capture: true,
        passive: type !== 'keydown',
        signal: page.signal,
      });
    }
    this.#tellAsked(false);
    page.signal.addEventListener('abort', () => {
      if (this.#target !== target) return;
      this.#target = undefined;
      this.#hand = undefined;
    });
  }

  /** The connection is there, for the first time or again. */
  welcome(): void {
    this.prepare();
    this.#company?.connected();
  }

  /** What the relay says of followers. */
  message(message: RelayMessage): void {
    this.prepare();
    if (this.#company) {
      this.#company.update();
      this.#company.message(message);
    } else if (message.type === 'window_size') {
      this.#early.set(message.from, message);
    }
  }

  close(): void {
    this.#closed = true;
    this.#company?.remove();
  }

  /** Lets go of every button and key that a follower still holds down. */
  release(): void {
    this.#hand?.release();
  }

  receive(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (typeof frame === 'string') return;
    if (frame.kind === FrameKind.pointer) {
      this.#company?.point(frame);
      return;
    }
    const { stream, seq, payload } = frame;
    const hand = this.#hand;
    const answer = (outcome: Outcome) => {
      this.#told.answer(stream, seq, outcome);
      if (outcome === 'needs_hand') this.#told.wish(hand?.again());
    };
    const outcome = this.#outcome(stream, payload);
    if (typeof outcome === 'string') answer(outcome);
    else void outcome.then(answer);
  }

  #apply(): void {
    if (!this.#module || !this.#target || !this.#page) return;
    this.#hand = this.#module.createHand(this.#target);
    this.#module.watchDialogs(this.#page, (asked) => this.#tellAsked(asked));
  }

  #tellAsked(asked: boolean): void {
    if (this.#asked !== asked) this.#host.send({ type: 'asked', asked });
    this.#asked = asked;
  }

  #outcome(epoch: number, payload: Uint8Array): Outcome | Promise<Outcome> {
    const { hasControl, controlEpoch } = this.#host.participants;
    if (hasControl || epoch !== controlEpoch) return 'not_permitted';
    if (performance.now() - this.#ownHand < OWN_HAND_FIRST) return 'not_permitted';
    if (!this.#module) {
      // It is still on its way, or could not be loaded: then the next action tries again.
      this.prepare();
      return 'stale';
    }
    const action = this.#host.decodeInput(payload);
    if (!action) return 'unsupported';
    if (this.#lateness?.isTooLate(epoch, action.made)) return 'expired';
    if (action.seen < (this.#target?.since() ?? 0)) return 'stale';
    // Between two pages there is nothing to act on.
    return this.#hand?.act(action) ?? 'stale';
  }
}
