import { FINGER_ID, POINTER_ID } from './guard.js';
import { realmOf } from './tree.js';
import { Mod } from '../../../protocol/input.js';
import { tell, type Steps } from './steps.js';
import type { Spot } from './target.js';

/** What the mouse's events tell of the moment, besides their type. */
export interface Moment {
  spot: Spot;
  mods: number;
  /** `MouseEvent.buttons` */
  buttons: number;
  button?: number;
  clicks?: number;
  relatedTarget?: Element | null;
  /** It is a finger that does it. */
  byFinger?: boolean;
}

export function modifiers(mods: number): EventModifierInit {
  return {
    shiftKey: (mods & Mod.shift) !== 0,
    ctrlKey: (mods & Mod.ctrl) !== 0,
    altKey: (mods & Mod.alt) !== 0,
    metaKey: (mods & Mod.meta) !== 0,
  };
}

/** Where the mouse was in a window: for events of the mouse and of the pointer, which tell of it one after the other. */
const before = [new WeakMap<Window, Spot>(), new WeakMap<Window, Spot>()] as const;

const NO_BUTTON = /^(pointer(move|over|out|enter|leave)|gotpointercapture)$/;

/**
 * Dispatches one event of the mouse, made in the target's realm.
 * @returns false where the page called `preventDefault()`
 */
export function* tellPointer(target: Element, type: string, moment: Moment): Steps<boolean> {
  const realm = realmOf(target);
  const { spot, mods, buttons, button = 0, clicks = 0, relatedTarget = null, byFinger } = moment;
  // Of these, one is dispatched to each element that is entered or left.
  const chained = /(enter|leave)$/.test(type);
  const pointer = type.includes('pointer');
  const spots = before[pointer ? 1 : 0];
  const from = (type.endsWith('move') && spots.get(realm)) || spot;
  // A finger comes down where it was not before.
  if (/(move|down)$/.test(type)) spots.set(realm, spot);
  const init = {
    ...modifiers(mods),
    bubbles: !chained,
    cancelable: !chained && !/cancel|capture/.test(type),
    composed: !chained,
    view: realm,
    detail: pointer ? 0 : clicks,
    clientX: spot.x,
    clientY: spot.y,
    screenX: realm.screenX + spot.x,
    screenY: realm.screenY + spot.y,
    movementX: spot.x - from.x,
    movementY: spot.y - from.y,
    // Where none has changed there is none.
    button: moment.button === undefined && NO_BUTTON.test(type) ? -1 : button,
    buttons,
    relatedTarget,
  };
  const isPointerEvent = pointer || /^(click|auxclick|contextmenu)$/.test(type);
  const event = isPointerEvent
    ? new realm.PointerEvent(type, {
        ...init,
        pointerId: byFinger ? FINGER_ID : POINTER_ID,
        pointerType: byFinger ? 'touch' : 'mouse',
        isPrimary: true,
        pressure: pointer && buttons !== 0 ? 0.5 : 0,
      })
    : new realm.MouseEvent(type, init);
  return yield* tell(target, event);
}
