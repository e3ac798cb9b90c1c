/**
 * What a page that is recorded and a framed page of another origin say to each other. The page in front of its leader asks
 * first (`KNOCK`); a framed page that names its origin answers with a port (`ANSWER`), and everything else goes over that.
 * Neither side believes the other: each checks what it gets.
 */
import type { Outcome } from '../../protocol/input.js';
import type { MaskingOptions } from '../leader/masking.js';

/** Sent to every frame of another origin. It tells nothing, and no page stumbles over it: those that parse messages can. */
export const KNOCK = '{"type":"surfly-session:knock"}';
/** Sent with the port, and to the asking page's origin only. */
export const ANSWER = '{"type":"surfly-session:answer"}';

export type ToFrame =
  | {
      type: 'start';
      masking: MaskingOptions;
      /** Origins of the pages that what is recorded goes through after the one that asked. */
      through: string[];
      /** Origins of images that replicas ask for themselves. */
      images: readonly string[];
    }
  /** All of the page is wanted anew. */
  | { type: 'snapshot' }
  /** An action of the one in control, as it arrived. */
  | { type: 'act'; n: number; action: Uint8Array }
  /** Lets go of every button and key. */
  | { type: 'release' }
  | { type: 'ping' }
  | { type: 'end' };

export type FromFrame =
  /** `text` is the record in JSON. Nobody reads it before the replica. */
  | { type: 'record'; kind: 'snapshot' | 'change'; text: string }
  | { type: 'asset'; mediaType: string; bytes: Uint8Array }
  /** Where the leader's pointer is, in CSS pixels of the framed page's viewport. */
  | { type: 'pointer'; x: number; y: number }
  | { type: 'outcome'; n: number; outcome: Outcome }
  | { type: 'pong' }
  /** The page goes, and takes the port with it. */
  | { type: 'gone' };
