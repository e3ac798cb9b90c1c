import { el } from '../shared/dom.js';

/** Names of the Beaufort scale, from 0. */
export const beaufort = [
  'calm',
  'light air',
  'light breeze',
  'gentle breeze',
  'moderate breeze',
  'fresh breeze',
  'strong breeze',
] as const;

/** A bar of six steps that shows in which wind a kite flies. */
export function windScale([from, to]: readonly [number, number]): HTMLElement {
  const bar = el('span', { class: 'wind-bar', 'aria-hidden': 'true' });
  for (let force = 1; force < beaufort.length; force++) {
    bar.append(el('span', { class: force >= from && force <= to ? 'on' : 'off' }));
  }
  return el(
    'span',
    { class: 'wind' },
    bar,
    el('span', { class: 'wind-text' }, `Wind ${from} to ${to}`),
    el('span', { class: 'visually-hidden' }, ` Beaufort, ${beaufort[from]} to ${beaufort[to]}`),
  );
}
