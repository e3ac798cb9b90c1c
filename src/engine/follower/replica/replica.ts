/** The replica: a picture of the leader's page, live, in which nothing runs, loads or leads anywhere. */
import type { MirrorRecord } from '../../../protocol/records.js';
import { AssetStore } from './asset-store.js';
import { createSandbox } from './blank-document.js';
import { hitIn, type Hit } from './hit.js';
import { Picture } from './picture.js';
import { MisfitError, Reader } from './reader.js';
import { Stage } from './stage.js';

export interface ReplicaOptions {
  /** The leader's page names images and fonts that are not here: at most 256 hashes a time. */
  wantAssets(hashes: string[]): void;
  /** The leader's layout viewport has another size, in CSS pixels. */
  resized?(width: number, height: number): void;
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
  nodeOf(id: number): Node | undefined;
  idOf(node: Node): number | undefined;
  /** What is drawn at a point of this window, in CSS pixels. Null beside the picture. */
  hitAt(clientX: number, clientY: number): Hit | null;
  /** A point of this window as one of the leader's viewport. Null beside the picture. */
  toPage(clientX: number, clientY: number): { x: number; y: number } | null;
  /** Shows where the leader's pointer is, in CSS pixels of the leader's viewport. */
  pointer(x: number, y: number): void;
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
  /** False after a record that did not fit. */
  #whole = false;

  constructor(container: HTMLElement, options: ReplicaOptions) {
    this.#options = options;
    this.#stage = new Stage(container);
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
  }

  asset(hash: string, type: string, bytes: Uint8Array): void {
    if (this.#assets.add(hash, type, bytes)) this.#picture?.arrived(hash);
  }

  nodeOf(id: number): Node | undefined {
    return this.#picture?.nodes.find(id);
  }

  idOf(node: Node): number | undefined {
    return this.#picture?.nodes.idOf(node);
  }

  hitAt(clientX: number, clientY: number): Hit | null {
    const at = this.toPage(clientX, clientY);
    const picture = this.#picture;
    return at && picture ? hitIn(picture.document, picture.nodes, at.x, at.y) : null;
  }

  toPage(clientX: number, clientY: number): { x: number; y: number } | null {
    return this.#stage.toPage(clientX, clientY);
  }

  pointer(x: number, y: number): void {
    this.#stage.pointer(x, y);
  }

  destroy(): void {
    this.#picture?.close();
    this.#stage.remove();
    this.#assets.clear();
    this.#picture = undefined;
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
    const before = this.#picture;
    const frame = createSandbox(this.#stage.element.ownerDocument);
    this.#stage.prepare(frame);
    try {
      this.#picture = new Picture(frame, record, {
        assets: this.#assets,
        resized: (width, height, inner) => {
          this.#stage.resize(frame, width, height, inner);
          this.#options.resized?.(width, height);
        },
      });
    } catch (error) {
      frame.remove();
      throw error;
    }
    before?.close();
    this.#stage.show(frame);
  }
}
