import { one } from '../shared/dom.js';
import type { Credentials } from './desk-client.js';

const NAME_KEY = 'desk.name';
const form = one('#sign-in-form', HTMLFormElement);

/** What the demo server hands to a desk on the same computer; undefined from every other server. */
export async function demoCredentials(): Promise<Credentials | undefined> {
  try {
    const response = await fetch('/agent/demo.json', { cache: 'no-store' });
    if (!response.ok) return undefined;
    const { widgetKey, agentKey } = (await response.json()) as Partial<Credentials>;
    if (typeof widgetKey !== 'string' || typeof agentKey !== 'string') return undefined;
    return { widgetKey, agentKey, name: agentName() };
  } catch {
    return undefined;
  }
}

function agentName(): string {
  return localStorage.getItem(NAME_KEY) || 'Agent';
}

/** The form for name and keys. It and the desk are never shown together. */
export class SignIn {
  constructor(enter: (credentials: Credentials) => void) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const data = new FormData(form);
      const text = (name: string): string => String(data.get(name) ?? '').trim();
      localStorage.setItem(NAME_KEY, text('name'));
      enter({ name: text('name'), widgetKey: text('widgetKey'), agentKey: text('agentKey') });
    });
  }

  /** @param problem - why the last try failed */
  show(problem = ''): void {
    this.toggle(true);
    one('#sign-in-problem', HTMLElement).textContent = problem;
    const name = one('#agent-name', HTMLInputElement);
    name.value ||= agentName();
    (problem ? one('#agent-key', HTMLInputElement) : name).focus();
  }

  hide(): void {
    this.toggle(false);
    one('#agent-key', HTMLInputElement).value = '';
  }

  private toggle(out: boolean): void {
    one('#sign-in', HTMLElement).hidden = !out;
    one('#desk', HTMLElement).hidden = out;
    one('#signed-in', HTMLElement).hidden = out;
  }
}
