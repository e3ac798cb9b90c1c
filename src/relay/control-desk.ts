import type { RelayMessage } from '../protocol/messages.js';
import { answerToRequest, mayGive, moveControl } from './control.js';
import type { SessionFacts } from './facts.js';

export interface ControlContext {
  facts: SessionFacts;
  /** Milliseconds that the leader has to answer a request. */
  answerMs: number;
  tell(index: number, message: RelayMessage): void;
  tellAll(message: RelayMessage): void;
  /** Control has just moved. */
  moved(): void;
}

/** Who has control and who waits for it. */
export class ControlDesk {
  readonly #context: ControlContext;
  readonly #requests = new Map<number, NodeJS.Timeout>();

  constructor(context: ControlContext) {
    this.#context = context;
  }

  request(from: number): void {
    const answer = answerToRequest(this.#context.facts, from);
    if (answer === 'take') this.#move(from);
    if (answer !== 'ask' || this.#requests.has(from)) return;
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

  close(): void {
    for (const index of [...this.#requests.keys()]) this.#forget(index);
  }

  #move(to: number): void {
    this.#forget(to);
    moveControl(this.#context.facts, to);
    this.#context.moved();
    this.#context.tellAll({ type: 'control', ...this.#context.facts.control });
  }

  #forget(index: number): boolean {
    clearTimeout(this.#requests.get(index));
    return this.#requests.delete(index);
  }
}
