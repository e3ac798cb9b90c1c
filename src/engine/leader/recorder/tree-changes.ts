import { firstIn, nextOf, parentOf, previousOf } from '../../tree.js';
import { aroundOf, hostOf, windowOf } from '../around.js';
import { attributeOf, hasAttribute } from '../asked.js';
import { MAX_TEXT, Op, type Json } from '../../../protocol/records.js';
import { PUBLIC_ATTRIBUTE, type Masking } from '../masking.js';
import type { Attributes } from './attributes.js';
import { Backlog } from './backlog.js';
import { drain } from './drain.js';
import type { NodeIds } from './node-ids.js';
import type { OpRecord, Part } from './part.js';
import type { Roots } from './roots.js';
import { isShown, takesChildren, type Serializer } from './serializer.js';
import { words } from '../../words.js';

export interface TreeChangesOptions {
  ids: NodeIds;
  roots: Roots;
  masking: Masking;
  attributes: Attributes;
  serializer: Serializer;
  forget(node: Node): void;
  /** The element was put somewhere. */
  came(node: Node): void;
  /** What replicas have shown so far is private now. */
  hidden(): void;
  /** Something became different that another part answers for. */
  touched(node: Node, attribute?: string): void;
}

/** What only the node's part can say when it changes. */
const OWN_SOURCES = words('src srcset sizes');

/**
 * Changes of the trees. Of what observers report only this is kept: which nodes may have a new place, which texts and
 * attributes a new value. What they became is read from the page when a record is made, so the order of events within a
 * record cannot be told wrong.
 */
export class TreeChanges implements Part {
  readonly #options: TreeChangesOptions;
  /** Nodes that were put somewhere. */
  readonly #moved = new Set<Node>();
  /** Numbers that replicas can forget. */
  #removed: number[] = [];
  readonly #texts = new Set<Text>();
  readonly #attributes = new Map<Element, Set<string>>();
  readonly #attached = new Set<Node>();
  /** What did not fit into this record, and into those before. */
  readonly #left = new Set<Node>();
  readonly #backlog = new Backlog();
  /** The node behind which replicas have no sibling of it, as long as the page moves nothing. */
  #last: Node | undefined;

  constructor(options: TreeChangesOptions) {
    this.#options = options;
  }

