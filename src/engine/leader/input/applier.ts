/** Carries out what a viewer in control does, in the leader's page, as the hand of the person in front of it would. */
import type { ActionOf, InputAction, Outcome } from '../../../protocol/input.js';
import { Changes } from './changes.js';
import { choose, enterWhole } from './choices.js';
import { Finger } from './finger.js';
import { Focus, focused, hearsKeys } from './focus.js';
import { Guard } from './guard.js';
import {
  isDisabled,
  isForeign,
  isInput,
  isNamed,
  isReadOnly,
  isVisible,
  isWholeField,
} from './kinds.js';
import { Keyboard } from './keyboard.js';
import { Mouse } from './mouse.js';
import { Press } from './press.js';
import { Wheel } from './scroll.js';
import { atOnce, type Steps } from './steps.js';
import { isMeant, labelled, spotOf, type Spot } from './target.js';
import { elementAt, elementOf, pathOf, realmOf, type Realm } from './tree.js';

export interface ApplierOptions {
  /** Of the page. One applier serves one page. */
  window: Realm;
  /** The node that has this number in the mirror. */
  nodeOf(id: number): Node | undefined;
  /** Whether a node is masked, or lies in something that is. */
  isPrivate(node: Node): boolean;
  /** An address of the page, for others to read. */
  url(href: string): string;
  /** The mouse is over an element, and may press one. Undefined once it has let go of the page. */
  pointed?(by: { over: Element | undefined; down: Element | undefined } | undefined): void;
  /** When the leader's own hand was last at work in the page or its frames, on the clock of `performance.now()`. */
  ownHand?(): number;
  /** Ends what the applier listens to. Without one, it ends with the page. */
  signal?: AbortSignal;
}

export interface Applier {
  /** The steps of one action. They never throw, whatever the action says and whatever the page does. */
  apply(action: InputAction): Steps<Outcome>;
  /** The viewer acts in a frame that shows another origin: it takes the focus. */
  enter(frame: Element): Steps<void>;
  /** Lets go of every button and key that is down: control has gone to somebody else, perhaps in mid-drag. */
  release(): void;
  /** Repeats, as the leader's own press, what was last refused because only a hand may do it. */
  again(): (() => void) | undefined;
}

