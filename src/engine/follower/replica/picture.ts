import { MAX_DEPTH, Op, RECORD_FORMAT, type MirrorRecord } from '../../../protocol/records.js';
import type { AssetStore } from './asset-store.js';
import { Attributes } from './attributes.js';
import { blankDocument } from './blank-document.js';
import { Builder } from './builder.js';
import { Canvases } from './canvases.js';
import { around, detach, parentOf, removeAttribute, setAttribute, within } from './dom.js';
import { Focus } from './focus.js';
import { Images } from './images.js';
import { leave } from './layers.js';
import { NodeTable } from './node-table.js';
import { sheetOperations, stateOperations, type Operations } from './operations.js';
import { PictureAssets } from './picture-assets.js';
import { MisfitError, Reader } from './reader.js';
import { ReplicaSheets } from './replica-sheets.js';
import { Scroll } from './scroll.js';

export interface PictureOptions {
  assets: AssetStore;
  /** The leader's layout viewport. */
  resized(width: number, height: number, inner: number): void;
}

/** One page of the leader, in one frame. */
export class Picture {
  readonly document: Document;
  readonly nodes = new NodeTable();
  readonly #page: number;
  readonly #attributes: Attributes;
  readonly #assets: PictureAssets;
  readonly #sheets: ReplicaSheets;
  readonly #builder: Builder;
  readonly #images: Images;
  readonly #canvases: Canvases;
  readonly #scroll = new Scroll();
  readonly #operations: Operations;
  /** Custom elements that the page has not defined. */
  readonly #undefined = new Set<string>();
  /** Taken out by the record that is being read. */
  #removed: Node[] = [];
  #nextId: () => number;
  #record: number;

