import { MAX_ANIMATIONS, MAX_KEYFRAMES, PlayState } from '../../../protocol/records.js';
import { filterCss } from './filter-css.js';
import type { NodeTable } from './node-table.js';
import { MisfitError, Reader } from './reader.js';
import type { UrlOf } from './picture-assets.js';

interface Animated {
  element: Element;
  /** What was sent, where it names assets. */
  keyframes: unknown[];
  /** None where this browser does not know what the leader's knows. */
  animation: Animation | undefined;
}

/** A script's name of a property. Names that mean something else in a keyframe are no properties. */
const PROPERTY = /^(?!offset$|easing$|composite$|computedOffset$)(?:--[\w-]+|[a-z][a-zA-Z]*)$/;
/** By the prototype: in a form, a field may be called `animate`. */
const { animate } = Element.prototype;

/** The leader's animations: made by its scripts, or by its style sheets and to be set to the same point in time. */
export class Animations {
  readonly #nodes: NodeTable;
  readonly #urlOf: UrlOf;
  readonly #animated = new Map<number, Animated>();
  readonly #ofElement = new Map<Node, Set<number>>();

  constructor(nodes: NodeTable, urlOf: UrlOf) {
    this.#nodes = nodes;
    this.#urlOf = urlOf;
  }

  make(element: Element, op: Reader): void {
    const pseudoElement = op.text();
    const number = op.count();
    const timing = timingOf(new Reader(op.list()));
    const driver = this.#driverOf(new Reader(op.list()));
    const keyframes: unknown[] = [];
    while (!op.done) keyframes.push(op.list());
    if (keyframes.length > MAX_KEYFRAMES) {
      throw new MisfitError(`An animation has ${keyframes.length} keyframes.`);
    }
    const effect = keyframes.map((one) => this.#keyframe(one));
    this.#cancel(number);
    if (this.#animated.size >= MAX_ANIMATIONS) {
      throw new MisfitError(`There are over ${MAX_ANIMATIONS} animations.`);
    }
    let animation: Animation | undefined;
    try {
      animation = animate.call(element, effect, {
        ...timing,
        ...(pseudoElement && { pseudoElement }),
        ...driver?.(),
      });
    } catch {
      // Its timing, its timeline, or its pseudo-element, is unknown here.
    }
    const named = JSON.stringify(keyframes).includes('asset:') ? keyframes : [];
    this.#animated.set(number, { element, keyframes: named, animation });
    const numbers = this.#ofElement.get(element) ?? new Set();
    this.#ofElement.set(element, numbers.add(number));
  }

  state(op: Reader): void {
    const number = op.count();
    const animated = this.#animated.get(number);
    if (!animated) throw new MisfitError(`There is no animation ${number}.`);
    setPlace(animated.animation, op);
  }

  end(op: Reader): void {
    while (!op.done) this.#cancel(op.count());
  }

  /** Where the animations are that style sheets make. What the leader does not name is over. */
  place(root: Node, op: Reader): void {
    if (root.nodeType !== 9 && root.nodeType !== 11) throw new MisfitError('Only roots animate.');
    const fresh = op.count() === 1;
    const made = new Map<string, Animation[]>();
    for (const one of (root as Document).getAnimations()) {
      if ('transitionProperty' in one) {
        if (fresh) finish(one);
        continue;
      }
      // By scrolling, or by a script.
      if (!('animationName' in one) || typeof one.currentTime !== 'number') continue;
      const { target, pseudoElement } = one.effect as KeyframeEffect;
      const id = target && this.#nodes.idOf(target);
      const key = `${id} ${pseudoElement ?? ''} ${(one as CSSAnimation).animationName}`;
      made.set(key, [...(made.get(key) ?? []), one]);
    }
    while (!op.done) {
      const key = `${op.count()} ${op.text()} ${op.text()}`;
      setPlace(made.get(key)?.shift(), op);
    }
    for (const others of made.values()) for (const one of others) finish(one);
  }

  /** The bytes of an asset are there: keyframes that name it come true. */
  arrived(asset: number): void {
    const reference = new RegExp(`asset:${asset}(?!\\d)`);
    for (const { keyframes, animation } of this.#animated.values()) {
      if (!animation || keyframes.length === 0) continue;
      if (!reference.test(JSON.stringify(keyframes))) continue;
      (animation.effect as KeyframeEffect).setKeyframes(
        keyframes.map((one) => this.#keyframe(one)),
      );
    }
  }

  forget(node: Node): void {
    for (const number of this.#ofElement.get(node) ?? []) this.#cancel(number);
  }

  /** Reads `id, view, axis, start, end`, or nothing. @returns what makes the timeline, where the browser knows such */
  #driverOf(op: Reader): (() => KeyframeAnimationOptions) | undefined {
    if (op.done) return undefined;
    const element = this.#nodes.element(op.count());
    const isView = op.count() === 1;
    const axis = oneOf(AXES, op.text());
    const [rangeStart, rangeEnd] = [op.text(), op.text()];
    return () => ({
      timeline: isView
        ? new ViewTimeline({ subject: element, axis })
        : new ScrollTimeline({ source: element, axis }),
      rangeStart,
      rangeEnd,
    });
  }

  #keyframe(sent: unknown): Keyframe {
    const keyframe = new Reader(sent as string[]);
    const offset = keyframe.length();
    const made: Keyframe = {
      offset: offset >= 0 && offset <= 1 ? offset : null,
      easing: easingOf(keyframe.text()),
      composite: oneOf(COMPOSITES, keyframe.text()),
    };
    while (!keyframe.done) {
      const property = keyframe.text();
      const value = filterCss(keyframe.text(), this.#urlOf);
      if (PROPERTY.test(property)) made[property] = value;
    }
    return made;
  }

  #cancel(number: number): void {
    const animated = this.#animated.get(number);
    if (!animated) return;
    animated.animation?.cancel();
    this.#animated.delete(number);
    const numbers = this.#ofElement.get(animated.element);
    numbers?.delete(number);
    if (numbers?.size === 0) this.#ofElement.delete(animated.element);
  }
}

const FILLS = ['none', 'forwards', 'backwards', 'both', 'auto'] as const;
const DIRECTIONS = ['normal', 'reverse', 'alternate', 'alternate-reverse'] as const;
const AXES = ['block', 'inline', 'x', 'y'] as const;
const COMPOSITES = ['replace', 'add', 'accumulate', 'auto'] as const;

function timingOf(timing: Reader): KeyframeAnimationOptions {
  const endless = (value: number) => (value < 0 ? Infinity : value);
  const lasting = (value: number) => (value === -2 ? 'auto' : endless(value));
  return {
    delay: timing.length(),
    endDelay: timing.length(),
    iterationStart: Math.max(0, timing.length()),
    iterations: endless(timing.length()),
    duration: lasting(timing.length()),
    fill: oneOf(FILLS, timing.text()),
    direction: oneOf(DIRECTIONS, timing.text()),
    easing: easingOf(timing.text()),
    composite: oneOf(COMPOSITES.slice(0, 3), timing.text()) as CompositeOperation,
  };
}

function easingOf(text: string): string {
  return CSS.supports('transition-timing-function', text) ? text : 'linear';
}

function oneOf<Word extends string>(words: readonly Word[], word: string): Word {
  return words.find((one) => one === word) ?? (words[0] as Word);
}

/** Reads `state, time, rate`. */
function setPlace(animation: Animation | undefined, op: Reader): void {
  const state = op.count();
  const time = op.length();
  const rate = op.length();
  if (!animation) return;
  if (animation.playbackRate !== rate) animation.playbackRate = rate;
  const isDriven = animation.timeline !== null && 'source' in animation.timeline;
  if (state === PlayState.finished && !isDriven) {
    finish(animation);
    return;
  }
  if (!isDriven) animation.currentTime = time;
  else if (state === PlayState.paused) animation.currentTime = CSS.percent(time);
  const { playState } = animation;
  if (state === PlayState.paused && playState !== 'paused') animation.pause();
  else if (state !== PlayState.paused && playState === 'paused') animation.play();
}

function finish(animation: Animation): void {
  try {
    animation.finish();
  } catch {
    // It never ends.
  }
}
