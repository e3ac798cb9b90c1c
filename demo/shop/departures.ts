import { el } from '../shared/dom.js';
import type { Colourway } from './products.js';
import { colourways, findProduct, pictureOf } from './products.js';

const SHOWN = 4;
const EVERY_MS = 4_000;

/** What leaves the workshop, over and over: product, colour, and a beach where the wind is good. */
const shipments: readonly (readonly [string, Colourway, string])[] = [
  ['skerry', 'tide', 'Fanø'],
  ['eel', 'meadow', 'Texel'],
  ['rokkaku', 'ember', 'Berck-sur-Mer'],
  ['minnow', 'ember', 'Norderney'],
  ['petrel', 'buoy', 'Essaouira'],
  ['gull', 'dusk', 'Skagen'],
  ['lantern', 'meadow', 'St Andrews'],
  ['sled', 'dusk', 'Ostend'],
  ['fulmar', 'tide', 'Tarifa'],
  ['billow', 'ember', 'Rügen'],
  ['merrow', 'dusk', 'Lahinch'],
];

function row(step: number): HTMLElement | null {
  const [id, colour, place] = shipments[step % shipments.length]!;
  const product = findProduct(id);
  if (!product) return null;
  const picture = el('img', { src: pictureOf(product, colour), alt: '', width: 40, height: 40 });
  const words = el('span', {}, `${product.name} in ${colourways[colour]}`);
  words.append(el('small', {}, `is on its way to ${place}`));
  return el('li', {}, el('span', { class: 'sky' }, picture), words);
}

/** Fills the list and changes it every few seconds until the button pauses it. A hidden page waits. */
export function startDepartures(list: HTMLElement, pause: HTMLButtonElement): void {
  let step = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  const add = (): void => {
    const next = row(step++);
    if (next) list.prepend(next);
    while (list.children.length > SHOWN) list.lastElementChild?.remove();
  };
  for (let i = 0; i < SHOWN; i++) add();

  const tick = (): void => {
    if (document.hidden) return;
    add();
    list.firstElementChild?.classList.add('arriving');
  };
  const run = (): void => {
    timer = setInterval(tick, EVERY_MS);
    pause.textContent = 'Pause';
  };
  pause.addEventListener('click', () => {
    if (timer === undefined) return run();
    clearInterval(timer);
    timer = undefined;
    pause.textContent = 'Go on';
  });
  run();
}
