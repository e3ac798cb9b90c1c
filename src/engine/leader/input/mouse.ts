import { Mod, type Outcome } from '../../../protocol/input.js';
import { lightDismiss } from './dismiss.js';
import { DragDrop, draggableAt, isFarEnough, type Open } from './drag-drop.js';
import type { Guard } from './guard.js';
import { Hover } from './hover.js';
import { tellPointer, type Moment } from './pointer-events.js';
import type { Drag, Press } from './press.js';
import { watchStay } from './stays.js';
import { atOnce, type Steps } from './steps.js';
import { linkAt, type Spot } from './target.js';
import { tellOnlyFingers } from './touch.js';
import { isWithin, pathOf, type Realm } from './tree.js';

const BUTTON_BITS = [1, 4, 2] as const;

interface Held {
  element: Element;
  clicks: number;
  drag: Drag | undefined;
  /** May be taken along, from here. */
  along: { source: HTMLElement; from: Spot } | undefined;
  /** The page takes the finger for itself: there is no click. */
  taken: boolean;
  /** Ends to watch it. @returns whether it has been there all the time */
  stayed(): boolean;
}

/** The viewer's mouse in the leader's page: the whole sequence of events that a hand causes, and what they cause by themselves. */
export class Mouse {
  readonly #guard: Guard;
  readonly #press: Press;
  readonly #open: Open;
  readonly #held = new Map<number, Held>();
  #last: Moment | undefined;
  readonly #hover: Hover;
  /** Has been told that it has the pointer. */
  #holder: Element | undefined;
  /** From a refused `pointerdown` to its `pointerup` there are no events of the mouse beside those of the pointer. */
  #quiet = false;
  /** An element is taken along: there are no other events until it is let go. */
  #dragged: DragDrop | undefined;

  /** @param top - of the page: what is around it is none of the mouse's business */
  constructor(top: Realm, guard: Guard, press: Press, open: Open) {
    this.#open = open;
    this.#hover = new Hover(top);
    this.#guard = guard;
    this.#press = press;
  }

  get pressed(): boolean {
    return this.#held.size > 0;
  }

  /** What the main button holds down. */
  get pressing(): Element | undefined {
    return this.#held.get(0)?.element;
  }

  holds(button: number): boolean {
    return this.#held.has(button);
  }

