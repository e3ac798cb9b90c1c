import { decodeFrame } from '../../protocol/frames.js';
import { decodeInput, type Outcome } from '../../protocol/input.js';
import type { Participants } from '../participants.js';
import type { Page } from './page-watcher.js';
import type { Applier } from './input/applier.js';

/** Milliseconds for which the leader's own hand keeps a follower's away. */
const OWN_HAND_FIRST = 400;

/**
 * Actions of the follower in control, on their way into the page. Each is answered, whatever becomes of it. An action of an
 * earlier control epoch was made by somebody who no longer has control.
 */
export class RemoteInput {
  readonly #participants: Participants;
  readonly #answer: (epoch: number, n: number, outcome: Outcome) => void;
  #applier: Applier | undefined;
  #ownHand = -Infinity;

  constructor(
    participants: Participants,
    answer: (epoch: number, n: number, outcome: Outcome) => void,
  ) {
    this.#participants = participants;
    this.#answer = answer;
  }

  /** The page that actions go to from now on. */
  use(page: Page, applier: Applier): void {
    this.#applier = applier;
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
      if (this.#applier === applier) this.#applier = undefined;
    });
  }

  /** Lets go of every button and key that a follower still holds down. */
  release(): void {
    this.#applier?.release();
  }

  receive(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (typeof frame === 'string') return;
    this.#answer(frame.stream, frame.seq, this.#outcome(frame.stream, frame.payload));
  }

  #outcome(epoch: number, payload: Uint8Array): Outcome {
    const { hasControl, controlEpoch } = this.#participants;
    if (hasControl || epoch !== controlEpoch) return 'not_permitted';
    if (performance.now() - this.#ownHand < OWN_HAND_FIRST) return 'not_permitted';
    const action = decodeInput(payload);
    if (!action) return 'unsupported';
    // Between two pages there is nothing to act on.
    return this.#applier?.apply(action) ?? 'stale';
  }
}
