import type { RelayMessage } from '../protocol/messages.js';
import { answerToRequest, mayGive, moveControl } from './control.js';
import type { SessionFacts } from './facts.js';
import { SharedBuckets } from './rate.js';

export interface ControlContext {
  facts: SessionFacts;
  /** Milliseconds that the leader has to answer a request. */
  answerMs: number;
  tell(index: number, message: RelayMessage): void;
  tellAll(message: RelayMessage): void;
  /** Control has just moved. */
  moved(): void;
}

/**
 * Who has control and who waits for it. A question covers the leader's page until it is answered, so whoever asks in vain
 * too often is refused without one.
 */
export class ControlDesk {
  readonly #context: ControlContext;
  readonly #requests = new Map<number, NodeJS.Timeout>();
  /**
   * Of one participant: three at once, then one a minute. Of all, for who leaves and comes again is another participant: nine
   * at once, then one in twenty seconds.
   */
  readonly #vain = new SharedBuckets(1 / 60, 3, { perSecond: 1 / 20, burst: 9 });

  constructor(context: ControlContext) {
    this.#context = context;
  }

  request(from: number): void {
    const answer = answerToRequest(this.#context.facts, from);
    if (answer === 'take') this.#move(from);
    if (answer !== 'ask' || this.#requests.has(from)) return;
    if (!this.#vain.take(from)) {
      this.#context.tell(from, { type: 'control_denied' });
      return;
    }
    this.#requests.set(
      from,
      setTimeout(() => this.deny(from), this.#context.answerMs),
    );
    this.#context.tell(0, { type: 'control_request', from });
  }

  give(from: number, to: number): void {
    if (mayGive(this.#context.facts, from, to)) this.#move(to);
  }

  deny(to: number): void {
    if (this.#forget(to)) this.#context.tell(to, { type: 'control_denied' });
  }

  /** Asks a leader who has just come for what has not been answered yet. */
  askAgain(): void {
    for (const from of this.#requests.keys())
      this.#context.tell(0, { type: 'control_request', from });
  }

  /** A follower has left: control returns to the leader. */
  left(index: number): void {
    this.#forget(index);
    if (this.#context.facts.control.to === index) this.#move(0);
  }

  /** Who has left does not come back. */
  forgotten(index: number): void {
    this.#vain.left(index);
  }

  close(): void {
    for (const index of [...this.#requests.keys()]) this.#forget(index);
  }

  #move(to: number): void {
    // It was not in vain.
    if (this.#forget(to)) this.#vain.giveBack(to);
    moveControl(this.#context.facts, to);
    this.#context.moved();
    this.#context.tellAll({ type: 'control', ...this.#context.facts.control });
  }

  #forget(index: number): boolean {
    clearTimeout(this.#requests.get(index));
    return this.#requests.delete(index);
  }
}
