/**
 * Control messages between engine and relay: JSON text frames, each an object with a `type`.
 * The schemas are strict: an unknown key or type is an error, never ignored, because both ends ship together.
 */
import * as z from 'zod/mini';
import { MAX_CHAT_CHARACTERS, PROTOCOL_VERSION } from './limits.js';

const version = z.literal(PROTOCOL_VERSION);
const text = (max: number) => z.string().check(z.maxLength(max));
const filled = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
/** 0 is the leader, 1 and up are followers. */
const index = z.int().check(z.nonnegative());
const uint32 = z.int().check(z.nonnegative(), z.maximum(0xffffffff));
/** A length on a screen, in CSS pixels. */
const pixels = z.int().check(z.positive(), z.maximum(0xffff));
const jsonObject = z.record(z.string(), z.unknown());
/** A browser's serialised origin, or `*` where any will do. */
const origin = filled(300);
const url = filled(4096);
const key = filled(200);
/** Base64url of 32 random bytes. */
const secret = z.string().check(z.regex(/^[\w-]{43}$/));
const sessionId = z.string().check(z.regex(/^[\w-]{22}$/));
const assetHash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const drawingMode = z.enum(['temporary', 'permanent', 'disabled']);
const colour = filled(64);
const lineWidth = z.number().check(z.minimum(1), z.maximum(64));
const seconds = z.number().check(z.minimum(0), z.maximum(3600));

const participant = z.strictObject({ index, userData: jsonObject });
const control = z.strictObject({ to: index, epoch: uint32 });
const cursor = z.strictObject({ stream: uint32, seq: uint32 });

/* ---- to the relay: the first message of a connection ---- */

/** A page without a session asks to be told whether an agent is available. */
export const watch = z.strictObject({ type: z.literal('watch'), v: version, widgetKey: key });

/** An agent's desk signs in. */
export const agent = z.strictObject({
  type: z.literal('agent'),
  v: version,
  widgetKey: key,
  agentKey: filled(200),
  name: text(200),
});

const who = {
  /** Names this window's life: a reload makes a new one. */
  instance: filled(64),
  /** Names this browser, to notice a follower link that is opened twice in one browser. */
  browser: filled(64),
  userData: jsonObject,
};

/** Makes a session. Answered by `created`; `join` may follow on the same connection. */
export const create = z.strictObject({
  type: z.literal('create'),
  v: version,
  // A page may have none, and is told so.
  widgetKey: text(200),
  url,
  settings: jsonObject,
  /** Leads the session here, at once: `welcome` follows `created` as if the leader link had been opened. */
  lead: z.optional(z.strictObject(who)),
});

/** Opens a link. Answered by `welcome`. */
export const join = z.strictObject({
  type: z.literal('join'),
  v: version,
  role: z.enum(['leader', 'follower']),
  session: sessionId,
  token: secret,
  ...who,
});

/** Takes up a participant's place again after a lost connection or a reload. Answered by `welcome`. */
export const resume = z.strictObject({
  type: z.literal('resume'),
  v: version,
  session: sessionId,
  index,
  secret,
  instance: filled(64),
  /**
   * A follower's place in the stream: the newest frame that it has, be it in the middle of a record. The relay goes on
   * from there, or resets where it cannot. Null asks for the newest snapshot.
   */
  cursor: z.nullable(cursor),
});

/**
 * Asks where the session of a leader link is to be led, without opening the link: a leader window must be on the site's
 * own origin. Answered by `located`, after which the relay closes the connection.
 */
export const locate = z.strictObject({
  type: z.literal('locate'),
  v: version,
  session: sessionId,
  token: secret,
});

/* ---- to the relay: once known ---- */

