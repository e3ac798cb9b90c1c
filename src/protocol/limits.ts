/**
 * The bounds that engine and relay keep to. Both sides check them: the sender so that it is never refused, the receiver
 * because the sender may be hostile.
 */

/** Version of the conversation between engine and relay. A relay refuses any other. */
export const PROTOCOL_VERSION = 1;

/** Most bytes of payload in one binary frame. Larger records travel as several chunks. */
export const MAX_CHUNK_BYTES = 64 * 1024;

/** Most bytes in one WebSocket message of either kind. */
export const MAX_MESSAGE_BYTES = 128 * 1024;

/** Most bytes of JSON in one application message (`sendMessage`), settings object or user data object. */
export const MAX_JSON_BYTES = 64 * 1024;

/** Most bytes of payload in one pointer frame: what pointer.ts writes, with room for a seal around it. */
export const MAX_POINTER_BYTES = 64;

/** Most characters (UTF-16 code units) of one message that a participant writes to the others. */
export const MAX_CHAT_CHARACTERS = 2_000;

/** Most bytes of one recorded asset (an image or a font of the leader's page). */
export const MAX_ASSET_BYTES = 4 * 1024 * 1024;

/** Most bytes that one record (a snapshot or a change) may have once inflated. */
export const MAX_RECORD_BYTES = 64 * 1024 * 1024;

/** How many frames a leader may have in flight before the relay has acknowledged them. */
export const LEADER_WINDOW_FRAMES = 256;

/** How many bytes a leader may have in flight before the relay has acknowledged them. */
export const LEADER_WINDOW_BYTES = 4 * 1024 * 1024;

/** How many bytes the relay sends to a viewer before the viewer has acknowledged them. */
export const VIEWER_WINDOW_BYTES = 512 * 1024;

/** Milliseconds within which the first message of a connection must arrive. */
export const HELLO_TIMEOUT_MS = 5_000;

/** Milliseconds between two heartbeats of the relay. */
export const BEAT_INTERVAL_MS = 15_000;

/** Milliseconds without any message, not even a heartbeat, after which a participant is told that the connection is slow. */
export const SLOW_AFTER_MS = 20_000;

/** Milliseconds without any message after which either side takes the connection for dead. */
export const DEAD_AFTER_MS = 45_000;

/** Milliseconds for which a participant that lost its connection can come back as the same participant. */
export const RESUME_WINDOW_MS = 120_000;

/** Milliseconds for which a leader link stays valid before it is first opened (Surfly documentation, leader link). */
export const LEADER_LINK_UNOPENED_MS = 30_000;

/** Milliseconds after which an action that could not be delivered is no longer carried out. */
export const INPUT_MAX_AGE_MS = 3_000;
