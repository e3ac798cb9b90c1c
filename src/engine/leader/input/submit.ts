/** Enter in a field submits its form (HTML Standard, "Implicit submission"). */
import { isInput, isNamed } from './kinds.js';

/** A form without a submit button is submitted only where it has a single field of these. */
const BLOCKING =
  'input:is(:not([type]), [type=text i], [type=search i], [type=tel i], [type=url i], [type=email i], ' +
  '[type=password i], [type=date i], [type=month i], [type=week i], [type=time i], [type=datetime-local i], [type=number i])';

export function submitFrom(form: HTMLFormElement): void {
  // Through the prototype's own getter: a field of the form may be named "elements".
  const fields = [...form.ownerDocument.querySelectorAll<HTMLElement>('button, input')].concat(
    'host' in form.getRootNode()
      ? [...(form.getRootNode() as ShadowRoot).querySelectorAll<HTMLElement>('button, input')]
      : [],
  );
  const own = fields.filter((field) => (field as HTMLInputElement).form === form);
  const button = own.find(
    (field) =>
      isInput(field, 'submit', 'image') || (isNamed(field, 'button') && field.type === 'submit'),
  );
  if (button) {
    if (!button.matches(':disabled')) button.click();
    return;
  }
  if (own.filter((field) => field.matches(BLOCKING)).length < 2) form.requestSubmit();
}
