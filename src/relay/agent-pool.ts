import type { WaitingSession } from '../protocol/messages.js';
import type { Client } from './client.js';
import type { Timing } from './options.js';
import { Bucket } from './rate.js';

export interface AgentPoolContext {
  /** The first agent has become available, or the last one has gone. */
  available(available: boolean): void;
  /** The sessions that agents may join, oldest first. */
  queue(): WaitingSession[];
}

/** Most sessions told to agents at once; more wait in vain for anybody's eye. */
const MAX_QUEUE = 200;
/** Characters of the queue that a desk is told in a second, and at once: a long one is told less often. */
const QUEUE_PER_SECOND = 128 * 1024;
const QUEUE_AT_ONCE = 512 * 1024;

/** The agents' desks of one widget key: who is available, and the queue that they all see. */
export class AgentPool {
  readonly #timing: Timing;
  readonly #context: AgentPoolContext;
  /** Each connected desk, and whether somebody is at it. */
  readonly #desks = new Map<Client, boolean>();
  /** Available agents whose connection broke a moment ago: most of them reload. */
  readonly #away = new Set<NodeJS.Timeout>();
  readonly #queueRate = new Bucket(QUEUE_PER_SECOND, QUEUE_AT_ONCE);
  #told = false;
  #queueTimer: NodeJS.Timeout | undefined;

  constructor(timing: Timing, context: AgentPoolContext) {
    this.#timing = timing;
    this.#context = context;
  }

  get available(): boolean {
    return this.#away.size > 0 || [...this.#desks.values()].includes(true);
  }

  add(desk: Client): void {
    this.#desks.set(desk, false);
    desk.send(this.#queueMessage());
  }

  setAvailable(desk: Client, available: boolean): void {
    this.#desks.set(desk, available);
    this.#tell();
  }

  /** @param forGood - signed off, as against a connection that broke */
  remove(desk: Client, forGood: boolean): void {
    const available = this.#desks.get(desk);
    this.#desks.delete(desk);
    if (available && !forGood) {
      const timer = setTimeout(() => {
        this.#away.delete(timer);
        this.#tell();
      }, this.#timing.agentGone);
      this.#away.add(timer);
    }
    this.#tell();
  }

  /** The queue has changed; what follows at once is told together. */
  queueChanged(): void {
    if (this.#desks.size === 0) return;
    this.#queueTimer ??= setTimeout(
      () => {
        this.#queueTimer = undefined;
        const message = this.#queueMessage();
        for (const desk of this.#desks.keys()) desk.send(message);
        this.#queueRate.take(JSON.stringify(message).length);
      },
      Math.max(this.#timing.queue, this.#queueRate.take(0)),
    );
  }

  close(): void {
    clearTimeout(this.#queueTimer);
    for (const timer of this.#away) clearTimeout(timer);
    this.#away.clear();
    this.#desks.clear();
  }

  #queueMessage() {
    return { type: 'queue' as const, sessions: this.#context.queue().slice(0, MAX_QUEUE) };
  }

  #tell(): void {
    const { available } = this;
    if (available === this.#told) return;
    this.#told = available;
    this.#context.available(available);
  }
}