  *move(spot: Spot, mods: number): Steps<Outcome> {
    const moment = this.#at(spot, mods);
    if (this.#dragged) return yield* this.#dragged.move(moment);
    yield* this.#tellCapture(moment);
    const target = yield* this.#goTo(moment);
    const pointer = yield* tellPointer(target, 'pointermove', moment);
    const { pressing } = this;
    if (pressing?.isConnected) yield* tellOnlyFingers(pressing, 'touchmove', moment);
    const mouse = this.#quiet || (yield* tellPointer(target, 'mousemove', moment));
    // A captured pointer selects nothing beside what has captured it.
    const { captured } = this.#guard;
    const inside = !captured || isWithin(spot.element, captured);
    for (const { drag } of this.#held.values()) if (inside) drag?.move(spot);
    yield* this.#takeAlong(moment);
    return pointer && mouse ? 'applied' : 'prevented';
  }

  *down(spot: Spot, button: number, clicks: number, mods: number): Steps<Outcome> {
    if (this.#held.has(button)) yield* this.up(spot, button, mods, false);
    const { x, y } = this.#last?.spot ?? {};
    if (this.#hover.in(spot.element.ownerDocument) !== spot.element || x !== spot.x || y !== spot.y)
      yield* this.move(spot, mods);
    const held: Held = {
      ...{ element: spot.element, clicks },
      ...{ drag: undefined, along: undefined, taken: false },
      stayed: watchStay(spot.element),
    };
    const first = !this.pressed;
    this.#held.set(button, held);
    const moment = { ...this.#at(spot, mods), button, clicks };
    const target = this.#guard.captured ?? spot.element;
    const path = pathOf(target);
    if (first) {
      this.#quiet = !(yield* tellPointer(target, 'pointerdown', moment));
      held.taken = button === 0 && !(yield* tellOnlyFingers(held.element, 'touchstart', moment));
      this.#quiet ||= held.taken;
    } else {
      yield* tellPointer(target, 'pointermove', moment);
    }
    if (this.#quiet) return 'prevented';
    if (!(yield* tellPointer(this.#guard.captured ?? shown(path), 'mousedown', moment))) {
      return 'prevented';
    }
    const source = button === 0 ? draggableAt(spot.element) : undefined;
    held.along = source && { source, from: spot };
    // A press on a link selects nothing, even where the link stays in its place.
    const selects = !source && !linkAt(spot.element)?.href;
    held.drag = this.#press.down(spot, button, clicks, mods, selects);
    return 'applied';
  }

  /** @param click - whether this ends a click, where press and release belong together */
  *up(spot: Spot, button: number, mods: number, click: boolean): Steps<Outcome> {
    const held = this.#held.get(button);
    this.#held.delete(button);
    const moment = { ...this.#at(spot, mods), button, clicks: held?.clicks ?? 1 };
    if (this.#dragged) {
      held?.stayed();
      yield* this.#dragged.end(moment, click);
      this.#dragged = undefined;
      return 'applied';
    }
    yield* this.#tellCapture(moment);
    const target = this.#guard.captured ?? spot.element;
    const path = pathOf(target);
    const last = !this.pressed;
    yield* tellPointer(target, last ? 'pointerup' : 'pointermove', moment);
    if (held && button === 0 && held.element.isConnected) {
      const ends = yield* tellOnlyFingers(held.element, click ? 'touchend' : 'touchcancel', moment);
      held.taken ||= !ends;
    }
    if (!this.#quiet) yield* tellPointer(shown(path), 'mouseup', moment);
    if (held?.drag?.end) yield* held.drag.end();
    const stayed = held?.stayed();
    const { captured } = this.#guard;
    if (last) {
      this.#quiet = false;
      this.#guard.captured = this.#holder = undefined;
      if (captured) yield* tellPointer(captured, 'lostpointercapture', moment);
    }
    if (!held || !click) return 'applied';
    if (held.taken) return 'prevented';
    if (button === 0) lightDismiss(held.element, spot);
    const clicked = target === spot.element ? shared(held.element, target) : target;
    const outcome = clicked && stayed ? yield* this.#click(clicked, moment) : 'applied';
    // Whatever held it, the mouse is where it is.
    if (captured && spot.element.isConnected) yield* this.#goTo({ ...moment, clicks: 0 });
    return outcome;
  }

  /**
   * What a tap is to pages that know only mice: one that comes, presses and lets go.
   * @param quiet - the page has refused the finger's pointer, and is told of the click only
   */
  *tap(spot: Spot, clicks: number, mods: number, quiet: boolean): Steps<Outcome> {
    const { element } = spot;
    const moment = { ...this.#at(spot, mods), byFinger: true };
    const press = { ...moment, button: 0, clicks };
    yield* this.#hover.goTo(moment, ['mouse']);
    if (!quiet) {
      yield* tellPointer(element, 'mousemove', moment);
      const pressed = yield* tellPointer(element, 'mousedown', { ...press, buttons: 1 });
      const drag = pressed ? this.#press.down(spot, 0, clicks, mods, true) : undefined;
      if (drag?.end) yield* drag.end();
      yield* tellPointer(element, 'mouseup', press);
    }
    lightDismiss(element, spot);
    return element.isConnected ? yield* this.#click(element, press) : 'applied';
  }

  *menu(spot: Spot, mods: number): Steps<Outcome> {
    const moment = { ...this.#at(spot, mods), button: 2 };
    yield* this.#goTo({ ...moment, button: undefined });
    // A menu of the browser itself cannot be opened from here.
    return (yield* tellPointer(spot.element, 'contextmenu', moment)) ? 'unsupported' : 'applied';
  }

  /** Lets go of all buttons where the mouse is, without a click. */
  release(): void {
    const spot = this.#last?.spot;
    for (const [button, held] of [...this.#held]) {
      if (spot?.element.isConnected) {
        atOnce(this.up(spot, button, 0, false));
      } else {
        held.stayed();
        this.#held.delete(button);
      }
    }
    this.#guard.captured = this.#holder = undefined;
    this.#quiet = false;
  }

  #at(spot: Spot, mods: number): Moment {
    let buttons = 0;
    for (const button of this.#held.keys()) buttons |= BUTTON_BITS[button] ?? 0;
    return (this.#last = { spot, mods, buttons });
  }

  *#click(target: Element, moment: Moment): Steps<Outcome> {
    // With these keys a browser opens a link in a tab of its own, out of the session's sight.
    const mods = linkAt(target) ? moment.mods & Mod.alt : moment.mods;
    const primary = moment.button === 0;
    const went = yield* tellPointer(target, primary ? 'click' : 'auxclick', { ...moment, mods });
    if (primary && moment.clicks === 2) yield* tellPointer(target, 'dblclick', moment);
    return went ? 'applied' : 'prevented';
  }

  /** Once the mouse has gone far enough, what it pressed goes with it, and the press is over. */
  *#takeAlong(moment: Moment): Steps<void> {
    const { along } = this.#held.get(0) ?? {};
    if (!along?.source.isConnected || !isFarEnough(along.from, moment.spot)) return;
    const held = this.#held.get(0) as Held;
    held.along = undefined;
    const pressed = held.element.isConnected ? held.element : along.source;
    this.#dragged = yield* DragDrop.start(
      along.source,
      { ...moment, spot: along.from },
      this.#open,
    );
    if (!this.#dragged) return;
    if (held.drag?.end) yield* held.drag.end();
    const { captured } = this.#guard;
    this.#guard.captured = this.#holder = undefined;
    const left = captured ?? this.#hover.in(pressed.ownerDocument) ?? pressed;
    const none = { ...moment, spot: { element: left, x: 0, y: 0 }, button: 0, buttons: 0 };
    yield* tellPointer(left, 'pointercancel', none);
    yield* tellPointer(left, 'pointerout', none);
    for (const element of pathOf(left)) yield* tellPointer(element, 'pointerleave', none);
    if (captured) yield* tellPointer(captured, 'lostpointercapture', none);
    yield* this.#dragged.move(moment);
  }

  /** The mouse goes to the moment's spot. @returns where its events go */
  *#goTo(moment: Moment): Steps<Element> {
    const element = this.#guard.captured ?? moment.spot.element;
    const kinds = this.#quiet ? (['pointer'] as const) : (['pointer', 'mouse'] as const);
    yield* this.#hover.goTo({ ...moment, spot: { ...moment.spot, element } }, kinds);
    return element;
  }

  /** A capture is told when the pointer does something next. */
  *#tellCapture(moment: Moment): Steps<void> {
    const { captured } = this.#guard;
    if (captured === this.#holder) return;
    this.#holder = captured;
    if (captured) yield* tellPointer(captured, 'gotpointercapture', moment);
  }
}

/** Of an element and what is around it, the first that is still there: browsers tell that of what comes next. */
function shown(path: Element[]): Element {
  return (path.find((element) => element.isConnected) ?? path[0]) as Element;
}

/** The nearest element that both are in. Pressed on one thing and released on another, a click goes there. */
function shared(pressed: Element, released: Element): Element | undefined {
  return pressed.isConnected
    ? pathOf(pressed).find((element) => isWithin(released, element))
    : undefined;
}
