import type { Colourway, Product } from './products.js';
import { colourways, findProduct } from './products.js';

/** One line of the cart, as it is kept in localStorage. */
export interface CartLine {
  productId: string;
  colour: Colourway;
  /** Id of the chosen line or handles; empty where the product has none. */
  choice: string;
  quantity: number;
}

/** A line with what it stands for. */
export interface PricedLine extends CartLine {
  product: Product;
  choiceLabel: string;
  /** Euro cents for one. */
  unitPrice: number;
  /** Identifies the line among the others. */
  key: string;
}

export interface Totals {
  goods: number;
  discount: number;
  delivery: number;
  total: number;
}

export const MAX_QUANTITY = 20;
const FREE_DELIVERY_FROM = 10_000;
const DELIVERY = 690;
const CART_KEY = 'leeward.cart';
const COUPON_KEY = 'leeward.coupon';
const ORDER_KEY = 'leeward.ordered';

/** Coupons that the shop knows: the share of the goods' price that each takes off. */
const coupons: Readonly<Record<string, number>> = { TAILWIND: 0.1, FIRSTFLIGHT: 0.15 };

/** Fired on `window` after this document changed the cart. Other documents get a `storage` event. */
export const CART_CHANGE = 'cart-change';

function isLine(value: unknown): value is CartLine {
  if (typeof value !== 'object' || value === null) return false;
  const line = value as Partial<Record<keyof CartLine, unknown>>;
  return (
    typeof line.productId === 'string' &&
    typeof line.choice === 'string' &&
    typeof line.colour === 'string' &&
    Object.hasOwn(colourways, line.colour) &&
    Number.isInteger(line.quantity) &&
    Number(line.quantity) > 0
  );
}

/** What is stored is whatever somebody stored: anything that is not a line is dropped. */
function load(key: string): CartLine[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isLine) : [];
  } catch {
    return [];
  }
}

function save(lines: readonly CartLine[]): void {
  localStorage.setItem(CART_KEY, JSON.stringify(lines));
  window.dispatchEvent(new Event(CART_CHANGE));
}

const keyOf = (line: CartLine): string => [line.productId, line.colour, line.choice].join('/');

function price(line: CartLine): PricedLine[] {
  const product = findProduct(line.productId);
  if (!product) return [];
  const choice = product.choices.find(({ id }) => id === line.choice);
  const unitPrice = product.price + (choice?.extra ?? 0);
  return [{ ...line, product, choiceLabel: choice?.label ?? '', unitPrice, key: keyOf(line) }];
}

export function cartLines(): PricedLine[] {
  return load(CART_KEY).flatMap(price);
}

/** The lines of the order that was sent last. */
export function orderedLines(): PricedLine[] {
  return load(ORDER_KEY).flatMap(price);
}

export function cartCount(): number {
  return cartLines().reduce((sum, line) => sum + line.quantity, 0);
}

/** Adds to the line of the same kind if there is one. */
export function addToCart(added: CartLine): void {
  const lines = load(CART_KEY);
  const same = lines.find((line) => keyOf(line) === keyOf(added));
  if (same) same.quantity = Math.min(MAX_QUANTITY, same.quantity + added.quantity);
  else lines.push(added);
  save(lines);
}

/** Zero removes the line. */
export function setQuantity(key: string, quantity: number): void {
  const wanted = Math.min(MAX_QUANTITY, Math.max(0, Math.trunc(quantity)));
  save(
    load(CART_KEY)
      .map((line) => (keyOf(line) === key ? { ...line, quantity: wanted } : line))
      .filter((line) => line.quantity > 0),
  );
}

/** Keeps the cart as the order that is being sent; the thanks page shows it and empties the cart. */
export function rememberOrder(): void {
  localStorage.setItem(ORDER_KEY, localStorage.getItem(CART_KEY) ?? '[]');
}

export function emptyCart(): void {
  localStorage.removeItem(COUPON_KEY);
  save([]);
}

/** The coupon in use, or empty. */
export function activeCoupon(): string {
  const code = localStorage.getItem(COUPON_KEY) ?? '';
  return Object.hasOwn(coupons, code) ? code : '';
}

/** @returns whether the shop knows the code. An unknown one changes nothing; an empty one removes the coupon. */
export function applyCoupon(text: string): boolean {
  const code = text.trim().toUpperCase();
  if (code && !Object.hasOwn(coupons, code)) return false;
  if (code) localStorage.setItem(COUPON_KEY, code);
  else localStorage.removeItem(COUPON_KEY);
  window.dispatchEvent(new Event(CART_CHANGE));
  return true;
}

export function totalsOf(lines: readonly PricedLine[], coupon: string): Totals {
  const goods = lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
  const discount = Math.round(goods * (coupons[coupon] ?? 0));
  const delivery = goods === 0 || goods - discount >= FREE_DELIVERY_FROM ? 0 : DELIVERY;
  return { goods, discount, delivery, total: goods - discount + delivery };
}

/** Calls back after every change of the cart, in this document or in another one of the same site. */
export function onCartChange(callback: () => void): void {
  window.addEventListener(CART_CHANGE, callback);
  window.addEventListener('storage', callback);
}
