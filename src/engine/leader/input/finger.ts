import type { Outcome } from '../../../protocol/input.js';
import type { Guard } from './guard.js';
import { Hover } from './hover.js';
import type { Mouse } from './mouse.js';
import { tellPointer, type Moment } from './pointer-events.js';
import { isScroller, scrollFrom } from './scroll.js';
import type { Steps } from './steps.js';
import type { Spot } from './target.js';
import { tellTouch } from './touch.js';
import { elementAt, pathOf, realmOf, type Realm } from './tree.js';

/** A finger that is on the glass. */
interface Held {
  from: Spot;
  x: number;
  y: number;
  /** It is no tap any more. */
  moved: boolean;
  /** What it scrolls: the page is told no more than that it moves. */
  scrolls: Element | undefined;
  /** The page has refused its pointer, or takes it for itself. */
  quiet: boolean;
  taken: boolean;
  /** The page must not be told of it, for this reason. It may still scroll. */
  refused: Outcome | undefined;
}

const ONLY_POINTER = ['pointer'] as const;

/**
 * The viewer's finger in the leader's page. The page is asked first; what it does not take for itself scrolls, or is a tap, which
 * is told as a mouse's click, too.
 */
export class Finger {
  readonly #guard: Guard;
  readonly #mouse: Mouse;
  readonly #hover: Hover;
  #held: Held | undefined;
  /** Has been told that it has the pointer. */
  #holder: Element | undefined;

  constructor(top: Realm, guard: Guard, mouse: Mouse) {
    this.#guard = guard;
    this.#mouse = mouse;
    this.#hover = new Hover(top);
  }

  get isDown(): boolean {
    return this.#held !== undefined;
  }

  get isTap(): boolean {
    return this.#held?.moved === false;
  }

  /** What it presses, as long as it may be a tap. */
  get pressing(): Element | undefined {
    const held = this.#held;
    return held && !held.moved && !held.refused ? held.from.element : undefined;
  }

  *down(spot: Spot, mods: number): Steps<Outcome> {
    const held = this.#hold(spot);
    const moment = this.#at(mods, 1);
    // Like every finger's, its pointer stays where it came down, until the page says otherwise.
    this.#guard.captured = spot.element;
    yield* this.#hover.goTo({ ...moment, button: 0 }, ONLY_POINTER);
    held.quiet = !(yield* tellPointer(spot.element, 'pointerdown', { ...moment, button: 0 }));
    held.taken = !(yield* tellTouch(spot.element, 'touchstart', moment));
    return held.quiet || held.taken ? 'prevented' : 'applied';
  }

  /** It comes down on what takes no input. It may scroll what is around that. */
  rest(spot: Spot, why: Outcome): void {
    this.#hold(spot).refused = why;
  }

  /** @param dx, dy - from where it came down, in CSS pixels */
  *move(dx: number, dy: number, mods: number): Steps<Outcome> {
    const held = this.#held;
    if (!held) return 'stale';
    held.moved = true;
    const by = this.#moveTo(held, dx, dy);
    const moment = this.#at(mods, 1);
    const { element } = held.from;
    if (!held.refused && held.scrolls) yield* tellTouch(element, 'touchmove', moment, false);
    else if (!held.refused) {
      yield* tellPointer(yield* this.#tellCapture(moment), 'pointermove', moment);
      if (!(yield* tellTouch(element, 'touchmove', moment))) held.taken = true;
      if (held.taken) return 'prevented';
    }
    if (!held.scrolls) {
      if (!pans(element, dx, dy)) return 'applied';
      held.scrolls = element;
      if (!held.refused) yield* this.#lift('pointercancel', mods);
    }
    held.scrolls = scrollFrom(held.scrolls, by.x, by.y) ?? held.scrolls;
    return 'applied';
  }

  /** @param clicks - which tap in a row this is, if it is one */
  *up(dx: number, dy: number, clicks: number, mods: number): Steps<Outcome> {
    const held = this.#held;
    if (!held) return 'stale';
    const { refused, moved, scrolls, from } = held;
    this.#moveTo(held, dx, dy);
    if (!refused && !scrolls) yield* this.#lift('pointerup', mods);
    this.#held = undefined;
    if (refused) return moved ? 'applied' : refused;
    const moment = this.#at(mods, 0, held);
    // Browsers ask no more of a page that has let a move go by.
    if (!(yield* tellTouch(from.element, 'touchend', moment, !moved || held.taken)))
      held.taken = true;
    if (held.taken) return 'prevented';
    return moved ? 'applied' : yield* this.#mouse.tap(from, clicks, mods, held.quiet);
  }

  /** It is gone, and was no tap. */
  *cancel(): Steps<void> {
    const held = this.#held;
    if (!held) return;
    if (!held.refused && !held.scrolls) yield* this.#lift('pointercancel', 0);
    this.#held = undefined;
    if (!held.refused) yield* tellTouch(held.from.element, 'touchcancel', this.#at(0, 0, held));
  }

  #hold(from: Spot): Held {
    const { x, y } = from;
    const none = { scrolls: undefined, refused: undefined };
    return (this.#held = { from, x, y, moved: false, quiet: false, taken: false, ...none });
  }

  #at(mods: number, buttons: number, held = this.#held as Held): Moment {
    const { from, x, y } = held;
    return { spot: { element: from.element, x, y }, mods, buttons, byFinger: true };
  }

  /** @returns by how much what lies under the finger has to scroll to stay there */
  #moveTo(held: Held, dx: number, dy: number): { x: number; y: number } {
    const { from, x, y } = held;
    [held.x, held.y] = [from.x + dx, from.y + dy];
    return { x: x - held.x, y: y - held.y };
  }

  /** A capture is told when the pointer does something next. @returns where its events go */
  *#tellCapture(moment: Moment): Steps<Element> {
    const { captured } = this.#guard;
    if (captured !== this.#holder) {
      this.#holder = captured;
      if (captured) yield* tellPointer(captured, 'gotpointercapture', moment);
    }
    const { element, x, y } = moment.spot;
    const target = captured ?? elementAt(element.ownerDocument, x, y) ?? element;
    yield* this.#hover.goTo({ ...moment, spot: { element: target, x, y } }, ONLY_POINTER);
    return target;
  }

  /** The pointer goes: lifted, or because its moves belong to the browser from now on. */
  *#lift(type: 'pointerup' | 'pointercancel', mods: number): Steps<void> {
    let moment: Moment = { ...this.#at(mods, 0), button: 0 };
    const target = yield* this.#tellCapture(moment);
    // What is taken from the page is nowhere.
    if (type === 'pointercancel') moment = { ...moment, spot: { ...moment.spot, x: 0, y: 0 } };
    yield* tellPointer(target, type, moment);
    const { captured } = this.#guard;
    this.#guard.captured = this.#holder = undefined;
    if (captured) yield* tellPointer(captured, 'lostpointercapture', moment);
    yield* this.#hover.leave(moment, ONLY_POINTER);
  }
}

/** Whether the page leaves it to browsers to scroll by such a move (`touch-action`). */
function pans(element: Element, dx: number, dy: number): boolean {
  const way =
    Math.abs(dx) > Math.abs(dy)
      ? /auto|manipulation|pan-(x|left|right)/
      : /auto|manipulation|pan-(y|up|down)/;
  for (const at of pathOf(element)) {
    const style = realmOf(at).getComputedStyle(at);
    if (!way.test(style.touchAction)) return false;
    if (isScroller(style)) return true;
  }
  return true;
}
