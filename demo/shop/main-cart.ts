import type { PricedLine } from './cart-store.js';
import {
  activeCoupon,
  applyCoupon,
  cartLines,
  onCartChange,
  setQuantity,
  totalsOf,
} from './cart-store.js';
import { one, stamp } from '../shared/dom.js';
import { money } from './format.js';
import { mountGiftNote } from './gift-note.js';
import { colourways, pictureOf } from './products.js';
import { startSite } from './site.js';
import { startStepper } from './stepper.js';
import { showTotals } from './totals.js';

const list = one('#lines', HTMLElement);
const template = one('#line', HTMLTemplateElement);
const status = one('#cart-status', HTMLElement);
const code = one('#coupon-code', HTMLInputElement);
const couponMessage = one('#coupon-message', HTMLElement);

function lineItem(line: PricedLine): HTMLElement {
  const { product } = line;
  const item = stamp(template);
  const words = [colourways[line.colour], line.choiceLabel].filter(Boolean).join(', ');
  item.dataset['key'] = line.key;
  one('img', HTMLImageElement, item).src = pictureOf(product, line.colour);
  const link = one('.line-name', HTMLAnchorElement, item);
  link.href = `/demo/shop/product.html?id=${product.id}`;
  link.textContent = product.name;
  one('.line-words p', HTMLElement, item).textContent = words;

  const field = one('input', HTMLInputElement, item);
  field.value = String(line.quantity);
  field.setAttribute('aria-label', `How many of ${product.name}, ${words}`);
  const [less, more] = item.querySelectorAll<HTMLButtonElement>('[data-step]');
  less?.setAttribute('aria-label', `One ${product.name} less`);
  more?.setAttribute('aria-label', `One ${product.name} more`);
  startStepper(one('.stepper', HTMLElement, item));
  field.addEventListener('change', () => {
    if (field.validity.valid) setQuantity(line.key, field.valueAsNumber);
    else field.value = field.defaultValue;
  });

  const remove = one('.remove', HTMLButtonElement, item);
  remove.setAttribute('aria-label', `Remove ${product.name}, ${words}`);
  remove.addEventListener('click', () => {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    setQuantity(line.key, 0);
    status.textContent = `${product.name} removed.`;
    if (next) one('.remove', HTMLButtonElement, next).focus();
    else one('#empty a', HTMLAnchorElement).focus();
  });
  return item;
}

/** Keeps the rows that stay, so that neither the focus nor a half-typed number is lost. */
function showLines(lines: readonly PricedLine[]): void {
  const rows = new Map(
    Array.from(list.children, (row) => [(row as HTMLElement).dataset['key'], row as HTMLElement]),
  );
  for (const [key, row] of rows) if (!lines.some((line) => line.key === key)) row.remove();
  for (const line of lines) {
    let row = rows.get(line.key);
    if (!row) list.append((row = lineItem(line)));
    const field = one('input', HTMLInputElement, row);
    field.defaultValue = String(line.quantity);
    field.value = String(line.quantity);
    one('.line-total', HTMLElement, row).textContent = money(line.unitPrice * line.quantity);
  }
}

function show(): void {
  const lines = cartLines();
  one('#cart', HTMLElement).hidden = lines.length === 0;
  one('#empty', HTMLElement).hidden = lines.length > 0;
  showLines(lines);
  showTotals(one('#totals', HTMLElement), totalsOf(lines, activeCoupon()), activeCoupon());
}

one('#coupon', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  const known = applyCoupon(code.value);
  code.setAttribute('aria-invalid', String(!known));
  couponMessage.classList.toggle('bad', !known);
  if (!known) couponMessage.textContent = `“${code.value.trim()}” is not a coupon of ours.`;
  else
    couponMessage.textContent = activeCoupon()
      ? `${activeCoupon()} is in use.`
      : 'No coupon in use.';
});

startSite();
code.value = activeCoupon();
show();
onCartChange(show);
mountGiftNote(one('#gift-note', HTMLElement));
