import { fileURLToPath } from 'node:url';
import {
  BEAT_INTERVAL_MS,
  DEAD_AFTER_MS,
  HELLO_TIMEOUT_MS,
  INPUT_MAX_AGE_MS,
  LEADER_LINK_UNOPENED_MS,
  RESUME_WINDOW_MS,
} from '../protocol/limits.js';

/** Something the operator wrote is wrong. The message names the thing, its value and the way out. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A site that may use this server. Its key is public: what protects it is `origins`. */
export interface WidgetOptions {
  /**
   * Origins of the pages that may make and lead sessions and of the agents' desks, such as `https://shop.example`.
   * `localhost` stands for `localhost`, `127.0.0.1` and `[::1]` with `http` or `https` and any port.
   */
  origins: readonly string[];
  /** Secrets that agents' desks sign in with. Any of them will do; none means that nobody can. */
  agentKeys: readonly string[];
}

/** Bounds on what others may use up. */
export interface Limits {
  /** WebSockets from one address (IPv6: from one /64). */
  connectionsPerAddress: number;
  /** WebSockets, from everywhere, that have not said who they are yet. */
  silentConnections: number;
  /** Sessions of one widget key at one time. */
  sessionsPerWidget: number;
  /** Sessions that one address may make per minute. */
  newSessionsPerMinute: number;
  /** Followers in one session, those who are on their way back included. */
  followersPerSession: number;
  /** Bytes of frames kept per session for late and returning viewers; also the most that one snapshot may have. */
  logBytes: number;
  /** Bytes of assets (images, fonts) kept per session. */
  assetBytes: number;
  /** HTTP requests from one address per minute. */
  requestsPerMinute: number;
  /** Control messages per second and connection, before they are slowed down. */
  messagesPerSecond: number;
  /** Actions (input frames) per second and connection, before they are slowed down. */
  inputsPerSecond: number;
  /** Frames, and messages that answer frames, per second and connection, before they are slowed down. */
  framesPerSecond: number;
  /** Bytes per second and connection, before they are slowed down; three times as many in a burst. */
  bytesPerSecond: number;
}

/** How long things last, in milliseconds. */
export interface Timing {
  /** The first message of a connection must arrive within. */
  hello: number;
  /** Between two heartbeats. */
  beat: number;
  /** A connection without any message for so long is dead. */
  dead: number;
  /** A follower that lost its connection has left after. */
  left: number;
  /** A participant that lost its connection can come back within; a session without its leader ends after. */
  resume: number;
  /** A session whose leader link nobody opened ends after. */
  leaderLink: number;
  /** A link made for an agent can be opened within. */
  agentLink: number;
  /** A request for control that the leader does not answer is refused after. */
  controlRequest: number;
  /** An agent that lost its connection counts as gone after: a reload is no absence. */
  agentGone: number;
  /** Changes of the queue within so long are told to agents together. */
  queue: number;
  /** An action that the leader could not get within is not carried out any more. */
  inputMaxAge: number;
  /** Frames within so long are acknowledged to the leader together. */
  ack: number;
}

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** How a server is to run. */
export interface RelayOptions {
  /** Address to listen on. Default `127.0.0.1`: this computer only, where a proxy with TLS stands in front. */
  host: string;
  /** Port to listen on; 0 takes a free one. Default 8080. */
  port: number;
  /** Widget key to what it allows. Default none: every page is refused. */
  widgets: Record<string, WidgetOptions>;
  limits: Limits;
  timing: Timing;
  /** Folder with the built browser files (`surfly.js` and so on). */
  publicDir: string;
  /** Folder with the pages behind the links. */
  pagesDir: string;
  /** Addresses and ranges of the operator's own proxies, whose `X-Forwarded-For` is believed. Default none. */
  trustProxy: readonly string[];
  /**
   * Origins, such as `https://cdn.shop.example`, whose images viewers' browsers ask for themselves, without cookies: for
   * images that let no script read them. Viewers learn the addresses. Default none: viewers ask nobody but this server.
   */
  imageOrigins: readonly string[];
  logLevel: (typeof LOG_LEVELS)[number];
  /** Lets WebSocket clients in that send no `Origin`: programs, not browsers. Default false. */
  allowMissingOrigin: boolean;
}

// Run from its source the relay is two floors below the package's root, built it is two floors below `dist`.
const fromSource = import.meta.url.endsWith('.ts');
const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const DEFAULT_LIMITS: Limits = {
  connectionsPerAddress: 200,
  silentConnections: 1_000,
  sessionsPerWidget: 2_000,
  newSessionsPerMinute: 60,
  followersPerSession: 100,
  logBytes: 32 * 1024 * 1024,
  assetBytes: 64 * 1024 * 1024,
  requestsPerMinute: 3_000,
  messagesPerSecond: 20,
  inputsPerSecond: 120,
  framesPerSecond: 1_000,
  bytesPerSecond: 4 * 1024 * 1024,
};

export const DEFAULT_TIMING: Timing = {
  hello: HELLO_TIMEOUT_MS,
  beat: BEAT_INTERVAL_MS,
  dead: DEAD_AFTER_MS,
  left: 10_000,
  resume: RESUME_WINDOW_MS,
  leaderLink: LEADER_LINK_UNOPENED_MS,
  agentLink: 60_000,
  controlRequest: 30_000,
  agentGone: 3_000,
  queue: 100,
  inputMaxAge: INPUT_MAX_AGE_MS,
  ack: 50,
};

export const DEFAULT_OPTIONS: RelayOptions = {
  host: '127.0.0.1',
  port: 8080,
  widgets: {},
  limits: DEFAULT_LIMITS,
  timing: DEFAULT_TIMING,
  publicDir: file(fromSource ? '../../dist' : '../..'),
  pagesDir: file(fromSource ? './pages' : '../../pages'),
  trustProxy: [],
  imageOrigins: [],
  logLevel: 'info',
  allowMissingOrigin: false,
};
