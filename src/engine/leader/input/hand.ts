/**
 * The hand of the viewer in control: lets each action be carried out where it belongs: in the
 * page itself, or in a framed page of another origin, which does that by itself and says later what came of it.
 */
import type { InputAction, Outcome } from '../../../protocol/input.js';
import { createApplier, type ApplierOptions } from './applier.js';
import { focused } from './focus.js';
import { isDisabled, isVisible } from './kinds.js';
import { oneByOne } from './steps.js';

/** A framed page of another origin, as the hand reaches into it. */
export interface GuestHand {
  act(action: InputAction): Promise<Outcome>;
  release(): void;
}

export interface HandOptions extends ApplierOptions {
  /** What the element shows, where that is a framed page of another origin that takes part. */
  guest(frame: Element): GuestHand | undefined;
}

export interface Hand {
  /** Carries out one action, after those before it. Never fails, whatever it says and whatever the page does. */
  act(action: InputAction): Promise<Outcome>;
  /** Lets go of every button and key that is down, after the actions before. */
  release(): void;
  /** What was last refused as the leader's own: does it, when the leader presses. Undefined where it is in a frame. */
  again(): (() => void) | undefined;
}

/** What becomes of an action. It is a promise where a frame takes its time, for which the next action does not wait. */
type Begun = [Outcome | Promise<Outcome>];

export function createHand(options: HandOptions): Hand {
  const { window, nodeOf, isPrivate, guest } = options;
  const applier = createApplier(options);
  /** Where a button is down. */
  let pressed: GuestHand | undefined;
  /** Where a finger came down and has not moved since. */
  let tapped: GuestHand | undefined;
  const visited = new Set<GuestHand>();
  let before: Promise<unknown> = Promise.resolve();

  /** The frame that the action goes into; undefined for the page itself. */
  function frameOf(action: InputAction): Element | undefined {
    if ('id' in action)
      return action.frames?.[0] === undefined ? undefined : frameWith(action.frames[0]);
    const element = focused(window);
    return element && guest(element) ? element : undefined;
  }

  function frameWith(id: number): Element {
    const node = nodeOf(id);
    if (node?.nodeType !== Node.ELEMENT_NODE) throw new Error('That frame is gone.');
    return node as Element;
  }

  async function begin(action: InputAction): Promise<Begun> {
    const frame = frameOf(action);
    if (frame) return enter(frame, action);
    if (pressed && action.type === 'pointer' && action.phase === 'up') {
      release();
      return ['applied'];
    }
    return [await oneByOne(applier.apply(action))];
  }

  async function enter(frame: Element, action: InputAction): Promise<Begun> {
    const inner = guest(frame);
    if (!inner || !frame.isConnected || !isVisible(frame)) return ['stale'];
    if (isPrivate(frame)) return ['masked'];
    if (isDisabled(frame)) return ['disabled'];
    if (action.type === 'pointer' && action.phase === 'down') {
      pressed = inner;
      await oneByOne(applier.enter(frame));
    }
    // By a finger, the focus moves where it has been a tap.
    if (action.type === 'finger') {
      if (action.phase === 'up' && tapped === inner) await oneByOne(applier.enter(frame));
      tapped = action.phase === 'down' ? inner : undefined;
    }
    if (action.type === 'pointer' && action.phase === 'up') {
      // A press that began elsewhere is no click in here.
      if (pressed !== inner) {
        release();
        return ['applied'];
      }
      pressed = undefined;
    }
    visited.add(inner);
    return [inner.act(withoutFrame(action))];
  }

  function release(): void {
    pressed = tapped = undefined;
    applier.release();
    for (const inner of visited) inner.release();
    visited.clear();
  }

  return {
    act(action) {
      // What one action breaks, it breaks for itself.
      const begun = before.then(() => begin(action)).catch((): Begun => ['stale']);
      before = begun;
      return begun.then(([outcome]) => outcome);
    },

    release: () => void (before = before.then(release)),
    again: () => applier.again(),
  };
}

/** The action as the framed page understands it. */
function withoutFrame(action: InputAction): InputAction {
  if (!('id' in action)) return action;
  const { frames = [], ...rest } = action;
  return frames.length > 1 ? { ...rest, frames: frames.slice(1) } : rest;
}
