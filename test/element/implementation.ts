import type { SurflySession } from '../../src/surfly/api.js';

/** Somebody else in a session of the page. */
export interface Other {
  readonly index: number;
  leave(): void;
}

/** An implementation of Surfly's API, with everything that tests need to happen around it. */
export interface Implementation {
  readonly name: string;
  /** Address of its script. */
  readonly src: string;
  /** What a follower's window loads. */
  readonly windowPage: string;
  readonly widgetKey: string;
  /** Settings without which its sessions would take the tests' page away. */
  readonly settings: Record<string, unknown>;
  /** Makes it ready for one test. */
  open(): Promise<void>;
  /** Clears away what a test has left. */
  close(): void;
  /** Somebody follows, in another browser. */
  join(session: SurflySession, userData: Record<string, unknown>): Promise<Other>;
  /** Somebody else leads a session; resolves with its follower link. */
  leads(): Promise<string>;
  /** The leader link is opened in another browser. */
  rival(session: SurflySession): Promise<void>;
  /** The page inside the session sends a message to the page outside. */
  say(session: SurflySession, data: unknown): void;
  /** The messages that the page inside has got. */
  heard(session: SurflySession): unknown[];
  /** An agent becomes available, or the last one leaves. */
  agent(available: boolean): Promise<void>;
  /** A page that is gone has left its session behind, for the next page to take up. Resolves with its follower link. */
  leaveBehind(): Promise<string>;
  /** A frame of the page loads the same script and initialises it. */
  neighbour(): Promise<void>;
  /** From now on sessions cannot be started, until that is mended. */
  breakStart(): void;
  mendStart(): void;
}
