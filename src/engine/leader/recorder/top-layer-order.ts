import { TopLayer } from '../../../protocol/records.js';
import { hear } from '../hear.js';
import type { Part } from './part.js';
import type { Patches } from './patches.js';

export interface TopLayerOrderOptions {
  patches: Patches;
  need(file: 'special'): void;
  changed(): void;
}

/** What replicas were told of an element in the top layer. */
export interface ToldLayer {
  id: number | undefined;
  layer: number;
  /** What the page has shown it from: anchors are relative to that. */
  source?: Element | null | undefined;
}

/**
 * In which order elements have come to lie over the page. That cannot be read from it, so it is kept from the beginning; all
 * else about a top layer is in a file of its own, loaded when there is one.
 */
export class TopLayerOrder implements Part {
  readonly #options: TopLayerOrderOptions;
  /** Every element that was seen in the top layer, lowest first. */
  readonly elements = new Map<Element, ToldLayer>();

  constructor(options: TopLayerOrderOptions) {
    this.#options = options;
  }

  concerns(): boolean {
    return false;
  }

  /** What was in the top layer before the recording began has told nobody. */
  met(root: Element | ShadowRoot | Document): void {
    for (const element of root.querySelectorAll(UP)) this.#found(element);
  }

  enter(window: Window & typeof globalThis): void {
    const { patches } = this.#options;
    const entered = (element: Element, [options]: unknown[] = []) =>
      this.#entered(element, (options as { source?: Element })?.source);
    patches.after(window.HTMLDialogElement.prototype, 'showModal', entered);
    patches.after(window.HTMLElement.prototype, 'showPopover togglePopover', entered);
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    hear(root, 'toggle', signal, (event) =>
      this.#found(event.target as Element, event as ToggleEvent),
    );
    // Where the element is in a shadow root, its host is told first, which fills the screen to the tree around it.
    hear(root, 'fullscreenchange', signal, ({ target }) => {
      if ((target as Node).nodeType === 1) this.#entered(target as Element);
    });
  }

  #found(element: Element, { source }: { source?: Element | null } = {}): void {
    if (!this.elements.has(element)) this.#entered(element, source);
  }

  /** It lies above all others now, even if it was among them before. */
  #entered(element: Element, source?: Element | null): void {
    if (!element.matches(UP)) return;
    // Should it leave before this is told, that is still to be told.
    const id = this.elements.get(element)?.id;
    this.elements.delete(element);
    this.elements.set(element, { id, layer: TopLayer.none, source });
    this.#options.need('special');
    this.#options.changed();
  }
}

/** Browsers pass over what they do not know of it. */
const UP = ':is(:modal, :popover-open, :fullscreen)';
