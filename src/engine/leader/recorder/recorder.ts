/**
 * The recorder: tells replicas what the leader's page looks like, and what becomes different in it. It runs outside the page,
 * in the page around it, with the page's own window in hand: no script is inserted, so no policy of the page can object.
 */
import { Op, RECORD_FORMAT, type Json, type MirrorRecord } from '../../../protocol/records.js';
import { Assets } from '../assets.js';
import type { Masking } from '../masking.js';
import { Attributes } from './attributes.js';
import { Canvases } from './canvases.js';
import { CustomElements } from './custom-elements.js';
import { Fields } from './fields.js';
import { Frames } from './frames.js';
import { Media } from './media.js';
import { NodeIds } from './node-ids.js';
import { Observers } from './observers.js';
import { Pace } from './pace.js';
import type { OpRecord, Part } from './part.js';
import { Patches } from './patches.js';
import { watchPointer } from './pointer.js';
import { Roots } from './roots.js';
import { Serializer } from './serializer.js';
import { Sheets } from './sheets.js';
import { TopLayers } from './top-layers.js';
import { TreeChanges } from './tree-changes.js';
import { View } from './view.js';

type Realm = Window & typeof globalThis;

export interface RecorderOptions {
  /** The page's window. Its document has a body. */
  window: Realm;
  masking: Masking;
  /** Called synchronously, with a snapshot first. */
  emit(kind: 'snapshot' | 'change', record: MirrorRecord): void;
  /** Where the leader's own pointer is, in CSS pixels of the page's viewport. At most once per frame. */
  pointer(x: number, y: number): void;
  /** The bytes of an image or a font, once per hash (SHA-256, hexadecimal). */
  asset(hash: string, type: string, bytes: Uint8Array): void;
}

export interface Recorder {
  /** Emits a snapshot now. */
  snapshot(): void;
  /** Nothing is emitted until `resume`. */
  pause(): void;
  /** Emits a snapshot, and changes again. */
  resume(): void;
  idOf(node: Node): number | undefined;
  nodeOf(id: number): Node | undefined;
  /** Leaves the page as it was found. */
  stop(): void;
}

export function record(options: RecorderOptions): Recorder {
  return new PageRecorder(options);
}

