import { Op } from '../../../protocol/records.js';
import { inRealm } from '../in-realm.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';

/** How wide the page is beside its scrollbar, which comes and goes without a word. */
export class Scrollbars implements Part {
  readonly #context: PartContext;
  readonly #observer: ResizeObserver;
  #inner: number | undefined;

  constructor(context: PartContext) {
    this.#context = context;
    const { window, signal, view, soon } = context;
    this.#observer = new window.ResizeObserver(
      inRealm(window, () => {
        // Everything has just been laid out, so asking costs nothing. A page that is not shown is laid out without any.
        const { documentElement } = window.document;
        if (!(documentElement?.offsetWidth > 0)) return;
        this.#inner = documentElement.clientWidth;
        if (this.#inner !== view.inner) soon();
      }),
    );
    signal.addEventListener('abort', () => this.#observer.disconnect());
  }

  concerns(name: string): boolean {
    return name === 'html';
  }

  met(node: Element | ShadowRoot | Document): void {
    const { documentElement } = this.#context.window.document;
    if (node === documentElement) this.#observer.observe(documentElement);
  }

  restart(): void {
    this.#inner = undefined;
  }

  changes(ops: OpRecord[]): void {
    const { window, view } = this.#context;
    if (this.#inner !== undefined && this.#inner !== view.inner) {
      view.inner = this.#inner;
      ops.push([Op.viewport, window.innerWidth, window.innerHeight, view.inner]);
    }
    this.#inner = undefined;
  }
}
