import { MAX_TEXT, PlayState, type Json } from '../../../protocol/records.js';
import type { Assets } from '../assets/assets.js';
import type { Masking } from '../masking.js';
import { rewriteUrls } from '../recorder/css-rules.js';
import { driverOf } from './timelines.js';

/** Milliseconds: what replicas take for a time. */
const LONGEST = 9e7;

/** Whether nothing of it is to be seen, now or later, unless the page's script does something. */
export function isOver(one: Animation): boolean {
  const { playState, replaceState, effect, currentTime } = one;
  if (playState === 'idle' || replaceState === 'removed') return true;
  // Whoever scrolls on may scroll back.
  if (driverOf(one)) return false;
  if (typeof currentTime !== 'number') return true;
  return playState === 'finished' && effect?.getComputedTiming().progress === null;
}

/** @returns state, time or percentage, rate */
export function stateOf({
  playState,
  currentTime,
  playbackRate,
}: Animation): [number, number, number] {
  const state = PlayState[playState as keyof typeof PlayState];
  const { value } = (currentTime ?? {}) as Partial<CSSUnitValue>;
  const time = Math.round((value ?? Number(currentTime)) * 10) / 10;
  return [state, Math.max(-LONGEST, Math.min(LONGEST, time)), playbackRate];
}

export function timingOf(effect: KeyframeEffect): Json[] {
  const { delay, endDelay, iterationStart, iterations, duration, fill, direction, easing } =
    effect.getTiming();
  const numbers = [delay, endDelay, iterationStart, iterations, duration].map(bounded);
  return [...numbers, fill ?? '', direction ?? '', easing ?? '', effect.composite];
}

export function keyframesOf(
  effect: KeyframeEffect,
  target: Element,
  { assets, masking }: { assets: Assets; masking: Masking },
): Json[][] {
  return effect.getKeyframes().map(({ offset, easing, composite, ...values }) => {
    const keyframe: Json[] = [offset ?? -1, easing, composite];
    for (const [property, value] of Object.entries(values)) {
      if (typeof value !== 'string' || value.length > MAX_TEXT) continue;
      keyframe.push(
        property,
        rewriteUrls(masking.rule(value), {
          base: target.baseURI,
          reference: (url) => assets.reference(url),
        }),
      );
    }
    return keyframe;
  });
}

/** Without end: -1, as long as the timeline: -2. */
function bounded(value: unknown): number {
  if (value === Infinity) return -1;
  if (value === 'auto') return -2;
  return typeof value === 'number' ? Math.min(LONGEST, value) : 0;
}
