import { decodeFrame } from '../../protocol/frames.js';
import type { Outcome } from '../../protocol/input.js';
import { loadPart } from '../load-part.js';
import type { WindowHost } from '../session-window.js';
import type { Hand, HandOptions } from './input/hand.js';
import type { Page } from './page-watcher.js';

/** Milliseconds for which the leader's own hand keeps a follower's away. */
const OWN_HAND_FIRST = 400;

type InputModule = typeof import('./input/input.js');

/**
 * Actions of the follower in control, on their way into the page. Each is answered, whatever becomes of it. An action of an
 * earlier control epoch was made by somebody who no longer has control.
 */
export class RemoteInput {
  readonly #host: WindowHost;
  readonly #answer: (epoch: number, n: number, outcome: Outcome) => void;
  #loading = false;
  #module: InputModule | undefined;
  /** The page that actions go to. */
  #target: HandOptions | undefined;
  #hand: Hand | undefined;
  #ownHand = -Infinity;

  constructor(host: WindowHost, answer: (epoch: number, n: number, outcome: Outcome) => void) {
    this.#host = host;
    this.#answer = answer;
  }

  /** Loads what is needed, once there is somebody who may get control. */
  prepare(): void {
    if (this.#loading || this.#host.participants.count < 2) return;
    this.#loading = true;
    loadPart<InputModule>(this.#host.base, 'surfly-input.js').then(
      (module) => {
        this.#module = module;
        this.#apply();
      },
      (error: unknown) => {
        this.#loading = false;
        reportError(error);
      },
    );
  }

  /** The page that actions go to from now on. */
  use(page: Page, target: HandOptions): void {
    this.#target = target;
    this.#hand = undefined;
    this.#apply();
    const own = (event: Event) => {
      if (event.isTrusted) this.#ownHand = performance.now();
    };
    for (const type of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
      page.window.addEventListener(type, own, {
        capture: true,
        passive: true,
        signal: page.signal,
      });
    }
    page.signal.addEventListener('abort', () => {
      if (this.#target !== target) return;
      this.#target = undefined;
      this.#hand = undefined;
    });
  }

  /** Lets go of every button and key that a follower still holds down. */
  release(): void {
    this.#hand?.release();
  }

  receive(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (typeof frame === 'string') return;
    const { stream, seq, payload } = frame;
    const outcome = this.#outcome(stream, payload);
    if (typeof outcome === 'string') this.#answer(stream, seq, outcome);
    else void outcome.then((later) => this.#answer(stream, seq, later));
  }

  #apply(): void {
    if (this.#module && this.#target) this.#hand = this.#module.createHand(this.#target);
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
    // Between two pages there is nothing to act on.
    return this.#hand?.act(payload) ?? 'stale';
  }
}
