import type { Dice } from './dice.js';

export type Realm = Window & typeof globalThis;
export type Root = Document | ShadowRoot;

export const FUZZ_PAGE = `<!doctype html><html><head><title>t</title><style id="s">p { color: red }
[surfly_private] { opacity: 0.5 } x-box:defined { color: green } .scroller { overflow: scroll; height: 40px; width: 60px }
</style></head><body><main><p>one</p><ul><li>a<li>b</ul><form><input value="v"><select><option>1<option>2</select></form>
<div class="scroller"><div style="height: 400px; width: 400px">tall</div></div><iframe></iframe></main></body></html>`;

/** Begins each word that is only ever put where it is private. */
export const SECRET = 'zecret';

const TAGS = [
  ...['div', 'span', 'p', 'ul', 'li', 'i', 'section', 'x-box', 'a', 'table', 'details', 'slot'],
  ...['input', 'textarea', 'select', 'option', 'style', 'script', 'template', 'svg', 'rect'],
  ...['iframe', 'dialog', 'button'],
];
export const NAMES = [
  ...['class', 'id', 'data-x', 'value', 'type', 'hidden', 'open', 'slot', 'checked', 'multiple'],
  ...['title', 'dir', 'disabled', 'contenteditable'],
];
export const VALUES = ['a', 'b c', '', 'checkbox', 'radio', 'text', 'number', '7', 'scroller'];
const SVG = 'http://www.w3.org/2000/svg';
/** Small pages meet the same nodes again and again. */
const MOST_NODES = 140;

/** The page that changes, and what its changes have to remember. */
export class Site {
  readonly document: Document;
  readonly window: Realm;
  /** Nodes that were taken out, and may come back. */
  readonly outside: Node[] = [];
  /** Shadow roots that nobody else gets at. */
  readonly closed = new WeakMap<Element, ShadowRoot>();
  /** Hosts of shadow roots that nobody at all gets at: a parser has closed them. */
  readonly sealed = new WeakSet<Element>();
  /** What textareas have held where they were private. */
  readonly #held = new Set<string>();
  #words = 0;

  constructor(document: Document) {
    this.document = document;
    this.window = document.defaultView as Realm;
  }

  shadowOf(element: Element): ShadowRoot | null {
    return element.shadowRoot ?? this.closed.get(element) ?? null;
  }

  /** All nodes in the bodies of the page and its frames, with those in shadow roots. */
  all(): Node[] {
    const nodes: Node[] = [];
    const visit = (node: Node): void => {
      for (let child = node.firstChild; child; child = child.nextSibling) {
        nodes.push(child);
        visit(child);
      }
      if (node.nodeType !== 1) return;
      const shadow = this.shadowOf(node as Element);
      if (shadow) visit(shadow);
      const inner = innerOf(node);
      if (inner?.body) visit(inner.body);
    };
    visit(this.document.body);
    return nodes;
  }

  elements(): Element[] {
    return this.all().filter(({ nodeType }) => nodeType === 1) as Element[];
  }

  /** The documents of the page and of its frames, and all shadow roots. */
  roots(): Root[] {
    const roots: Root[] = [this.document];
    for (const element of this.elements()) {
      const shadow = this.shadowOf(element);
      if (shadow) roots.push(shadow);
      const inner = innerOf(element);
      if (inner?.body) roots.push(inner);
    }
    return roots;
  }

  node(dice: Dice): Node {
    const all = this.all();
    return all.length > 0 ? dice.pick(all) : this.document.body;
  }

  element(dice: Dice): Element {
    const elements = this.elements();
    return elements.length > 0 ? dice.pick(elements) : this.document.body;
  }

  /** Where something can be put. */
  parent(dice: Dice): Node {
    const element = this.element(dice);
    if (this.all().length > MOST_NODES) this.take(element);
    const parent = element.isConnected ? element : this.document.body;
    const inner = innerOf(parent)?.body;
    if (inner) return inner;
    return (dice.chance(0.2) && this.shadowOf(parent)) || parent;
  }

  frame(dice: Dice): HTMLIFrameElement | undefined {
    const frames = this.elements().filter(({ localName }) => localName === 'iframe');
    return frames.length > 0 ? (dice.pick(frames) as HTMLIFrameElement) : undefined;
  }

