import { encodePointer, type PointerAt } from '../../protocol/pointer.js';
import { placeOf, type ReplicaView } from './input/replica-view.js';

/** Milliseconds for which a pointer that rests is told anew when the picture moves below it. */
const RESTS = 10_000;

export interface OwnPointerOptions {
  /** Covers the replica. */
  overlay: HTMLElement;
  replica: ReplicaView;
  tell(payload: Uint8Array<ArrayBuffer>): void;
}

/**
 * Tells the others where this viewer's pointer is, in control or not: at once, and at most once per frame. It is told by what
 * it points at, so it is told again when that scrolls away below it.
 */
export class OwnPointer {
  readonly #options: OwnPointerOptions;
  #at: { x: number; y: number } | undefined;
  #movedAt = 0;
  #told = '';
  #frame = 0;
  #wanted = false;

  constructor(options: OwnPointerOptions) {
    this.#options = options;
    const { overlay } = options;
    for (const type of ['pointermove', 'pointerdown'] as const) {
      overlay.addEventListener(type, (event) => this.moved(event), { passive: true });
    }
    overlay.addEventListener('pointerleave', ({ isPrimary, pointerType }) => {
      // A finger is lifted after each touch; where it was last is where it pointed.
      if (!isPrimary || pointerType === 'touch') return;
      this.#at = undefined;
      this.#soon();
    });
  }

  moved({ clientX, clientY, isPrimary }: PointerEvent): void {
    if (!isPrimary) return;
    this.#at = { x: clientX, y: clientY };
    this.#movedAt = performance.now();
    this.#soon();
  }

  /** The picture has changed: something else may lie below the pointer. */
  changed(): void {
    if (!this.#at || performance.now() - this.#movedAt > RESTS) return;
    this.#wanted = true;
    this.#nextFrame();
  }

  #soon(): void {
    this.#wanted = true;
    if (this.#frame === 0) this.#tell();
  }

  #tell(): void {
    this.#wanted = false;
    const payload = encodePointer(this.#place());
    const told = payload.join();
    if (told === this.#told) return;
    this.#told = told;
    this.#nextFrame();
    this.#options.tell(payload);
  }

  #nextFrame(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#wanted) this.#tell();
    });
  }

  /** Undefined beside the picture. */
  #place(): PointerAt | undefined {
    const { replica } = this.#options;
    const at = this.#at;
    const point = at && replica.toPage(at.x, at.y);
    const hit = at && replica.hitAt(at.x, at.y);
    if (!point) return undefined;
    return hit ? { ...point, anchor: placeOf(hit) } : point;
  }
}
