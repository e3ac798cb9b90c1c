import type { Json, Op } from '../../../protocol/records.js';
import type { Assets } from '../assets/assets.js';
import type { GuestHand } from '../input/hand.js';
import type { Masking, MaskingOptions } from '../masking.js';
import type { Attributes } from './attributes.js';
import type { FieldHooks } from './field-hooks.js';
import type { LoadLate } from './late.js';
import type { NodeIds } from './node-ids.js';
import type { Patches } from './patches.js';
import type { Roots } from './roots.js';
import type { Sheets } from './sheets.js';
import type { ToldLayer } from './top-layer-order.js';

export type OpRecord = [(typeof Op)[keyof typeof Op], ...Json[]];

/** What there is to say of some nodes besides the nodes themselves. All of it is read when a record is made. */
export interface Part {
  /** Whether elements with this local name concern it. Without this, all nodes do, if it is to hear of any. Roots always do. */
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
  /**
   * Before a snapshot, and for who has only what was told earlier: what goes on by itself is elsewhere by now, and what is
   * heard of later than it happens may be different already.
   */
  look?(): void;
  /** The mouse of the follower in control is here; undefined once he has no control. */
  pointed?(by: Pointed | undefined): void;
  /** What acts in a framed page of another origin, where that takes part. */
  guest?(frame: Element): GuestHand | undefined;
  /** A replica has it otherwise. */
  repair?(node: Node): void;
  /** Writes down what has not been told yet. */
  changes?(ops: OpRecord[]): void;
}

/** What a mouse is over, and what it presses. */
export interface Pointed {
  over: Element | undefined;
  down: Element | undefined;
}

/** What a recorder needs to show framed pages of other origins that take part. */
export interface GuestsOptions {
  masking: MaskingOptions;
  /** Origins of the pages that what is recorded goes through beyond this one. */
  through: string[];
}

/** What parts work with that are added later. */
export interface PartContext {
  /** Of the page. */
  window: Window & typeof globalThis;
  ids: NodeIds;
  roots: Roots;
  assets: Assets;
  masking: Masking;
  /** Elements that replicas know as private by themselves, and all nodes of which they have only a mask, of a text which one. */
  marked: ReadonlySet<Element>;
  masked: ReadonlyMap<Node, string>;
  patches: Patches;
  load?: LoadLate;
  /** Without it, frames of other origins are boxes with a label. */
  guests?: GuestsOptions;
  /** Origins of images that replicas ask for themselves. */
  images?: readonly string[];
  sheets: Sheets;
  fields: FieldHooks;
  attributes: Attributes;
  /** Elements in the top layer, lowest first, and what replicas have been told of them. */
  topLayer: Map<Element, ToldLayer>;
  /** Ends the recording. */
  signal: AbortSignal;
  /** What replicas have been told of the page's width beside its scrollbar. */
  view: { inner: number };
  /** Whether replicas do not have all of the page yet. */
  isUnfinished(): boolean;
  /** The image shows something else now. */
  source(image: HTMLImageElement): void;
  /** A frame shows another document. */
  replaced(before: Document | undefined, now: Document | undefined): void;
  /** Tells a node anew. */
  refresh(node: Node): void;
  /** Where the leader's own pointer is, in CSS pixels of the page's viewport. */
  pointer(x: number, y: number): void;
  /** The leader's own hand does something in the page. */
  worked?(event: Event): void;
  /** Something is to be told, once the frame ends. */
  later(): void;
  /** There will be something to tell when the page's script is done. */
  soon(): void;
  /** The same, and what selectors choose may be different. */
  changed(): void;
}

export type MakeParts = (context: PartContext) => Part[];
