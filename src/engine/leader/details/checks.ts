import { MAX_TEXT, Op } from '../../../protocol/records.js';
import { Silence } from '../../silence.js';
import { digestOf, type DigestSide } from '../../mirror/digest.js';
import { firstIn, nextOf } from '../../tree.js';
import { hostOf } from '../around.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';
import { isFrame, isHtml, isInert } from '../recorder/serializer.js';
import type { KnownRoots } from './known-roots.js';

/** Milliseconds without a change after which replicas are checked, and between two steps of that. */
const QUIET = 2000;
const BETWEEN = 250;
/** Nodes of the largest part that is checked in one piece. */
const MOST_NODES = 400;

/**
 * Checks replicas: in idle time each part of the page that has come to rest is summed up in a number, and a replica that gets
 * another one asks for the part to be told anew.
 */
export class Checks implements Part {
  readonly #options: PartContext;
  readonly #side: DigestSide;
  readonly #roots: KnownRoots;
  /** What is still to be checked in this round. */
  #queue: Node[] = [];
  readonly #quiet = new Silence(() => {
    const { requestIdleCallback } = globalThis as Partial<typeof globalThis>;
    if (requestIdleCallback) requestIdleCallback(this.#begin, { timeout: QUIET });
    else this.#begin();
  });
  #isDue = false;
  /** What a replica had otherwise, and was told anew. Telling it once more would not help. */
  readonly #repaired = new WeakSet<Node>();

  constructor(options: PartContext, known: KnownRoots) {
    this.#options = options;
    this.#roots = known;
    const { ids, roots, masking, masked, attributes, signal } = options;
    signal.addEventListener('abort', () => this.#quiet.stop());
    this.#side = {
      idOf: (node) => ids.of(node),
      shadowOf: (element) => roots.shadowOf(element),
      // As replicas have them.
      textOf: (text) => masked.get(text) ?? masking.text(text, text.data.slice(0, MAX_TEXT), false),
      attributeOf: (element, name, value) =>
        isInert(element, element.localName, isHtml(element))
          ? undefined
          : attributes.value(element, name, value, masked.has(element)),
    };
  }

  repair(node: Node): void {
    if (this.#repaired.has(node)) return;
    this.#repaired.add(node);
    const root = hostOf(node) ?? (node as Partial<Document>).documentElement;
    this.#options.refresh(root ?? node);
  }

  /** Comes last: what it sums up is what the record makes of replicas. */
  changes(ops: OpRecord[]): void {
    if (ops.length > 0) {
      // From the start again, once it is quiet.
      this.#queue = [];
      this.#isDue = false;
      this.#quiet.expect(QUIET);
      return;
    }
    if (!this.#isDue || this.#options.isUnfinished()) return;
    this.#isDue = false;
    const node = this.#queue.pop();
    if (node) this.#check(ops, node);
    if (this.#queue.length > 0) this.#quiet.expect(BETWEEN);
  }

  readonly #begin = (): void => {
    if (this.#queue.length === 0) {
      this.#queue = [...this.#roots.all].filter(({ nodeType }) => nodeType === 9);
    }
    this.#isDue = true;
    this.#options.soon();
  };

  #check(ops: OpRecord[], node: Node): void {
    const { ids, roots } = this.#options;
    const id = ids.of(node);
    if (id === undefined) return;
    // What was told anew once and is found wrong again would not be mended by telling it once more.
    const isDeep = !this.#repaired.has(node) && this.#count(node, MOST_NODES) <= MOST_NODES;
    ops.push([Op.check, id, isDeep ? 1 : 0, digestOf(node, isDeep, this.#side)]);
    if (isDeep) return;
    for (let child = firstIn(node); child; child = nextOf(child)) {
      if (child.nodeType === 1 && ids.of(child) !== undefined) this.#queue.push(child);
    }
    const shadow = node.nodeType === 1 ? roots.shadowOf(node as Element) : undefined;
    if (shadow) this.#queue.push(shadow);
  }

  /** Counts the node and what is in it, and stops above the limit. */
  #count(node: Node, limit: number): number {
    let count = 1;
    const shadow = node.nodeType === 1 ? this.#options.roots.shadowOf(node as Element) : undefined;
    if (shadow) {
      // What a page has taken our hooks off for attached it unheard.
      if (this.#options.ids.of(shadow) === undefined) this.repair(shadow);
      count += this.#count(shadow, limit - count);
    }
    for (let child = firstIn(node); child && count <= limit; child = nextOf(child)) {
      if (!isFrame(child)) count += this.#count(child, limit - count);
      else count += 1;
    }
    return count;
  }
}