export const clientMessages = [
  /** Leaves for good. The leader's `bye` ends nothing: its session waits for it. */
  z.strictObject({ type: z.literal('bye') }),
  /** Ends the session for everybody, if the sender may. */
  z.strictObject({ type: z.literal('end') }),
  z.strictObject({ type: z.literal('beat') }),
  /** The page inside the session is now at `url`; `shared` is false where it cannot be recorded. Leader only. */
  z.strictObject({ type: z.literal('location'), url, shared: z.boolean() }),
  /** Asks for control, or takes it where `agent_can_take_control` allows that. */
  z.strictObject({ type: z.literal('control_request') }),
  z.strictObject({ type: z.literal('control_give'), to: index }),
  /** The leader refuses a request. */
  z.strictObject({ type: z.literal('control_deny'), to: index }),
  /** What the leader did with an action. Leader only. */
  z.strictObject({
    type: z.literal('result'),
    to: index,
    epoch: uint32,
    n: uint32,
    outcome: filled(32),
  }),
  /** `sendMessage`: from an outer page to the page inside (`inside` false) or, leader only, from the page inside. */
  z.strictObject({
    type: z.literal('message'),
    data: z.unknown(),
    origin,
    targetOrigin: origin,
    inside: z.boolean(),
  }),
  /** A line for the audit log. */
  z.strictObject({ type: z.literal('log'), entry: text(4096) }),
  /** A follower has applied everything up to here. */
  z.strictObject({ type: z.literal('ack'), stream: uint32, seq: uint32 }),
  /** A follower lost its place and wants the newest snapshot. */
  z.strictObject({ type: z.literal('resync') }),
  /** A follower's picture is wrong at this node, see `Op.check`. */
  z.strictObject({ type: z.literal('diverged'), id: uint32 }),
  /** A follower lacks these assets. */
  z.strictObject({
    type: z.literal('want_assets'),
    hashes: z.array(assetHash).check(z.maxLength(256)),
  }),
  /**
   * How large the picture may be in a follower's window, in CSS pixels: with the setting `set_to_smallest`, when it joins
   * and whenever that changes.
   */
  z.strictObject({ type: z.literal('window_size'), width: pixels, height: pixels }),
  /** Whether the leader's tab is in the background, where browsers slow its page down. Leader only. */
  z.strictObject({ type: z.literal('hidden'), hidden: z.boolean() }),
  /**
   * Ready to show what the others draw and write. Answered by `talk`, the lines that stay, and what has been written since the
   * message of this number; with null, since this participant came.
   */
  z.strictObject({ type: z.literal('talk'), heard: z.nullable(uint32) }),
  /** Something written to everybody. */
  z.strictObject({ type: z.literal('chat'), text: filled(MAX_CHAT_CHARACTERS) }),
  /** How lines are drawn from now on. Leader only. */
  z.strictObject({
    type: z.literal('drawing'),
    mode: z.optional(drawingMode),
    color: z.optional(colour),
    width: z.optional(lineWidth),
    timeout: z.optional(seconds),
  }),
  /** Takes drawn lines away: all of them, from the leader, and from a follower his own. */
  z.strictObject({ type: z.literal('wipe') }),
  /** The participant in control is doing something; at most once a second. */
  z.strictObject({ type: z.literal('activity') }),
  /** Something is being downloaded that the participant in control is told of. Leader only. */
  z.strictObject({ type: z.literal('download'), url: text(4096), filename: text(255) }),
  /**
   * A dialog of the browser's own (`alert`, `confirm`, `prompt`, leaving the page) holds the leader's page until the leader
   * has answered it, or that is over. Leader only.
   */
  z.strictObject({ type: z.literal('asked'), asked: z.boolean() }),
  /** An agent is at the desk, or not. */
  z.strictObject({ type: z.literal('agent_status'), available: z.boolean() }),
  /** An agent wants to join a session, found in the queue or by its PIN. Answered by `agent_link` or `agent_refused`. */
  z.strictObject({ type: z.literal('agent_join'), session: sessionId }),
  z.strictObject({
    type: z.literal('agent_join_pin'),
    pin: z.string().check(z.regex(/^\d{4,8}$/)),
  }),
] as const;

export const Hello = z.discriminatedUnion('type', [watch, agent, create, join, resume, locate]);
export type Hello = z.infer<typeof Hello>;

