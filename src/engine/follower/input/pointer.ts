import { Mod, type InputAction } from '../../../protocol/input.js';
import {
  elementHit,
  isSameNode,
  placeOf,
  scaleAt,
  type Hit,
  type Point,
  type ReplicaView,
} from './replica-view.js';

/** An action, but for what is the same in all of them. */
export type Draft = InputAction extends infer A
  ? A extends InputAction
    ? Omit<A, 'seen' | 'made'>
    : never
  : never;

export interface PointerOptions {
  overlay: HTMLElement;
  replica: ReplicaView;
  send(action: Draft, at: Point): void;
  /** A button went down on something, or beside it. */
  pressed(hit: Hit | null, at: Point): void;
  /** A press of the main button was let go on the same node. */
  clicked(hit: Hit, at: Point): void;
}

/** Milliseconds, and pixels, between two presses that belong together. */
const AGAIN_TIME = 500;
const AGAIN_DISTANCE = 5;
/** Pixels that a finger may move and still tap. */
const TAP_DISTANCE = 10;
/** Milliseconds after which moves go out where the browser paints no frames. */
const NO_FRAMES = 50;

interface Press {
  hit: Hit;
  button: number;
  clicks: number;
}

/** On the glass, since it came down on something. */
interface Finger {
  from: Point;
  at: Point;
  hit: Hit;
  mods: number;
  /** It is no tap any more. */
  moved: boolean;
  /** It has moved since that was last told. */
  moves: boolean;
}

