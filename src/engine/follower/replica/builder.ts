import { MAX_DEPTH, NodeKind, ShadowFlag } from '../../../protocol/records.js';
import { firstIn, nextOf } from '../../tree.js';
import { createElement } from './allowed.js';
import type { Attributes } from './attributes.js';
import { blankDocument, documentLike, makeSandbox } from './blank-document.js';
import { documentOf, insert, setInner } from './dom.js';
import type { NodeTable } from './node-table.js';
import { MisfitError, type Reader } from './reader.js';

const MAX_ATTRIBUTES = 2000;

export interface BuilderOptions {
  nodes: NodeTable;
  attributes: Attributes;
  /** An element, shadow root or document was made. */
  made(node: Node): void;
}

/** The content of a frame: it can be put in once the frame is in the page. */
interface Inner {
  frame: HTMLIFrameElement;
  id: number;
  mode: number;
  children: Node[];
}

/** Builds nodes from node lists. */
export class Builder {
  readonly #options: BuilderOptions;
  readonly #inner: Inner[] = [];
  #document: Document;
  #nextId: () => number = () => 0;

  constructor(document: Document, options: BuilderOptions) {
    this.#document = document;
    this.#options = options;
  }

  /** Reads `document, mode, children` of a snapshot, whose mode the frame has been made for. */
  page(reader: Reader, nextId: () => number): void {
    this.#nextId = nextId;
    if (reader.count() !== NodeKind.document) throw new MisfitError('A page is no document.');
    reader.count();
    const children = reader.count();
    this.#options.nodes.add(nextId(), this.#document);
    for (let i = 0; i < children; i += 1) this.#node(reader, this.#document, null, 1);
    this.#options.made(this.#document);
    this.fillFrames();
  }

  /** Puts the nodes of a list into a parent, before one of its children or at its end. */
  insert(
    reader: Reader,
    parent: Node,
    before: Node | null,
    depth: number,
    nextId: () => number,
  ): void {
    this.#nextId = nextId;
    while (!reader.done) this.#node(reader, parent, before, depth);
  }

  #node(reader: Reader, parent: Node, before: Node | null, depth: number): void {
    checkDepth(depth);
    const { nodes, made } = this.#options;
    switch (reader.count()) {
      case NodeKind.known: {
        const node = nodes.get(reader.count());
        checkDepths(node, depth);
        place(node, parent, before);
        break;
      }
      case NodeKind.text: {
        const text = this.#document.createTextNode(reader.text());
        nodes.add(this.#nextId(), text);
        place(text, parent, before);
        break;
      }
      case NodeKind.element:
        this.#element(reader, parent, before, depth);
        break;
      case NodeKind.shadow: {
        const root = attachShadow(parent, reader.count());
        nodes.add(this.#nextId(), root);
        this.#children(reader, root, depth);
        made(root);
        break;
      }
      case NodeKind.document:
        this.#frame(reader, parent, depth);
        break;
      default:
        throw new MisfitError('A node is of no known kind.');
    }
  }

  #element(reader: Reader, parent: Node, before: Node | null, depth: number): void {
    const { nodes, attributes, made } = this.#options;
    const element = createElement(documentOf(parent), reader.text());
    nodes.add(this.#nextId(), element);
    if (element.localName === 'iframe') makeSandbox(element);
    const count = reader.count();
    if (count > MAX_ATTRIBUTES) throw new MisfitError(`An element has ${count} attributes.`);
    for (let i = 0; i < count; i += 1) attributes.set(element, reader.text(), reader.text());
    this.#children(reader, element, depth);
    made(element);
    place(element, parent, before);
  }

  #children(reader: Reader, parent: Node, depth: number): void {
    const count = reader.count();
    for (let i = 0; i < count; i += 1) this.#node(reader, parent, null, depth + 1);
  }

  #frame(reader: Reader, frame: Node, depth: number): void {
    if (frame.nodeName !== 'IFRAME') throw new MisfitError('A document is in no frame.');
    const mode = reader.count();
    const id = this.#nextId();
    // Its mode says how styles of elements are read, and that is when they are set.
    const holder = documentLike(this.#document, mode).createDocumentFragment();
    this.#children(reader, holder, depth);
    this.#inner.push({
      frame: frame as HTMLIFrameElement,
      id,
      mode,
      children: [...holder.childNodes],
    });
  }

  /** Once everything has its place. Outer frames come first: those in them are in the page only then. */
  fillFrames(): void {
    if (this.#inner.length === 0) return;
    const { nodes, made } = this.#options;
    const frames = this.#inner.splice(0).reverse();
    for (const { frame, id, mode, children } of frames) {
      const inner = frame.contentDocument ? blankDocument(frame, mode) : undefined;
      if (!inner) throw new MisfitError('A frame with a document is not in the page.');
      nodes.add(id, inner);
      setInner(frame, inner);
      for (const child of children) insert(inner, child, null);
      made(inner);
    }
  }
}

/** The leader stops at the same depth; a few more levels are the roots in between. */
function checkDepth(depth: number): void {
  if (depth > MAX_DEPTH * 2) throw new MisfitError('A tree is too deep.');
}

/** What comes with a known node may reach deeper than its place. */
function checkDepths(node: Node, depth: number): void {
  checkDepth(depth);
  const { shadowRoot } = node as Partial<Element>;
  if (shadowRoot) checkDepths(shadowRoot, depth + 1);
  for (let child = firstIn(node); child; child = nextOf(child)) checkDepths(child, depth + 1);
}

/** An inert stand-in keeps its children out of sight and out of effect, like the element it stands for. */
function place(node: Node, parent: Node, before: Node | null): void {
  if (node.nodeType === 9 || node.nodeType === 11) throw new MisfitError('A root is no child.');
  if (parent.nodeType === 9 && node.nodeType !== 1) throw new MisfitError('A text is no page.');
  // What browsers would read as a style sheet there has been through no filter.
  if ((parent as Element).localName !== 'style') insert(parent, node, before);
}

function attachShadow(host: Node, flags: number): ShadowRoot {
  if (host.nodeType !== 1) throw new MisfitError('A shadow root needs an element.');
  try {
    return (host as Element).attachShadow({
      mode: 'open',
      delegatesFocus: (flags & ShadowFlag.delegatesFocus) !== 0,
      slotAssignment: (flags & ShadowFlag.manualSlots) !== 0 ? 'manual' : 'named',
    });
  } catch {
    throw new MisfitError(`An element ${(host as Element).localName} has no shadow root.`);
  }
}
