import { Op } from '../../../protocol/records.js';
import { inRealm } from '../in-realm.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';

/** How wide the page is beside its scrollbar, which comes and goes without a word. */
export class Scrollbars implements Part {
  readonly #context: PartContext;
  readonly #observer: ResizeObserver;
  #inner: number;
  #isOther = false;

  constructor(context: PartContext) {
    this.#context = context;
    const { window, signal, view, soon } = context;
    this.#inner = view.inner;
    this.#observer = new window.ResizeObserver(
      inRealm(window, () => {
        // Everything has just been laid out, so asking costs nothing. A page that is not shown is laid out without any.
        const { documentElement } = window.document;
        if (!(documentElement?.offsetWidth > 0)) return;
        const { clientWidth } = documentElement;
        // What was told last may have been told in a snapshot, to nobody who was there.
        if (clientWidth === this.#inner && clientWidth === view.inner) return;
        this.#inner = clientWidth;
        this.#isOther = true;
        soon();
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

  changes(ops: OpRecord[]): void {
    if (!this.#isOther) return;
    this.#isOther = false;
    const { window, view } = this.#context;
    view.inner = this.#inner;
    ops.push([Op.viewport, window.innerWidth, window.innerHeight, view.inner]);
  }
}
