import {
  DocumentMode,
  MAX_DEPTH,
  MAX_NODES,
  MAX_TEXT,
  Namespace,
  NodeKind,
  ShadowFlag,
  type Json,
} from '../../../protocol/records.js';
import { firstIn, nextOf } from '../../tree.js';
import { attributeNamesOf, attributeOf } from '../asked.js';
import type { Masking } from '../masking.js';
import { HTML, MATHML, SVG, type Attributes } from './attributes.js';
import type { NodeIds } from './node-ids.js';
import type { Roots } from './roots.js';
import type { Slice } from './slice.js';
import { words } from '../../words.js';

/** Sent as empty templates: they show nothing, and what they do is not for replicas. */
const INERT = words('script noscript meta base template param');
/** Boxes with foreign content in them: all become frames. */
export const FRAMES = words('iframe frame object embed');
/** What is in these is either not shown or told in another way. */
const CHILDLESS = new Set([...INERT, ...FRAMES, 'style', 'textarea']);

/** @returns whether replicas are told of the node's children */
export function takesChildren(node: Node): boolean {
  if (node.nodeType !== 1) return true;
  const { localName } = node as Element;
  return !CHILDLESS.has(localName) && !(localName === 'link' && isHtml(node as Element));
}

/** @returns whether replicas are told of the node, where they are told of its siblings */
export function isShown(node: Node): boolean {
  return node.nodeType < 5;
}

export function isHtml(element: Element): boolean {
  return element.namespaceURI === HTML;
}

/** @returns whether replicas show the element as a frame */
export function isFrame(node: Node): node is Element {
  return node.nodeType === 1 && FRAMES.has((node as Element).localName) && isHtml(node as Element);
}

export interface SerializerOptions {
  ids: NodeIds;
  roots: Roots;
  masking: Masking;
  attributes: Attributes;
  slice: Slice;
  /**
   * An element, shadow root or document that replicas will have now: what is there to say besides its node?
   * @param name - of an element
   */
  met(node: Element | ShadowRoot | Document, isPrivate: boolean, name?: string): void;
}

/** Turns nodes into node lists, and numbers those that replicas do not have yet. */
export class Serializer {
  readonly #ids: NodeIds;
  readonly #roots: Roots;
  readonly #masking: Masking;
  readonly #attributes: Attributes;
  readonly #slice: Slice;
  readonly #met: SerializerOptions['met'];
  /** Elements that make themselves and what is in them private, as replicas know them. */
  readonly marked = new Set<Element>();
  /** All nodes of which replicas have only a mask; for a text, which one. */
  readonly masked = new Map<Node, string>();
  /** Known nodes that found a place in a list. */
  readonly placed = new Set<Node>();
  /** Nodes that replicas have without all of their children: the slice was used up. */
  readonly unfinished = new Set<Node>();
  #list: Json[] = [];
  #runs: number[] | undefined;
  /** Where the numbers of the page were before a snapshot. */
  #earlier: ReadonlyMap<Node, number> | undefined;

  constructor({ ids, roots, masking, attributes, slice, met }: SerializerOptions) {
    this.#ids = ids;
    this.#roots = roots;
    this.#masking = masking;
    this.#attributes = attributes;
    this.#slice = slice;
    this.#met = met;
  }

  /** All of a document, under the numbers that its nodes had before, and those numbers as runs. */
  snapshot(document: Document): { ids: number[]; nodes: Json[] } {
    const nodes: Json[] = (this.#list = []);
    const ids: number[] = (this.#runs = []);
    this.#earlier = this.#ids.restart();
    this.marked.clear();
    this.masked.clear();
    this.unfinished.clear();
    this.#document(document, this.#masking.maskAll, 0);
    this.#earlier = this.#runs = undefined;
    return { ids, nodes };
  }

  /**
   * Puts a node, with as much of what is in it as the slice allows, at the end of a list.
   * @returns false where the slice was used up before: the node is for the next one
   */
  append(node: Node, list: Json[], isPrivate: boolean, depth: number): boolean {
    if (this.#slice.isOver() && this.#ids.of(node) === undefined) return false;
    this.#list = list;
    this.#node(node, isPrivate, depth);
    return true;
  }

  forget(node: Node): void {
    if (this.marked.size > 0) this.marked.delete(node as Element);
    if (this.masked.size > 0) this.masked.delete(node);
    if (this.unfinished.size > 0) this.unfinished.delete(node);
  }

  #node(node: Node, isPrivate: boolean, depth: number): boolean {
    // A snapshot comes to each node once.
    const id = this.#runs ? undefined : this.#ids.of(node);
    if (id !== undefined) {
      this.placed.add(node);
      this.#list.push(NodeKind.known, id);
      return true;
    }
    if (this.#ids.size >= MAX_NODES) return false;
    switch (node.nodeType) {
      case 1:
        this.#element(node as Element, isPrivate, depth);
        return true;
      case 3:
      case 4:
        this.#text(node as Text, isPrivate);
        return true;
      case 9:
        this.#document(node as Document, isPrivate, depth);
        return true;
      case 11:
        this.#shadow(node as ShadowRoot, isPrivate, depth);
        return true;
      default:
        return false;
    }
  }

  #text(node: Text, parentIsPrivate: boolean): void {
    const isPrivate = parentIsPrivate || this.#masking.slotted.has(node);
    const text = this.#masking.text(node, node.data.slice(0, MAX_TEXT), isPrivate);
    this.#number(node, isPrivate, text);
    this.#list.push(NodeKind.text, text);
  }

  #element(element: Element, parentIsPrivate: boolean, depth: number): void {
    const list = this.#list;
    const html = isHtml(element);
    const { localName } = element;
    if (isInert(element, localName, html)) {
      this.#number(element, parentIsPrivate);
      list.push(NodeKind.element, 'template', 0, 0);
      return;
    }
    const marks = this.#masking.marks(element);
    if (marks) this.marked.add(element);
    const isPrivate = this.#masking.isPrivateIn(element, parentIsPrivate, marks);
    this.#number(element, isPrivate);
    const frame = html && FRAMES.has(localName);
    list.push(NodeKind.element, frame ? 'iframe' : html ? localName : nameOf(element), 0);
    const attributesAt = list.length - 1;
    list[attributesAt] = this.#attributesOf(element, isPrivate);
    if (frame && !localName.endsWith('frame')) {
      // A frame has a border where these have none.
      list.push('frameborder', '0');
      list[attributesAt] += 1;
    }
    if (localName === 'img') {
      const source = this.#attributes.source(element as HTMLImageElement, isPrivate);
      if (source !== undefined) {
        list.push('src', source);
        list[attributesAt] += 1;
      }
    }
    list.push(0);
    const childrenAt = list.length - 1;
    let children = 0;
    if (depth < MAX_DEPTH) {
      const root = this.#roots.shadowOf(element);
      if (root) {
        children += this.#shadow(root, isPrivate, depth + 1);
        this.lookIntoSlots(element);
      }
      if (frame) {
        const isClosed = isPrivate && this.#masking.isClosed(element);
        const inner = isClosed ? undefined : this.#roots.documentOf(element);
        if (inner) children += this.#document(inner, isPrivate, depth + 1);
      } else if (!CHILDLESS.has(localName)) {
        children += this.#children(element, isPrivate, depth + 1);
      }
    }
    list[childrenAt] = children;
    this.#met(element, isPrivate, localName);
  }

  #shadow(root: ShadowRoot, isPrivate: boolean, depth: number): number {
    const flags =
      (root.delegatesFocus ? ShadowFlag.delegatesFocus : 0) |
      (root.slotAssignment === 'manual' ? ShadowFlag.manualSlots : 0);
    return this.#root(root, NodeKind.shadow, flags, isPrivate, depth);
  }

