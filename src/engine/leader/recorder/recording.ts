/** What a recorder is given, and what can be asked of it. */
import type { MirrorRecord } from '../../../protocol/records.js';
import type { SentAsset } from '../assets/reading.js';
import type { GuestHand } from '../input/hand.js';
import type { Masking } from '../masking.js';
import type { LoadLate } from './late.js';
import type { GuestsOptions, MakeParts, Pointed } from './part.js';

type Realm = Window & typeof globalThis;

export interface RecorderOptions {
  /** The page's window. Its document has a body. */
  window: Realm;
  /** The one that the page had before its first script, where that is known. */
  Observer?: typeof MutationObserver;
  masking: Masking;
  /**
   * Called synchronously, with a snapshot first.
   * @param more - whether there is more of the page to be told
   */
  emit(kind: 'snapshot' | 'change', record: MirrorRecord, more: boolean): void;
  /** Where the leader's own pointer is, in CSS pixels of the page's viewport. At most once per frame. */
  pointer(x: number, y: number): void;
  /** An image or a font, once per hash (SHA-256, hexadecimal), and whenever that is wanted again. */
  asset(asset: SentAsset): void;
  /** Loads what only some pages need. Without it, replicas get none of that: no image, no font. */
  load?: LoadLate;
  /** The leader's own hand does something in the page, or in a frame of its origin. */
  worked?(event: Event): void;
  /** A frame of the same origin shows another document. */
  framed?(window: Realm, signal: AbortSignal): void;
  /** Origins of images that replicas ask for themselves, by their addresses. */
  images?: readonly string[];
  /** Without it, frames of other origins are boxes with a label. */
  guests?: GuestsOptions;
}

export interface Recorder {
  /** Of the page. */
  readonly window: Realm;
  /** Elements that make themselves and what is in them private. */
  readonly marked: ReadonlySet<Element>;
  /** Emits a snapshot now. */
  snapshot(): void;
  /** Nothing is emitted until `resume`. */
  pause(): void;
  /** Emits a snapshot, and changes again. */
  resume(): void;
  /**
   * Somebody has come.
   * @param make - parts that matter only where somebody looks: the first time they are added
   */
  joined(make: MakeParts): void;
  idOf(node: Node): number | undefined;
  nodeOf(id: number): Node | undefined;
  /**
   * Hands out assets once more.
   * @param take - instead of `asset`
   */
  resend(hashes: readonly string[], take?: (asset: SentAsset) => void): void;
  /** Tells a part of the page anew: a replica has it otherwise. Once, for what helps no more would never end. */
  repair(id: number): void;
  /** What acts in a framed page of another origin, where that takes part. */
  guest(frame: Element): GuestHand | undefined;
  /**
   * The mouse of the follower in control is over an element, and may press one: shown in place of what the leader's own
   * does, until that moves. Undefined once nobody else has control.
   */
  pointed(by: Pointed | undefined): void;
  /** Leaves the page as it was found. */
  stop(): void;
}
