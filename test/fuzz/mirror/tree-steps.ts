import type { Dice } from './dice.js';
import { NAMES, VALUES, type Site } from './site.js';

export type StepKind = (site: Site, dice: Dice) => void;

/** Changes that every recorder claims to follow. */
export const basicSteps: Readonly<Record<string, StepKind>> = {
  add(site, dice) {
    site.put(dice, site.make(dice, 2), site.parent(dice));
  },

  move(site, dice) {
    site.put(dice, site.node(dice), site.parent(dice));
  },

  remove(site, dice) {
    const node = site.node(dice);
    if (node === site.document.body) return;
    if (site.outside.length < 20) site.outside.push(node);
    site.take(node);
    // Out there it goes on changing, unobserved.
    if (dice.chance(0.5) && node.nodeType === 1) site.put(dice, site.make(dice, 1), node);
  },

  bringBack(site, dice) {
    const [node] = site.outside.splice(dice.int(site.outside.length), 1);
    if (!node) return;
    if (dice.chance(0.3) && node.firstChild) site.put(dice, node.firstChild, site.parent(dice));
    site.put(dice, node, site.parent(dice));
  },

  swap(site, dice) {
    const parent = site.parent(dice);
    for (const child of [...parent.childNodes]) if (dice.chance(0.5)) parent.appendChild(child);
  },

  text(site, dice) {
    const node = site.node(dice);
    if (node.nodeType === 3) (node as Text).data = site.word();
    else if (node.nodeType === 1 && !isField(node)) (node as Element).append(site.word());
  },

  attribute(site, dice) {
    const element = site.element(dice);
    const name = dice.pick(NAMES);
    if (dice.chance(0.3)) element.removeAttribute(name);
    else element.setAttribute(name, dice.pick(VALUES));
  },

  markup(site, dice) {
    const element = site.element(dice);
    if (element.childNodes.length > 6 || element.closest('select, option, svg, rect')) return;
    element.innerHTML = `<b>${site.word()}</b>${site.word()}<em><!--c--><u>${site.word()}</u></em>`;
  },
};

/** Changes by the less common methods of nodes. */
export const treeSteps: Readonly<Record<string, StepKind>> = {
  comment(site, dice) {
    site.put(dice, site.document.createComment('c'), site.parent(dice));
  },

  fragment(site, dice) {
    const fragment = site.document.createDocumentFragment();
    for (let i = dice.int(4); i > 0; i -= 1) fragment.append(site.make(dice, 1));
    const node = site.node(dice);
    if (node !== site.document.body && node.nodeName !== 'OPTION' && dice.chance(0.5)) {
      site.unveil(node);
      fragment.append(node);
    }
    const parent = site.parent(dice);
    if (!(parent as Partial<Element>).closest?.('select, option')) {
      for (const child of [...fragment.children]) {
        if (child.localName === 'option') child.remove();
      }
      parent.insertBefore(fragment, parent.firstChild);
    }
  },

  replaceChildren(site, dice) {
    const parent = site.parent(dice);
    if (isElement(parent) && parent.closest('select, option, textarea')) return;
    const kept = [...parent.childNodes].filter(() => dice.chance(0.5));
    (parent as Element).replaceChildren(...kept.reverse(), site.word(), site.make(dice, 1));
  },

  outerMarkup(site, dice) {
    const element = site.element(dice);
    if (element === site.document.body || element.closest('select, svg, rect')) return;
    if (!isElement(element.parentNode) && element.parentNode?.nodeType !== 11) return;
    element.outerHTML = `<q>${site.word()}<i hidden></i></q>${site.word()}`;
  },

  adjacent(site, dice) {
    const element = site.element(dice);
    if (element.closest('select, textarea, svg, rect')) return;
    const place = dice.pick(['beforebegin', 'afterbegin', 'beforeend', 'afterend'] as const);
    element.insertAdjacentHTML(place, `<s title="x">${site.word()}</s>\n\t `);
  },

  splitText(site, dice) {
    const text = textIn(site, dice);
    if (text) text.splitText(dice.int(text.length + 1));
  },

  editText(site, dice) {
    const text = textIn(site, dice);
    if (!text) return;
    const at = dice.int(text.length + 1);
    dice.pick([
      () => text.insertData(at, site.word()),
      () => text.deleteData(at, 2),
      () => text.appendData(' \n '),
      () => text.replaceData(0, at, '\u{1f600}'),
      () => (text.data = ''),
      () => (text.data = 'long '.repeat(15_000)),
    ])();
  },

  normalize(site, dice) {
    site.parent(dice).normalize();
  },

  surround(site, dice) {
    const text = textIn(site, dice);
    if (!text || (text.parentNode as Element).closest?.('select, textarea')) return;
    const range = text.ownerDocument.createRange();
    range.setStart(text, dice.int(text.length + 1));
    range.setEnd(text, text.length);
    range.surroundContents(text.ownerDocument.createElement('mark'));
  },

  insertInRange(site, dice) {
    const text = textIn(site, dice);
    if (!text || (text.parentNode as Element).closest?.('select, textarea')) return;
    const range = text.ownerDocument.createRange();
    range.setStart(text, dice.int(text.length + 1));
    range.insertNode(site.make(dice, 1));
  },

  extract(site, dice) {
    const element = site.element(dice);
    if (element.closest('select') || element.childNodes.length === 0) return;
    const range = element.ownerDocument.createRange();
    range.selectNodeContents(element);
    const content = dice.chance(0.5) ? range.extractContents() : range.cloneContents();
    const parent = site.parent(dice);
    if (isElement(parent) && parent.closest('select, option')) return;
    for (const child of [...content.childNodes]) site.put(dice, child, parent);
  },

  clone(site, dice) {
    const node = site.node(dice).cloneNode(dice.chance(0.7));
    site.put(dice, node, site.parent(dice));
  },

  /** A move that keeps frames, focus and the like, where browsers have it. */
  moveBefore(site, dice) {
    const node = site.node(dice);
    const parent = site.parent(dice) as Node & {
      moveBefore?(node: Node, before: Node | null): void;
    };
    if (!site.mayHold(parent, node) || !node.isConnected) return;
    // Chromium never ends laying out an input, or what has a shadow root, in which something lands this way, recorded or not; or
    // what lands there keeps the style that it had.
    if (parent.nodeName === 'INPUT' || site.shadowOf(parent as Element)) return;
    if (!site.isPrivate(parent)) site.unveil(node);
    parent.moveBefore?.(node, parent.firstChild);
  },

  template(site, dice) {
    const templates = site.elements().filter(({ localName }) => localName === 'template');
    if (templates.length === 0) return;
    const { content } = dice.pick(templates) as HTMLTemplateElement;
    if (dice.chance(0.5)) content.append(site.make(dice, 1));
    else if (content.firstChild) site.put(dice, content.firstChild, site.parent(dice));
  },

  title(site) {
    site.document.title = site.word();
  },
};

export function isElement(node: Node | null): node is Element {
  return node?.nodeType === 1;
}

function isField(node: Node): boolean {
  return ['SELECT', 'OPTION'].includes(node.nodeName);
}

function textIn(site: Site, dice: Dice): Text | undefined {
  const texts = site.all().filter(({ nodeType }) => nodeType === 3);
  return texts.length > 0 ? (dice.pick(texts) as Text) : undefined;
}
