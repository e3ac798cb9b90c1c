import { Op, TopLayer } from '../../../protocol/records.js';
import { hear } from '../hear.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';

/** Modal dialogs, popovers and what fills the screen, in the order in which they lie over the page. */
export class TopLayers implements Part {
  readonly #context: PartContext;

  constructor(context: PartContext) {
    this.#context = context;
  }

  enter(window: Window & typeof globalThis): void {
    const { patches, changed } = this.#context;
    patches.after(window.HTMLDialogElement.prototype, 'show close', changed);
    patches.after(window.HTMLElement.prototype, 'hidePopover', changed);
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    const { changed } = this.#context;
    hear(root, 'toggle close fullscreenchange', signal, changed);
  }

  restart(): void {
    for (const told of this.#context.topLayer.values()) told.id = undefined;
  }

  changes(ops: OpRecord[]): void {
    const { ids, topLayer } = this.#context;
    for (const [element, told] of topLayer) {
      const layer = layerOf(element);
      const id = ids.of(element);
      if (layer === TopLayer.none) {
        if (id !== undefined && told.id === id) ops.push([Op.top, id, layer]);
        if (element.matches(':modal')) told.id = undefined;
        else topLayer.delete(element);
      } else if (id !== undefined && (told.id !== id || told.layer !== layer)) {
        told.id = id;
        told.layer = layer;
        const source = told.source && ids.of(told.source);
        ops.push([Op.top, id, layer, ...(source ? [source] : [])]);
      }
    }
  }
}

function layerOf(element: Element): number {
  // Such an element is `:modal` too.
  if (element.matches(':fullscreen')) return TopLayer.fullscreen;
  // One that has lost the attribute alone is up there unseen, until it gets it back.
  if (element.matches(':modal[open]')) return TopLayer.modal;
  return element.matches(':popover-open') ? TopLayer.popover : TopLayer.none;
}