  #document(document: Document, isPrivate: boolean, depth: number): number {
    return this.#root(document, NodeKind.document, modeOf(document), isPrivate, depth);
  }

  #root(
    root: ShadowRoot | Document,
    kind: number,
    detail: number,
    isPrivate: boolean,
    depth: number,
  ): number {
    const list = this.#list;
    this.#number(root, isPrivate);
    list.push(kind, detail, 0);
    const childrenAt = list.length - 1;
    list[childrenAt] = this.#children(root, isPrivate, depth + 1);
    this.#roots.watch(root);
    this.#met(root, isPrivate);
    return 1;
  }

  #children(parent: Node, isPrivate: boolean, depth: number): number {
    let children = 0;
    for (let child = firstIn(parent); child; child = nextOf(child)) {
      if (!isShown(child)) continue;
      if (this.#slice.isOver() && this.#ids.of(child) === undefined) {
        // Known nodes that came in here still find their place.
        this.unfinished.add(parent);
        continue;
      }
      if (this.#node(child, isPrivate, depth)) children += 1;
    }
    return children;
  }

  /** What is shown in a private part of a shadow tree is private, too: to be asked before children of the host are told. */
  lookIntoSlots(host: Node): void {
    const masking = this.#masking;
    const root = host.nodeType === 1 && this.#roots.shadowOf(host as Element);
    if (!root) return;
    for (const slot of root.querySelectorAll('slot')) {
      if (!masking.isClosed(slot)) continue;
      for (const node of slot.assignedNodes()) masking.slotted.add(node);
    }
  }

  #attributesOf(element: Element, isPrivate: boolean): number {
    const list = this.#list;
    let count = 0;
    // `element.attributes` would make an object for each of them.
    for (const name of attributeNamesOf(element)) {
      const value = attributeOf(element, name);
      // Of an element of HTML, no name with a capital letter can be asked for.
      if (value === null) continue;
      const shown = this.#attributes.value(element, name, value, isPrivate);
      if (shown === undefined) continue;
      list.push(name, shown);
      count += 1;
    }
    return count;
  }

  #number(node: Node, isPrivate: boolean, mask = ''): void {
    if (isPrivate) this.masked.set(node, mask);
    const id = this.#ids.add(node, this.#earlier?.get(node));
    const runs = this.#runs;
    if (!runs) return;
    const last = runs.length - 2;
    if (last >= 0 && id === (runs[last] as number) + (runs[last + 1] as number)) {
      (runs[last + 1] as number) += 1;
    } else {
      runs.push(id, 1);
    }
  }
}

/** Whether it shows nothing: in replicas something without attributes stands for it. */
export function isInert(element: Element, localName: string, html: boolean): boolean {
  if (!html) return localName === 'script';
  if (localName === 'link') return !(element as HTMLLinkElement).relList.contains('stylesheet');
  return INERT.has(localName);
}

function nameOf({ namespaceURI, localName }: Element): string {
  if (namespaceURI === SVG) return Namespace.svg + localName;
  return (namespaceURI === MATHML ? Namespace.mathml : Namespace.other) + localName;
}

/** Public identifiers with which a document is laid out in "limited quirks mode" (HTML standard, 13.2.6.4.1). */
const LIMITED_QUIRKS = /^-\/\/W3C\/\/DTD X?HTML [14]\.01? [FT]/i;

function modeOf({ compatMode, doctype }: Document): number {
  if (compatMode === 'BackCompat') return DocumentMode.quirks;
  const isLimited = LIMITED_QUIRKS.test(`${doctype?.publicId}`);
  return isLimited ? DocumentMode.limitedQuirks : DocumentMode.standards;
}
