/** The leader's own hand: real presses of the mouse, by the browser's driver. */
import { sendMouse } from '@web/test-runner-commands';
import { settled } from '../mirror/mirror.js';

/** Where the middle of an element, or another part of it, is in this window: in whatever frame it is. */
export function placeOf(element: Element, fx = 0.5, fy = 0.5): [number, number] {
  const box = element.getBoundingClientRect();
  let [x, y] = [box.left + box.width * fx, box.top + box.height * fy];
  for (let view = element.ownerDocument.defaultView; view?.frameElement;) {
    const frame = view.frameElement;
    if (frame.ownerDocument.defaultView === view) break;
    const outer = frame.getBoundingClientRect();
    [x, y] = [x + outer.left + frame.clientLeft, y + outer.top + frame.clientTop];
    view = frame.ownerDocument.defaultView;
    if (view === window) break;
  }
  return [Math.round(x), Math.round(y)];
}

export async function moveTo(element: Element, fx = 0.5, fy = 0.5): Promise<void> {
  await sendMouse({ type: 'move', position: placeOf(element, fx, fy) });
  await settled();
}

/** Out of the leader's page, which is 500 pixels high. */
export async function moveAway(): Promise<void> {
  await sendMouse({ type: 'move', position: [10, 550] });
  await settled();
}

export async function button(type: 'down' | 'up'): Promise<void> {
  await sendMouse({ type });
  await settled();
}

export async function click(element: Element, fx = 0.5, fy = 0.5): Promise<void> {
  await sendMouse({ type: 'click', position: placeOf(element, fx, fy) });
  await settled();
}
