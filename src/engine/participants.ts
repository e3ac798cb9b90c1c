import type { Viewer } from '../surfly/api.js';
import type { Welcome } from '../protocol/messages.js';
import { nameOf } from './person-name.js';
import { windowTexts } from './texts/english.js';

type UserData = Record<string, unknown>;
/** Another participant, as people see them. */
export interface Other {
  index: number;
  name: string;
  /** What stands below the name: that this participant is in control, or nothing. */
  mark: string;
}

type Announce = (event: 'viewer_joined' | 'viewer_left' | 'control', payload: object) => void;

/**
 * Who is in the session and who has control, as far as this participant knows. What happened while the connection was
 * lost is found by comparing the state before with the state after, so a lost message never loses an event.
 */
export class Participants {
  /** This participant's own index. */
  own = -1;
  /** Index of the participant in control. */
  controller = 0;
  /** Rises with every change of control. Actions carry it, so that those of an earlier controller never count. */
  controlEpoch = 0;
  readonly users = new Map<number, UserData>();
  /** How those are called who have no name. */
  texts = windowTexts;
  readonly #announce: Announce;

  constructor(announce: Announce) {
    this.#announce = announce;
  }

  get hasControl(): boolean {
    return this.controller === this.own;
  }

  /** Everybody in the session, the leader included: the documented `count`. */
  get count(): number {
    return this.users.size;
  }

  viewers(): Viewer[] {
    return [...this.users]
      .filter(([index]) => index !== 0)
      .map(([clientIndex, userData]) => ({ clientIndex, userData: structuredClone(userData) }));
  }

  /** How a participant is called here. */
  nameOf(index: number): string {
    return nameOf(index, this.users.get(index), this.texts);
  }

  /** Everybody but this participant. */
  others(): Other[] {
    return [...this.users.keys()]
      .filter((index) => index !== this.own)
      .map((index) => ({
        index,
        name: this.nameOf(index),
        mark: index === this.controller ? this.texts.inControl : '',
      }));
  }

  /** Takes over the state of a welcome. The first one only sets it; later ones announce what changed. */
  welcome(welcome: Welcome): void {
    const first = this.own === -1;
    this.own = welcome.index;
    const now = new Map(welcome.participants.map(({ index, userData }) => [index, userData]));
    if (first) {
      for (const [index, userData] of now) this.users.set(index, userData);
      // The relay announces this participant's own arrival itself.
      if (welcome.role === 'follower') this.users.delete(welcome.index);
      this.controller = welcome.control.to;
    } else {
      for (const index of [...this.users.keys()]) if (!now.has(index)) this.left(index);
      for (const [index, userData] of now) if (!this.users.has(index)) this.joined(index, userData);
      if (welcome.control.to !== this.controller)
        this.control(welcome.control.to, welcome.control.epoch);
    }
    this.controlEpoch = welcome.control.epoch;
  }

  joined(index: number, userData: UserData): void {
    if (this.users.has(index)) return;
    this.users.set(index, userData);
    this.#announce('viewer_joined', { count: this.count, clientIndex: index, userData });
  }

  left(index: number): void {
    const userData = this.users.get(index);
    if (!userData) return;
    this.users.delete(index);
    this.#announce('viewer_left', { count: this.count, clientIndex: index, userData });
  }

  control(to: number, epoch: number): void {
    this.controlEpoch = epoch;
    if (to === this.controller) return;
    this.controller = to;
    this.#announce('control', { to, userData: this.users.get(to) ?? {}, gained: this.hasControl });
  }
}
