import { Op } from '../../../protocol/records.js';
import { hear } from '../hear.js';
import { knownFrom } from '../recorder/known.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';
import type { Roots } from '../recorder/roots.js';

/** Which element has the focus, and whether that can be seen. */
export class Focus implements Part {
  readonly #context: PartContext;
  #told = '';
  /** Whether the focus may be elsewhere, though nothing has it either way. */
  #isMoved = true;

  constructor(context: PartContext) {
    this.#context = context;
  }

  look(): void {
    this.#isMoved = true;
  }

  restart(): void {
    this.#told = '';
    this.#isMoved = true;
  }

  enter(window: Window, signal: AbortSignal): void {
    hear(window, 'focus blur', signal, this.#moved);
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    if (root.nodeType === 9) hear(root, 'focusin focusout', signal, this.#moved);
  }

  changes(ops: OpRecord[]): void {
    const { window, ids, roots, masked } = this.#context;
    const { activeElement, body } = window.document;
    if (!this.#isMoved && activeElement === body) return;
    // What had it may leave the page without a word.
    const active = activeIn(window, roots);
    const focused = active?.matches(':focus') ? active : undefined;
    // Which button of a private keypad it is tells what is entered.
    const element = focused && masked.has(focused) ? knownFrom(focused, ids, masked) : focused;
    const id = (element && ids.of(element)) ?? 0;
    this.#isMoved = id !== 0;
    const shown = id !== 0 && focused === element ? focused : undefined;
    const visible = shown?.matches(':focus-visible') ? 1 : shown && isRinged(shown) ? 2 : 0;
    const told = `${id} ${visible}`;
    if (told === this.#told) return;
    if (this.#told !== '' || id !== 0) ops.push([Op.focus, id, visible]);
    this.#told = told;
  }

  readonly #moved = (): void => {
    this.#isMoved = true;
    this.#context.soon();
  };
}

/** Around what is drawn some browsers show the focus however it came there. */
function isRinged(element: Element): boolean {
  return 'ownerSVGElement' in element && getComputedStyle(element).outlineStyle === 'auto';
}

/** The innermost element that has the focus, or has it again with the window, through shadow roots and frames. */
export function activeIn(window: Window, roots: Roots): Element | undefined {
  let root: DocumentOrShadowRoot | undefined = window.document;
  let found: Element | undefined;
  while (root?.activeElement) {
    found = root.activeElement;
    root = roots.shadowOf(found) ?? roots.knownDocumentOf(found);
  }
  return found;
}