export function createApplier(options: ApplierOptions): Applier {
  const { window, nodeOf, isPrivate, signal } = options;
  const guard = new Guard();
  const changes = new Changes(window, signal);
  const focus = new Focus(window, changes, isPrivate, signal);
  const mouse = new Mouse(window, guard, new Press(focus, isPrivate), options);
  const finger = new Finger(window, guard, mouse);
  const keyboard = new Keyboard({
    window,
    focus,
    changes,
    isPrivate,
  });
  const wheel = new Wheel(isPrivate);

  // Typing goes where the focus is. If the leader's own hand has moved it since, the viewer means another place.
  let handAt = -Infinity;
  let claimedAt = -Infinity;
  let left: Element | undefined;
  /** What became of the last press, where it was refused: what is typed after it was meant for what it did not reach. */
  let refused: Outcome | undefined;
  /** The action that is carried out is a tap: it has gone where it was meant to go. */
  let tap = false;
  /** Where the last press was, as long as the mouse has not moved since. */
  let down: { id: number; fx: number; fy: number; spot: Spot } | undefined;
  /** What was acted on, should it need the leader's hand. */
  let wanted: Element | undefined;
  /** What is under the mouse in the viewer's picture. A finger comes down without having moved there, and hovers over nothing. */
  let over: Node | undefined;
  const own = ({ isTrusted, type }: Event) => {
    if (!isTrusted) return;
    handAt = performance.now();
    // Two hands cannot hold one mouse.
    if (type === 'pointerdown') release();
  };
  signal?.addEventListener('abort', () => guard.leave());
  for (const type of ['pointerdown', 'keydown']) {
    window.addEventListener(type, own, { capture: true, ...(signal && { signal }) });
  }

  function* perform(action: InputAction): Steps<Outcome> {
    switch (action.type) {
      case 'pointer':
        return yield* point(action);
      case 'finger':
        return yield* touch(action);
      case 'menu':
        return yield* at(action, (spot) => mouse.menu(spot, action.mods));
      case 'wheel':
        return yield* wheel.turn(nodeOf(action.id), action);
      case 'key':
        wanted = focused(window);
        if (action.phase === 'up') return yield* keyboard.up(action);
        if (action.key === 'Tab') refused = undefined;
        else if (lost(action.key)) return refused ?? 'stale';
        return yield* keyboard.down(action);
      case 'text':
        return lost() ? (refused ?? 'stale') : yield* keyboard.write(action);
      case 'select':
        return yield* onField(action.id, (element) =>
          isNamed(element, 'select') ? choose(element, action.chosen, isPrivate) : undefined,
        );
      case 'value':
        return yield* onField(action.id, (element) =>
          isWholeField(element) || isInput(element, 'range', 'color', 'number')
            ? enterWhole(element, action.value)
            : undefined,
        );
    }
  }

  function* pressOn(frame: Element): Steps<void> {
    focus.press(frame);
    yield;
  }

  function hasOwnHand(): boolean {
    return Math.max(handAt, options.ownHand?.() ?? -Infinity) > claimedAt;
  }

  /** Whether what is typed now would go elsewhere than the viewer believes. */
  function lost(key = ''): boolean {
    if (refused && !/^(Escape|Shift|Control|Alt|Meta)$/.test(key)) return true;
    return hasOwnHand() && hearsKeys(window) !== left;
  }

  function claim(action: InputAction): void {
    const passing =
      action.type === 'finger'
        ? !tap
        : action.type === 'wheel' || ('phase' in action && action.phase !== 'down');
    if (passing && hasOwnHand()) return;
    claimedAt = performance.now();
    left = hearsKeys(window);
  }

  function realmFor(action: InputAction): Realm {
    const node = 'id' in action ? nodeOf(action.id) : hearsKeys(window);
    return node ? realmOf(node) : window;
  }

  function* point(action: ActionOf<'pointer'>): Steps<Outcome> {
    const { phase, button, clicks, mods } = action;
    if (phase === 'move') {
      over = nodeOf(action.id);
      down = undefined;
    }
    if (phase === 'down') {
      const outcome = yield* at(action, (spot) => {
        down = { ...action, spot };
        return mouse.down(spot, button, clicks, mods);
      });
      refused = mouse.holds(button) ? undefined : outcome;
      return outcome;
    }
    // The end of a press that was refused, or that was made on the page before this one.
    if (phase === 'up' && !mouse.holds(button)) return refused ?? 'stale';
    const node = nodeOf(action.id);
    const spot = restsAt(action) ?? (node && spotOf(node, action.fx, action.fy, window.document));
    if (spot && !isPrivate(spot.element)) {
      // What is dragged moves under the mouse, so during a drag anything may lie there.
      return yield* phase === 'up' ? mouse.up(spot, button, mods, true) : mouse.move(spot, mods);
    }
    // A button that went down comes up, wherever.
    if (phase === 'up') mouse.release();
    return spot ? 'masked' : 'stale';
  }

  function* touch(action: ActionOf<'finger'>): Steps<Outcome> {
    const { phase, id, dx, dy, clicks, mods } = action;
    tap = false;
    if (phase === 'down') {
      yield* finger.cancel();
      const outcome = yield* at(action, (spot) => finger.down(spot, mods));
      const node = nodeOf(id);
      const under = !finger.isDown && node && spotOf(node, action.fx, action.fy, window.document);
      if (under) finger.rest({ ...under, element: openAround(under.element) }, outcome);
      return outcome;
    }
    if (phase === 'move') return yield* finger.move(dx, dy, mods);
    if (phase === 'cancel') {
      yield* finger.cancel();
      return 'applied';
    }
    // It came down on what was not there.
    if (!finger.isDown) return (refused = 'stale');
    tap = finger.isTap;
    const outcome = yield* finger.up(dx, dy, clicks, mods);
    if (!tap) return outcome;
    over = nodeOf(id);
    refused = outcome === 'applied' || outcome === 'prevented' ? undefined : outcome;
    return outcome;
  }

  /** Where the button went down and comes up without having moved. What was pressed may have another size by now, or be gone. */
  function restsAt({ phase, id, fx, fy }: ActionOf<'pointer'>): Spot | undefined {
    if (phase !== 'up' || !down || down.id !== id || down.fx !== fx || down.fy !== fy) return;
    const { element: pressed, x, y } = down.spot;
    const element = elementAt(pressed.ownerDocument, x, y);
    return element && (element === pressed || !pressed.isConnected) ? { element, x, y } : undefined;
  }

  /** Does something where the viewer pointed, if that still is there and takes it. */
  function* at(
    action: { id: number; fx: number; fy: number },
    act: (spot: Spot) => Steps<Outcome>,
  ): Steps<Outcome> {
    const node = nodeOf(action.id);
    const spot = node && spotOf(node, action.fx, action.fy, window.document);
    if (!node || !spot) return 'stale';
    wanted = spot.element;
    const control = pathOf(spot.element).map(labelled);
    if (isPrivate(node) || control.some(isPrivate)) return 'masked';
    if (isDisabled(elementOf(node) as Element)) return 'disabled';
    if (!isMeant(node, spot)) return 'stale';
    if (isDisabled(spot.element)) return 'disabled';
    if (control.some((element) => isInput(element, 'file'))) return 'needs_hand';
    if (isForeign(spot.element)) return 'unsupported';
    return yield* act(spot);
  }

  /** A private field scrolls nothing of its own, but the page around it may. */
  function openAround(element: Element): Element {
    return pathOf(element).find((at) => !isPrivate(at)) ?? window.document.documentElement;
  }

  /** Sets a field as a whole. The viewer has it in a field of their own, so what lies over it here does not matter. */
  function* onField(
    id: number,
    act: (element: Element) => Steps<Outcome> | undefined,
  ): Steps<Outcome> {
    const element = nodeOf(id);
    if (!element?.isConnected || element.nodeType !== Node.ELEMENT_NODE) return 'stale';
    const field = element as Element;
    if (isPrivate(field)) return 'masked';
    if (!isVisible(field)) return 'stale';
    if (isDisabled(field) || isReadOnly(field)) return 'disabled';
    const steps = act(field);
    return steps ? yield* steps : 'unsupported';
  }

  function release(): void {
    try {
      mouse.release();
      atOnce(finger.cancel());
      keyboard.release();
    } catch {
      // The page is going, and with it everything that was held.
    }
    guard.leave();
    over = down = refused = undefined;
    options.pointed?.(undefined);
  }

  return {
    *apply(action) {
      let outcome: Outcome;
      guard.isByKey = action.type === 'key' || action.type === 'text';
      try {
        // Moves without a button down are too many to be guarded, and start nothing.
        const idle = action.type === 'pointer' && action.phase === 'move' && !mouse.pressed;
        const steps = perform(action);
        outcome = idle
          ? yield* steps
          : ((yield* guard.watch(realmFor(action), steps)) ?? 'needs_hand');
      } catch {
        // What the action was about went away while the page was told.
        outcome = 'stale';
      }
      if (outcome === 'applied' || outcome === 'prevented') claim(action);
      if (action.type === 'pointer' || action.type === 'finger') {
        const down = mouse.pressing ?? finger.pressing;
        options.pointed?.({ over: (over && elementOf(over)) ?? undefined, down });
      }
      return outcome;
    },

    *enter(frame) {
      guard.isByKey = false;
      yield* guard.watch(window, pressOn(frame));
      claimedAt = performance.now();
      left = hearsKeys(window);
    },

    release,

    again() {
      const element = wanted;
      if (!element) return undefined;
      return () => {
        if (!element.isConnected || isPrivate(element)) return;
        const control = pathOf(element)
          .map(labelled)
          .find((at) => isInput(at, 'file'));
        const { MouseEvent } = realmOf(element);
        if (control) (control as HTMLElement).click();
        else element.dispatchEvent(new MouseEvent('click', { ...CLICK, view: realmOf(element) }));
      };
    },
  };
}

const CLICK = { bubbles: true, cancelable: true, composed: true, detail: 1 };