/** The viewer's mouse, pen and finger on the overlay. Moves and turns of the wheel are told once per frame. */
export class Pointer {
  readonly #options: PointerOptions;
  #press: Press | undefined;
  #finger: Finger | undefined;
  #last = {
    x: 0,
    y: 0,
    time: -Infinity,
    button: -1,
    clicks: 0,
    page: undefined as Document | undefined,
  };
  #move: { at: Point; mods: number } | undefined;
  #wheel: { at: Point; mods: number; dx: number; dy: number } | undefined;
  #hovered: Hit | undefined;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PointerOptions, signal: AbortSignal) {
    this.#options = options;
    const { overlay } = options;
    const listen = <T extends keyof HTMLElementEventMap>(
      type: T,
      listener: (event: HTMLElementEventMap[T]) => void,
    ) =>
      overlay.addEventListener(
        type,
        (event) => {
          // Not what happens on our own panels.
          if (this.enabled && event.target === overlay) listener(event);
        },
        { passive: false, signal },
      );
    // Keeps the focus with the keyboard's field.
    listen('mousedown', (event) => event.preventDefault());
    listen('pointerdown', (event) => this.#down(event));
    listen('pointermove', (event) => this.#moved(event));
    listen('pointerup', (event) => this.#up(event));
    listen('pointercancel', (event) => this.#up(event));
    listen('contextmenu', (event) => this.#menu(event));
    listen('wheel', (event) => this.#turned(event));
  }

  enabled = false;

  disable(): void {
    this.enabled = false;
    this.#press = this.#finger = this.#move = this.#wheel = this.#hovered = undefined;
    this.#stopWaiting();
  }

  /** Tells the moves that wait for the next frame: what comes now comes after them. */
  flush(): void {
    this.#stopWaiting();
    const { replica, send } = this.#options;
    const [move, wheel] = [this.#move, this.#wheel];
    this.#move = this.#wheel = undefined;
    if (move) this.#tellMove(move.at, move.mods);
    if (this.#finger?.moves) this.#tellFinger(this.#finger, 'move');
    const hit = wheel && replica.hitAt(wheel.at.x, wheel.at.y);
    if (wheel && hit) {
      const { at, mods, dx, dy } = wheel;
      send({ type: 'wheel', ...placeOf(hit), dx, dy, mods }, at);
    }
  }

  #tellMove(at: Point, mods: number): void {
    const { overlay, replica, send } = this.#options;
    const hit = replica.hitAt(at.x, at.y);
    if (!hit) return;
    const place = placeOf(hit);
    const last = this.#hovered;
    if (last && isSameNode(last, place) && last.fx === place.fx && last.fy === place.fy) return;
    this.#hovered = place;
    overlay.style.setProperty('cursor', cursorOf(replica.nodeOf(hit.id, hit.frames)));
    send({ type: 'pointer', phase: 'move', ...place, button: 0, clicks: 1, mods }, at);
  }

  /** A finger stays with what it came down on: only how far it has gone is told. What is under it may scroll away meanwhile. */
  #tellFinger(finger: Finger, phase: 'down' | 'move' | 'up' | 'cancel', clicks = 1): void {
    const { from, at, hit, mods } = finger;
    finger.moves = false;
    const scale = scaleAt(this.#options.replica, from);
    const [dx, dy] = [bounded((at.x - from.x) / scale), bounded((at.y - from.y) / scale)];
    this.#options.send({ type: 'finger', phase, ...placeOf(hit), dx, dy, clicks, mods }, at);
  }

  #down(event: PointerEvent): void {
    const at = { x: event.clientX, y: event.clientY };
    this.flush();
    try {
      this.#options.overlay.setPointerCapture(event.pointerId);
    } catch {
      // The pointer has gone meanwhile, and with it what was to be captured.
    }
    if (event.pointerType === 'touch') {
      // Only the first finger counts, until there are two: what they do together is neither a tap nor a swipe.
      if (!event.isPrimary) this.#takeFinger();
      const hit = event.isPrimary && this.#options.replica.hitAt(at.x, at.y);
      if (!hit) return;
      this.#finger = { from: at, at, hit, mods: modsOf(event), moved: false, moves: false };
      this.#tellFinger(this.#finger, 'down');
    } else if (event.button <= 2 && !this.#press) {
      this.#pressAt(at, event);
    }
  }

  #pressAt(at: Point, event: PointerEvent): void {
    const { replica, send, pressed } = this.#options;
    const { button } = event;
    const hit = replica.hitAt(at.x, at.y);
    const clicks = this.#count(hit, at, event);
    pressed(hit, at);
    if (!hit) return;
    this.#press = { hit, button, clicks };
    const place = placeOf(hit);
    send({ type: 'pointer', phase: 'down', ...place, button, clicks, mods: modsOf(event) }, at);
  }

  /** @returns which press in a row this is */
  #count(hit: Hit | null, at: Point, { button, timeStamp: time }: PointerEvent): number {
    const last = this.#last;
    // A press on the next page is not the second one on the page before.
    const page = hit ? elementHit(this.#options.replica, hit)?.ownerDocument : undefined;
    const again =
      last.button === button &&
      last.page === page &&
      time - last.time < AGAIN_TIME &&
      Math.hypot(at.x - last.x, at.y - last.y) < AGAIN_DISTANCE;
    const clicks = again ? Math.min(3, last.clicks + 1) : 1;
    this.#last = { ...at, time, button, clicks, page };
    return clicks;
  }

  #moved(event: PointerEvent): void {
    const at = { x: event.clientX, y: event.clientY };
    const finger = this.#finger;
    if (event.pointerType !== 'touch') {
      this.#move = { at, mods: modsOf(event) };
      this.#wait();
    } else if (finger && event.isPrimary) {
      finger.at = at;
      finger.moved ||= Math.hypot(at.x - finger.from.x, at.y - finger.from.y) > TAP_DISTANCE;
      if (!finger.moved) return;
      finger.moves = true;
      this.#wait();
    }
  }

  #up(event: PointerEvent): void {
    const at = { x: event.clientX, y: event.clientY };
    this.flush();
    if (event.pointerType === 'touch') {
      if (event.isPrimary) this.#lift(at, event);
      return;
    }
    const press = this.#press;
    if (!press || (event.type === 'pointerup' && event.button !== press.button)) return;
    this.#press = undefined;
    const { replica, send, clicked } = this.#options;
    // Beside the picture, the button comes up where it went down.
    const hit = replica.hitAt(at.x, at.y) ?? press.hit;
    const { button, clicks } = press;
    const place = placeOf(hit);
    send({ type: 'pointer', phase: 'up', ...place, button, clicks, mods: modsOf(event) }, at);
    if (button === 0 && isSameNode(hit, press.hit)) clicked(hit, at);
  }

  #lift(at: Point, event: PointerEvent): void {
    const finger = this.#finger;
    if (!finger) return;
    this.#finger = undefined;
    finger.at = at;
    if (event.type === 'pointercancel') this.#tellFinger(finger, 'cancel');
    else if (finger.moved) this.#tellFinger(finger, 'up');
    else {
      const { pressed, clicked } = this.#options;
      pressed(finger.hit, finger.from);
      this.#tellFinger(finger, 'up', this.#count(finger.hit, finger.from, event));
      clicked(finger.hit, finger.from);
    }
  }

  /** What the finger does from now on is not for the page. */
  #takeFinger(): void {
    if (this.#finger) this.#tellFinger(this.#finger, 'cancel');
    this.#finger = undefined;
  }

  #menu(event: MouseEvent): void {
    event.preventDefault();
    this.flush();
    // A finger that rests asks for a menu, and does not tap any more.
    this.#takeFinger();
    const { replica, send } = this.#options;
    const at = { x: event.clientX, y: event.clientY };
    const hit = replica.hitAt(at.x, at.y);
    if (hit) send({ type: 'menu', ...placeOf(hit), mods: modsOf(event) }, at);
  }

  #turned(event: WheelEvent): void {
    // Zooms the viewer's own window.
    if (event.ctrlKey) return;
    event.preventDefault();
    // Read without `deltaMode`, these are pixels in every browser.
    const { deltaX, deltaY, clientX, clientY } = event;
    this.#scroll({ x: clientX, y: clientY }, deltaX, deltaY, modsOf(event));
  }

  #scroll(at: Point, dx: number, dy: number, mods: number): void {
    const { dx: x, dy: y } = this.#wheel ?? { dx: 0, dy: 0 };
    this.#wheel = { at, mods, dx: bounded(x + dx), dy: bounded(y + dy) };
    this.#wait();
  }

  /** Until the next frame; a hidden window gets none. */
  #wait(): void {
    this.#frame ||= requestAnimationFrame(() => this.flush());
    this.#timer ??= setTimeout(() => this.flush(), NO_FRAMES);
  }

  #stopWaiting(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = 0;
    this.#timer = undefined;
  }
}

function bounded(delta: number): number {
  return Math.round(Math.min(100_000, Math.max(-100_000, delta)) * 100) / 100;
}

function modsOf(event: MouseEvent): number {
  return (
    (event.shiftKey ? Mod.shift : 0) |
    (event.ctrlKey ? Mod.ctrl : 0) |
    (event.altKey ? Mod.alt : 0) |
    (event.metaKey ? Mod.meta : 0)
  );
}

/** Shapes that say what can be done. A page could hide the pointer or draw a misleading one. */
const CURSORS =
  /^(pointer|text|grab|grabbing|move|crosshair|help|wait|progress|not-allowed|[a-z]{1,4}-resize)$/;

function cursorOf(node: Node | undefined): string {
  const element =
    node?.nodeType === Node.TEXT_NODE ? node.parentElement : (node as Element | undefined);
  const view = element?.ownerDocument?.defaultView;
  const cursor = element && view ? view.getComputedStyle(element).cursor : '';
  return CURSORS.test(cursor) ? cursor : '';
}
