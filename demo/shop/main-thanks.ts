import { showBrief } from './brief.js';
import { emptyCart, orderedLines } from './cart-store.js';
import { one } from '../shared/dom.js';
import { startSite } from './site.js';

const order = new URLSearchParams(location.search).get('order') ?? '';

startSite();
// The number comes with the address: only one that looks like ours is shown, and only that empties the cart.
if (/^L-[0-9A-F]{8}$/.test(order)) {
  one('#order-number', HTMLElement).textContent = order;
  showBrief(one('#brief', HTMLElement), orderedLines());
  emptyCart();
} else {
  one('h1', HTMLElement).textContent = 'No order here';
  one('.lead', HTMLElement).textContent =
    'This page thanks for an order, and the address names none.';
}
