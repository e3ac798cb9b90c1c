import { windowOf } from '../around.js';
import { hear } from '../hear.js';
import { Op } from '../../../protocol/records.js';
import { drain } from './drain.js';
import type { NodeIds } from './node-ids.js';
import type { OpRecord, Part } from './part.js';

export interface ViewOptions {
  window: Window & typeof globalThis;
  ids: NodeIds;
  /** Whether there is more of the page than has been met. */
  isUnfinished(): boolean;
  /** Nobody else knows what is in the node, nor how much. */
  isHidden(node: Node): boolean;
  soon(): void;
}

/** How the page is looked at: size of the viewport, scrolling. */
export class View implements Part {
  /** Width of the page beside its scrollbar, as it was told. */
  inner = 0;
  readonly #options: ViewOptions;
  /** What was scrolled; a node that leaves the page and comes back as it was still is. */
  #scrolled: WeakSet<Node> | undefined;
  readonly #touched = new Set<Node>();
  #toldViewport = '';
  /** Asking a window for its size may make it lay out what is around it. */
  #isSized = false;
  /** What was there when the recording began. */
  #found: (Element | ShadowRoot | Document)[] | undefined = [];
  /** Documents that came later, and may have been scrolled before anybody listened. */
  #late: Document[] = [];

  constructor(options: ViewOptions) {
    this.#options = options;
  }

  met(node: Element | ShadowRoot | Document): void {
    this.#found?.push(node);
    if (this.#scrolled?.has(node)) this.#touched.add(node);
  }

  look(): void {
    this.#isSized = false;
  }

  restart(): void {
    this.look();
    this.#toldViewport = '';
  }

  enter(window: Window & typeof globalThis, signal: AbortSignal): void {
    hear(window, 'resize', signal, () => {
      this.look();
      this.#options.soon();
    });
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    if (!this.#found && root.nodeType === 9) this.#late.push(root as Document);
    hear(root, 'scroll', signal, ({ target }) => {
      this.#isScrolled(target as Node);
      this.#options.soon();
    });
  }

  changes(ops: OpRecord[]): void {
    const found = this.#found;
    if (found) {
      this.#found = this.#options.isUnfinished() ? [] : undefined;
      this.#look(found);
    }
    for (const document of this.#late.splice(0)) {
      this.#look([document, ...document.querySelectorAll('*')]);
    }
    if (!this.#isSized) this.#viewport(ops);
    drain(this.#touched, (node) => {
      // How far it can be scrolled would tell how much is in it.
      const id = this.#options.isHidden(node) ? undefined : this.#options.ids.of(node);
      const at = positionOf(node);
      if (id === undefined || !at) return;
      if (at.x === 0 && at.y === 0) this.#scrolled?.delete(node);
      ops.push([Op.scroll, id, rounded(at.x), rounded(at.y)]);
    });
  }

  /** Whatever is scrolled already has told nobody. */
  #look(nodes: Iterable<Node>): void {
    for (const node of nodes) {
      // Few elements are, so what is cheap to ask comes first.
      const { scrollTop, scrollLeft } = node as Partial<Element>;
      if (scrollTop === 0 && scrollLeft === 0) continue;
      const at = positionOf(node);
      if (at?.x || at?.y) this.#isScrolled(node);
    }
  }

  #isScrolled(node: Node): void {
    (this.#scrolled ??= new WeakSet()).add(node);
    this.#touched.add(node);
  }

  #viewport(ops: OpRecord[]): void {
    this.#isSized = true;
    const { innerWidth, innerHeight, document } = this.#options.window;
    const told = `${innerWidth} ${innerHeight}`;
    if (told === this.#toldViewport) return;
    this.#toldViewport = told;
    this.inner = document.documentElement?.clientWidth ?? innerWidth;
    ops.push([Op.viewport, innerWidth, innerHeight, this.inner]);
  }
}

function positionOf(node: Node): { x: number; y: number } | undefined {
  if (node.nodeType === 1) {
    const { scrollLeft, scrollTop } = node as Element;
    return isPageScroller(node as Element) ? undefined : { x: scrollLeft, y: scrollTop };
  }
  const window = node.nodeType === 9 ? windowOf(node as Document) : null;
  return window ? { x: window.scrollX, y: window.scrollY } : undefined;
}

/** Scrolling of this element is scrolling of the page, and told as such. */
function isPageScroller(element: Element): boolean {
  return element.ownerDocument.scrollingElement === element;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
