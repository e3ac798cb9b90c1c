import type { Json, Op } from '../../../protocol/records.js';
import type { Assets } from '../assets/assets.js';
import type { DigestSide } from '../../mirror/digest.js';
import type { Masking } from '../masking.js';
import type { NodeIds } from './node-ids.js';
import type { Patches } from './patches.js';
import type { Roots } from './roots.js';

export type OpRecord = [(typeof Op)[keyof typeof Op], ...Json[]];

/** What there is to say of some nodes besides the nodes themselves. All of it is read when a record is made. */
export interface Part {
  /** Whether elements with this local name concern it. Without this, all nodes do. Roots always do. */
  concerns?(name: string): boolean;
  /** Replicas will have this one: whatever is to be said of it goes into the next record. */
  met?(node: Element | ShadowRoot | Document, isPrivate: boolean): void;
  /** Replicas will no longer have this node, which still has its number. */
  forget?(node: Node): void;
  /** A document is recorded from now on. Its window's own functions tell more than its events. */
  enter?(window: Window & typeof globalThis, signal: AbortSignal): void;
  /** Listens to events that stay in the tree they happen in. */
  listen?(root: Document | ShadowRoot, signal: AbortSignal): void;
  /** Before a snapshot: says everything anew. */
  restart?(): void;
  /** Somebody has come who has only what was told earlier: what goes on by itself is elsewhere by now. */
  joined?(): void;
  /** The mouse of the follower in control is here; undefined once he has no control. */
  pointed?(by: Pointed | undefined): void;
  /** Writes down what has not been told yet. */
  changes(ops: OpRecord[]): void;
}

/** What a mouse is over, and what it presses. */
export interface Pointed {
  over: Element | undefined;
  down: Element | undefined;
}

/** What parts that are added later work with. */
export interface PartContext {
  /** Of the page. */
  window: Window & typeof globalThis;
  ids: NodeIds;
  roots: Roots;
  assets: Assets;
  masking: Masking;
  /** All nodes of which replicas have only a mask. */
  masked: ReadonlyMap<Node, unknown>;
  patches: Patches;
  /** What scripts have made fonts of. */
  fonts: Pick<WeakMap<FontFace, unknown>, 'get'>;
  /** Ends the recording. */
  signal: AbortSignal;
  /** What replicas have been told of texts and attributes. */
  told: Pick<DigestSide, 'textOf' | 'attributeOf'>;
  /** What they have been told of the page's width beside its scrollbar. */
  view: { inner: number };
  /** What was told anew because a replica had it otherwise. */
  repaired: Pick<WeakSet<Node>, 'has'>;
  /** Whether replicas do not have all of the page yet. */
  isUnfinished(): boolean;
  /** Something is to be told, once the frame ends. */
  later(): void;
  /** There will be something to tell when the page's script is done. */
  soon(): void;
}

export type MakeParts = (context: PartContext) => Part[];
