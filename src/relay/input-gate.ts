import type { Frame } from '../protocol/frames.js';
import type { Client } from './client.js';
import type { SessionFacts } from './facts.js';

interface Action {
  from: number;
  epoch: number;
  n: number;
  bytes: Buffer;
}
interface Held extends Action {
  timer: NodeJS.Timeout;
}

export type Answer = (to: number, epoch: number, n: number, outcome: string) => void;

/** Most actions that wait for a leader who is away for a moment, or for his answer. */
const MAX_HELD = 256;
/** Bytes of them. All at once they must not be more than a connection that has just come takes. */
const MAX_HELD_BYTES = 1024 * 1024;
/** Words that a leader may answer with, at most. */
const MAX_WORDS = 16;
/** A leader with so many unread bytes would carry the action out too late. */
const MAX_LEADER_BACKLOG = 1024 * 1024;

/**
 * The way of an action to the leader: only from the participant in control, only made in the current control epoch, in
 * order and once. An action that cannot be delivered in time is answered as expired: a late click is worse than none.
 */
export class InputGate {
  readonly #facts: SessionFacts;
  readonly #maxAgeMs: number;
  readonly #answer: Answer;
  #leader: Client | undefined;
  #epoch = 0;
  #last = 0;
  #held: Held[] = [];
  /** Sent to the leader, and not answered: on a connection that breaks they may be lost. */
  #sent: Action[] = [];
  #counts = new Map<string, number>();

  constructor(facts: SessionFacts, maxAgeMs: number, answer: Answer) {
    this.#facts = facts;
    this.#maxAgeMs = maxAgeMs;
    this.#answer = (to, epoch, n, outcome) => {
      this.count(outcome);
      answer(to, epoch, n, outcome);
    };
  }

  /** Counts what became of an action. */
  count(outcome: string): void {
    const count = this.#counts.get(outcome);
    if (count === undefined && this.#counts.size >= MAX_WORDS) return;
    this.#counts.set(outcome, (count ?? 0) + 1);
  }

  /** How many actions came to what, since the last time; undefined where there were none. */
  takeCounts(): Record<string, number> | undefined {
    const counts = this.#counts;
    this.#counts = new Map();
    return counts.size > 0 ? Object.fromEntries(counts) : undefined;
  }

  accept(from: number, frame: Frame, bytes: Buffer): void {
    const { stream: epoch, seq: n } = frame;
    const { control } = this.#facts;
    if (control.to !== from || control.epoch !== epoch) {
      this.#answer(from, epoch, n, 'not_permitted');
      return;
    }
    if (this.#epoch !== epoch) {
      this.#epoch = epoch;
      this.#last = 0;
    }
    // Sent again after a lost connection. Numbers may be left out: an action that was too old is not sent again.
    if (n <= this.#last) {
      this.count('repeated');
      return;
    }
    this.#last = n;
    if (!this.#leader) this.#hold(from, epoch, n, bytes);
    else if (this.#leader.backlog > MAX_LEADER_BACKLOG) this.#answer(from, epoch, n, 'expired');
    else this.#send(this.#leader, { from, epoch, n, bytes: Buffer.from(bytes) });
  }

  /** The leader has answered. */
  answered(epoch: number, n: number, outcome: string): void {
    this.count(outcome);
    this.#sent = this.#sent.filter((one) => one.epoch !== epoch || one.n !== n);
  }

  /** The leader is away: what comes is held for a moment. */
  leaderAway(): void {
    this.#leader = undefined;
  }

  /** @param newWindow - another window leads: actions meant for the page of the one before are void */
  leaderHere(client: Client, newWindow: boolean): void {
    this.#leader = client;
    if (newWindow) {
      for (const { from, epoch, n } of this.#sent) this.#answer(from, epoch, n, 'expired');
      this.void('expired');
    }
    for (const { bytes } of this.#sent) client.sendBytes(bytes);
    for (const { timer, ...action } of this.#held.splice(0)) {
      clearTimeout(timer);
      this.#send(client, action);
    }
  }

  /** Answers everything that is held. What was sent is no longer waited for. */
  void(outcome: string): void {
    this.#sent = [];
    for (const { from, epoch, n, timer } of this.#held.splice(0)) {
      clearTimeout(timer);
      this.#answer(from, epoch, n, outcome);
    }
  }

  close(): void {
    for (const { timer } of this.#held.splice(0)) clearTimeout(timer);
  }

  #send(leader: Client, action: Action): void {
    this.#sent.push(action);
    while (this.#sent.length > MAX_HELD || bytesOf(this.#sent) > MAX_HELD_BYTES) this.#sent.shift();
    leader.sendBytes(action.bytes);
  }

  #hold(from: number, epoch: number, n: number, bytes: Buffer): void {
    if (this.#held.length >= MAX_HELD || bytesOf(this.#held) + bytes.length > MAX_HELD_BYTES) {
      this.#answer(from, epoch, n, 'expired');
      return;
    }
    const timer = setTimeout(() => {
      this.#held = this.#held.filter((one) => one !== held);
      this.#answer(from, epoch, n, 'expired');
    }, this.#maxAgeMs);
    const held: Held = { from, epoch, n, bytes: Buffer.from(bytes), timer };
    this.#held.push(held);
  }
}

function bytesOf(actions: readonly Action[]): number {
  return actions.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
