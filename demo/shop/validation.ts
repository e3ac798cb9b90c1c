import { el, one } from '../shared/dom.js';

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What is wrong with a field, in the shop's words. `data-pattern` and `data-missing` say it for one field. */
function problem(field: Field): string {
  const { validity } = field;
  const limits = field as Partial<HTMLInputElement>;
  if (validity.valid) return '';
  if (validity.valueMissing)
    return (
      field.dataset['missing'] ??
      (field.type === 'select-one' ? 'Please choose.' : 'Please fill this in.')
    );
  if (validity.patternMismatch) return field.dataset['pattern'] ?? 'This is not in the right form.';
  if (validity.typeMismatch) return 'An address looks like name@example.org.';
  if (validity.tooShort) return `At least ${limits.minLength} characters, please.`;
  if (validity.rangeUnderflow) return `Not below ${limits.min}.`;
  if (validity.rangeOverflow) return `Not above ${limits.max}.`;
  return field.validationMessage;
}

function isField(element: EventTarget | null): element is Field {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  );
}

/** Shows or takes away the message below a field. Fields without a place for one need none. */
function report(field: Field): string {
  const message = problem(field);
  const place = document.getElementById(`${field.id}-error`);
  if (!place) return message;
  place.textContent = message;
  place.hidden = !message;
  if (message) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
  return message;
}

/** The label without what may stand in it besides words. */
function nameOf(field: Field): string {
  return field.labels?.[0]?.textContent?.trim() ?? field.name;
}

/**
 * Checks the form with the browser's own constraints and shows the shop's own messages: below each field once it has
 * been left, and all together on top when the order is placed.
 */
export function startValidation(form: HTMLFormElement, summary: HTMLElement): void {
  form.addEventListener('focusout', (event) => {
    if (isField(event.target) && (event.target.value || event.target.ariaInvalid))
      report(event.target);
  });
  form.addEventListener('input', (event) => {
    if (isField(event.target) && event.target.ariaInvalid) report(event.target);
    if (!summary.hidden) summary.hidden = form.checkValidity();
  });

  form.addEventListener('submit', (event) => {
    const wrong = [...form.elements].filter(isField).filter((field) => report(field));
    summary.hidden = wrong.length === 0;
    if (!wrong.length) return;
    event.preventDefault();
    one('ul', HTMLElement, summary).replaceChildren(
      ...wrong.map((field) =>
        el('li', {}, el('a', { href: `#${field.id}` }, `${nameOf(field)}: ${problem(field)}`)),
      ),
    );
    summary.focus();
  });

  // A link to a field goes into the field, not only to it.
  summary.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link) return;
    event.preventDefault();
    document.getElementById(link.hash.slice(1))?.focus();
  });
}
