import { fixture, waitUntil } from '@open-wc/testing';
import '../../src/define.js';
import type { SurflySessionElement } from '../../src/surfly-session.js';
import { Hosted } from './hosted.js';

interface Page {
  Surfly?: unknown;
  __surfly?: unknown;
  runScript?: () => void;
}

/** What a test sets on the page, and what the tests' scripts call. */
export const page = window as Page;

/** Address of a script that calls `window.runScript()`; `query` as for `/test-server/respond`. */
export const scriptUrl = (query = ''): string =>
  new URL(`/test-server/respond?body=window.runScript()&${query}`, location.href).href;

/** A page as it was before any test. */
export function cleanPage(): void {
  delete page.Surfly;
  delete page.__surfly;
  delete page.runScript;
  for (const script of document.querySelectorAll('script[src*="/test-server/"]')) script.remove();
}

/** An implementation whose script is still to be loaded. */
export function hosted(): Hosted {
  const made = new Hosted();
  page.runScript = () => made.install();
  return made;
}

/** An element whose script is loaded and initialised. */
export async function ready(
  attributes = '',
  content = '',
): Promise<{ element: SurflySessionElement; surfly: Hosted }> {
  const surfly = hosted();
  const element = await tag(`${attributes} loading="eager"`, content);
  await element.ready;
  await element.updateComplete;
  return { element, surfly };
}

/** An element with a session. */
export async function running(attributes = '', content = '') {
  const { element, surfly } = await ready(attributes, content);
  await element.start();
  const session = surfly.latest;
  session.run();
  await element.updateComplete;
  return { element, surfly, session };
}

/** `<surfly-session>` with the tests' script. */
export const tag = (attributes = '', content = ''): Promise<SurflySessionElement> =>
  fixture<SurflySessionElement>(
    `<surfly-session script-src="${scriptUrl()}" widget-key="key" ${attributes}>${content}</surfly-session>`,
  );

/** Text of a part as people see it: empty while it is hidden. */
export function seen(element: SurflySessionElement, part: string): string {
  const found = element.shadowRoot!.querySelector<HTMLElement>(`[part=${part}]`);
  const boxes = found?.className === 'flat' ? [...found.children] : [found];
  return boxes
    .map((box) => (box?.checkVisibility() ? (box as HTMLElement).innerText : ''))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The built-in button with this label, while it can be seen. */
export function buttonOf(
  element: SurflySessionElement,
  label: string,
): HTMLButtonElement | undefined {
  return [...element.shadowRoot!.querySelectorAll('button')].find(
    (button) => button.textContent.trim() === label && button.checkVisibility(),
  );
}

/** Waits for a state of the element. */
export const until = (element: SurflySessionElement, state: SurflySessionElement['state']) =>
  waitUntil(
    () => element.state === state,
    `the element never was ${state}, it is ${element.state}`,
    { timeout: 8000 },
  );

/** Collects what goes to the console, which stays quiet. */
export function quiet(method: 'error' | 'warn'): { texts: string[]; restore(): void } {
  const texts: string[] = [];
  const original = console[method];
  console[method] = (...args: unknown[]) => texts.push(args.map(String).join(' '));
  return { texts, restore: () => (console[method] = original) };
}

/** Payloads of two who join a session. */
export const agent = { count: 2, clientIndex: 1, userData: { name: 'Agent' } };
export const friend = { count: 3, clientIndex: 2 };

/** A page's own content for the slots of facts. */
export const own = `<span slot="viewer-count">own count</span>
  <span slot="control-indicator">own control</span>
  <span slot="agent-availability">own agents</span>`;
