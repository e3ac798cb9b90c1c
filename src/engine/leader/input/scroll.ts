import type { ActionOf, Outcome } from '../../../protocol/input.js';
import { Mod } from '../../../protocol/input.js';
import { modifiers } from './pointer-events.js';
import { tell, type Steps } from './steps.js';
import { elementOf, parentOf, pathOf, realmOf } from './tree.js';

/** Milliseconds for which a turn of the wheel goes on where it began, should its element be gone by then (endless lists). */
const GOES_ON = 500;

/** The wheel: the page is asked first, then the nearest scroller that has room moves, as far as it can. */
export class Wheel {
  readonly #isPrivate: (node: Node) => boolean;
  #last: Element | undefined;
  #at = -Infinity;

  constructor(isPrivate: (node: Node) => boolean) {
    this.#isPrivate = isPrivate;
  }

  *turn(node: Node | undefined, { fx, fy, dx, dy, mods }: ActionOf<'wheel'>): Steps<Outcome> {
    let target = node ? elementOf(node) : null;
    // While a page scrolls, what lies under the viewer's pointer is no longer where it was: the place of the node decides.
    if (!target?.isConnected) {
      if (performance.now() - this.#at > GOES_ON || !this.#last?.isConnected) return 'stale';
      target = this.#last;
    }
    // A private field scrolls nothing of its own, but the page around it may.
    while (target && this.#isPrivate(target)) target = parentOf(target);
    if (!target) return 'masked';
    const realm = realmOf(target);
    const box = target.getBoundingClientRect();
    const event = new realm.WheelEvent('wheel', {
      ...modifiers(mods),
      bubbles: true,
      cancelable: true,
      composed: true,
      view: realm,
      clientX: within(box.left + box.width * fx, realm.innerWidth),
      clientY: within(box.top + box.height * fy, realm.innerHeight),
      deltaX: dx,
      deltaY: dy,
    });
    if (!(yield* tell(target, event))) return 'prevented';
    // Zooming is the business of each browser.
    if (mods & Mod.ctrl) return 'unsupported';
    const [x, y] = mods & Mod.shift && dx === 0 ? [dy, 0] : [dx, dy];
    this.#last = scrollFrom(target, x, y) ?? target;
    this.#at = performance.now();
    return 'applied';
  }
}

function within(value: number, size: number): number {
  return Math.min(Math.max(value, 0), size - 1);
}

/** Scrolls the nearest scroller with room in that direction. @returns the element that moved */
export function scrollFrom(element: Element, dx: number, dy: number): Element | undefined {
  const { document, getComputedStyle } = realmOf(element);
  const root = document.scrollingElement;
  for (const at of pathOf(element)) {
    if (at === document.body || at === document.documentElement) continue;
    const style = getComputedStyle(at);
    const left = scrolls(style.overflowX) ? dx : 0;
    const top = scrolls(style.overflowY) ? dy : 0;
    if (scrollBy(at, left, top)) return at;
    // Such a scroller keeps what it cannot use itself.
    if (left !== 0 && /^(contain|none)/.test(style.overscrollBehaviorX)) dx = 0;
    if (top !== 0 && /^(contain|none)/.test(style.overscrollBehaviorY)) dy = 0;
  }
  if (!root || !viewportScrolls(document)) return undefined;
  return scrollBy(root, dx, dy) ? root : undefined;
}

/** A script could scroll a page that its style holds still (under a dialog, for instance); a hand could not. */
function viewportScrolls({ documentElement, body, defaultView }: Document): boolean {
  const overflowOf = (element: Element) => defaultView?.getComputedStyle(element).overflowY ?? '';
  const root = overflowOf(documentElement);
  return !/^(hidden|clip)$/.test(root === 'visible' ? overflowOf(body) : root);
}

export function isScroller({ overflowX, overflowY }: CSSStyleDeclaration): boolean {
  return scrolls(overflowX) || scrolls(overflowY);
}

function scrolls(overflow: string): boolean {
  return overflow === 'auto' || overflow === 'scroll';
}

function scrollBy(element: Element, left: number, top: number): boolean {
  const { scrollLeft, scrollTop } = element;
  element.scrollBy({ left, top, behavior: 'instant' });
  return element.scrollLeft !== scrollLeft || element.scrollTop !== scrollTop;
}

const PAGE_PART = 0.875;
const LINE = 40;

/** The keys that scroll where nothing else wants them. @returns whether it is one of them */
export function scrollByKey(element: Element, key: string, shift: boolean): boolean {
  const { innerHeight } = realmOf(element);
  const page = innerHeight * PAGE_PART;
  const by: Partial<Record<string, [number, number]>> = {
    ArrowUp: [0, -LINE],
    ArrowDown: [0, LINE],
    ArrowLeft: [-LINE, 0],
    ArrowRight: [LINE, 0],
    PageUp: [0, -page],
    PageDown: [0, page],
    Home: [0, -1e7],
    End: [0, 1e7],
    ' ': [0, shift ? -page : page],
  };
  const delta = by[key];
  if (!delta) return false;
  scrollFrom(element, ...delta);
  return true;
}
