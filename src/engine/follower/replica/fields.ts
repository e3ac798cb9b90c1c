import { FIELD_STATES, MAX_CUSTOM_STATES } from '../../../protocol/records.js';
import { removeAttribute, setAttribute } from './dom.js';
import { MisfitError, type Reader } from './reader.js';

/** What a text field holds. Where the type of the field forbids the text, it stays empty. */
export function setValue(field: Element, text: string): void {
  if (field.localName !== 'input' && field.localName !== 'textarea') throw noField(field, 'text');
  if ((field as HTMLInputElement).type === 'file') return;
  (field as HTMLInputElement).value = text;
}

export function setChecked(field: Element, state: number): void {
  if (field.localName !== 'input') throw noField(field, 'tick');
  const input = field as HTMLInputElement;
  input.checked = (state & 1) !== 0;
  input.indeterminate = (state & 2) !== 0;
}

export function setSelected(field: Element, indexes: Reader): void {
  if (field.localName !== 'select') throw noField(field, 'choice');
  const select = field as HTMLSelectElement;
  const chosen = new Set<number>();
  while (!indexes.done) chosen.add(indexes.count());
  if (!select.multiple) {
    const [index = -1] = chosen;
    select.selectedIndex = index;
    return;
  }
  for (let i = 0; i < select.options.length; i += 1) {
    (select.options[i] as HTMLOptionElement).selected = chosen.has(i);
  }
}

/** Shows a field's validity and the like, by an attribute that stands in for pseudo-classes. -1: as the copy finds it. */
export function setFieldState(field: Element, state: number): void {
  if (state >= 1 << FIELD_STATES.length) throw new MisfitError(`There is no field state ${state}.`);
  if (state < 0) removeAttribute(field, 'surfly-state');
  else {
    const names = FIELD_STATES.filter((_, i) => (state & (1 << i)) !== 0);
    setAttribute(field, 'surfly-state', names.join(' '));
  }
}

/** Shows what states a custom element is in: in a replica none is defined. */
export function setCustomStates(element: Element, names: string[]): void {
  if (names.length > MAX_CUSTOM_STATES) throw new MisfitError(`There are ${names.length} states.`);
  if (names.length === 0) removeAttribute(element, 'surfly-custom');
  else setAttribute(element, 'surfly-custom', names.join(' '));
}

function noField(element: Element, what: string): MisfitError {
  return new MisfitError(`An element ${element.localName} holds no ${what}.`);
}
