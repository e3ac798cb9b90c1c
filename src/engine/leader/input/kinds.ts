/** What kind of control an element is. By name, never by class: the page is another realm. */
import { pathOf } from './tree.js';
import { words } from '../../words.js';

const HTML = 'http://www.w3.org/1999/xhtml';
const TEXT_TYPES = words('text search tel url email password number');
const BUTTON_TYPES = words('button submit reset image color');
/** Fields with a picker or segments of the browser's own: their value is set as a whole. */
const WHOLE_TYPES = words('date datetime-local month time week');

export type TextField = HTMLInputElement | HTMLTextAreaElement;

export function isNamed<K extends keyof HTMLElementTagNameMap>(
  element: Element,
  name: K,
): element is HTMLElementTagNameMap[K] {
  return element.localName === name && element.namespaceURI === HTML;
}

export function isInput(element: Element, ...types: string[]): element is HTMLInputElement {
  return isNamed(element, 'input') && (types.length === 0 || types.includes(element.type));
}

export function isTextField(element: Element): element is TextField {
  return isNamed(element, 'textarea') || (isInput(element) && TEXT_TYPES.has(element.type));
}

export function isWholeField(element: Element): element is HTMLInputElement {
  return isInput(element) && WHOLE_TYPES.has(element.type);
}

/** Something that Space and Enter press. */
export function isButton(element: Element): boolean {
  return (
    isNamed(element, 'button') ||
    isNamed(element, 'summary') ||
    (isInput(element) && BUTTON_TYPES.has(element.type))
  );
}

export function isLink(element: Element): element is HTMLAnchorElement {
  return (element.localName === 'a' || element.localName === 'area') && 'href' in element;
}

/** A select box whose options are drawn in the page, not in a menu of the browser. */
export function isListBox(element: Element): element is HTMLSelectElement {
  return isNamed(element, 'select') && (element.multiple || element.size > 1);
}

/** The outermost element of the editable region around an element. */
export function editingHost(element: Element): HTMLElement | null {
  let host: HTMLElement | null = null;
  for (const at of pathOf(element)) {
    if ((at as Partial<HTMLElement>).isContentEditable) host = at as HTMLElement;
    else if (host) break;
  }
  return host;
}

/** Shows a document of its own, whose inside is out of reach where this is the innermost element at a point. */
export function isForeign(element: Element): boolean {
  return ['iframe', 'frame', 'object', 'embed'].includes(element.localName);
}

/** Disabled by itself, by a fieldset, or because something around it is inert. */
export function isDisabled(element: Element): boolean {
  return pathOf(element).some(
    (at) => at.hasAttribute('inert') || (isFormControl(at) && at.matches(':disabled')),
  );
}

function isFormControl(element: Element): boolean {
  return ['button', 'input', 'select', 'textarea', 'option', 'optgroup'].includes(
    element.localName,
  );
}

export function isReadOnly(element: Element): boolean {
  return (isTextField(element) || isWholeField(element)) && element.readOnly;
}

/** Drawn, and not hidden. */
export function isVisible(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true });
}
