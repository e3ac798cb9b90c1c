import { TopLayer } from '../../../protocol/records.js';

/**
 * Puts an element into the top layer, above all that are there, or takes it out. While it enters it is inert: otherwise it
 * would take the focus, and with it the keyboard of whoever looks at the picture.
 */
export function setLayer(element: HTMLElement, layer: number): void {
  leave(element);
  const wasInert = element.inert;
  element.inert = true;
  try {
    if (layer === TopLayer.modal && element.localName === 'dialog') {
      element.removeAttribute('open');
      (element as HTMLDialogElement).showModal();
    } else if (layer === TopLayer.popover && element.popover !== null) {
      element.showPopover();
    }
  } catch {
    // It is not in the page, or open in another way: then it is shown where it stands.
  }
  element.inert = wasInert;
}

/** A modal dialog that loses its attribute alone would stay there, unseen, over everything. */
export function leave(element: HTMLElement): void {
  if (element.localName === 'dialog' && element.matches(':modal')) {
    (element as HTMLDialogElement).close();
  } else if (element.popover !== null && element.matches(':popover-open')) {
    element.hidePopover();
  }
}
