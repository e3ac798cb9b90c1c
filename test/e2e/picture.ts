import assert from 'node:assert/strict';
import type { Frame } from 'puppeteer-core';
import { until } from './person.js';

/**
 * What a person would compare between two windows: the elements in their order, with the attributes that carry meaning,
 * texts, what fields hold, what is open, and how far things are scrolled. Runs in the page; private fields count by their
 * being there alone.
 */
function pictureOf(privateIds: string[]): string[] {
  const lines: string[] = [];
  const left = new Set(['script', 'style', 'link', 'template', 'noscript', 'meta', 'base', 'head']);
  const named = ['id', 'class', 'type', 'name', 'alt', 'role', 'aria-label', 'lang', 'dir', 'for'];
  const isPrivate = (element: Element) => privateIds.includes(element.id);
  const visit = (node: Node, depth: number): void => {
    if (node.nodeType === 3) {
      const text = node.nodeValue!.replace(/\s+/g, ' ').trim();
      if (text && !isPrivate(node.parentElement ?? document.body)) lines.push(`${depth} ${text}`);
      return;
    }
    if (node.nodeType === 11) {
      for (const child of node.childNodes) visit(child, depth);
      return;
    }
    if (node.nodeType !== 1) return;
    const element = node as HTMLElement & HTMLInputElement;
    if (left.has(element.localName)) return;
    const attributes = named
      .filter((name) => element.hasAttribute(name) && !(isPrivate(element) && name === 'name'))
      .map((name) => `${name}=${element.getAttribute(name)}`);
    const state: string[] = [];
    if (['input', 'textarea', 'select'].includes(element.localName) && !isPrivate(element)) {
      if (element.localName === 'select') {
        const chosen = [...(element as unknown as HTMLSelectElement).selectedOptions];
        state.push(`chosen=${chosen.map(({ textContent }) => textContent.trim()).join()}`);
      } else if (element.type === 'checkbox' || element.type === 'radio') {
        state.push(`checked=${element.checked}`);
      } else if (element.type !== 'file') {
        state.push(`value=${element.value}`);
      }
    }
    if (element.localName === 'details' || element.localName === 'dialog') {
      state.push(`open=${(element as unknown as HTMLDetailsElement).open}`);
    }
    if (element.scrollTop > 0 && getComputedStyle(element).overflowY !== 'visible') {
      state.push(`scroll=${Math.round(element.scrollTop)}`);
    }
    lines.push(`${depth} <${[element.localName, ...attributes, ...state].join(' ')}>`);
    if (element.shadowRoot) visit(element.shadowRoot, depth + 1);
    // What a text area held at first is not what it holds.
    if (element.localName === 'textarea') return;
    for (const child of element.childNodes) visit(child, depth + 1);
  };
  visit(document.body, 0);
  lines.push(`title ${document.title}`, `scroll ${Math.round(scrollX)} ${Math.round(scrollY)}`);
  return lines;
}

/** The compiler of the tests marks functions by a helper that pages do not have. */
const SCRIPT = `((__name) => (${pictureOf.toString()}))((named) => named)`;

/** Fields that nobody but the leader may read, by the documented rules. The replica does not tell which they are. */
const PRIVATE =
  '[type=password], [autocomplete^=cc-], [autocomplete=one-time-code], [surfly_private], [surfly_private] *';

/** Waits until the replica shows what the leader sees; says where they differ when it never does. */
export async function samePicture(leader: Frame, replica: () => Promise<Frame>): Promise<void> {
  let difference = '';
  try {
    await until('the same picture', async () => {
      const ids = await leader.$$eval(PRIVATE, (elements) => elements.map(({ id }) => id));
      const script = `(${SCRIPT})(${JSON.stringify(ids)})`;
      const [theirs, ours] = (await Promise.all([
        leader.evaluate(script),
        (await replica()).evaluate(script),
      ])) as [string[], string[]];
      const at = theirs.findIndex((line, index) => line !== ours[index]);
      if (at === -1 && theirs.length === ours.length) return true;
      const from = at === -1 ? theirs.length : at;
      difference = [
        `the leader sees\n  ${theirs.slice(from, from + 4).join('\n  ')}`,
        `the viewer sees\n  ${ours.slice(from, from + 4).join('\n  ')}`,
      ].join('\n');
      return false;
    });
  } catch (error) {
    assert.fail(`${(error as Error).message}\n${difference}`);
  }
}
