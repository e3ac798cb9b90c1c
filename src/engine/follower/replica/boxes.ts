/** Where things of the picture are seen, in CSS pixels of the leader's viewport. */
import { insideOf } from '../../content-box.js';
import { boxOf, documentOf, drawnIn, typeOf } from './dom.js';
import type { Box } from './marks.js';

/** What of a box, given in the viewport of the element's own document, is seen through all that the element is in. */
export function seen(box: Box, element: Element, page: Document): Box | undefined {
  let { left, top, right, bottom } = box;
  const clip = (by: Box) => {
    left = Math.max(left, by.left);
    top = Math.max(top, by.top);
    right = Math.min(right, by.right);
    bottom = Math.min(bottom, by.bottom);
  };
  let fixed = false;
  for (let at: Node | null = element; at; at = drawnIn(at)) {
    if (typeOf(at) === 9) {
      if (at === page)
        return left <= right && top < bottom ? { left, top, right, bottom } : undefined;
      const view = (at as Document).defaultView;
      const frame = view?.frameElement;
      if (!frame) return undefined;
      clip({ left: 0, top: 0, right: view.innerWidth, bottom: view.innerHeight });
      const { left: x, top: y, scale } = insideOf(frame);
      [left, right] = [x + left * scale, x + right * scale];
      [top, bottom] = [y + top * scale, y + bottom * scale];
      fixed = false;
    } else if (typeOf(at) === 1 && !fixed) {
      const style = styleOf(at as Element);
      if (style && style.overflow !== 'visible') clip(boxOf(at as Element));
      // What is fixed is clipped by nothing in its document, or by very little.
      fixed = style?.position === 'fixed';
    }
  }
  return undefined;
}

export function styleOf(element: Element, pseudo?: string): CSSStyleDeclaration | undefined {
  return documentOf(element).defaultView?.getComputedStyle(element, pseudo);
}