class PageRecorder implements Recorder {
  readonly #options: RecorderOptions;
  readonly #ids = new NodeIds();
  readonly #patches = new Patches();
  readonly #ending = new AbortController();
  readonly #pace = new Pace(() => this.#flush());
  readonly #page = Math.floor(Math.random() * 2 ** 32);
  readonly #observers: Observers;
  readonly #roots: Roots;
  readonly #assets: Assets;
  readonly #serializer: Serializer;
  readonly #tree: TreeChanges;
  readonly #parts: Part[];
  readonly #entered = new WeakSet<Document>();
  #bound: Json[] = [];
  #number = 0;
  #paused = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    const { window, masking } = options;
    const { signal } = this.#ending;
    const ids = this.#ids;
    const patches = this.#patches;
    const soon = () => this.#pace.soon();
    this.#observers = new Observers(window, (records) => {
      this.#tree.absorb(records);
      this.#pace.now();
    });
    this.#assets = new Assets({
      window,
      send: options.asset,
      bound: (number, hash) => {
        this.#bound.push(number, hash);
        soon();
      },
    });
    const assets = this.#assets;
    const roots = (this.#roots = new Roots({
      observers: this.#observers,
      signal,
      entered: (root) => this.#enter(root),
      framed: (document, frame) => masking.framed(document, frame),
    }));
    const attributes = new Attributes(assets, masking);
    const serializer = (this.#serializer = new Serializer({
      ids,
      roots,
      masking,
      attributes,
      met: (node, isPrivate) => {
        for (const part of this.#parts) part.met?.(node, isPrivate);
      },
    }));
    const { marked, masked } = serializer;
    const refresh = (element: Element) => {
      this.#tree.refresh(element);
      soon();
    };
    const fields = new Fields({ ids, masking, patches, marked, refresh, soon });
    const sheets = new Sheets({ ids, assets, masking, masked, patches, signal, soon });
    this.#tree = new TreeChanges({
      ids,
      roots,
      masking,
      attributes,
      serializer,
      forget: (node) => this.#forget(node),
      touched: (node, attribute) => {
        fields.touch(node, attribute);
        sheets.touch(node, attribute);
      },
    });
    const tree = this.#tree;
    this.#parts = [
      tree,
      new CustomElements({ window, soon }),
      sheets,
      fields,
      new Media({ ids, source: (image) => tree.attribute(image, 'src'), soon }),
      new Canvases({ ids, assets, masked, signal, soon }),
      new Frames({
        ids,
        roots,
        masked,
        replaced: (before, now) => {
          // What has left the document goes before the document does.
          this.#absorb();
          if (before) tree.remove(before);
          if (now) tree.attached(now);
        },
        soon,
      }),
      new TopLayers({ ids, patches, soon }),
      new View({ window, ids, roots, soon }),
    ];
    watchPointer(window, options.pointer, signal);
    this.#watchLateRoots(window);
    this.#whole();
  }

  snapshot(): void {
    if (this.#paused || this.#ending.signal.aborted) return;
    // What is still to be told comes first: replicas that have it need not read the snapshot.
    this.#flush();
    this.#whole();
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#absorb();
    // Replicas have missed something, so none may pass over the snapshot.
    this.#number += 1;
    this.#whole();
  }

  idOf(node: Node): number | undefined {
    return this.#ids.of(node);
  }

  nodeOf(id: number): Node | undefined {
    return this.#ids.node(id);
  }

  stop(): void {
    this.#ending.abort();
    this.#observers.disconnect();
    this.#patches.undo();
    this.#assets.stop();
    this.#pace.stop();
  }

  #whole(): void {
    const { window } = this.#options;
    for (const part of this.#parts) part.restart?.();
    const before = this.#ids.next;
    const { ids, nodes } = this.#serializer.snapshot(window.document);
    if (this.#ids.next !== before) this.#number += 1;
    this.#bound = [...this.#assets.bindings()].flat();
    const ops = this.#changes();
    this.#number += 1;
    this.#options.emit('snapshot', [RECORD_FORMAT, this.#page, this.#number, ids, nodes, ...ops]);
  }

  #flush(): void {
    if (this.#paused || this.#ending.signal.aborted) return;
    this.#absorb();
    const first = this.#ids.next;
    const ops = this.#changes();
    if (ops.length === 0) return;
    this.#number += 1;
    this.#options.emit('change', [this.#number, first, ...ops]);
  }

  #absorb(): void {
    const records = this.#observers.take();
    if (records.length > 0) this.#tree.absorb(records);
  }

  /** The tree comes first: all else is said of nodes that are there. */
  #changes(): OpRecord[] {
    const ops: OpRecord[] = [];
    for (const part of this.#parts) part.changes(ops);
    if (this.#bound.length > 0) ops.push([Op.assets, ...this.#bound]);
    this.#bound = [];
    return ops;
  }

  #enter(root: Document | ShadowRoot): void {
    const { signal } = this.#ending;
    for (const part of this.#parts) part.listen?.(root, signal);
    if (root.nodeType !== 9) return;
    const window = (root as Document).defaultView;
    if (!window || this.#entered.has(root as Document)) return;
    this.#entered.add(root as Document);
    for (const part of this.#parts) part.enter?.(window, signal);
    this.#patches.method(window.Element.prototype, 'attachShadow', (host, _args, shadow) => {
      this.#attached(host, shadow as ShadowRoot);
    });
    // A closed root that the parser has attached is in no other hands.
    this.#patches.method(
      window.HTMLElement.prototype,
      'attachInternals',
      (host, _args, internals) => {
        const { shadowRoot } = internals as ElementInternals;
        if (shadowRoot && this.#ids.of(shadowRoot) === undefined) this.#attached(host, shadowRoot);
      },
    );
  }

  #attached(host: Element, root: ShadowRoot): void {
    this.#roots.attached(host, root);
    if (this.#ids.of(host) === undefined) return;
    this.#tree.attached(root);
    this.#pace.soon();
  }

  /** The parser attaches the shadow roots that it reads without anybody noticing. */
  #watchLateRoots({ document }: Realm): void {
    if (document.readyState !== 'loading') return;
    const look = () => {
      for (const node of this.#ids.nodes()) {
        const root = (node as Partial<Element>).shadowRoot;
        if (root && this.#ids.of(root) === undefined) this.#attached(node as Element, root);
      }
    };
    document.addEventListener('DOMContentLoaded', look, { signal: this.#ending.signal });
  }

  /** Takes a node, and all in it that replicas have, out of the numbering. */
  #forget(node: Node): void {
    if (this.#ids.of(node) === undefined) return;
    for (const part of this.#parts) part.forget?.(node);
    this.#serializer.forget(node);
    this.#ids.delete(node);
    if (node.nodeType === 1) {
      const shadow = this.#roots.shadowOf(node as Element);
      if (shadow) this.#forget(shadow);
      const inner = this.#roots.knownDocumentOf(node as Element);
      if (inner) this.#forget(inner);
      this.#roots.forget(node as Element);
    }
    for (let child = node.firstChild; child; child = child.nextSibling) this.#forget(child);
  }
}