  absorb(records: readonly MutationRecord[]): void {
    const { ids } = this.#options;
    this.#last = undefined;
    const left = new Set<Node>();
    const anew: Element[] = [];
    for (const record of records) {
      const { target } = record;
      switch (record.type) {
        case 'childList':
          this.#options.touched(target);
          for (const node of record.addedNodes) {
            this.#moved.add(node);
            if (node.nodeType === 1) this.#options.came(node);
          }
          for (const node of record.removedNodes) left.add(node);
          break;
        case 'characterData':
          // Of comments replicas know nothing.
          this.#texts.add(target as Text);
          this.#options.touched(parentOf(target) ?? target);
          break;
        case 'attributes':
          if (this.#attributeChanged(record)) anew.push(target as Element);
          break;
      }
    }
    // Replicas have them where they were, even where they are in something by now that has left, too.
    for (const node of left) if (ids.of(node) !== undefined) this.#moved.add(node);
    // What is out of the page now changes unobserved from here on: should it come back, it comes as new.
    for (const node of left) if (!isInPage(node)) this.remove(node);
    // Only now is it known what has moved into them.
    for (const element of anew) this.refresh(element);
  }

  /** An attribute, or what is sent as one, has a new value. */
  attribute(element: Element, name: string): void {
    const names = this.#attributes.get(element);
    if (names) names.add(name);
    else this.#attributes.set(element, new Set([name]));
  }

  /** A text has to be told anew. */
  text(text: Text): void {
    this.#texts.add(text);
  }

  /** A shadow root or the document of a frame is there now. */
  attached(root: ShadowRoot | Document): void {
    this.#attached.add(root);
  }

  /** Says the node, with all in it, as if it were new. */
  refresh(node: Node): void {
    if (!this.remove(node)) return;
    this.#moved.add(node);
    if (this.#options.masking.isPrivate(node)) this.#options.hidden();
  }

  /** Takes a node away from replicas. @returns whether they had it */
  remove(node: Node): boolean {
    const isKnown = this.#options.ids.of(node) !== undefined;
    if (isKnown) this.#remove(node);
    return isKnown;
  }

  restart(): void {
    this.#clearPlaces();
    this.#texts.clear();
    this.#attributes.clear();
    this.#backlog.clear();
    this.#last = undefined;
  }

  /** Whether replicas do not have all of the page yet. */
  get isUnfinished(): boolean {
    return this.#backlog.size > 0 || this.#options.serializer.unfinished.size > 0;
  }

  /** Takes up what earlier records had no room for, as if it had been put there just now. */
  goOn(): void {
    const { ids, serializer } = this.#options;
    for (const parent of serializer.unfinished) {
      for (let child = firstIn(parent); child; child = nextOf(child)) {
        if (isShown(child) && ids.of(child) === undefined) this.#backlog.add(child);
      }
    }
    serializer.unfinished.clear();
    for (const node of this.#backlog.take((one) => ids.of(one) !== undefined)) {
      (isRoot(node) ? this.#attached : this.#moved).add(node);
      // What is chosen of options that come now could not be told before.
      if (node.nodeName === 'OPTION') this.#options.touched(node, 'selected');
    }
  }

  changes(ops: OpRecord[]): void {
    const first = this.#options.ids.next;
    if (this.#moved.size > 0 || this.#attached.size > 0 || this.#removed.length > 0) {
      this.#placeChanges(ops, first);
    }
    this.#textChanges(ops, first);
    this.#attributeChanges(ops, first);
  }

  /** What has gone, what has come, and what is at another place. */
  #placeChanges(ops: OpRecord[], first: number): void {
    const { ids, serializer } = this.#options;
    this.#crossings();
    const remove: OpRecord = [Op.remove];
    ops.push(remove);
    serializer.placed.clear();
    this.#insertions(ops, first);
    this.#attachments(ops, first);
    const lost: Node[] = [];
    for (const node of this.#moved) {
      const id = ids.of(node);
      if (id === undefined || id >= first) continue;
      remove.push(id);
      if (!serializer.placed.has(node)) lost.push(node);
    }
    remove.push(...this.#removed);
    if (remove.length === 1) ops.splice(ops.indexOf(remove), 1);
    this.#backlog.settle(this.#left);
    this.#clearPlaces();
    // They are in something that is yet to come, or beyond the bounds of a picture. Should they come again, they come as new.
    for (const node of lost) this.#options.forget(node);
  }

  /** Replicas may have a node that moved at another place than the one it goes down with. */
  forget(node: Node): void {
    if (this.#moved.has(node)) this.#removed.push(this.#options.ids.of(node) as number);
  }

  #remove(node: Node): void {
    if (!this.#moved.has(node)) this.#removed.push(this.#options.ids.of(node) as number);
    this.#options.forget(node);
  }

  #clearPlaces(): void {
    this.#moved.clear();
    this.#removed = [];
    this.#attached.clear();
    this.#left.clear();
  }

  /** @returns whether the element has to be said anew */
  #attributeChanged({
    target,
    attributeName,
    attributeNamespace,
    oldValue,
  }: MutationRecord): boolean {
    const element = target as Element;
    const name = attributeName as string;
    const { ids, masking, serializer } = this.#options;
    if (name === 'type' && oldValue?.toLowerCase() === 'password')
      masking.fields.wasPassword(element);
    if (ids.of(element) === undefined) return false;
    this.#options.touched(element, name);
    if (masking.marks(element) !== serializer.marked.has(element)) return true;
    if (name === PUBLIC_ATTRIBUTE && masking.maskAll) return true;
    if (name === 'rel' && element.localName === 'link') return true;
    // By its name alone it could be another one.
    if (attributeNamespace !== null) return true;
    if (element.localName !== 'img' || !OWN_SOURCES.has(name)) this.attribute(element, name);
    // Its going fires no event, as a new one does.
    else if (!hasAttribute(element, name)) this.attribute(element, 'src');
    return false;
  }

  /**
   * Known nodes that are now where replicas show nothing, or that were put from where all is shown to where nothing is, or
   * the other way.
   */
  #crossings(): void {
    const { ids, masking, serializer } = this.#options;
    const shown = new Map<Node, boolean>();
    const inside = new Map<Node, boolean>();
    const isInside = (parent: Node): boolean => {
      let known = inside.get(parent);
      if (known === undefined) inside.set(parent, (known = masking.isPrivate(parent)));
      return known;
    };
    for (const node of this.#moved) {
      if (ids.of(node) === undefined) continue;
      const parent = parentOf(node);
      if (!parent || !this.#isShown(parent, shown)) {
        this.#remove(node);
        continue;
      }
      const around = isInside(parent) || masking.slotted.has(node);
      const isPrivate = node.nodeType === 1 ? masking.isPrivateIn(node as Element, around) : around;
      if (isPrivate !== serializer.masked.has(node)) this.#remove(node);
    }
  }

