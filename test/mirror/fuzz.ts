/** A page that changes at random, the same way for the same seed. */

/** Marsaglia's xorshift: numbers from 0 (inclusive) to 1 (exclusive). */
export function random(seed: number): () => number {
  let state = (seed * 2654435761) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export const FUZZ_PAGE = `<!doctype html><html><head><title>t</title><style id="s">p { color: red }</style></head><body>
<main><p>one</p><ul><li>a<li>b</ul><form><input value="v"><select><option>1<option>2</select></form></main></body></html>`;

const TAGS = [
  ...['div', 'span', 'p', 'ul', 'li', 'i', 'section', 'x-box', 'a', 'table', 'details', 'slot'],
  ...[
    'input',
    'textarea',
    'select',
    'option',
    'style',
    'script',
    'template',
    'svg',
    'rect',
    'iframe',
  ],
];
const NAMES = [
  'class',
  'id',
  'data-x',
  'value',
  'type',
  'hidden',
  'open',
  'slot',
  'checked',
  'multiple',
];
const VALUES = ['a', 'b c', '', 'checkbox', 'radio', 'text', 'number', '7'];
const SVG = 'http://www.w3.org/2000/svg';

export class Fuzz {
  readonly #random: () => number;
  readonly #document: Document;
  readonly #window: Window & typeof globalThis;
  /** Nodes that were taken out, and may come back. */
  readonly #outside: Node[] = [];
  #count = 0;

  constructor(document: Document, seed: number) {
    this.#document = document;
    this.#window = document.defaultView as Window & typeof globalThis;
    this.#random = random(seed);
  }

  /** Some changes, some of them in tasks or microtasks of their own. */
  async batch(): Promise<void> {
    const changes = 1 + this.#int(12);
    for (let i = 0; i < changes; i += 1) {
      this.#change();
      const chance = this.#random();
      if (chance < 0.15) await Promise.resolve();
      else if (chance < 0.25) await new Promise((resolve) => setTimeout(resolve));
    }
  }

  #change(): void {
    const kinds = [
      ...[this.#add, this.#add, this.#add, this.#move, this.#move, this.#remove, this.#bringBack],
      ...[this.#text, this.#attribute, this.#attribute, this.#shadow, this.#field, this.#sheet],
      ...[this.#markup, this.#comment, this.#swap, this.#adopt],
    ];
    this.#pick(kinds).call(this);
  }

  #add(): void {
    const made = this.#make(2);
    this.#put(made, this.#parent());
  }

  #move(): void {
    const node = this.#node();
    if (node !== this.#document.body) this.#put(node, this.#parent());
  }

  #remove(): void {
    const node = this.#node();
    if (node === this.#document.body) return;
    if (this.#outside.length < 20) this.#outside.push(node);
    node.parentNode?.removeChild(node);
    // Out there it goes on changing, unobserved.
    if (this.#random() < 0.5 && node.nodeType === 1) this.#put(this.#make(1), node);
  }

  #bringBack(): void {
    const [node] = this.#outside.splice(this.#int(this.#outside.length), 1);
    if (!node) return;
    if (this.#random() < 0.3 && node.firstChild) this.#put(node.firstChild, this.#parent());
    this.#put(node, this.#parent());
  }

  #text(): void {
    const node = this.#node();
    if (node.nodeType === 3) (node as Text).data = this.#word();
    else if (node.nodeType === 1) (node as Element).append(this.#word());
  }

  #attribute(): void {
    const element = this.#element();
    const name = this.#pick(NAMES);
    if (this.#random() < 0.3) element.removeAttribute(name);
    else element.setAttribute(name, this.#pick(VALUES));
  }

  #shadow(): void {
    const element = this.#element();
    if (!['div', 'span', 'p', 'section', 'x-box'].includes(element.localName)) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    root.append(this.#make(2));
  }

  #field(): void {
    const fields = this.#document.querySelectorAll<HTMLInputElement>('input, textarea, select');
    const field = fields[this.#int(fields.length)];
    if (!field) return;
    if (field.localName === 'select') {
      const select = field as unknown as HTMLSelectElement;
      select.selectedIndex = this.#int(select.options.length + 1) - 1;
    } else if (this.#random() < 0.4) {
      field.checked = this.#random() < 0.5;
      field.indeterminate = this.#random() < 0.5;
    } else {
      field.value = this.#word();
    }
  }

  #sheet(): void {
    const sheets = [...this.#document.styleSheets];
    const sheet = sheets[this.#int(sheets.length)];
    if (!sheet) return;
    const { length } = sheet.cssRules;
    if (length > 0 && this.#random() < 0.4) sheet.deleteRule(this.#int(length));
    else sheet.insertRule(`.${this.#word()} { width: ${this.#int(99)}px }`, this.#int(length + 1));
  }

  #adopt(): void {
    const roots: (Document | ShadowRoot)[] = [this.#document];
    for (const { shadowRoot } of this.#document.querySelectorAll('*')) {
      if (shadowRoot) roots.push(shadowRoot);
    }
    const root = this.#pick(roots);
    const sheet = new this.#window.CSSStyleSheet();
    sheet.replaceSync(`b { height: ${this.#int(99)}px }`);
    if (this.#random() < 0.3) root.adoptedStyleSheets = [];
    else root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }

  #markup(): void {
    const element = this.#element();
    if (element.childNodes.length > 6 || element.closest('select, option')) return;
    element.innerHTML = `<b>${this.#word()}</b>${this.#word()}<em><!--c--><u>${this.#word()}</u></em>`;
  }

  #comment(): void {
    this.#put(this.#document.createComment('c'), this.#parent());
  }

  #swap(): void {
    const parent = this.#parent();
    const children = [...parent.childNodes];
    if (children.length < 2) return;
    for (const child of children) if (this.#random() < 0.5) parent.appendChild(child);
  }

  #make(depth: number): Node {
    if (this.#random() < 0.25) return this.#document.createTextNode(this.#word());
    const tag = this.#pick(TAGS);
    const element =
      tag === 'svg' || tag === 'rect'
        ? this.#document.createElementNS(SVG, tag)
        : this.#document.createElement(tag);
    if (tag === 'style') element.textContent = `.${this.#word()} { color: blue }`;
    if (tag === 'style' || tag === 'script' || tag === 'iframe') return element;
    if (this.#random() < 0.4) element.setAttribute(this.#pick(NAMES), this.#pick(VALUES));
    for (let i = this.#int(3); depth > 0 && i > 0; i -= 1) {
      this.#put(this.#make(depth - 1), element);
    }
    return element;
  }

  /** Where it is not allowed, or makes no sense to a browser, nothing happens. */
  #put(node: Node, parent: Node): void {
    const around = (parent as Partial<Element>).closest?.('select, option');
    const { nodeName } = node;
    if (around && !isChoice(node, around)) return;
    if (nodeName === 'OPTION' && parent.nodeName !== 'SELECT') return;
    const before = parent.childNodes[this.#int(parent.childNodes.length + 1)] ?? null;
    try {
      parent.insertBefore(node, before);
    } catch (error) {
      if ((error as Error).name !== 'HierarchyRequestError') throw error;
    }
  }

  #all(): Node[] {
    const nodes: Node[] = [];
    const visit = (node: Node): void => {
      for (const child of node.childNodes) {
        nodes.push(child);
        visit(child);
      }
      const { shadowRoot } = node as Partial<Element>;
      if (shadowRoot) visit(shadowRoot);
    };
    visit(this.#document.body);
    return nodes;
  }

  #node(): Node {
    return this.#all().length > 0 ? this.#pick(this.#all()) : this.#document.body;
  }

  #element(): Element {
    const elements = this.#all().filter(({ nodeType }) => nodeType === 1) as Element[];
    return elements.length > 0 ? this.#pick(elements) : this.#document.body;
  }

  /** Small pages meet the same nodes again and again. */
  #parent(): Node {
    const element = this.#element();
    if (this.#all().length > 120) element.remove();
    const parent = element.isConnected ? element : this.#document.body;
    return (this.#random() < 0.2 && parent.shadowRoot) || parent;
  }

  #word(): string {
    this.#count += 1;
    return `w${this.#count}`;
  }

  #int(below: number): number {
    return Math.floor(this.#random() * below);
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#int(items.length)] as T;
  }
}

function isChoice(node: Node, around: Element): boolean {
  return around.localName === 'select' ? node.nodeName === 'OPTION' : node.nodeType === 3;
}
