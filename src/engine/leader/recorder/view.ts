import { Op } from '../../../protocol/records.js';
import type { NodeIds } from './node-ids.js';
import type { OpRecord, Part } from './part.js';
import type { Roots } from './roots.js';

export interface ViewOptions {
  window: Window & typeof globalThis;
  ids: NodeIds;
  roots: Roots;
  soon(): void;
}

/** How the page is looked at: size of the viewport, scrolling, focus. */
export class View implements Part {
  readonly #options: ViewOptions;
  readonly #scrolled = new Set<Node>();
  readonly #touched = new Set<Node>();
  #toldFocus = '';
  #toldViewport = '';
  #hasLooked = false;
  /** Documents that came later, and may have been scrolled before anybody listened. */
  #late: Document[] = [];

  constructor(options: ViewOptions) {
    this.#options = options;
  }

  met(node: Element | ShadowRoot | Document): void {
    if (this.#scrolled.size > 0 && this.#scrolled.has(node)) this.#touched.add(node);
    const isLate = this.#hasLooked && node !== this.#options.window.document;
    if (isLate && node.nodeType === 9) this.#late.push(node as Document);
  }

  forget(node: Node): void {
    this.#scrolled.delete(node);
  }

  restart(): void {
    this.#toldFocus = this.#toldViewport = '';
  }

  enter(window: Window & typeof globalThis, signal: AbortSignal): void {
    const { soon } = this.#options;
    const options = { capture: true, passive: true, signal };
    for (const type of ['focusin', 'focusout', 'focus', 'blur', 'resize']) {
      window.addEventListener(type, soon, options);
    }
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    const scrolled = ({ target }: Event) => {
      this.#scrolled.add(target as Node);
      this.#touched.add(target as Node);
      this.#options.soon();
    };
    root.addEventListener('scroll', scrolled, { capture: true, passive: true, signal });
  }

  changes(ops: OpRecord[]): void {
    if (!this.#hasLooked) this.#look(this.#options.ids.nodes());
    for (const document of this.#late.splice(0)) {
      this.#look([document, ...document.querySelectorAll('*')]);
    }
    this.#viewport(ops);
    for (const node of this.#touched) {
      const id = this.#options.ids.of(node);
      const at = positionOf(node);
      if (id === undefined || !at) continue;
      if (at.x === 0 && at.y === 0) this.#scrolled.delete(node);
      ops.push([Op.scroll, id, rounded(at.x), rounded(at.y)]);
    }
    this.#touched.clear();
    this.#focus(ops);
  }

  /** Whatever is scrolled already has told nobody. */
  #look(nodes: Iterable<Node>): void {
    this.#hasLooked = true;
    for (const node of nodes) {
      const at = positionOf(node);
      if (!at || (at.x === 0 && at.y === 0)) continue;
      this.#scrolled.add(node);
      this.#touched.add(node);
    }
  }

  #viewport(ops: OpRecord[]): void {
    const { innerWidth, innerHeight, document } = this.#options.window;
    const told = `${innerWidth} ${innerHeight}`;
    if (told === this.#toldViewport) return;
    this.#toldViewport = told;
    const inner = document.documentElement?.clientWidth ?? innerWidth;
    ops.push([Op.viewport, innerWidth, innerHeight, inner]);
  }

  #focus(ops: OpRecord[]): void {
    const element = this.#focused();
    const id = (element && this.#options.ids.of(element)) ?? 0;
    const visible = id !== 0 && element?.matches(':focus-visible') ? 1 : 0;
    const told = `${id} ${visible}`;
    if (told === this.#toldFocus) return;
    if (this.#toldFocus !== '' || id !== 0) ops.push([Op.focus, id, visible]);
    this.#toldFocus = told;
  }

  /** The innermost element with the focus, through shadow roots and frames. */
  #focused(): Element | undefined {
    const { window, roots } = this.#options;
    let root: DocumentOrShadowRoot | undefined = window.document;
    let found: Element | undefined;
    while (root?.activeElement) {
      found = root.activeElement;
      root = roots.shadowOf(found) ?? roots.knownDocumentOf(found);
    }
    return found?.matches(':focus') ? found : undefined;
  }
}

function positionOf(node: Node): { x: number; y: number } | undefined {
  if (node.nodeType === 1) {
    const { scrollLeft, scrollTop } = node as Element;
    return isPageScroller(node as Element) ? undefined : { x: scrollLeft, y: scrollTop };
  }
  const window = node.nodeType === 9 ? (node as Document).defaultView : null;
  return window ? { x: window.scrollX, y: window.scrollY } : undefined;
}

/** Scrolling of this element is scrolling of the page, and told as such. */
function isPageScroller(element: Element): boolean {
  return element.ownerDocument.scrollingElement === element;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
