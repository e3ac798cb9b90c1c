import { defineEventLog } from '../shared/event-log.js';
import { cartCount, onCartChange } from './cart-store.js';
import { one } from '../shared/dom.js';
import { plural } from './format.js';

function showCartCount(): void {
  const link = one('.cart-link', HTMLAnchorElement);
  const badge = one('.cart-count', HTMLElement, link);
  const count = cartCount();
  badge.textContent = String(count);
  badge.hidden = count === 0;
  link.setAttribute('aria-label', count ? `Cart, ${plural(count, 'item')}` : 'Cart, empty');
}

/** Buttons with `data-dialog` open the dialog of that id; a click on the backdrop closes it. */
function onDialogClick(event: MouseEvent): void {
  const target = event.target;
  if (!(target instanceof Element)) return;
  const opener = target.closest('[data-dialog]');
  if (opener instanceof HTMLElement) {
    const dialog = document.getElementById(opener.dataset['dialog'] ?? '');
    if (dialog instanceof HTMLDialogElement) dialog.showModal();
  } else if (target instanceof HTMLDialogElement) {
    target.close();
  }
}

/** What every page of the shop does: the number on the cart, dialogs, the event log. */
export function startSite(): void {
  defineEventLog();
  showCartCount();
  onCartChange(showCartCount);
  document.addEventListener('click', onDialogClick);
}