  make(dice: Dice, depth: number, document = this.document): Node {
    if (dice.chance(0.25)) return document.createTextNode(this.word());
    const tag = dice.pick(TAGS);
    const element =
      tag === 'svg' || tag === 'rect'
        ? document.createElementNS(SVG, tag)
        : document.createElement(tag);
    if (tag === 'style') element.textContent = `.${this.word()} { color: blue }`;
    if (tag === 'style' || tag === 'script' || tag === 'iframe') return element;
    if (dice.chance(0.4)) element.setAttribute(dice.pick(NAMES), dice.pick(VALUES));
    for (let i = dice.int(3); depth > 0 && i > 0; i -= 1) {
      this.put(dice, this.make(dice, depth - 1, document), element);
    }
    return element;
  }

  /** Where it is not allowed, or makes no sense to a browser, nothing happens. */
  put(dice: Dice, node: Node, parent: Node): void {
    if (!this.mayHold(parent, node)) return;
    if (!this.isPrivate(parent)) this.unveil(node);
    const before = parent.childNodes[dice.int(parent.childNodes.length + 1)] ?? null;
    parent.insertBefore(node, before);
  }

  mayHold(parent: Node, node: Node): boolean {
    const around = (parent as Partial<Element>).closest?.('select, option');
    if (around) {
      return around.localName === 'select' ? node.nodeName === 'OPTION' : node.nodeType === 3;
    }
    return node.nodeName !== 'OPTION';
  }

  take(node: Node): void {
    node.parentNode?.removeChild(node);
  }

  isPrivate(node: Node): boolean {
    for (let at: Node | null | undefined = node; at; at = aroundOf(at)) {
      if (at.nodeType === 1 && (at as Element).hasAttribute('surfly_private')) return true;
    }
    return false;
  }

  /** The same of what is around it where it is drawn: what stands in a private slot is private. */
  isDrawnPrivate(node: Node): boolean {
    for (let at: Node | null | undefined = node; at; at = this.#slotOf(at) ?? aroundOf(at)) {
      if (this.isPrivate(at)) return true;
    }
    return false;
  }

  /** `assignedSlot` says nothing of closed roots. */
  #slotOf(node: Node): Node | undefined {
    const parent = node.parentNode;
    const shadow = parent?.nodeType === 1 ? this.shadowOf(parent as Element) : null;
    return [...(shadow?.querySelectorAll('slot') ?? [])].find((slot) =>
      slot.assignedNodes().includes(node),
    );
  }

  /** Remembers what private textareas hold: it is masked wherever it is later. */
  noteHeld(): void {
    for (const element of this.elements()) {
      if (element.localName !== 'textarea' || !this.isDrawnPrivate(element)) continue;
      this.#held.add((element as HTMLTextAreaElement).value);
    }
  }

  /** Takes the secrets out of a node that may be seen now. */
  unveil(node: Node): void {
    if (node.nodeType === 3 && (node as Text).data.includes(SECRET)) {
      (node as Text).data = this.word();
    }
    if (node.nodeType === 1) {
      const element = node as HTMLInputElement;
      for (const { name, value } of [...element.attributes]) {
        if (value.includes(SECRET)) element.setAttribute(name, this.word());
      }
      if (typeof element.value === 'string' && element.value.includes(SECRET)) element.value = '';
      if (element.localName === 'textarea' && this.#held.has(element.value)) {
        element.value = element.textContent = this.word();
      }
      const shadow = this.shadowOf(element);
      if (shadow) this.unveil(shadow);
      const inner = innerOf(element)?.documentElement;
      if (inner) this.unveil(inner);
    }
    for (const child of node.childNodes) this.unveil(child);
  }

  word(): string {
    this.#words += 1;
    return `w${this.#words}`;
  }
}

/** The document that a frame shows. */
export function innerOf(node: Node): Document | undefined {
  if (node.nodeName !== 'IFRAME') return undefined;
  return (node as HTMLIFrameElement).contentDocument ?? undefined;
}

/** What a node is in. */
export function aroundOf(node: Node): Node | null | undefined {
  if (node.nodeType === 9) return (node as Document).defaultView?.frameElement;
  return node.parentNode ?? (node as Partial<ShadowRoot>).host;
}
