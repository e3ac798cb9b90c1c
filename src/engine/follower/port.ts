/**
 * What the page that holds a follower's session and the window that shows the replica say to each other. The window is a
 * page of the relay's own origin; the connection stays outside, where the page's origin is the one the relay knows.
 */

import type { ClientMessage, TalkMessage } from '../../protocol/messages.js';
import type { Other } from '../participants.js';
import type { Spoken } from '../texts/texts.js';

/** What the window shows besides the picture. */
export interface WindowState {
  connected: boolean;
  /** Nothing has come over the connection for a while. */
  slow: boolean;
  /** How the leader's page can be reached, as the relay tells. */
  leader: 'here' | 'hidden' | 'asked' | 'away';
  /** This participant's own index. */
  own: number;
  /** The others in the session: their pointers are shown. */
  others: readonly Other[];
  /** This participant has control. */
  control: boolean;
  controlEpoch: number;
  /** False while the leader is on a page that cannot be recorded. */
  shared: boolean;
  /** The window lies over the whole page, so it has to offer a way out. */
  covering: boolean;
}

/** What a window says of all that the engine says. */
export type WindowTexts = Pick<Spoken, 'code' | 'view' | 'capture' | 'outcomes' | 'talk'>;

/** Tells a window its texts. */
export function textsOf({ code, view, capture, outcomes, talk }: Spoken): ToWindow {
  return { type: 'texts', texts: { code, view, capture, outcomes, talk } };
}

export type ToWindow =
  | { type: 'state'; state: WindowState }
  /** The window is to speak another language than English. */
  | { type: 'texts'; texts: WindowTexts }
  /** A frame of the relay, handed over. */
  | { type: 'frame'; bytes: Uint8Array }
  /** The next frames are a snapshot of this stream. */
  | { type: 'reset' }
  /** A frame is missing, or is of no use: what follows cannot be applied. */
  | { type: 'gap' }
  /** What somebody draws or writes, and how. */
  | { type: 'told'; message: TalkMessage }
  /** In which colour this participant draws. */
  | { type: 'colour'; colour: string }
  | { type: 'result'; epoch: number; n: number; outcome: string };

export type FromWindow =
  /** The first picture is there. */
  | { type: 'loaded' }
  /** Everything up to here has been applied. */
  | { type: 'ack'; stream: number; seq: number }
  /** A frame did not fit: the picture has to be made anew. */
  | { type: 'resync' }
  /** A part of the picture is wrong. */
  | { type: 'diverged'; id: number }
  | { type: 'leave' }
  /** How large the picture may be, in CSS pixels. */
  | { type: 'window_size'; width: number; height: number }
  /** Where this participant's pointer is. Lossy. */
  | { type: 'pointer'; frame: Uint8Array<ArrayBuffer> }
  /** For the relay, about drawing and chat. */
  | { type: 'tell'; message: ClientMessage }
  /** A piece of a line. */
  | { type: 'ink'; frame: Uint8Array<ArrayBuffer> }
  /** What the leader's page is called, and its icon as a data URL, '' for none. */
  | { type: 'page'; title: string; icon: string }
  | { type: 'want_assets'; hashes: string[] }
  | { type: 'input'; frame: Uint8Array<ArrayBuffer> };

/** Posted by the window to the page that framed it, which answers with a port. */
export const READY = 'surfly-session:ready';
/** Posted to a window that may have loaded before there was anybody to hear that it is ready; it answers with `HERE`. */
export const ASK = 'surfly-session:ask';
export const HERE = 'surfly-session:here';
/** Posted with the port. */
export const PORT = 'surfly-session:port';
