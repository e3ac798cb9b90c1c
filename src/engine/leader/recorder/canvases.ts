import { Op } from '../../../protocol/records.js';
import type { Assets } from '../assets.js';
import type { NodeIds } from './node-ids.js';
import type { OpRecord, Part } from './part.js';

export interface CanvasesOptions {
  ids: NodeIds;
  assets: Assets;
  masked: ReadonlyMap<Node, unknown>;
  signal: AbortSignal;
  soon(): void;
}

/** Milliseconds between two looks at a canvas that changes, and at one that does not. */
const SHORTEST_WAIT = 1000;
const LONGEST_WAIT = 8000;
/** Larger ones take too long to read. */
const MAX_PIXELS = 4_000_000;

interface Watched {
  wait: number;
  due: number;
  number: number | undefined;
}

/** Canvases as pictures. Nothing tells that a canvas was drawn on, so those in sight are looked at every now and then. */
export class Canvases implements Part {
  readonly #options: CanvasesOptions;
  readonly #watched = new Map<HTMLCanvasElement, Watched>();
  readonly #touched = new Set<HTMLCanvasElement>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CanvasesOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  concerns(name: string): boolean {
    return name === 'canvas';
  }

  met(node: Element | ShadowRoot | Document, isPrivate: boolean): void {
    if ((node as Partial<Element>).localName !== 'canvas' || isPrivate) return;
    const canvas = node as HTMLCanvasElement;
    this.#touched.add(canvas);
    if (!this.#watched.has(canvas)) {
      this.#watched.set(canvas, { wait: SHORTEST_WAIT, due: 0, number: undefined });
    }
    this.#timer ??= setTimeout(this.#look);
  }

  forget(node: Node): void {
    this.#watched.delete(node as HTMLCanvasElement);
    this.#touched.delete(node as HTMLCanvasElement);
  }

  changes(ops: OpRecord[]): void {
    for (const canvas of this.#touched) {
      const id = this.#options.ids.of(canvas);
      const number = this.#watched.get(canvas)?.number;
      if (id !== undefined && number !== undefined) ops.push([Op.picture, id, number]);
    }
    this.#touched.clear();
  }

  readonly #look = (): void => {
    this.#timer = undefined;
    if (this.#watched.size === 0 || this.#options.signal.aborted) return;
    const now = performance.now();
    for (const [canvas, watched] of this.#watched) {
      if (watched.due > now || !isInSight(canvas)) continue;
      watched.due = now + watched.wait;
      try {
        canvas.toBlob((blob) => void this.#taken(canvas, watched, blob), 'image/webp', 0.9);
      } catch {
        // Drawn from another site's images: browsers do not let it be read.
        this.#watched.delete(canvas);
      }
    }
    this.#timer = setTimeout(this.#look, SHORTEST_WAIT);
  };

  async #taken(canvas: HTMLCanvasElement, watched: Watched, blob: Blob | null): Promise<void> {
    if (!blob || this.#options.masked.has(canvas)) return;
    const number = await this.#options.assets.picture(blob);
    if (number === undefined || this.#watched.get(canvas) !== watched) return;
    watched.wait =
      number === watched.number ? Math.min(LONGEST_WAIT, watched.wait * 2) : SHORTEST_WAIT;
    if (number === watched.number) return;
    watched.number = number;
    this.#touched.add(canvas);
    this.#options.soon();
  }
}

function isInSight(canvas: HTMLCanvasElement): boolean {
  const { width, height } = canvas;
  if (width === 0 || height === 0 || width * height > MAX_PIXELS) return false;
  const box = canvas.getBoundingClientRect();
  const window = canvas.ownerDocument.defaultView;
  return (
    window !== null &&
    box.width > 0 &&
    box.bottom > 0 &&
    box.right > 0 &&
    box.top < window.innerHeight &&
    box.left < window.innerWidth
  );
}
