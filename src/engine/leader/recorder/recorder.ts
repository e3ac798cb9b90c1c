/**
 * The recorder: tells replicas what the leader's page looks like, and what becomes different in it. It runs outside the page,
 * in the page around it, with the page's own window in hand: no script is inserted, so no policy of the page can object.
 */
import { firstIn, nextOf } from '../../tree.js';
import { shadowOf, windowOf } from '../around.js';
import { Op, RECORD_FORMAT, type Json } from '../../../protocol/records.js';
import { Assets } from '../assets/assets.js';
import { hear } from '../hear.js';
import type { GuestHand } from '../input/hand.js';
import { Attributes } from './attributes.js';
import { keepDrawings } from './drawings.js';
import { FieldHooks } from './field-hooks.js';
import type { LateFile } from './late.js';
import { NodeIds } from './node-ids.js';
import { Observers } from './observers.js';
import { Pace } from './pace.js';
import type { MakeParts, OpRecord, PartContext, Pointed } from './part.js';
import { Parts } from './parts.js';
import { Patches } from './patches.js';
import { Privacy } from './privacy.js';
import type { Recorder, RecorderOptions } from './recording.js';
import { Roots } from './roots.js';
import { Serializer } from './serializer.js';
import { Sheets } from './sheets.js';
import { Slice } from './slice.js';
import { TopLayerOrder } from './top-layer-order.js';
import { TreeChanges } from './tree-changes.js';
import { hookTrees } from './tree-hooks.js';
import { View } from './view.js';

/** Milliseconds for which a page that is being loaded is only gathered; then replicas show as much as there is. */
const LONGEST_LOADING = 600;
/** Milliseconds after which a snapshot takes the place of what has told something that is private by now. */
const RENEWED_AFTER = 1000;

export function record(options: RecorderOptions): Recorder {
  return new PageRecorder(options);
}

class PageRecorder implements Recorder {
  readonly window: Recorder['window'];
  readonly marked: ReadonlySet<Element>;
  readonly #options: RecorderOptions;
  readonly #ids = new NodeIds();
  readonly #patches = new Patches();
  readonly #ending = new AbortController();
  readonly #pace = new Pace((goOn) => this.#flush(goOn));
  readonly #page = (Math.random() * 2 ** 32) >>> 0;
  readonly #slice = new Slice();
  readonly #observers: Observers;
  readonly #roots: Roots;
  readonly #assets: Assets;
  readonly #serializer: Serializer;
  readonly #tree: TreeChanges;
  readonly #privacy: Privacy;
  readonly #parts: Parts;
  readonly #context: PartContext;
  #isExtended = false;
  readonly #entered = new WeakSet<Node>();
  #bound: Json[] = [];
  #number = 0;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  #paused = false;
  /** Replicas show the page once they are told that it is all there. */
  #partial = false;
  #loading: boolean;

