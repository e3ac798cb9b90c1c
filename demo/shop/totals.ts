import type { Totals } from './cart-store.js';
import { el } from '../shared/dom.js';
import { money } from './format.js';

/** Fills a `<dl>` with what the cart comes to. */
export function showTotals(list: HTMLElement, totals: Totals, coupon: string): void {
  const rows: [string, string][] = [['Goods', money(totals.goods)]];
  if (totals.discount) rows.push([`Coupon ${coupon}`, `−${money(totals.discount)}`]);
  rows.push(['Delivery', totals.delivery ? money(totals.delivery) : 'Free']);
  rows.push(['Total', money(totals.total)]);
  list.replaceChildren(
    ...rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', { class: 'number' }, value)]),
  );
}
