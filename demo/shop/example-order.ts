/** Invented answers to every field of the checkout. The card number is one that no bank gives out. */
const answers: Readonly<Record<string, string | readonly string[]>> = {
  name: 'Visitor',
  email: 'visitor@example.org',
  phone: '+31 20 555 0123',
  password: 'kites-and-string',
  address: '12 Windward Lane',
  city: 'Dunes End',
  country: 'NL',
  floor: '2',
  'door-code': '4711#',
  time: '10:30',
  delivery: 'bicycle',
  ribbon: '#2458d3',
  'usual-wind': '4',
  extras: ['tape', 'map'],
  remark: 'If it is not windy, please wait until it is.',
  card: '4000 0000 0000 0002',
  expiry: '08/29',
  cvc: '123',
  code: '246810',
  letters: 'yes',
  terms: 'yes',
};

/** A week from today, as a date field writes it. */
function nextWeek(): string {
  const day = new Date();
  day.setDate(day.getDate() + 7);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** Fills the form as a person would have, with the events that tell everybody about it. */
export function fillExample(form: HTMLFormElement): void {
  const all: Readonly<Record<string, string | readonly string[]>> = { ...answers, day: nextWeek() };
  for (const field of form.elements) {
    const answer = all[(field as HTMLInputElement).name];
    if (answer === undefined) continue;
    if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) {
      field.checked = field.value === answer;
    } else if (field instanceof HTMLSelectElement && field.multiple) {
      for (const option of field.options) option.selected = answer.includes(option.value);
    } else if (
      field instanceof HTMLInputElement ||
      field instanceof HTMLSelectElement ||
      field instanceof HTMLTextAreaElement
    ) {
      field.value = String(answer);
    }
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
  const note = form.querySelector('[contenteditable]');
  if (!note) return;
  note.replaceChildren('Handle with ', bold('wind'), '.');
  note.dispatchEvent(new Event('input', { bubbles: true }));
}

function bold(text: string): HTMLElement {
  const made = document.createElement('b');
  made.textContent = text;
  return made;
}
