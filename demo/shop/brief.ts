import type { PricedLine } from './cart-store.js';
import { el } from '../shared/dom.js';
import { money } from './format.js';
import { colourways, pictureOf } from './products.js';

/** The cart in brief: a picture, a name and a price for each line. */
export function showBrief(list: HTMLElement, lines: readonly PricedLine[]): void {
  list.replaceChildren(
    ...lines.map((line) => {
      const src = pictureOf(line.product, line.colour);
      const words = el('span', {}, `${line.quantity} × ${line.product.name}`);
      words.append(
        el('small', {}, [colourways[line.colour], line.choiceLabel].filter(Boolean).join(', ')),
      );
      return el(
        'li',
        {},
        el('span', { class: 'sky' }, el('img', { src, alt: '', width: 40, height: 40 })),
        words,
        el('span', { class: 'number' }, money(line.unitPrice * line.quantity)),
      );
    }),
  );
}
