import { FLAT_SIZE } from '../../../protocol/input.js';
import { isLink, isNamed } from './kinds.js';
import {
  elementAt,
  elementOf,
  isInSight,
  isWithin,
  learnRoots,
  parentOf,
  pathOf,
  realmOf,
} from './tree.js';

/** A place in the page, in CSS pixels of its own document's viewport, and the innermost element there. */
export interface Spot {
  element: Element;
  x: number;
  y: number;
}

/** Pixels from a box where something is drawn beside it, and not at its edge. */
const BESIDE = 2;

const CONTROLS =
  'a[href], area[href], button, input, select, textarea, option, summary, label, [tabindex], [contenteditable], ' +
  '[role=button], [role=link], [role=tab], [role=option], [role=menuitem], [role=checkbox], [role=radio], [role=switch]';

/**
 * The place of the page that a viewer meant.
 * @param node - the node under the viewer's pointer
 * @param top - the outermost document that counts
 * @returns undefined where that place does not exist or cannot be seen now
 */
export function spotOf(node: Node, fx: number, fy: number, top: Document): Spot | undefined {
  const target = elementOf(node);
  if (!target?.isConnected) return undefined;
  learnRoots(target);
  let first: Spot | undefined;
  for (const [x, y] of pointsOf(target, fx, fy)) {
    const element = elementAt(target.ownerDocument, x, y);
    if (!element || !isInSight(target.ownerDocument, x, y, top)) continue;
    const spot = { element, x, y };
    if (isWithin(element, target)) return spot;
    first ??= spot;
  }
  return first;
}

/**
 * The point asked for, which may lie beside the box: in text that overflows it, a stroke, a backdrop, the bare page. And where
 * the target is broken over lines, which it may be differently here, the nearest of each.
 */
function* pointsOf(target: Element, fx: number, fy: number): Generator<[number, number]> {
  const lines = target.getClientRects();
  if (!lines.length) return;
  const { left, top, right, bottom, width, height } = target.getBoundingClientRect();
  // A mouse is at whole pixels.
  const x = Math.round(left + (width || FLAT_SIZE) * fx);
  const y = Math.round(top + (height || FLAT_SIZE) * fy);
  const [inX, inY] = [inside(x, left, right), inside(y, top, bottom)];
  if (Math.hypot(x - inX, y - inY) > BESIDE) {
    yield [x, y];
    return;
  }
  yield [inX, inY];
  if (lines.length < 2) return;
  for (const line of lines) {
    yield [inside(x, line.left, line.right), inside(y, line.top, line.bottom)];
  }
}

/** The far edges of a box are not part of it. */
function inside(value: number, from: number, to: number): number {
  const edge = Math.min(0.5, (to - from) / 2);
  return Math.min(Math.max(value, from + edge), to - edge);
}

/**
 * Whether what lies at the spot is what the viewer pointed at: the node itself, something drawn in it, or another part of
 * the same control. A control that has come to lie over it, or in it, is not.
 */
export function isMeant(node: Node, { element }: Spot): boolean {
  const target = elementOf(node);
  if (!target) return false;
  if (target === element || target === lightOf(element)) return true;
  const control = controlOf(element);
  if (control !== controlOf(target)) return false;
  return control !== null || isWithin(element, target) || element === parentOf(target);
}

/** Where the text is that a slot shows. */
export function lightOf(element: Element): Element {
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return (isNamed(element, 'slot') && host) || element;
}

/** The control that a press here goes to. Scripted ones without a role show themselves by the pointer's shape. */
function controlOf(element: Element): Element | null {
  let clickable: Element | null = null;
  for (const at of pathOf(element)) {
    const pointer = realmOf(at).getComputedStyle(at).cursor === 'pointer';
    if (at.matches(CONTROLS)) return clickable && !pointer ? clickable : labelled(at);
    if (pointer) clickable = at;
  }
  return clickable;
}

/** A label stands for its control. */
export function labelled(element: Element): Element {
  return isNamed(element, 'label') ? (element.control ?? element) : element;
}

/** The link around an element, if any. */
export function linkAt(element: Element): HTMLAnchorElement | undefined {
  return pathOf(element).find(isLink);
}
