/** A small panel of ours on the overlay, beside the field of the replica that it stands for. */
export interface Panel {
  element: HTMLElement;
  /** Puts it away; the viewer goes on with the shared page. */
  close(): void;
}

export interface PanelOptions {
  overlay: HTMLElement;
  /** The field's box in the window. */
  box: DOMRect;
  /** Called once, however it is closed. */
  closed(): void;
}

/** Opens a panel below the box, or above where there is more room. Escape, Tab and the loss of the focus close it. */
export function openPanel(element: HTMLElement, { overlay, box, closed }: PanelOptions): Panel {
  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    element.remove();
    closed();
  };
  element.classList.add('surfly-panel');
  overlay.append(element);
  const area = overlay.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const below = box.bottom - area.top;
  const fits = below + height <= area.height || below < area.height / 2;
  const top = fits ? Math.min(below, area.height - height) : box.top - area.top - height;
  const left = Math.min(box.left - area.left, area.width - width);
  const set = (property: string, pixels: number) =>
    element.style.setProperty(property, `${Math.max(0, pixels)}px`);
  set('top', top);
  set('left', left);
  set('min-width', Math.min(box.width, area.width));
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    close();
  });
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (!element.contains(relatedTarget as Node | null)) close();
  });
  return { element, close };
}
