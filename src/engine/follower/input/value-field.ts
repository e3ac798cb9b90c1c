import { openPanel, type Panel, type PanelOptions } from './panel.js';
import { TEXTS } from './texts.js';

const TYPES = new Set(['color', 'date', 'datetime-local', 'month', 'time', 'week']);

/** Whether a field is set through a picker or segments of the browser's, which cannot be seen or reached in the replica. */
export function needsOwnField(element: Element): element is HTMLInputElement {
  const { type, readOnly } = element as HTMLInputElement;
  return element.localName === 'input' && TYPES.has(type) && !readOnly;
}

/** A field of the same type in the viewer's own window, with the browser's own picker. */
export function openValueField(
  replica: HTMLInputElement,
  options: PanelOptions & { set(value: string): void },
): Panel {
  const form = document.createElement('form');
  form.className = 'surfly-value';
  form.noValidate = true;
  const field = document.createElement('input');
  field.type = replica.type;
  for (const name of ['min', 'max', 'step'] as const) field[name] = replica[name];
  field.value = replica.value;
  const label = replica.labels?.[0]?.textContent?.trim();
  field.setAttribute('aria-label', label || TEXTS.value);
  const button = document.createElement('button');
  button.textContent = TEXTS.setValue;
  form.append(field, button);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { value } = field;
    panel.close();
    options.set(value);
  });
  const panel = openPanel(form, options);
  field.focus({ preventScroll: true });
  try {
    field.showPicker();
  } catch {
    // Without a picker the field itself is there to be used.
  }
  return panel;
}