  constructor(options: RecorderOptions) {
    this.#options = options;
    const { window, masking } = options;
    this.window = window;
    const { signal } = this.#ending;
    const ids = this.#ids;
    const patches = this.#patches;
    const { soon, later } = this.#pace;
    const refresh = (node: Node) => this.#refresh(node);
    /** What selectors choose may be different, too. */
    const changed = () => {
      this.#privacy.touch();
      soon();
    };
    const taken = (records: readonly MutationRecord[]) => {
      this.#take(records);
      this.#pace.now();
    };
    this.#observers = new Observers(window, taken, options.Observer);
    const assets = (this.#assets = new Assets({
      ...options,
      signal,
      load: () => options.load?.('assets', signal),
      bound: (number, hash) => {
        this.#bound.push(number, hash);
        soon();
      },
    }));
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
      slice: this.#slice,
      met: (node, isPrivate, name) => this.#parts.met(node, isPrivate, name),
    }));
    const { marked, masked } = serializer;
    this.marked = marked;
    const basis = {
      ...options,
      ids,
      roots,
      assets,
      marked,
      masked,
      patches,
      signal,
      refresh,
      soon,
      changed,
      need: (file: LateFile) => this.#parts.need(file),
    };
    const privacy = (this.#privacy = new Privacy({
      ...basis,
      refresh: (node) => this.#tree.refresh(node),
    }));
    masking.found = (text) => this.#tree.text(text);
    const fields = new FieldHooks(basis);
    const sheets = new Sheets(basis);
    const tree = (this.#tree = new TreeChanges({
      ...basis,
      attributes,
      serializer,
      forget: (node) => this.#forget(node),
      came: (node) => privacy.came(node),
      // Who comes late is not to be told how it was.
      hidden: () => {
        if (this.#renewal) return;
        this.#renewal = setTimeout(() => {
          this.#renewal = undefined;
          this.snapshot();
        }, RENEWED_AFTER);
      },
      touched: (node, attribute) => {
        fields.changed(node, attribute);
        sheets.touch(node, attribute);
      },
    }));
    const topLayer = new TopLayerOrder(basis);
    const view = new View({
      ...basis,
      isUnfinished: () => tree.isUnfinished,
      isHidden: (node) => masked.has(node) && ('value' in node || masking.isClosed(node)),
    });
    this.#context = {
      ...basis,
      sheets,
      fields,
      attributes,
      topLayer: topLayer.elements,
      view,
      isUnfinished: () => tree.isUnfinished || this.#partial,
      source: (image) => tree.attribute(image, 'src'),
      replaced: (before, now) => {
        // What has left the document goes before the document does.
        this.#absorb();
        if (before) tree.remove(before);
        if (now) tree.attached(now);
      },
      later,
    };
    const parts = [privacy, tree, sheets, fields, topLayer, view];
    this.#parts = new Parts(parts, this.#context);
    this.#loading = window.document.readyState === 'loading';
    if (this.#loading) this.#watchLoading();
    this.#whole();
  }

  snapshot(): void {
    if (this.#paused || this.#ending.signal.aborted) return;
    // What is still to be told comes first: replicas that have it need not read the snapshot.
    this.#look();
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

  joined(make: MakeParts): void {
    if (this.#ending.signal.aborted) return;
    this.#look();
    this.#pace.soon();
    if (this.#isExtended) return;
    this.#isExtended = true;
    // What has happened before they came, they hear now.
    this.#parts.add(make(this.#context));
  }

  idOf(node: Node): number | undefined {
    return this.#ids.of(node);
  }

  nodeOf(id: number): Node | undefined {
    return this.#ids.node(id);
  }

  resend(hashes: readonly string[], take = this.#options.asset): void {
    void this.#assets.reading().then((reading) => reading?.resend(hashes, take));
  }

  repair(id: number): void {
    const node = this.#ids.node(id);
    if (node) for (const part of this.#parts.all) part.repair?.(node);
  }

  guest(frame: Element): GuestHand | undefined {
    return this.#parts.all.map((part) => part.guest?.(frame)).find((hand) => hand);
  }

  pointed(by: Pointed | undefined): void {
    for (const part of this.#parts.all) part.pointed?.(by);
  }

  stop(): void {
    this.#ending.abort();
    this.#observers.disconnect();
    this.#patches.undo();
    this.#pace.stop();
  }

  #look(): void {
    for (const part of this.#parts.all) part.look?.();
  }

  #whole(): void {
    for (const part of this.#parts.all) part.restart?.();
    const before = this.#ids.next;
    this.#slice.begin();
    const { ids, nodes } = this.#serializer.snapshot(this.window.document);
    if (this.#ids.next !== before) this.#number += 1;
    this.#bound = [...this.#assets.hashes].flat();
    const ops = this.#changes();
    const { isUnfinished } = this.#tree;
    this.#partial = isUnfinished || this.#loading;
    if (this.#partial) ops.push([Op.partial]);
    // Whoever has all of the page must not go on with a part of it.
    this.#number += isUnfinished ? 2 : 1;
    const record = [RECORD_FORMAT, this.#page, this.#number, ids, nodes, ...ops];
    this.#options.emit('snapshot', record, this.#partial);
    if (isUnfinished) this.#pace.goOn();
  }

  /** @param goOn - with what had no room in earlier records */
  #flush(goOn = false): void {
    if (this.#paused || this.#ending.signal.aborted) {
      // What was to be told is kept for nobody: who goes on begins with a snapshot.
      this.#tree.restart();
      return;
    }
    this.#absorb();
    const first = this.#ids.next;
    this.#slice.begin();
    if (goOn) this.#tree.goOn();
    const ops = this.#changes();
    const { isUnfinished } = this.#tree;
    if (isUnfinished) this.#pace.goOn();
    if (this.#partial && !isUnfinished && !this.#loading) {
      this.#partial = false;
      ops.push([Op.complete]);
    }
    if (ops.length === 0) return;
    this.#number += 1;
    this.#options.emit('change', [this.#number, first, ...ops], this.#partial);
  }

  #absorb(): void {
    const records = this.#observers.take();
    if (records.length > 0) this.#take(records);
  }

  #take(records: readonly MutationRecord[]): void {
    this.#privacy.touch();
    this.#tree.absorb(records);
  }

  /** The tree comes first: all else is said of nodes that are there. */
  #changes(): OpRecord[] {
    const ops: OpRecord[] = [];
    for (const part of this.#parts.all) {
      try {
        part.changes?.(ops);
      } catch (error) {
        // What the others have told is right without it, and would be lost.
        reportError(error);
      }
    }
    if (this.#bound.length > 0) ops.push([Op.assets, ...this.#bound]);
    this.#bound = [];
    return ops;
  }

  #enter(root: Document | ShadowRoot): void {
    const { signal } = this.#ending;
    const isNew = root.nodeType === 9 && !this.#entered.has(root);
    const window = isNew ? windowOf(root as Document) : null;
    this.#parts.enter(root, window);
    if (!window) return;
    this.#entered.add(root);
    if (window !== this.window) this.#options.framed?.(window, signal);
    keepDrawings(window, this.#patches);
    hookTrees(window, this.#patches, {
      attached: (host, shadow) => this.#attached(host, shadow),
      reopened: (document) => this.#roots.reopened(document),
      moved: (node) => this.#refresh(node),
    });
  }

  #attached(host: Element, root: ShadowRoot): void {
    if (this.#ids.of(root) !== undefined) return;
    this.#roots.attached(host, root);
    if (this.#ids.of(host) === undefined) return;
    this.#privacy.came(root);
    this.#tree.attached(root);
    this.#pace.soon();
  }

  #watchLoading(): void {
    const { signal } = this.#ending;
    const shown = () => {
      this.#loading = false;
      this.#pace.soon();
    };
    setTimeout(shown, LONGEST_LOADING);
    const parsed = () => {
      this.#lateRoots();
      shown();
    };
    hear(this.window.document, 'DOMContentLoaded', signal, parsed);
  }

  /** The parser attaches the shadow roots that it reads without anybody noticing. */
  #lateRoots(): void {
    for (const node of this.#ids.nodes()) {
      const root = node.nodeType === 1 && shadowOf(node as Element);
      if (root) this.#attached(node as Element, root);
    }
  }

  /** Tells a node anew. What was put into it a moment ago is elsewhere in replicas, and has to be taken from there. */
  #refresh(node: Node): void {
    this.#absorb();
    this.#tree.refresh(node);
    this.#pace.soon();
  }

  /** Takes a node, and all in it that replicas have, out of the numbering. */
  #forget(node: Node): void {
    const id = this.#ids.of(node);
    if (id === undefined) return;
    this.#parts.forget(node);
    this.#serializer.forget(node);
    this.#ids.delete(node, id);
    const { nodeType } = node;
    if (nodeType === 3) return;
    if (nodeType === 1) {
      const shadow = this.#roots.shadowOf(node as Element);
      if (shadow) this.#forget(shadow);
      const inner = this.#roots.knownDocumentOf(node as Element);
      if (inner) {
        this.#forget(inner);
        this.#roots.forget(node as Element);
      }
    }
    for (let child = firstIn(node); child; child = nextOf(child)) this.#forget(child);
  }
}
