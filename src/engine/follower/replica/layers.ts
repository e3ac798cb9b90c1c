import { TopLayer } from '../../../protocol/records.js';
import { removeAttribute, setAttribute } from './dom.js';

/** Stands for `:fullscreen`. Nothing fills the screen of whoever looks at a picture, only the picture. */
const FULL = 'surfly-fullscreen';
/** The element is a popover only to be in the top layer. */
const LIFTED = 'surfly-lifted';

/**
 * Puts an element into the top layer, above all that are there, or takes it out. While it enters it is inert: otherwise it
 * would take the focus, and with it the keyboard of whoever looks at the picture.
 */
export function setLayer(element: HTMLElement, layer: number, source?: HTMLElement): void {
  leave(element);
  unfill(element);
  const wasInert = element.inert;
  element.inert = true;
  try {
    if (layer === TopLayer.modal && element.localName === 'dialog') {
      element.removeAttribute('open');
      (element as HTMLDialogElement).showModal();
    } else if (layer === TopLayer.popover && element.popover !== null) {
      element.showPopover({ source });
    } else if (layer === TopLayer.fullscreen) {
      fill(element);
    }
  } catch {
    // It is not in the page, or open in another way: then it is shown where it stands.
  }
  element.inert = wasInert;
}

/** A modal dialog that loses its attribute alone would stay there, unseen, over everything; one that leaves may stay open below. */
export function leave(element: HTMLElement): void {
  if (element.localName === 'dialog' && element.matches(':modal')) {
    const dialog = element as HTMLDialogElement;
    const { open } = dialog;
    dialog.close();
    dialog.open = open;
  } else if (element.popover !== null && element.matches(`:popover-open:not([${LIFTED}])`)) {
    element.hidePopover();
  }
}

function fill(element: HTMLElement): void {
  // Hosts around it fill the screen only to those who ask.
  for (let at = hostOf(element); at; at = hostOf(at)) {
    if (!at.hasAttribute(FULL)) continue;
    unfill(at);
    setAttribute(at, FULL, '');
  }
  setAttribute(element, FULL, 'top');
  // The page itself lies below all layers in any case; what is not HTML can only lie over what is around it.
  if (element === element.ownerDocument.documentElement || element.popover === undefined) return;
  if (element.popover === null) {
    // What a host is without it, its own style sheets say.
    setAttribute(element, LIFTED, element.shadowRoot ? 'host' : '');
    setAttribute(element, 'popover', 'manual');
  }
  element.showPopover();
}

function unfill(element: HTMLElement): void {
  removeAttribute(element, FULL);
  if (!element.hasAttribute(LIFTED)) return;
  removeAttribute(element, LIFTED);
  removeAttribute(element, 'popover');
}

function hostOf(element: Element): HTMLElement | undefined {
  return (element.getRootNode() as Partial<ShadowRoot>).host as HTMLElement | undefined;
}