export const ClientMessage = z.discriminatedUnion('type', [
  watch,
  agent,
  create,
  join,
  resume,
  locate,
  ...clientMessages,
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/* ---- from the relay ---- */

const talkMessages = [
  /** Whether participants can write to each other, and how lines are drawn: when asked, and when that changes. */
  z.strictObject({
    type: z.literal('talk'),
    chat: z.boolean(),
    drawing: z.strictObject({
      mode: drawingMode,
      color: colour,
      width: lineWidth,
      timeout: seconds,
    }),
  }),
  /** The lines of this participant are gone; null for everybody's, because the page is another now or the leader wants it so. */
  z.strictObject({ type: z.literal('wiped'), of: z.nullable(index) }),
  /** Somebody wrote this, the receiver included. Numbers rise by one in a session. */
  z.strictObject({
    type: z.literal('chat'),
    n: uint32,
    from: index,
    text: filled(MAX_CHAT_CHARACTERS),
  }),
  /** What was written came too soon after what was before. It has been left out. */
  z.strictObject({ type: z.literal('chat_refused') }),
] as const;
export type TalkMessage = z.infer<(typeof talkMessages)[number]>;

const waitingSession = z.strictObject({
  session: sessionId,
  pin: z.string(),
  /** The leader's `userData.name`, or empty. */
  name: z.string(),
  /** Where the page inside the session is. */
  url: z.string(),
  /** Milliseconds for which the session has existed. */
  age: z.number(),
  /** Followers in the session. */
  viewers: index,
  /** Whether no follower has joined yet. */
  waiting: z.boolean(),
});
export type WaitingSession = z.infer<typeof waitingSession>;

const created = z.strictObject({
  type: z.literal('created'),
  session: sessionId,
  leaderToken: secret,
  followerToken: secret,
  pin: z.string(),
});
export type Created = z.infer<typeof created>;

const welcome = z.strictObject({
  type: z.literal('welcome'),
  session: sessionId,
  role: z.enum(['leader', 'follower']),
  index,
  /** Proves this participant when it resumes. */
  secret,
  /** The settings that the session was made with. */
  settings: jsonObject,
  pin: z.string(),
  url: z.string(),
  /** False while the page inside cannot be recorded. */
  shared: z.boolean(),
  /** Everybody in the session, this participant included. */
  participants: z.array(participant),
  control,
  /** For a leader: the stream to number frames in, the last number that the relay has, and a follower link's token. */
  stream: z.nullable(cursor),
  followerToken: z.nullable(secret),
  available: z.boolean(),
  /** For a leader: origins of images that viewers' browsers ask for themselves. */
  images: z.array(z.string()),
});
export type Welcome = z.infer<typeof welcome>;

export const RefusalCode = z.enum([
  /** Not JSON, not a known message, or not allowed now. */
  'bad_message',
  'wrong_version',
  'unknown_widget_key',
  'origin_refused',
  'wrong_agent_key',
  /** No such link, an expired or a spent one, or one of the other role. All answered alike. */
  'invalid_link',
  /** The session is over, or this participant's place in it. */
  'gone',
  /** A newer window took this place. */
  'other_connection',
  /** Too many messages, sessions or attempts. */
  'too_many',
  'too_large',
  /** The relay is stopping; come back. */
  'restarting',
]);
export type RefusalCode = z.infer<typeof RefusalCode>;

export const RelayMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('watching'), available: z.boolean() }),
  z.strictObject({ type: z.literal('agents'), available: z.boolean() }),
  created,
  /** Where a session is led: an address on the origin of the page that made it. */
  z.strictObject({ type: z.literal('located'), url: z.string() }),
  welcome,
  ...talkMessages,
  /** Someone came or went; `count` is everybody in the session, the leader included. */
  z.strictObject({
    type: z.literal('presence'),
    change: z.enum(['joined', 'left']),
    index,
    userData: jsonObject,
    count: index,
  }),
  z.strictObject({ type: z.literal('control'), to: index, epoch: uint32 }),
  /** To the leader: a follower asks for control. */
  z.strictObject({ type: z.literal('control_request'), from: index }),
  /** To the follower: the leader refused, or did not answer. */
  z.strictObject({ type: z.literal('control_denied') }),
  z.strictObject({
    type: z.literal('result'),
    epoch: uint32,
    n: uint32,
    outcome: z.string(),
  }),
  z.strictObject({ type: z.literal('location'), url: z.string(), shared: z.boolean() }),
  z.strictObject({
    type: z.literal('message'),
    data: z.unknown(),
    origin: z.string(),
    targetOrigin: z.string(),
  }),
  z.strictObject({ type: z.literal('ended') }),
  /** The participant in control is doing something. */
  z.strictObject({ type: z.literal('activity') }),
  /** To the follower in control: something is being downloaded at the leader's. `url` is empty where it is of no use elsewhere. */
  z.strictObject({ type: z.literal('download'), url: z.string(), filename: z.string() }),
  z.strictObject({ type: z.literal('beat') }),
  /** To the leader: how large the picture may be in this follower's window. */
  z.strictObject({ type: z.literal('window_size'), from: index, width: pixels, height: pixels }),
  /**
   * To followers: how the leader's page can be reached. `here` at first; `hidden` while its tab is in the background, so
   * that changes may come late; `asked` while a dialog of the browser's holds it; `away` while its connection is lost.
   */
  z.strictObject({
    type: z.literal('leader'),
    state: z.enum(['here', 'hidden', 'asked', 'away']),
  }),
  /**
   * To the leader: the relay has every frame of the stream up to here. A number that does not rise means that a frame
   * was missing or came twice: the leader sends again from `seq + 1`, or, having lost those frames, resumes as a new
   * instance and so begins a new stream.
   */
  z.strictObject({ type: z.literal('ack'), stream: uint32, seq: uint32 }),
  /** To the leader: the log has grown long, or a viewer has nothing to start from. */
  z.strictObject({ type: z.literal('need_snapshot') }),
  /** To the leader: a viewer lacks these assets, and the relay has them no longer, or never had all of them. */
  z.strictObject({ type: z.literal('need_assets'), hashes: z.array(assetHash) }),
  /** To the leader: a viewer has this node otherwise; it is to be told anew. */
  z.strictObject({ type: z.literal('repair'), id: uint32 }),
  /** To a follower: forget the picture; the next frame is number `seq` of this stream and begins a snapshot. */
  z.strictObject({ type: z.literal('reset'), stream: uint32, seq: uint32 }),
  z.strictObject({ type: z.literal('queue'), sessions: z.array(waitingSession) }),
  z.strictObject({ type: z.literal('signed_in') }),
  z.strictObject({ type: z.literal('agent_link'), session: sessionId, token: secret }),
  z.strictObject({ type: z.literal('agent_refused'), message: z.string() }),
  /**
   * The relay refuses. `message` is for people and names the way out. It then closes the connection, except after
   * `bad_message` and `too_large` once the connection is known: that one message was left out, and only the fourth such
   * message closes.
   */
  z.strictObject({ type: z.literal('refused'), code: RefusalCode, message: z.string() }),
]);
export type RelayMessage = z.infer<typeof RelayMessage>;
