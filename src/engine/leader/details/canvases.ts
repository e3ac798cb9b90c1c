import { Op } from '../../../protocol/records.js';
import { hear } from '../hear.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';
import { isSeen } from '../recorder/sight.js';
import { releasePicture, takePicture } from './pictures.js';

/** Milliseconds between two looks at a canvas that changes, and at one that does not. */
const SHORTEST_WAIT = 1000;
const LONGEST_WAIT = 8000;
/** Larger ones take too long to read. */
const MAX_PIXELS = 4_000_000;

interface Watched {
  wait: number;
  due: number;
  number: number | undefined;
  /** Drawn from another site's images: browsers do not let it be read. */
  isTainted: boolean;
}

/** What draws on a canvas by WebGL. */
const DRAWS =
  'clear drawArrays drawElements drawArraysInstanced drawElementsInstanced drawRangeElements blitFramebuffer';

/** Canvases as pictures. Nothing tells that a canvas was drawn on, so those in sight are looked at every now and then. */
export class Canvases implements Part {
  readonly #options: PartContext;
  readonly #watched = new Map<HTMLCanvasElement, Watched>();
  readonly #touched = new Set<HTMLCanvasElement>();
  /**
   * What was drawn last by WebGL, where drawings were not kept from the start: the canvas itself can be read only until the
   * browser has shown it.
   */
  readonly #copies = new WeakMap<HTMLCanvasElement, HTMLCanvasElement>();
  readonly #copying = new Set<HTMLCanvasElement>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PartContext) {
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
      this.#watched.set(canvas, {
        wait: SHORTEST_WAIT,
        due: 0,
        number: undefined,
        isTainted: false,
      });
    }
    this.#timer ??= setTimeout(this.#look);
  }

  forget(node: Node): void {
    const watched = this.#watched.get(node as HTMLCanvasElement);
    this.#watched.delete(node as HTMLCanvasElement);
    if (watched?.number) releasePicture(this.#options.assets, watched);
    this.#touched.delete(node as HTMLCanvasElement);
  }

  /** A hand is at work in the page: what comes of it may be drawn anywhere. */
  worked(): void {
    for (const watched of this.#watched.values()) wake(watched);
  }

  enter(window: Window & typeof globalThis, signal: AbortSignal): void {
    // What is passed over shows more of itself at most where it is, in the canvas or in what lies over it.
    hear(window, 'pointermove', signal, (event) => {
      const path = event.composedPath();
      for (const [canvas, watched] of this.#watched) {
        if (path.includes(canvas.parentNode as Node)) wake(watched);
      }
    });
    for (const context of [window.WebGLRenderingContext, window.WebGL2RenderingContext]) {
      this.#options.patches.after(context?.prototype, DRAWS, (self) => {
        const { canvas } = self;
        if ('toBlob' in canvas && !self.getContextAttributes()?.preserveDrawingBuffer) {
          this.#drawn(canvas);
        }
      });
    }
  }

  changes(ops: OpRecord[]): void {
    for (const canvas of this.#touched) {
      const id = this.#options.ids.of(canvas);
      const { number, isTainted } = this.#watched.get(canvas) ?? {};
      if (id === undefined) continue;
      if (isTainted) {
        const title = canvas.getAttribute('aria-label') ?? canvas.title;
        ops.push([Op.label, id, this.#options.masking.attribute('title', title, false) ?? '']);
      } else if (number !== undefined) ops.push([Op.picture, id, number]);
    }
    this.#touched.clear();
  }

  /** A copy is made when the page's script is done, for then the picture is complete. That may be before the canvas is met. */
  #drawn(canvas: HTMLCanvasElement): void {
    if (this.#copying.has(canvas) || canvas.width * canvas.height > MAX_PIXELS) return;
    this.#copying.add(canvas);
    queueMicrotask(() => {
      this.#copying.delete(canvas);
      if (!canvas.isConnected) return;
      const copy = this.#copies.get(canvas) ?? document.createElement('canvas');
      this.#copies.set(canvas, copy);
      Object.assign(copy, { width: canvas.width, height: canvas.height });
      copy.getContext('2d')?.drawImage(canvas, 0, 0);
    });
  }

  readonly #look = (): void => {
    this.#timer = undefined;
    if (this.#watched.size === 0 || this.#options.signal.aborted) return;
    const now = performance.now();
    for (const [canvas, watched] of this.#watched) {
      if (watched.due > now || watched.isTainted || !isInSight(canvas)) continue;
      // Each picture takes the place of the one before it, so one is on its way at a time.
      watched.due = Infinity;
      const taken = (blob: Blob | null) =>
        void this.#taken(canvas, watched, blob).finally(() => {
          watched.due = performance.now() + watched.wait;
        });
      try {
        (this.#copies.get(canvas) ?? canvas).toBlob(taken, 'image/webp', 0.9);
      } catch {
        watched.isTainted = true;
        this.#touched.add(canvas);
        this.#options.soon();
      }
    }
    this.#timer = setTimeout(this.#look, SHORTEST_WAIT);
  };

  async #taken(canvas: HTMLCanvasElement, watched: Watched, blob: Blob | null): Promise<void> {
    if (!blob || this.#options.masked.has(canvas)) return;
    const isThere = () => this.#watched.get(canvas) === watched;
    const number = await takePicture(this.#options.assets, blob, watched, isThere);
    if (number === undefined) return;
    watched.wait =
      number === watched.number ? Math.min(LONGEST_WAIT, watched.wait * 2) : SHORTEST_WAIT;
    if (number === watched.number) return;
    watched.number = number;
    this.#touched.add(canvas);
    this.#options.soon();
  }
}

/** It is looked at with the next look, and, for what comes a little later, with the one after it. */
function wake(watched: Watched): void {
  watched.wait = SHORTEST_WAIT / 2;
  // One that is being read has no time yet.
  if (watched.due < Infinity) watched.due = 0;
}

function isInSight(canvas: HTMLCanvasElement): boolean {
  const { width, height } = canvas;
  return width > 0 && height > 0 && width * height <= MAX_PIXELS && isSeen(canvas);
}
