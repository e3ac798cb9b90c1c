import { one } from '../shared/dom.js';
import type { AgentLink } from './desk-client.js';
import { linkTo, sessionOf } from './links.js';

interface Ways {
  /** Asks the relay for a link to the session with this PIN. */
  pin(pin: string): Promise<AgentLink>;
  open(link: string): void;
}

/** The forms that join by PIN and by link. What is wrong is said below the field, and the field keeps the focus. */
export function startJoinForms({ pin, open }: Ways): void {
  connect('pin', async (text) => {
    const digits = text.replace(/[\s-]/g, '');
    if (!/^\d{4,8}$/.test(digits)) throw new Error('A PIN has four digits, such as 1234.');
    open(linkTo(await pin(digits)));
  });
  connect('link', (text) => {
    if (/\/lead\/#/.test(text)) {
      throw new Error("This is the visitor's own link. Ask for the one to share.");
    }
    if (!sessionOf(text)) throw new Error(`A session link looks like ${location.origin}/join/#…`);
    open(text);
  });
}

function connect(name: string, join: (text: string) => void | Promise<void>): void {
  const form = one(`#${name}-form`, HTMLFormElement);
  const field = one(`#${name}`, HTMLInputElement);
  const problem = one(`#${name}-problem`, HTMLElement);
  const button = one('button', HTMLButtonElement, form);

  const submit = async (): Promise<void> => {
    problem.textContent = '';
    field.removeAttribute('aria-invalid');
    button.disabled = true;
    try {
      await join(field.value.trim());
      field.value = '';
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
      field.setAttribute('aria-invalid', 'true');
      field.focus();
    } finally {
      button.disabled = false;
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
}
