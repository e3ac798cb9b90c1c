import { controlSettings } from '../surfly/control-settings.js';
import type { ControlSettings } from '../surfly/control-settings.js';
import { digestOf, newSecret, newSessionId } from './tokens.js';
import type { Digest } from './tokens.js';

export type UserData = Record<string, unknown>;

export interface Participant {
  /** 0 is the leader, 1 and up are followers. Never used again in a session. */
  readonly index: number;
  userData: UserData;
  /** The window that has this place. */
  instance: string;
  /** The browser that has this place, and the link it came by: the two tell when a link is opened twice. */
  browser: string;
  token: Digest | undefined;
  /** The secret that takes this place up again; those before it belong to windows that have lost it. */
  secret: Digest | undefined;
  formerSecrets: Digest[];
  /** Everybody has been told that this follower is here. */
  announced: boolean;
  /** How large the picture may be in this follower's window, where it has said so. */
  size: { width: number; height: number } | undefined;
}

/** A link that can be opened once. */
export interface OnceToken {
  digest: Digest;
  until: number;
}

/** All that is known about a session but its frames: plain data, which the rules beside it change. */
export interface SessionFacts {
  readonly id: string;
  readonly pin: string;
  readonly createdAt: number;
  readonly settings: Record<string, unknown>;
  readonly permissions: ControlSettings;
  /** Origin of the page that made the session: where it is led. */
  readonly origin: string;
  /** Where the page inside is. */
  url: string;
  /** Where the page inside last was on `origin`. */
  home: string;
  /** False while the page inside cannot be recorded. */
  shared: boolean;
  /** Whether the leader's tab is in the background. */
  hidden: boolean;
  /** A dialog of the browser's own holds the leader's page. */
  asked: boolean;
  /** Whether the leader link has been opened. */
  opened: boolean;
  /** Whether a follower has ever joined. */
  visited: boolean;
  /** Rises with every leader that claims the session. */
  leaderEpoch: number;
  control: { to: number; epoch: number };
  nextIndex: number;
  readonly leaderToken: Digest;
  followerTokens: Digest[];
  onceTokens: OnceToken[];
  readonly leader: Participant;
  readonly followers: Map<number, Participant>;
}

export interface NewSession {
  facts: SessionFacts;
  /** Given to the page that made the session, and not kept. */
  leaderToken: string;
  followerToken: string;
}

export function newSession(
  url: string,
  settings: Record<string, unknown>,
  pin: string,
): NewSession {
  const leaderToken = newSecret();
  const followerToken = newSecret();
  const facts: SessionFacts = {
    id: newSessionId(),
    pin,
    createdAt: Date.now(),
    settings,
    permissions: controlSettings(settings),
    origin: new URL(url).origin,
    url,
    home: url,
    shared: true,
    hidden: false,
    asked: false,
    opened: false,
    visited: false,
    leaderEpoch: 0,
    control: { to: 0, epoch: 1 },
    nextIndex: 1,
    leaderToken: digestOf(leaderToken),
    followerTokens: [digestOf(followerToken)],
    onceTokens: [],
    leader: newParticipant(0),
    followers: new Map(),
  };
  return { facts, leaderToken, followerToken };
}

export function newParticipant(index: number): Participant {
  return {
    index,
    userData: {},
    instance: '',
    browser: '',
    token: undefined,
    secret: undefined,
    formerSecrets: [],
    announced: false,
    size: undefined,
  };
}

export function participantOf(facts: SessionFacts, index: number): Participant | undefined {
  return index === 0 ? facts.leader : facts.followers.get(index);
}

/** Followers that everybody has been told of. */
export function presentFollowers(facts: SessionFacts): Participant[] {
  return [...facts.followers.values()].filter(({ announced }) => announced);
}

/** Everybody in the session. The leader counts from the beginning, for nobody is told of its coming and going. */
export function countOf(facts: SessionFacts): number {
  return 1 + presentFollowers(facts).length;
}
