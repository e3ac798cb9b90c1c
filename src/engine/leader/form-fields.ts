import { getterOf } from '../getter-of.js';

const elements = getterOf<HTMLFormControlsCollection>(HTMLFormElement.prototype, 'elements');

/** The fields of a form, even where one of them is called `elements`. */
export function fieldsOf(form: HTMLFormElement): HTMLFormControlsCollection {
  return elements.call(form);
}