  /** Whether replicas have, or will have, the children of a node. */
  #isShown(parent: Node, shown: Map<Node, boolean>): boolean {
    const known = shown.get(parent);
    if (known !== undefined) return known;
    const { ids, serializer } = this.#options;
    serializer.lookIntoSlots(parent);
    const stays = ids.of(parent) !== undefined && !this.#moved.has(parent);
    const around = aroundOf(parent);
    const isShown =
      takesChildren(parent) && (stays || (around !== null && this.#isShown(around, shown)));
    shown.set(parent, isShown);
    return isShown;
  }

  #insertions(ops: OpRecord[], first: number): void {
    const { ids } = this.#options;
    for (const node of this.#moved) {
      const parent = parentOf(node);
      const parentId = parent ? ids.of(parent) : undefined;
      if (!parent || parentId === undefined || !isShown(node)) continue;
      if (this.#isDone(node, first)) continue;
      if (takesChildren(parent)) this.#insertRun(ops, parent, parentId, node);
    }
  }

  #attachments(ops: OpRecord[], first: number): void {
    const { ids, roots } = this.#options;
    for (const root of this.#attached) {
      const host = hostOf(root) ?? frameOf(root as Document, roots);
      const hostId = host && ids.of(host);
      if (hostId === undefined || this.#isDone(root, first)) continue;
      this.#insert(ops, host as Element, hostId, 0, [root]);
    }
  }

  /** Whether a list of this record has the node already. */
  #isDone(node: Node, first: number): boolean {
    const { ids, serializer } = this.#options;
    const id = ids.of(node);
    return id !== undefined ? id >= first || serializer.placed.has(node) : this.#left.has(node);
  }

  /** Siblings that were all put there go in together, before the first one that stood there already. */
  #insertRun(ops: OpRecord[], parent: Node, parentId: number, node: Node): void {
    const { ids } = this.#options;
    let start = node;
    let behind = previousOf(node);
    for (; behind; behind = previousOf(behind)) {
      if (!isShown(behind)) continue;
      if (!this.#moved.has(behind)) break;
      start = behind;
    }
    // There may be thousands of siblings that are yet to come.
    const goesOn = behind !== null && behind === this.#last;
    const run: Node[] = [];
    let before = 0;
    for (let at: Node | null = start; at; at = nextOf(at)) {
      if (!isShown(at)) continue;
      if (this.#moved.has(at)) {
        run.push(at);
      } else {
        before = (goesOn ? 0 : ids.of(at)) ?? 0;
        if (goesOn || before > 0) break;
      }
    }
    this.#insert(ops, parent, parentId, before, run);
    if (before === 0) this.#last = run.findLast((one) => ids.of(one) !== undefined);
  }

  #insert(ops: OpRecord[], parent: Node, parentId: number, before: number, run: Node[]): void {
    const { serializer } = this.#options;
    const list: Json[] = [];
    const isPrivate = serializer.masked.has(parent);
    const depth = depthOf(parent) + 1;
    serializer.lookIntoSlots(parent);
    for (const node of run) {
      if (!serializer.append(node, list, isPrivate, depth)) this.#left.add(node);
    }
    if (list.length > 0) ops.push([Op.insert, parentId, before, ...list]);
  }

  #textChanges(ops: OpRecord[], first: number): void {
    const { ids, masking, serializer } = this.#options;
    drain(this.#texts, (node) => {
      const id = ids.of(node);
      if (id === undefined || id >= first) return;
      const isPrivate = serializer.masked.has(node);
      const text = masking.text(node, node.data.slice(0, MAX_TEXT), isPrivate);
      // How often somebody typed would tell how much.
      if (isPrivate && serializer.masked.get(node) === text) return;
      if (isPrivate) serializer.masked.set(node, text);
      ops.push([Op.text, id, text]);
    });
  }

  #attributeChanges(ops: OpRecord[], first: number): void {
    const { ids, serializer } = this.#options;
    for (const [element, names] of this.#attributes) {
      const id = ids.of(element);
      if (id === undefined || id >= first) continue;
      const op: OpRecord = [Op.attributes, id];
      const isPrivate = serializer.masked.has(element);
      for (const name of names) {
        const value = this.#valueOf(element, name, isPrivate);
        // Of fields, others tell it.
        const isOthers = isPrivate || name === 'value';
        if (value === null && isOthers && hasAttribute(element, name)) continue;
        op.push(name, value);
      }
      if (op.length > 2) ops.push(op);
    }
    this.#attributes.clear();
  }

  #valueOf(element: Element, name: string, isPrivate: boolean): string | null {
    const { attributes } = this.#options;
    if (name === 'src' && element.localName === 'img') {
      return attributes.source(element as HTMLImageElement, isPrivate) ?? null;
    }
    const value = attributeOf(element, name);
    return value === null ? null : (attributes.value(element, name, value, isPrivate) ?? null);
  }
}

/** A frame that was put into its own document takes that from the page, and is in it all the same. */
function isInPage({ isConnected, ownerDocument }: Node): boolean {
  return isConnected && windowOf(ownerDocument as Document) !== null;
}

function isRoot(node: Node): boolean {
  return node.nodeType === 9 || node.nodeType === 11;
}

function frameOf(root: Document, roots: Roots): Element | undefined {
  const frame = windowOf(root)?.frameElement ?? undefined;
  return frame && roots.knownDocumentOf(frame) === root ? frame : undefined;
}

function depthOf(node: Node): number {
  let depth = 0;
  for (let at: Node | null = node; at; at = aroundOf(at)) depth += 1;
  return depth;
}
