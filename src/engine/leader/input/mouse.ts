import { Mod, type Outcome } from '../../../protocol/input.js';
import { lightDismiss } from './dismiss.js';
import type { Guard } from './guard.js';
import { tellPointer, type Moment } from './pointer-events.js';
import type { Drag, Press } from './press.js';
import { linkAt, type Spot } from './target.js';
import { isWithin, pathOf, realmOf } from './tree.js';

const BUTTON_BITS = [1, 4, 2] as const;

interface Held {
  element: Element;
  clicks: number;
  drag: Drag | undefined;
}

/** The viewer's mouse in the leader's page: the whole sequence of events that a hand causes, and what they cause by themselves. */
export class Mouse {
  readonly #guard: Guard;
  readonly #press: Press;
  readonly #held = new Map<number, Held>();
  #last: Moment | undefined;
  /** The element under the mouse, for what enters and leaves. */
  #over: Element | undefined;
  /** From a refused `pointerdown` to its `pointerup` there are no events of the mouse beside those of the pointer. */
  #quiet = false;

  constructor(guard: Guard, press: Press) {
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

  move(spot: Spot, mods: number): Outcome {
    const moment = this.#at(spot, mods);
    const target = this.#goTo(moment);
    const pointer = tellPointer(target, 'pointermove', moment);
    const mouse = this.#quiet || tellPointer(target, 'mousemove', moment);
    for (const { drag } of this.#held.values()) drag?.move(spot);
    return pointer && mouse ? 'applied' : 'prevented';
  }

  down(spot: Spot, button: number, clicks: number, mods: number): Outcome {
    if (this.#held.has(button)) this.up(spot, button, mods, false);
    const { x, y } = this.#last?.spot ?? {};
    if (this.#over !== spot.element || x !== spot.x || y !== spot.y) this.move(spot, mods);
    const held: Held = { element: spot.element, clicks, drag: undefined };
    const first = !this.pressed;
    this.#held.set(button, held);
    const moment = { ...this.#at(spot, mods), button, clicks };
    const target = this.#guard.captured ?? spot.element;
    if (first) {
      this.#quiet = !tellPointer(target, 'pointerdown', moment);
      this.#tellCapture(moment);
    } else {
      tellPointer(target, 'pointermove', moment);
    }
    if (this.#quiet) return 'prevented';
    if (!tellPointer(this.#guard.captured ?? target, 'mousedown', moment)) return 'prevented';
    held.drag = this.#press.down(spot, button, clicks, mods);
    return 'applied';
  }

  /** @param click - whether this ends a click, where press and release belong together */
  up(spot: Spot, button: number, mods: number, click: boolean): Outcome {
    const held = this.#held.get(button);
    this.#held.delete(button);
    const moment = { ...this.#at(spot, mods), button, clicks: held?.clicks ?? 1 };
    const target = this.#guard.captured ?? spot.element;
    const last = !this.pressed;
    tellPointer(target, last ? 'pointerup' : 'pointermove', moment);
    if (!this.#quiet) tellPointer(target, 'mouseup', moment);
    held?.drag?.end();
    if (last) {
      this.#quiet = false;
      const { captured } = this.#guard;
      this.#guard.captured = undefined;
      if (captured) tellPointer(captured, 'lostpointercapture', moment);
    }
    if (!held || !click) return 'applied';
    if (button === 0) lightDismiss(held.element, spot);
    const clicked = target === spot.element ? shared(held.element, target) : target;
    return clicked ? this.#click(clicked, moment) : 'applied';
  }

  menu(spot: Spot, mods: number): Outcome {
    const moment = { ...this.#at(spot, mods), button: 2 };
    this.#goTo(moment);
    // A menu of the browser itself cannot be opened from here.
    return tellPointer(spot.element, 'contextmenu', moment) ? 'unsupported' : 'applied';
  }

  /** Lets go of all buttons where the mouse is, without a click. */
  release(): void {
    const spot = this.#last?.spot;
    for (const button of [...this.#held.keys()]) {
      if (spot?.element.isConnected) this.up(spot, button, 0, false);
      else this.#held.delete(button);
    }
    this.#guard.captured = undefined;
    this.#quiet = false;
  }

  #at(spot: Spot, mods: number): Moment {
    let buttons = 0;
    for (const button of this.#held.keys()) buttons |= BUTTON_BITS[button] ?? 0;
    return (this.#last = { spot, mods, buttons });
  }

  #click(target: Element, moment: Moment): Outcome {
    // With these keys a browser opens a link in a tab of its own, out of the session's sight.
    const mods = linkAt(target) ? moment.mods & Mod.alt : moment.mods;
    const primary = moment.button === 0;
    const went = tellPointer(target, primary ? 'click' : 'auxclick', { ...moment, mods });
    if (primary && moment.clicks === 2) tellPointer(target, 'dblclick', moment);
    return went ? 'applied' : 'prevented';
  }

  /** Tells who is left and who is entered on the way. @returns where the mouse's events go */
  #goTo(moment: Moment): Element {
    const target = this.#guard.captured ?? moment.spot.element;
    const from = this.#over?.isConnected ? this.#over : undefined;
    this.#over = target;
    if (from === target) return target;
    const outside = from && realmOf(from) === realmOf(target) ? from : null;
    const before = from ? pathOf(from) : [];
    const now = pathOf(target);
    const left = before.filter((element) => !now.includes(element));
    const entered = now.filter((element) => !before.includes(element)).reverse();
    for (const kind of this.#quiet ? ['pointer'] : ['pointer', 'mouse']) {
      if (from) {
        const leaving = { ...moment, relatedTarget: outside && target };
        tellPointer(from, `${kind}out`, leaving);
        for (const element of left) tellPointer(element, `${kind}leave`, leaving);
      }
      const entering = { ...moment, relatedTarget: outside };
      tellPointer(target, `${kind}over`, entering);
      for (const element of entered) tellPointer(element, `${kind}enter`, entering);
    }
    return target;
  }

  #tellCapture(moment: Moment): void {
    const { captured } = this.#guard;
    if (captured) tellPointer(captured, 'gotpointercapture', moment);
  }
}

/** The nearest element that both are in. Pressed on one thing and released on another, a click goes there. */
function shared(pressed: Element, released: Element): Element | undefined {
  return pressed.isConnected
    ? pathOf(pressed).find((element) => isWithin(released, element))
    : undefined;
}
