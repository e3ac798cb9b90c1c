import {
  MAX_DEPTH,
  MAX_FRAME_NODES,
  Op,
  RECORD_FORMAT,
  type MirrorRecord,
} from '../../../protocol/records.js';
import { LazyPart } from '../../lazy-part.js';
import { parentOf } from '../../tree.js';
import { Animations } from './animations.js';
import type { AssetStore } from './asset-store.js';
import { Attributes } from './attributes.js';
import { blankDocument } from './blank-document.js';
import { Builder } from './builder.js';
import { Canvases } from './canvases.js';
import { Checks } from './checks.js';
import { around, detach, within } from './dom.js';
import { Environment } from './environment.js';
import { Focus } from './focus.js';
import { FramePictures } from './frame-pictures.js';
import { Highlights } from './highlights.js';
import { hitIn, type Hit } from './hit.js';
import { Images } from './images.js';
import { leave } from './layers.js';
import { Marks } from './marks.js';
import { numbersIn } from './node-numbers.js';
import { NodeTable } from './node-table.js';
import {
  animationOperations,
  pointingOperations,
  sheetOperations,
  stateOperations,
  type Operations,
} from './operations.js';
import { PictureAssets } from './picture-assets.js';
import type { LoadPlayers, Players } from './players.js';
import { prefer } from './prefer.js';
import { MisfitError, Reader } from './reader.js';
import { ReplicaSheets } from './replica-sheets.js';
import { Scroll } from './scroll.js';
import { Selected } from './selection.js';
import { UndefinedElements } from './undefined-elements.js';

export interface PictureOptions {
  assets: AssetStore;
  /** Over the picture, once it is shown. */
  marks: Marks;
  players: LoadPlayers;
  /** The leader's layout viewport. */
  resized(width: number, height: number, inner: number): void;
  /** The node is not what it should be. */
  diverged(id: number): void;
  /** Of how many nodes it may be. */
  most?: number;
  /** The page's icon is there; '' for none. */
  icon(url: string): void;
}

/** One page of the leader, in one frame. */
export class Picture {
  readonly document: Document;
  readonly nodes: NodeTable;
  readonly #page: number;
  readonly #attributes: Attributes;
  readonly #assets: PictureAssets;
  readonly #sheets: ReplicaSheets;
  readonly #animations: Animations;
  readonly #builder: Builder;
  readonly #images: Images;
  readonly #frames: FramePictures;
  readonly #canvases: Canvases;
  readonly #scroll = new Scroll();
  readonly selected: Selected;
  readonly #highlights: Highlights;
  readonly #options: PictureOptions;
  /** Once something is played. */
  #players: LazyPart<typeof import('./players.js'), Players> | undefined;
  readonly #environment = new Environment();
  readonly #operations: Operations;
  readonly #undefined: UndefinedElements;
  readonly #checks: Checks;
  /** Taken out by the record that is being read. */
  #removed: Node[] = [];
  #nextId: () => number;
  #record: number;
  #partial = false;

