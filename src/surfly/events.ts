import {
  anything,
  data,
  fields,
  flag,
  index,
  check,
  text,
  type PayloadIssue,
  type Schema,
} from './schema.js';

export type { PayloadIssue };

/** Data that a participant handed to `startLeader()` or `startFollower()`. Any keys; `name`, `email` and `agent_id` have a meaning. */
export interface UserData {
  /** Shown as the participant's name. */
  name?: string;
  /** Used to look up an avatar. */
  email?: string;
  /** Assigns a session without an agent to this agent of the widget key's company. */
  agent_id?: string | number;
  [key: string]: unknown;
}

/** Payload of the events that are documented without parameters. Implementations may add fields. */
export interface EmptyPayload {
  [key: string]: unknown;
}

/** Payload of `viewer_joined` and `viewer_left`. */
export interface ViewerPayload {
  /** Participants in the session after the change, the leader included: the first viewer makes it 2. */
  count: number;
  /** Index of the participant: 1 and up for followers. `giveControl()` takes it. */
  clientIndex: number;
  /** What that participant passed to `start*()`. */
  userData?: UserData | null | undefined;
  [key: string]: unknown;
}

/** Payload of `message`. */
export interface MessagePayload {
  /** The value given to `sendMessage()`. */
  data: unknown;
  /** Origin of the window that sent it; compare it with the one you expect. */
  origin: string;
  [key: string]: unknown;
}

/** Payload of `relocated`. */
export interface RelocatedPayload {
  /** Absolute URL of the page that the session's tab went to. */
  url: string;
  [key: string]: unknown;
}

/**
 * Why an `error` was fired. The first two are documented by Surfly; the set may grow, so compare with the ones you know.
 *
 * - `other_connection`: the leader link was opened elsewhere, or the follower link twice in one browser.
 * - `connect_failed`: the connection to the service could not be made.
 * - `invalid_link`, `not_shareable`, `refused`: added by this project's engine for a link that leads nowhere,
 *   a page that cannot be recorded, and a server that turned the participant away.
 */
export type SurflyErrorReason =
  | 'other_connection'
  | 'connect_failed'
  | 'invalid_link'
  | 'not_shareable'
  | 'refused'
  | (string & {});

/** Payload of `error`. */
export interface ErrorPayload {
  reason: SurflyErrorReason;
  [key: string]: unknown;
}

/** Payload of `control`. */
export interface ControlPayload {
  /** Index of the participant who has control now: 0 is the leader. */
  to: number;
  /** What that participant passed to `start*()`. */
  userData?: UserData | null | undefined;
  /** True when it is the participant of this window who got control. */
  gained: boolean;
  [key: string]: unknown;
}

/** Payload of `agent_status`. */
export interface AgentStatusPayload {
  /** True when the first agent became available, false when the last one left. */
  available: boolean;
  [key: string]: unknown;
}

/** Payload of `file_download`. */
export interface FileDownloadPayload {
  /** Direct link, valid until the session ends. */
  url: string;
  filename: string;
  [key: string]: unknown;
}

/**
 * Every event of the Surfly documentation: name to payload.
 *
 * "Both sides" means the page that holds the session and the page shown inside it. Source: the pages "Session events" and
 * "Global events" of the Surfly documentation. A handler is called with `(session, payload)`, never synchronously from the call that caused it.
 */
export interface SurflyEventMap {
  /** The session exists on the server; its links can be read. Once per session, before `session_started`. Both sides. */
  session_created: EmptyPayload;
  /** The session window has loaded. Once per session. Both sides. */
  session_started: EmptyPayload;
  /** A follower joined. Every participant is told, the one who joined included. Both sides. */
  viewer_joined: ViewerPayload;
  /** A follower left. Both sides. */
  viewer_left: ViewerPayload;
  /** The session finished properly, normally through `end()`. Both sides; nothing follows it. */
  session_ended: EmptyPayload;
  /** A message from the other side arrived, sent with `sendMessage()`. Both sides. */
  message: MessagePayload;
  /** The session's tab went to another page, by a page load or the history API. Not available inside the session. */
  relocated: RelocatedPayload;
  /** A common error happened. Not available inside the session. */
  error: ErrorPayload;
  /** Control went to another participant. Both sides. */
  control: ControlPayload;
  /**
   * The first agent became available or the last one left. Both sides. First documented as a session event, from February 2017 as a
   * global one: subscribe through `Surfly.on` where it exists. The state at the start is `Surfly.agentAvailable`.
   */
  agent_status: AgentStatusPayload;
  /** The session waits in the support queue and has a PIN (`session.pin`). Documented from February 2017. */
  session_queued: EmptyPayload;
  /** The document of the page inside the session has been parsed. Documented from May 2017. */
  session_loaded: EmptyPayload;
  /** The participant in control clicked, moved the mouse or pressed a key; at most once a second. Documented from January 2017. */
  user_activity: EmptyPayload;
  /** A download happened in the session; told to the participant in control only. Documented from July 2017. */
  file_download: FileDownloadPayload;
}

/** Name of a documented event. */
export type SurflyEventName = keyof SurflyEventMap;

const empty = fields({});
const viewer = fields({ count: index, clientIndex: index, userData: data });

/** Zod schemas of the payloads. Unknown keys are kept: documents and implementations add fields over time. */
export const eventSchemas: { readonly [K in SurflyEventName]: Schema<SurflyEventMap[K]> } = {
  session_created: empty,
  session_started: empty,
  viewer_joined: viewer,
  viewer_left: viewer,
  session_ended: empty,
  message: fields({ data: anything, origin: text }),
  relocated: fields({ url: text }),
  error: fields({ reason: text }),
  control: fields({ to: index, userData: data, gained: flag }),
  agent_status: fields({ available: flag }),
  session_queued: empty,
  session_loaded: empty,
  user_activity: empty,
  file_download: fields({ url: text, filename: text }),
};

/** All documented names. */
export const surflyEventNames = Object.keys(eventSchemas) as readonly SurflyEventName[];

/** Later names of two events, as newer versions of Surfly fire them, and the documented names they arrive under. */
export const eventAliases = {
  participant_joined: 'viewer_joined',
  participant_left: 'viewer_left',
} as const satisfies Record<string, SurflyEventName>;

/** A payload and what is wrong with it. */
export interface ParsedPayload<T = unknown> {
  /** The checked payload, a fresh object; the payload as it came when it breaks the contract or its event is not documented. */
  payload: T;
  /** Empty when the payload keeps the contract. */
  issues: readonly PayloadIssue[];
}

/**
 * Checks an event's payload. An event without parameters may come with nothing at all: that becomes `{}`.
 * Events that are not documented pass unchecked.
 *
 * @param name - documented name of the event, or any other
 * @param payload - second argument of the handler
 */
export function parsePayload(name: string, payload: unknown): ParsedPayload {
  payload ??= {};
  const schema = Object.hasOwn(eventSchemas, name) && eventSchemas[name as SurflyEventName];
  const { issues = [], value = payload } = schema ? check(schema, payload) : {};
  return { payload: issues.length ? payload : value, issues };
}
