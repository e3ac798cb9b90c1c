/** Closing what lies on top of the page, which browsers do for a person only: popovers and dialogs. */
import { isNamed, isVisible } from './kinds.js';
import type { Spot } from './target.js';
import { isWithin, pathOf, realmOf, type Realm } from './tree.js';

type Dialog = HTMLDialogElement & { closedBy?: string; requestClose?: () => void };

/** Popovers that close by themselves, and dialogs, in the order of the document. */
function closable(document: Document): HTMLElement[] {
  const selector = '[popover]:popover-open, dialog:modal, dialog[open][closedby=any]';
  return [...document.querySelectorAll<HTMLElement>(selector)].filter(
    (element) => isNamed(element, 'dialog') || element.popover !== 'manual',
  );
}

/** The Escape key: closes what lies on top. @returns whether something did */
export function closeTop({ document }: Realm): boolean {
  if (document.fullscreenElement) {
    void document.exitFullscreen();
    return true;
  }
  // The order on top cannot be asked for. What was opened from within another lies inside it or follows it.
  const top = closable(document).filter(isVisible).at(-1);
  if (!top) return false;
  if (isNamed(top, 'dialog')) requestClose(top);
  else top.hidePopover();
  return true;
}

/** A press beside a popover, or beside a dialog that allows it, closes it. */
export function lightDismiss(pressed: Element, { element, x, y }: Spot): void {
  for (const top of closable(pressed.ownerDocument).reverse()) {
    if (isNamed(top, 'dialog')) {
      if ((top as Dialog).closedBy !== 'any' || isInside(top, x, y)) return;
      requestClose(top);
    } else if (isWithin(pressed, top) || isWithin(element, top) || opens(pressed, top)) {
      return;
    } else {
      top.hidePopover();
    }
  }
}

function isInside(dialog: Element, x: number, y: number): boolean {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return x >= left && x <= right && y >= top && y <= bottom;
}

function opens(pressed: Element, popover: Element): boolean {
  return pathOf(pressed).some(
    (at) => (at as Partial<HTMLButtonElement>).popoverTargetElement === popover,
  );
}

function requestClose(dialog: Dialog): void {
  if (dialog.closedBy === 'none') return;
  if (dialog.requestClose) dialog.requestClose();
  else if (askToClose(dialog)) dialog.close();
}

function askToClose(dialog: Dialog): boolean {
  const { Event } = realmOf(dialog);
  return dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
}
