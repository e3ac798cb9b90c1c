/** The replica: a picture of the leader's page, live, in which nothing runs, loads or leads anywhere. */
import type { MirrorRecord } from '../../../protocol/records.js';
import { AssetStore } from './asset-store.js';
import { createSandbox } from './blank-document.js';
import type { Hit } from './hit.js';
import { Picture } from './picture.js';
import { MisfitError, Reader } from './reader.js';
import type { LoadPlayers } from './players.js';
import type { Edited } from './selection.js';
import { Stage } from './stage.js';

/** Milliseconds after which a first picture is shown that is not all there. Before, to draw it part by part would only delay it. */
const PART_AFTER = 1000;
/** The same where there is one in sight: by then that is too old to stand for the page, which may never be all there. */
const PART_INSTEAD_AFTER = 5000;

export interface ReplicaOptions {
  /** Loads what shows where videos and sounds are. Without it that is not shown. */
  players?: LoadPlayers;
  /** The leader's page names images and fonts that are not here: at most 256 hashes a time. */
  wantAssets(hashes: string[]): void;
  /** The node with this number is not what it is in the leader's page: it has to be told anew. */
  diverged?(id: number): void;
  /** The leader's layout viewport has another size, in CSS pixels. */
  resized?(width: number, height: number): void;
  /** Another picture is in sight. */
  shown?(): void;
  /** The picture has another place or size in the container. */
  placed?(): void;
  /** An image or a font was refused: it is neither. */
  refused?(): void;
  /** The leader's page has this icon; '' for none. */
  icon?(url: string): void;
}

export interface Replica {
  /**
   * @throws Error for a record that does not fit. Nothing but a snapshot can be applied after that; what is shown stays
   * as it was, or nearly so.
   */
  apply(kind: 'snapshot' | 'change', record: MirrorRecord): void;
  /** The bytes of an image or a font. */
  asset(hash: string, type: string, bytes: Uint8Array): void;
  /** Of the page that is shown. */
  readonly document: Document | null;
  /** The leader's layout viewport, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** @param frames - the frames of other origins around it, from the outside in */
  nodeOf(id: number, frames?: readonly number[]): Node | undefined;
  idOf(node: Node): number | undefined;
  /** What is drawn at a point of this window, in CSS pixels. Null beside the picture. */
  hitAt(clientX: number, clientY: number): Hit | null;
  /** A point of this window as one of the leader's viewport. Null beside the picture. */
  toPage(clientX: number, clientY: number): { x: number; y: number } | null;
  /** A point of the leader's viewport, in CSS pixels of the container. */
  fromPage(x: number, y: number): { x: number; y: number };
  /** The field that has the leader's caret, and where. */
  edited(): Edited | undefined;
  /** Shows the caret elsewhere in its field, or a part of its text as selected, until the leader's page tells. */
  showCaret(field: Edited['field'], start: number, end: number): void;
  /** The text that is selected in the leader's page. */
  selectedText(): string;
  destroy(): void;
}

export function createReplica(container: HTMLElement, options: ReplicaOptions): Replica {
  return new FramedReplica(container, options);
}

class FramedReplica implements Replica {
  readonly #options: ReplicaOptions;
  readonly #stage: Stage;
  readonly #assets: AssetStore;
  #picture: Picture | undefined;
  /** The picture in sight. */
  #shown: Picture | undefined;
  /** The frame of a picture that is not all there yet, behind the one before if there is one. */
  #waiting: HTMLIFrameElement | undefined;
  /** Until one that waits is shown as it is. */
  #due: ReturnType<typeof setTimeout> | undefined;
  /** False after a record that did not fit. */
  #whole = false;

  constructor(container: HTMLElement, options: ReplicaOptions) {
    this.#options = options;
    this.#stage = new Stage(container, () => options.placed?.());
    this.#assets = new AssetStore((hashes) => options.wantAssets(hashes));
  }

