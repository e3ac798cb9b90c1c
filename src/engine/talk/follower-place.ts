import type { ClientMessage } from '../../protocol/messages.js';
import type { Replica } from '../follower/replica/replica.js';
import type { Spoken } from '../texts/texts.js';
import { cornerOf } from './corner.js';
import { part } from '../parts.js';
import type { Point, ShownPicture, Surface, TalkPlace } from './place.js';

/** Milliseconds after which lines are put where what they are on is now: animations of the replica move it too. */
const LOOKS_AGAIN = 250;

export interface FollowerPlaceOptions {
  /** What the picture stands on; buttons and layer are put after it. */
  overlay: HTMLElement;
  replica: Replica;
  spoken: Pick<Spoken, 'code' | 'talk'> | undefined;
  pointer(event: PointerEvent): void;
  send(message: ClientMessage): void;
  sendFrame(frame: Uint8Array<ArrayBuffer>): void;
}

/** In a follower's window, over the replica. */
export class FollowerPlace implements TalkPlace, Surface {
  readonly surface = this;
  readonly root: ShadowRoot;
  readonly #options: FollowerPlaceOptions;
  readonly #element = part('div', 'surfly-talk');

  constructor(options: FollowerPlaceOptions) {
    this.#options = options;
    // eslint-disable-next-line wc/no-closed-shadow-root -- as at the leader's, so that there is one kind
    this.root = this.#element.attachShadow({ mode: 'closed' });
  }

  show(tools: HTMLElement, chat: HTMLElement): void {
    this.root.append(chat, tools);
    document.querySelector('main')?.append(this.#element);
  }

  get spoken() {
    return this.#options.spoken;
  }

  opening(): void {
    // Nothing else is open here.
  }

  send(message: ClientMessage): boolean {
    this.#options.send(message);
    return true;
  }

  sendFrame(frame: Uint8Array<ArrayBuffer>): boolean {
    this.#options.sendFrame(frame);
    return true;
  }

  cover(layer: HTMLElement): void {
    Object.assign(layer.style, { position: 'absolute', inset: '0', pointerEvents: 'none' });
    this.#options.overlay.after(layer);
  }

  picture(): ShownPicture | undefined {
    const { replica } = this.#options;
    const { width, height } = replica;
    if (width === 0 || height === 0) return undefined;
    const { x: left, y: top } = replica.fromPage(0, 0);
    const end = replica.fromPage(width, height);
    return { left, top, width: end.x - left, height: end.y - top, page: { width, height } };
  }

  scrolled(): Point {
    const { scrollX: x = 0, scrollY: y = 0 } = this.#options.replica.document?.defaultView ?? {};
    return { x, y };
  }

  nodeAt(_point: Point, { x, y }: Point): number {
    const hit = this.#options.replica.hitAt(x, y);
    // A frame of another origin has numbers of its own: the line sticks to the frame.
    return hit?.frames?.[0] ?? hit?.id ?? 0;
  }

  cornerOf(id: number): Point | undefined {
    const { replica } = this.#options;
    return cornerOf(id, replica.document, (one) => replica.nodeOf(one));
  }

  follow(moved: () => void): () => void {
    const timer = setInterval(moved, LOOKS_AGAIN);
    return () => clearInterval(timer);
  }

  pointer(_point: Point, event: PointerEvent): void {
    this.#options.pointer(event);
  }

  turned(): void {
    // A follower's page scrolls with the leader's.
  }

  windows(): Window[] {
    return [window];
  }
}
