import type { Json, Op } from '../../../protocol/records.js';

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
  /** Writes down what has not been told yet. */
  changes(ops: OpRecord[]): void;
}
