import { one } from '../shared/dom.js';
import { plans } from './plans.js';
import type { Product } from './products.js';

/** Distance of a measure's line from the kite, in the drawing's units, and half the length of its end strokes. */
const GAP = 26;
const END = 6;
/** Half of the break in that line for its label. */
const BREAK = 36;

/** Draws a kite's outline, frame and measures into the page's own SVG, so that it takes the page's colours. */
export function drawPlan(svg: SVGSVGElement, product: Product): void {
  const plan = plans[product.id];
  if (!plan) return;
  const [left, right, top, bottom] = plan.box;
  const below = bottom + GAP;
  const beside = left - GAP;
  const across = (left + right) / 2;
  const down = (top + bottom) / 2;
  const path = (name: string): SVGPathElement => one(`.plan-${name}`, SVGPathElement, svg);
  path('outline').setAttribute('d', plan.outline);
  path('frame').setAttribute('d', plan.frame);
  path('measure').setAttribute(
    'd',
    `M${left} ${below}H${across - BREAK}M${across + BREAK} ${below}H${right}M${left} ${below - END}v${2 * END}M${right} ${below - END}v${2 * END}` +
      `M${beside} ${top}V${down - BREAK}M${beside} ${down + BREAK}V${bottom}M${beside - END} ${top}h${2 * END}M${beside - END} ${bottom}h${2 * END}`,
  );
  const text = (name: string, x: number, y: number, words: string, turned = false): void => {
    const label = one(`.plan-${name}`, SVGTextElement, svg);
    label.textContent = words;
    label.setAttribute('transform', `translate(${x} ${y})${turned ? ' rotate(-90)' : ''}`);
  };
  text('width', across, below + 5, `${product.width} cm`);
  text('height', beside + 5, down, `${product.height} cm`, true);
  one('title', SVGTitleElement, svg).textContent =
    `Drawing of ${product.name}: ${product.width} cm wide, ${product.height} cm high`;
}
