import { modifiers, type Moment } from './pointer-events.js';
import { tell, type Steps } from './steps.js';
import { realmOf, type Realm } from './tree.js';

/** On a machine without a mouse, pages may listen to fingers only. */
function knowsOnlyFingers(realm: Realm): boolean {
  return 'ontouchstart' in realm && !realm.matchMedia('(any-pointer: fine)').matches;
}

type TouchType = 'touchstart' | 'touchmove' | 'touchend' | 'touchcancel';

/**
 * Tells a page that knows only fingers what the mouse does, beside the mouse's own events.
 * @param target - where the finger came down: it keeps the finger
 * @returns false where the page called `preventDefault()`: then there is no click
 */
export function* tellOnlyFingers(target: Element, type: TouchType, moment: Moment): Steps<boolean> {
  return !knowsOnlyFingers(realmOf(target)) || (yield* tellTouch(target, type, moment));
}

/**
 * Tells what a finger does. Browsers on machines without glass may have no such events; their pages know none.
 * @param target - where the finger came down: it keeps the finger
 * @param cancelable - whether the page may still have the finger for itself
 * @returns false where the page called `preventDefault()`
 */
export function* tellTouch(
  target: Element,
  type: TouchType,
  { spot, mods }: Moment,
  cancelable = type !== 'touchcancel',
): Steps<boolean> {
  const realm = realmOf(target);
  if (!('Touch' in realm && 'TouchEvent' in realm)) return true;
  const touch = new realm.Touch({
    ...{ identifier: 1, target, clientX: spot.x, clientY: spot.y },
    ...{ pageX: spot.x + realm.scrollX, pageY: spot.y + realm.scrollY },
    ...{ screenX: realm.screenX + spot.x, screenY: realm.screenY + spot.y },
  });
  const touches = type === 'touchstart' || type === 'touchmove' ? [touch] : [];
  const event = new realm.TouchEvent(type, {
    ...modifiers(mods),
    ...{ bubbles: true, cancelable, composed: true, view: realm },
    ...{ touches, targetTouches: touches, changedTouches: [touch] },
  });
  return yield* tell(target, event);
}
