import { nameOf } from './notes.js';

/** What a page has come to: whatever a person could see of it. */
export function stateOf(roots: ReadonlyMap<Element, ShadowRoot>): Record<string, unknown> {
  const elements: Record<string, unknown> = {};
  const visit = (root: ParentNode) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.id && element.id !== 'stage')
        elements[element.id] = elementState(element as HTMLElement);
      const inside = element.shadowRoot ?? roots.get(element);
      if (inside) visit(inside);
      const framed = (element as Partial<HTMLIFrameElement>).contentDocument;
      if (framed) visit(framed);
    }
  };
  visit(document);
  const selection = getSelection();
  return {
    elements,
    url: location.pathname + location.search + location.hash,
    focus: focusPath(document, roots),
    selection: selection?.isCollapsed === false ? selection.toString() : '',
    scroll: Math.round(scrollY),
  };
}

function elementState(element: HTMLElement): Record<string, unknown> {
  const state: Record<string, unknown> = {};
  const { localName } = element;
  const field = element as HTMLInputElement;
  if (localName === 'input' || localName === 'textarea') {
    state['value'] = field.type === 'file' ? field.files?.length : field.value;
    if (/^(checkbox|radio)$/.test(field.type)) state['checked'] = field.checked;
    if (field.selectionStart !== null && element.matches(':focus')) {
      const { selectionStart, selectionEnd, selectionDirection } = field;
      const direction = selectionStart === selectionEnd ? 'none' : selectionDirection;
      // Some browsers have no direction of their own for what was selected from left to right.
      state['selection'] =
        `${selectionStart}-${selectionEnd} ${direction === 'none' ? 'forward' : direction}`;
    }
  }
  if (localName === 'select') {
    state['chosen'] = [...(element as HTMLSelectElement).selectedOptions].map(({ text }) => text);
  }
  if ('open' in element) state['open'] = (element as HTMLDialogElement).open;
  if (element.popover) state['popover'] = element.matches(':popover-open');
  if (element.isContentEditable) state['html'] = tidy(element.innerHTML);
  if (element.matches('output, p, button, [role]')) state['text'] = element.textContent;
  if (element.scrollTop || element.scrollLeft) {
    state['scroll'] = [Math.round(element.scrollLeft), Math.round(element.scrollTop)];
  }
  if (element.style.cssText) state['style'] = element.style.cssText;
  return state;
}

/** Editors count what they make. */
function tidy(html: string): string {
  return html.replace(/\ufeff|\u200b/g, '').replaceAll('&nbsp;', ' ');
}

function focusPath(document: Document, roots: ReadonlyMap<Element, ShadowRoot>): string {
  const path: string[] = [];
  let at: Element | null = document.activeElement;
  while (at && at.localName !== 'body') {
    path.push(nameOf(at));
    const inside: DocumentOrShadowRoot | null | undefined =
      at.shadowRoot ?? roots.get(at) ?? (at as Partial<HTMLIFrameElement>).contentDocument;
    at = inside?.activeElement ?? null;
  }
  return path.join(' > ');
}
