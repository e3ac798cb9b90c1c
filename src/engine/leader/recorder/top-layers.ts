import { Op, TopLayer } from '../../../protocol/records.js';
import type { NodeIds } from './node-ids.js';
import type { OpRecord, Part } from './part.js';
import type { Patches } from './patches.js';

export interface TopLayersOptions {
  ids: NodeIds;
  patches: Patches;
  soon(): void;
}

/**
 * Modal dialogs, popovers and what fills the screen, in the order in which they lie over the page: that order cannot be read
 * from it.
 */
export class TopLayers implements Part {
  readonly #options: TopLayersOptions;
  /** What replicas have in their top layer, lowest first. */
  readonly #told = new Map<Element, { id: number; layer: number }>();
  readonly #touched = new Set<Element>();
  /** Every element that was seen in the top layer, lowest first. */
  readonly #order = new Set<Element>();

  constructor(options: TopLayersOptions) {
    this.#options = options;
  }

  concerns(): boolean {
    return false;
  }

  /** What was in the top layer before the recording began has told nobody. */
  met(root: Element | ShadowRoot | Document): void {
    for (const element of root.querySelectorAll(':modal, :popover-open, :fullscreen')) {
      this.#touched.add(element);
    }
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
    for (const element of this.#touched) this.#order.add(element);
    this.#touched.clear();
    for (const element of this.#order) {
      const layer = layerOf(element);
      const id = ids.of(element);
      const told = this.#told.get(element);
      if (layer === TopLayer.none) {
        if (!element.matches(':modal')) this.#order.delete(element);
        this.#told.delete(element);
        if (told && told.id === id) ops.push([Op.top, id, layer]);
      } else if (id !== undefined && (told?.id !== id || told.layer !== layer)) {
        this.#told.set(element, { id, layer });
        ops.push([Op.top, id, layer]);
      }
    }
  }

  /** It lies above all others now, even if it was among them before. */
  #entered(element: Element): void {
    if (layerOf(element) !== TopLayer.none) {
      this.#order.delete(element);
      this.#order.add(element);
      // Should it leave before this is told, that is still to be told.
      const told = this.#told.get(element);
      if (told) told.layer = TopLayer.none;
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
  // One that has lost the attribute alone is up there unseen, until it gets it back.
  if (element.matches(':modal[open]')) return TopLayer.modal;
  return element.matches(':popover-open') ? TopLayer.popover : TopLayer.none;
}
