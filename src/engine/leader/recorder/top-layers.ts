import { Op, TopLayer } from '../../../protocol/records.js';
import type { NodeIds } from './node-ids.js';
import type { OpRecord, Part } from './part.js';
import type { Patches } from './patches.js';

export interface TopLayersOptions {
  ids: NodeIds;
  patches: Patches;
  soon(): void;
}

/** Modal dialogs, popovers and what fills the screen, in the order in which they lie over the page: that order cannot be read from it. */
export class TopLayers implements Part {
  readonly #options: TopLayersOptions;
  /** What replicas have in their top layer, lowest first. */
  readonly #told = new Map<Element, number>();
  readonly #touched = new Set<Element>();
  /** Every element that was seen in the top layer, lowest first. */
  readonly #order = new Set<Element>();

  constructor(options: TopLayersOptions) {
    this.#options = options;
  }

  met(node: Element | ShadowRoot | Document): void {
    const { localName } = node as Partial<Element>;
    const { fullscreenElement } = node as Partial<Document>;
    if (fullscreenElement) this.#touched.add(fullscreenElement);
    if (localName === 'dialog' || (node as Partial<Element>).hasAttribute?.('popover')) {
      this.#touched.add(node as Element);
    }
  }

  forget(node: Node): void {
    this.#told.delete(node as Element);
    this.#touched.delete(node as Element);
  }

  restart(): void {
    this.#told.clear();
    this.#touched.clear();
  }

  enter(window: Window & typeof globalThis): void {
    const { patches } = this.#options;
    const dialog = window.HTMLDialogElement.prototype;
    patches.method(dialog, 'showModal', (self) => this.#entered(self));
    for (const name of ['show', 'close']) patches.method(dialog, name, (self) => this.#touch(self));
    const element = window.HTMLElement.prototype;
    patches.method(element, 'showPopover', (self) => this.#entered(self));
    patches.method(element, 'togglePopover', (self) => this.#entered(self));
    patches.method(element, 'hidePopover', (self) => this.#touch(self));
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    const touch = ({ target }: Event) => this.#touch(target as Element);
    for (const type of ['toggle', 'close']) {
      root.addEventListener(type, touch, { capture: true, passive: true, signal });
    }
    // Where the element is in a shadow root, its host is told first, which fills the screen to the tree around it.
    const filled = ({ target }: Event) => {
      if ((target as Node).nodeType === 1) this.#entered(target as Element);
    };
    root.addEventListener('fullscreenchange', filled, { capture: true, passive: true, signal });
  }

  changes(ops: OpRecord[]): void {
    const { ids } = this.#options;
    // An element that never was in the top layer may be there from before the recording began.
    for (const element of this.#touched) this.#order.add(element);
    for (const element of this.#order) {
      const id = ids.of(element);
      const layer = layerOf(element);
      if (id === undefined || layer === TopLayer.none) this.#order.delete(element);
      if (id === undefined || !this.#touched.has(element)) continue;
      if ((this.#told.get(element) ?? TopLayer.none) === layer) continue;
      if (layer === TopLayer.none) this.#told.delete(element);
      else this.#told.set(element, layer);
      ops.push([Op.top, id, layer]);
    }
    this.#touched.clear();
  }

  /** It lies above all others now, even if it was among them before. */
  #entered(element: Element): void {
    if (layerOf(element) !== TopLayer.none) {
      this.#order.delete(element);
      this.#order.add(element);
      this.#told.delete(element);
    }
    this.#touch(element);
  }

  #touch(element: Element): void {
    this.#touched.add(element);
    this.#options.soon();
  }
}

function layerOf(element: Element): number {
  // Such an element is `:modal` too.
  if (element.matches(':fullscreen')) return TopLayer.fullscreen;
  if (element.matches(':modal')) return TopLayer.modal;
  return element.matches(':popover-open') ? TopLayer.popover : TopLayer.none;
}