  /** @param frame - in the page, and still unseen */
  constructor(frame: HTMLIFrameElement, snapshot: MirrorRecord, options: PictureOptions) {
    const reader = new Reader(snapshot);
    if (reader.count() !== RECORD_FORMAT) throw new MisfitError('A snapshot has another format.');
    this.#page = reader.count();
    this.#record = reader.count();
    const ids = numbersOf(new Reader(reader.list()));
    this.#nextId = () => next(ids);
    const list = reader.list();
    this.document = blankDocument(frame, new Reader(list, 1).count());

    const urlOf = (number: number) => this.#assets.urlOf(number);
    const { nodes } = this;
    const attributes = (this.#attributes = new Attributes({ urlOf }));
    this.#images = new Images(attributes);
    this.#canvases = new Canvases(urlOf);
    this.#sheets = new ReplicaSheets(nodes, urlOf);
    this.#assets = new PictureAssets(options.assets, (number) => {
      for (const element of attributes.arrived(number)) {
        this.#images.adjust(element);
        this.#canvases.lay(element);
      }
      this.#sheets.arrived(number);
      this.#canvases.arrived(number);
    });
    this.#builder = new Builder(this.document, {
      nodes,
      attributes,
      made: (node) => this.#made(node),
    });
    this.#operations = new Map([
      ...this.#treeOperations(),
      ...stateOperations({ nodes, images: this.#images, focus: new Focus(), scroll: this.#scroll }),
      ...sheetOperations(this.#sheets, nodes),
      [
        Op.viewport,
        (op) => {
          // What follows is said of a page of this size, in its styles.
          this.#sheets.settle();
          options.resized(op.length(), op.length(), op.length());
        },
      ],
    ]);
    this.#builder.page(new Reader(list), this.#nextId);
    this.#read(reader);
  }

  /** Whether a record with this number is the next one of the page. */
  isBefore(page: number, record: number): boolean {
    return page === this.#page && record === this.#record + 1;
  }

  /** The next record is a snapshot of what is here already. */
  pass(): void {
    this.#record += 1;
  }

  change(record: MirrorRecord): void {
    const reader = new Reader(record);
    const number = reader.count();
    if (number !== this.#record + 1) {
      throw new MisfitError(`After record ${this.#record} comes ${number}.`);
    }
    let id = reader.count();
    this.#nextId = () => id++;
    this.#read(reader);
    this.#record = number;
  }

  /** The bytes of an asset are there. */
  arrived(hash: string): void {
    this.#assets.arrived(hash);
    this.#scroll.again();
  }

  /** It is not shown any more. */
  close(): void {
    this.#canvases.clear();
  }

  #read(reader: Reader): void {
    this.#removed = [];
    while (!reader.done) {
      const op = new Reader(reader.list());
      const code = op.count();
      const operation = this.#operations.get(code);
      if (!operation) throw new MisfitError('There is no such operation.');
      if (code !== Op.insert) this.#builder.fillFrames();
      operation(op);
    }
    this.#builder.fillFrames();
    for (const node of this.#removed) if (parentOf(node) === null) this.#forget(node);
    // Where things can be scrolled to depends on the styles.
    if (this.#sheets.settle()) this.#scroll.again();
    this.#assets.ask();
  }

  #treeOperations(): [number, (op: Reader) => void][] {
    const { nodes } = this;
    return [
      [
        Op.remove,
        (op) => {
          while (!op.done) this.#remove(nodes.get(op.count()));
        },
      ],
      [Op.insert, (op) => this.#insert(op)],
      [
        Op.text,
        (op) => {
          const node = nodes.get(op.count());
          if (node.nodeType !== 3) throw new MisfitError('Only texts have text.');
          (node as Text).data = op.text();
        },
      ],
      [
        Op.attributes,
        (op) => {
          const element = nodes.element(op.count());
          while (!op.done) this.#attribute(element, op.text(), op.textOrNull());
        },
      ],
      [Op.undefined, (op) => this.#define(op.texts(), false)],
      [Op.defined, (op) => this.#define(op.texts(), true)],
      [Op.picture, (op) => this.#canvases.show(nodes.element(op.count()), op.count())],
      [
        Op.assets,
        (op) => {
          while (!op.done) this.#assets.bind(op.count(), op.text());
        },
      ],
    ];
  }

  #insert(op: Reader): void {
    const parent = this.nodes.get(op.count());
    const beforeId = op.count();
    const before = beforeId === 0 ? null : this.nodes.get(beforeId);
    if (before && parentOf(before) !== parent) {
      throw new MisfitError(`Node ${beforeId} has another parent.`);
    }
    this.#builder.insert(op, parent, before, depthOf(parent), this.#nextId);
  }

  #attribute(element: HTMLElement, name: string, value: string | null): void {
    if (name === 'open' && value === null) leave(element);
    this.#attributes.set(element, name, value);
    if (name === 'src') this.#images.adjust(element);
    this.#canvases.lay(element);
  }

  /** Out of the page, but known until the record is read: it may come in again. */
  #remove(node: Node): void {
    if (node === this.document) throw new MisfitError('The page itself cannot be removed.');
    if (node.nodeType === 9) {
      // A frame keeps its document; what comes next is built in it.
      this.#forget(node);
      return;
    }
    this.#sheets.moved(node);
    this.#removed.push(node);
    detach(node);
  }

  #forget(node: Node): void {
    for (const one of within(node)) {
      this.#sheets.forget(one);
      this.#scroll.forget(one);
      this.#canvases.forget(one);
      this.nodes.delete(one);
    }
  }

  #made(node: Node): void {
    this.#sheets.made(node);
    if (node.nodeType === 1) this.#canvases.lay(node as Element);
    if (node.nodeType === 1 && this.#undefined.has((node as Element).localName)) {
      setAttribute(node as Element, 'surfly-undefined', '');
    }
  }

  #define(names: string[], isDefined: boolean): void {
    for (const name of names) {
      if (isDefined) this.#undefined.delete(name);
      else this.#undefined.add(name);
    }
    for (const node of this.nodes.nodes()) {
      if (node.nodeType !== 1 || !names.includes((node as Element).localName)) continue;
      if (isDefined) removeAttribute(node as Element, 'surfly-undefined');
      else setAttribute(node as Element, 'surfly-undefined', '');
    }
  }
}

/** Numbers as runs: first, count, first, count, … */
function* numbersOf(runs: Reader): Generator<number, undefined> {
  while (!runs.done) {
    const first = runs.count();
    const count = runs.count();
    for (let i = 0; i < count; i += 1) yield first + i;
  }
  return undefined;
}

function next(ids: Generator<number, undefined>): number {
  const { value } = ids.next();
  if (value === undefined) throw new MisfitError('There are more nodes than numbers.');
  return value;
}

function depthOf(node: Node): number {
  let depth = 0;
  for (let at: Node | null = node; at && depth <= MAX_DEPTH * 2; at = around(at)) depth += 1;
  return depth;
}