  get document(): Document | null {
    return this.#picture?.document ?? null;
  }

  get width(): number {
    return this.#stage.width;
  }

  get height(): number {
    return this.#stage.height;
  }

  apply(kind: 'snapshot' | 'change', record: MirrorRecord): void {
    const wasWhole = this.#whole;
    this.#whole = false;
    if (kind === 'snapshot') this.#snapshot(record, wasWhole);
    else if (wasWhole && this.#picture) this.#picture.change(record);
    else throw new MisfitError('A change needs a picture that is whole.');
    this.#whole = true;
    if (this.#waiting && !this.#picture?.isPartial) this.#show(this.#waiting);
  }

  asset(hash: string, type: string, bytes: Uint8Array): void {
    const isShown = this.#assets.add(hash, type, bytes);
    if (isShown) this.#picture?.arrived(hash);
    else if (isShown === false) this.#options.refused?.();
  }

  nodeOf(id: number, frames?: readonly number[]): Node | undefined {
    return this.#picture?.find(id, frames);
  }

  idOf(node: Node): number | undefined {
    return this.#picture?.nodes.idOf(node);
  }

  edited(): Edited | undefined {
    return this.#picture?.selected.edited();
  }

  showCaret(field: Edited['field'], start: number, end: number): void {
    this.#picture?.selected.showCaret(field, start, end);
  }

  selectedText(): string {
    return this.#picture?.selected.text() ?? '';
  }

  hitAt(clientX: number, clientY: number): Hit | null {
    const at = this.toPage(clientX, clientY);
    // What is in sight while another picture is waiting is of the past: nothing in it can be meant.
    const picture = this.#waiting ? undefined : this.#picture;
    return (at && picture?.hitAt(at.x, at.y)) ?? null;
  }

  toPage(clientX: number, clientY: number): { x: number; y: number } | null {
    return this.#stage.toPage(clientX, clientY);
  }

  fromPage(x: number, y: number): { x: number; y: number } {
    return this.#stage.fromPage(x, y);
  }

  destroy(): void {
    this.#picture?.close();
    this.#stage.remove();
    this.#assets.clear();
    clearTimeout(this.#due);
    this.#picture = undefined;
    this.#waiting = undefined;
    this.#whole = false;
  }

  /** The new picture is made behind the old one, which stays until the new one is complete. */
  #snapshot(record: MirrorRecord, wasWhole: boolean): void {
    const head = new Reader(record, 1);
    if (wasWhole && this.#picture?.isBefore(head.count(), head.count())) {
      this.#picture.pass();
      return;
    }
    this.#assets.askAgain();
    if (this.#waiting) {
      this.#waiting.remove();
      this.#waiting = undefined;
      this.#picture?.close();
    }
    const frame = createSandbox(this.#stage.element.ownerDocument);
    this.#stage.prepare(frame);
    try {
      this.#picture = new Picture(frame, record, {
        assets: this.#assets,
        players: async (isWanted) => this.#options.players?.(isWanted),
        marks: this.#stage.marks,
        resized: (width, height, inner) => {
          this.#stage.resize(frame, width, height, inner);
          this.#options.resized?.(width, height);
        },
        diverged: (id) => this.#options.diverged?.(id),
        icon: (url) => this.#options.icon?.(url),
      });
    } catch (error) {
      frame.remove();
      throw error;
    }
    this.#waiting = frame;
    this.#due ??= setTimeout(
      () => this.#waiting && this.#show(this.#waiting),
      this.#shown ? PART_INSTEAD_AFTER : PART_AFTER,
    );
  }

  #show(frame: HTMLIFrameElement): void {
    this.#waiting = undefined;
    clearTimeout(this.#due);
    this.#due = undefined;
    this.#shown?.close();
    this.#shown = this.#picture;
    this.#stage.show(frame);
    this.#stage.marks.show([]);
    this.#options.shown?.();
  }
}
