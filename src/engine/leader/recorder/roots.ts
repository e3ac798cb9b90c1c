import { shadowOf } from '../around.js';
import type { Observers } from './observers.js';

export interface RootsOptions {
  observers: Observers;
  /** Ends all listening. */
  signal: AbortSignal;
  /** A document or shadow root is recorded from now on: events in it may stay in it. */
  entered(root: Document | ShadowRoot): void;
  /** This frame shows a document that can be read. */
  framed(document: Document, frame: Element): void;
}

/** The trees of the page: its document, shadow roots and the documents of frames on the same origin. */
export class Roots {
  readonly #options: RootsOptions;
  readonly #entered = new WeakSet<Node>();
  /** Roots that nobody gets at through their host. */
  readonly #closed = new WeakMap<Element, ShadowRoot>();
  readonly #documents = new Map<Element, Document>();
  readonly #modes = new WeakMap<Node, string>();

  constructor(options: RootsOptions) {
    this.#options = options;
  }

  shadowOf(element: Element): ShadowRoot | undefined {
    return shadowOf(element) ?? this.#closed.get(element);
  }

  /** The page has attached a shadow root. */
  attached(host: Element, root: ShadowRoot): void {
    if (root.mode === 'closed') this.#closed.set(host, root);
  }

  /** What a frame shows, where that can be recorded. */
  documentOf(frame: Element): Document | undefined {
    let document: Document | null | undefined;
    try {
      document = (frame as HTMLIFrameElement).contentDocument;
    } catch {
      // Nobody may look into this one.
    }
    if (!document?.documentElement) return undefined;
    if (this.#documents.get(frame) !== document) {
      this.#documents.set(frame, document);
      this.#options.framed(document, frame);
    }
    return document;
  }

  /** The document of a frame, as replicas know it. */
  knownDocumentOf(frame: Element): Document | undefined {
    return this.#documents.get(frame);
  }

  forget(frame: Element): void {
    this.#documents.delete(frame);
  }

  /** `document.open` takes every listener off a document. */
  reopened(document: Document): void {
    if (this.#entered.delete(document)) this.#watch(document);
  }

  /** What is written into a document may say otherwise. */
  isLaidOutAsTold(document: Document): boolean {
    return this.#modes.get(document) === document.compatMode;
  }

  /** Replicas are told of it. */
  watch(root: Document | ShadowRoot): void {
    if (root.nodeType === 9) this.#modes.set(root, (root as Document).compatMode);
    this.#watch(root);
  }

  #watch(root: Document | ShadowRoot): void {
    const { observers, signal, entered } = this.#options;
    if (signal.aborted) return;
    observers.observe(root);
    if (this.#entered.has(root)) return;
    this.#entered.add(root);
    entered(root);
  }
}
