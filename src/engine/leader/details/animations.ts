import { MAX_ANIMATIONS, MAX_KEYFRAMES, Op } from '../../../protocol/records.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';
import { isOver, keyframesOf, stateOf, timingOf } from './animation-state.js';
import type { KnownRoots } from './known-roots.js';
import { driverOf, timelineOf } from './timelines.js';

type Root = Document | ShadowRoot;

/**
 * Animations. Those that style sheets make run in replicas by themselves: of them only the place where they are is told.
 * Those that scripts make are told whole.
 */
export class Animations implements Part {
  readonly #context: PartContext;
  readonly #roots: KnownRoots;
  readonly #numbers = new WeakMap<Animation, number>();
  /** Those of which an element is the target, or that go with how far it is scrolled or seen. */
  readonly #ofElement = new WeakMap<Element, Set<Animation>>();
  readonly #ofEffect = new WeakMap<object, Animation>();
  /** What replicas have, as it was told. */
  readonly #told = new Map<Animation, string>();
  readonly #touched = new Set<Animation>();
  /** Roots in which something was moved by style sheets when it was told last. */
  readonly #moving = new WeakSet<Root>();
  /** Roots of which is told where everything is. */
  readonly #places = new Set<Root>();
  #all = true;
  #fresh = false;
  #count = 0;

  constructor(context: PartContext, roots: KnownRoots) {
    this.#context = context;
    this.#roots = roots;
  }

  met(node: Element | Root): void {
    // Back in the page, or told anew.
    for (const one of this.#ofElement.get(node as Element) ?? []) this.#touched.add(one);
  }

  forget(node: Node): void {
    for (const one of this.#ofElement.get(node as Element) ?? []) this.#told.delete(one);
  }

  restart(): void {
    this.#told.clear();
    this.#all = this.#fresh = true;
  }

  look(): void {
    this.#all = true;
  }

  enter(window: Window & typeof globalThis): void {
    const { patches } = this.#context;
    const touch = (one: Animation) => this.#touch(one);
    patches.after(window.Element.prototype, 'animate', (_self, _args, one) => {
      touch(one as Animation);
    });
    const animation = window.Animation.prototype;
    patches.after(animation, 'play pause cancel finish reverse updatePlaybackRate persist', touch);
    patches.after(animation, 'currentTime startTime playbackRate effect', touch);
    patches.after(animation, 'timeline rangeStart rangeEnd', touch);
    const changed = (effect: object) => {
      const one = this.#ofEffect.get(effect);
      if (one) touch(one);
    };
    patches.after(window.AnimationEffect.prototype, 'updateTiming', changed);
    const effect = window.KeyframeEffect.prototype;
    patches.after(effect, 'setKeyframes target pseudoElement composite', changed);
  }

  changes(ops: OpRecord[]): void {
    for (const root of this.#all ? this.#roots.all : this.#places) this.#tellRoot(ops, root);
    this.#places.clear();
    this.#all = this.#fresh = false;
    for (const one of this.#touched) this.#tell(ops, one);
    this.#touched.clear();
  }

  #touch(one: Animation): void {
    if ('transitionProperty' in one) return;
    const root = targetOf(one)?.getRootNode();
    if (!('animationName' in one)) this.#touched.add(one);
    else if (root) this.#places.add(root as Root);
    this.#context.soon();
  }

  #tellRoot(ops: OpRecord[], root: Root): void {
    const { ids } = this.#context;
    const rootId = ids.of(root);
    if (rootId === undefined) return;
    const op: OpRecord = [Op.styleAnimations, rootId, this.#fresh ? 1 : 0];
    for (const one of root.getAnimations()) {
      const target = targetOf(one);
      const id = target && ids.of(target);
      if (id === undefined || 'transitionProperty' in one) continue;
      const { animationName } = one as Partial<CSSAnimation>;
      if (animationName === undefined) this.#touched.add(one);
      else if (typeof one.currentTime === 'number') {
        op.push(id, pseudoOf(one), animationName, ...stateOf(one));
      }
    }
    const moves = op.length > 3;
    if (moves || this.#fresh || this.#moving.has(root)) ops.push(op);
    if (moves) this.#moving.add(root);
    else this.#moving.delete(root);
  }

  #tell(ops: OpRecord[], one: Animation): void {
    const { ids, masked, signal } = this.#context;
    let number = this.#numbers.get(one);
    if (number === undefined) {
      this.#numbers.set(one, (number = this.#count += 1));
      for (const type of ['finish', 'cancel', 'remove']) {
        one.addEventListener(type, () => this.#touch(one), { signal });
      }
    }
    const target = targetOf(one);
    const id = target && !masked.has(target) ? ids.of(target) : undefined;
    const over = isOver(one);
    if (one.effect) this.#ofEffect.set(one.effect, one);
    for (const element of [target, driverOf(one)]) {
      if (!element) continue;
      const all = this.#ofElement.get(element) ?? new Set();
      this.#ofElement.set(element, all);
      if (over) all.delete(one);
      else all.add(one);
    }
    const timeline = timelineOf(one, ids);
    if (id === undefined || over || !timeline) {
      if (this.#told.delete(one)) ops.push([Op.animationEnd, number]);
      return;
    }
    const effect = one.effect as KeyframeEffect;
    const keyframes = keyframesOf(effect, target as Element, this.#context);
    const head = [id, pseudoOf(one), number, timingOf(effect), timeline];
    const op: OpRecord = [Op.animation, ...head, ...keyframes];
    const told = JSON.stringify(op);
    if (this.#told.get(one) !== told) {
      if (keyframes.length > MAX_KEYFRAMES || this.#told.size >= MAX_ANIMATIONS) return;
      this.#told.set(one, told);
      ops.push(op);
    }
    ops.push([Op.animationState, number, ...stateOf(one)]);
  }
}

function targetOf({ effect }: Animation): Element | undefined {
  return (effect as KeyframeEffect | null)?.target ?? undefined;
}

function pseudoOf({ effect }: Animation): string {
  return (effect as KeyframeEffect).pseudoElement ?? '';
}