  /** @param frame - in the page, and still unseen */
  constructor(frame: HTMLIFrameElement, snapshot: MirrorRecord, options: PictureOptions) {
    this.#options = options;
    const reader = new Reader(snapshot);
    if (reader.count() !== RECORD_FORMAT) throw new MisfitError('A snapshot has another format.');
    this.#page = reader.count();
    this.#record = reader.count();
    this.#nextId = numbersIn(new Reader(reader.list()));
    const list = reader.list();
    this.document = blankDocument(frame, new Reader(list, 1).count());

    const urlOf = (number: number) => this.#assets.urlOf(number);
    const nodes = (this.nodes = new NodeTable(options.most));
    const { assets, players } = options;
    this.#frames = new FramePictures(
      (inner, record) =>
        new Picture(inner, record, {
          assets,
          players,
          // What is selected there is shown by highlights alone.
          marks: new Marks(inner.ownerDocument),
          most: MAX_FRAME_NODES,
          resized: () => undefined,
          icon: () => undefined,
          diverged: () => undefined,
        }),
    );
    const attributes = (this.#attributes = new Attributes({
      urlOf,
      spriteOf: (number) => this.#assets.spriteOf(number),
      environment: this.#environment,
    }));
    this.#images = new Images(attributes);
    this.#canvases = new Canvases(urlOf);
    this.#sheets = new ReplicaSheets(nodes, urlOf, this.#environment);
    const animations = (this.#animations = new Animations(nodes, urlOf));
    this.#assets = new PictureAssets(assets, (number) => {
      for (const element of attributes.arrived(number)) {
        this.#images.adjust(element);
        this.#canvases.lay(element);
      }
      this.#sheets.arrived(number);
      this.#canvases.arrived(number);
      animations.arrived(number);
    });
    this.selected = new Selected(this.document, nodes, options.marks);
    this.#highlights = new Highlights(nodes);
    this.#undefined = new UndefinedElements(nodes);
    this.#checks = new Checks(nodes, (id) => options.diverged(id));
    this.#builder = new Builder(this.document, {
      nodes,
      attributes,
      made: (node) => this.#made(node),
    });
    this.#operations = new Map([
      ...this.#treeOperations(),
      ...stateOperations({
        nodes,
        images: this.#images,
        focus: new Focus(),
        scroll: this.#scroll,
        frames: this.#frames,
        canvases: this.#canvases,
      }),
      ...sheetOperations(this.#sheets, nodes),
      ...pointingOperations(this.selected, nodes),
      [Op.highlight, (op) => this.#highlights.set(op)],
      ...animationOperations(animations, nodes, this.#sheets),
      [
        Op.viewport,
        (op) => {
          // What follows is said of a page of this size, in its styles.
          this.#sheets.settle();
          options.resized(op.length(), op.length(), op.length());
        },
      ],
      [
        Op.icon,
        (op) => {
          const number = op.count();
          if (number > 0) this.#assets.show(this.document, number, options.icon);
          else options.icon('');
        },
      ],
      [
        Op.environment,
        (op) => {
          this.#environment.set(op, (scheme) => prefer(frame, scheme));
          this.#sheets.environmentChanged(this.document);
          attributes.environmentChanged();
        },
      ],
    ]);
    this.#builder.page(new Reader(list), this.#nextId);
    this.#read(reader);
  }

  /** Whether more of the page is still to come before it is to be shown. */
  get isPartial(): boolean {
    return this.#partial;
  }

  /** Whether a record with this number is the next one of the page. */
  isBefore(page: number, record: number): boolean {
    return page === this.#page && record === this.#record + 1;
  }

  /** Whether a snapshot is one of what is here already, and the page of it still in its frame. */
  precedes(snapshot: MirrorRecord): boolean {
    const head = new Reader(snapshot, 1);
    return this.document.defaultView !== null && this.isBefore(head.count(), head.count());
  }

  /** The next record is a snapshot of what is here already. */
  pass(): void {
    this.#record += 1;
  }

  /** The innermost element drawn at a point of the page's viewport. */
  hitAt(x: number, y: number): Hit | null {
    return hitIn(this, this.#frames, x, y);
  }

  /** @param frames - the frames of other origins around the node, from the outside in */
  find(id: number, [frame, ...inner]: readonly number[] = []): Node | undefined {
    if (frame === undefined) return this.nodes.find(id);
    const around = this.nodes.find(frame);
    return around && this.#frames.of(around)?.find(id, inner);
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
    this.#frames.arrived(hash);
    this.#scroll.again();
    this.selected.arrived();
  }

  /** It is not shown any more. */
  close(): void {
    this.#canvases.clear();
    this.#players?.remove();
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
    this.#checks.settle();
    // Where things can be scrolled to depends on the styles.
    if (this.#sheets.settle()) this.#scroll.again();
    this.#scroll.settle();
    this.#assets.ask();
    this.selected.settle();
  }

  #treeOperations(): [number, (op: Reader) => void][] {
    const { nodes } = this;
    return [
      [
        Op.remove,
        (op) => {
          // All of them first: a document takes its nodes out of the table, and some are named themselves.
          const removed: Node[] = [];
          while (!op.done) removed.push(nodes.get(op.count()));
          for (const node of removed) this.#remove(node);
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
      [Op.partial, () => (this.#partial = true)],
      [
        Op.complete,
        () => {
          this.#partial = false;
          this.#scroll.again();
        },
      ],
      [Op.check, (op) => this.#checks.told(op)],
      [Op.undefined, (op) => this.#undefined.told(op.texts(), false)],
      [Op.defined, (op) => this.#undefined.told(op.texts(), true)],
      [Op.playback, (op) => this.#playback(nodes.element(op.count()), op)],
      [Op.still, (op) => this.#still(nodes.element(op.count()), op.count())],
      [Op.picture, (op) => this.#canvases.show(nodes.element(op.count()), op.count())],
      [
        Op.assets,
        (op) => {
          while (!op.done) this.#assets.bind(op.count(), op.text());
        },
      ],
    ];
  }

  #still(video: Element, number: number): void {
    if (video.localName !== 'video') throw new MisfitError('Only a video shows stills.');
    const show = (url?: string) => this.#played(video, (players) => players.still(video, url));
    if (number !== 0) return this.#assets.show(video, number, show);
    this.#assets.forget(video);
    show();
  }

  /** Reads `flags, time, duration`. */
  #playback(element: Element, op: Reader): void {
    if (element.localName !== 'video' && element.localName !== 'audio') {
      throw new MisfitError('Only videos and sounds are played.');
    }
    const [flags, time, duration] = [op.count(), op.length(), op.length()];
    this.#played(element, (players) => players.set(element, flags, time, duration));
  }

  #played(element: Element, tell: (players: Players) => void): void {
    this.#players ??= new LazyPart(
      this.#options.players,
      ({ Players: Made }) => new Made((one) => this.#images.sizeOf(one)),
    );
    this.#players.tell((players) => {
      // It may be gone by now.
      if (this.nodes.idOf(element) !== undefined) tell(players);
    });
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
    // Where it is put next it is not scrolled, as in the page.
    this.#scroll.moved(node);
    this.#removed.push(node);
    detach(node);
  }

  #forget(node: Node): void {
    for (const one of within(node)) {
      this.#sheets.forget(one);
      this.#attributes.forget(one);
      this.#scroll.forget(one);
      this.#assets.forget(one);
      this.#frames.forget(one);
      this.selected.forget(one);
      this.#highlights.forget(one);
      this.#animations.forget(one);
      this.#players?.shown?.forget(one);
      this.#canvases.forget(one);
      this.nodes.delete(one);
    }
  }

  #made(node: Node): void {
    this.#sheets.made(node);
    this.selected.made(node);
    this.#undefined.made(node);
    if (node.nodeType === 1) this.#canvases.lay(node as Element);
  }
}

function depthOf(node: Node): number {
  let depth = 0;
  for (let at: Node | null = node; at && depth <= MAX_DEPTH * 2; at = around(at)) depth += 1;
  return depth;
}
