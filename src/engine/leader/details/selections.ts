import { Op, type Json } from '../../../protocol/records.js';
import { windowOf } from '../around.js';
import { hear } from '../hear.js';
import { knownFrom } from '../recorder/known.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';
import type { Roots } from '../recorder/roots.js';
import { activeIn } from './focus.js';
import { END, placeOf } from './places.js';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Firefox makes a range of every cell of a table. */
const MAX_RANGES = 100;

/** The text that the leader has selected, or his caret. Of private text it is told that something of it is selected, not what. */
export class Selections implements Part {
  readonly #options: PartContext;
  /** Every document has a selection. This one's has changed last. */
  #document: Document | undefined;
  /** Nodes in which what was told begins or ends. */
  readonly #nodes = new Set<Node>();
  #told = '';
  #stale = true;

  constructor(options: PartContext) {
    this.#options = options;
  }

  forget(node: Node): void {
    if (this.#nodes.has(node)) this.#stale = true;
  }

  look(): void {
    this.#stale = true;
  }

  restart(): void {
    this.#told = '';
    this.#stale = true;
  }

  enter(window: Window, signal: AbortSignal): void {
    // Not every browser tells of the selection in a field; where it is focused, these events go with a change of it.
    hear(window, 'focusin focusout input keyup pointerup', signal, this.#touch);
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    const changed = () => {
      this.#document = root.ownerDocument ?? root;
      this.#touch();
    };
    hear(root, 'selectionchange', signal, changed);
  }

  changes(ops: OpRecord[]): void {
    if (!this.#stale) return;
    this.#stale = false;
    this.#nodes.clear();
    const { window, roots } = this.#options;
    // Also while the leader looks at another window, and nothing here has the focus: what a viewer writes goes there.
    const active = activeIn(window, roots);
    const op = isTextField(active) ? this.#inField(active) : this.#inText(active);
    const told = JSON.stringify(op);
    if (told === this.#told) return;
    if (this.#told !== '' || op.length > 1) ops.push(op);
    this.#told = told;
  }

  readonly #touch = (): void => {
    this.#stale = true;
    this.#options.later();
  };

  #inField(field: Field): OpRecord {
    const { fields, masked } = this.#options;
    const { value } = field;
    const start = field.selectionStart as number;
    const end = field.selectionEnd as number;
    const known = this.#known(field);
    const id = this.#idOf(known);
    const isCaret = start === end;
    if (id === 0) return [Op.selection];
    if (known !== field) return isCaret ? [Op.selection] : [Op.selection, id, 0, id, END];
    const shown = fields.listener?.shown(field) ?? '';
    if (shown !== value || masked.has(field)) {
      return isCaret ? [Op.fieldSelection, id] : [Op.fieldSelection, id, 0, END];
    }
    const atEnd = isCaret && end === value.length;
    return atEnd ? [Op.fieldSelection, id] : [Op.fieldSelection, id, start, end];
  }

  #inText(active: Element | undefined): OpRecord {
    const { window, roots } = this.#options;
    const document = this.#document && windowOf(this.#document) ? this.#document : window.document;
    const ranges: Json[] = [];
    for (const range of rangesOf(document, roots)) {
      const { startContainer, startOffset, endContainer, endOffset } = range;
      const isCaret = startContainer === endContainer && startOffset === endOffset;
      if (isCaret && !isWritten(document, active)) continue;
      const start = this.#place(startContainer, startOffset, false);
      const end = isCaret ? start : this.#place(endContainer, endOffset, true);
      if (start && end) ranges.push(...start, ...end);
    }
    return [Op.selection, ...ranges];
  }

  #place(node: Node, offset: number, isEnd: boolean): [number, number] | undefined {
    const place = placeOf(this.#options, node, offset, isEnd);
    if (place) this.#nodes.add(this.#options.ids.node(place[0]) as Node);
    return place;
  }

  #known(node: Node): Node | undefined {
    const { ids, masked } = this.#options;
    const known = knownFrom(node, ids, masked);
    if (known) this.#nodes.add(known);
    return known;
  }

  #idOf(node: Node | undefined): number {
    return (node && this.#options.ids.of(node)) ?? 0;
  }
}

function isTextField(element: Element | undefined): element is Field {
  const { localName, selectionStart } = (element ?? {}) as Partial<Field>;
  return (localName === 'input' || localName === 'textarea') && typeof selectionStart === 'number';
}

/** Whether a caret shows where something is written. */
function isWritten(document: Document, active: Element | undefined): boolean {
  if (document.designMode === 'on') return document.hasFocus();
  const { isContentEditable, ownerDocument } = (active ?? {}) as Partial<HTMLElement>;
  return isContentEditable === true && ownerDocument === document;
}

function rangesOf(document: Document, roots: Roots): AbstractRange[] {
  const selection = document.getSelection() as (Partial<Selection> & { rangeCount: number }) | null;
  if (!selection) return [];
  if (selection.getComposedRanges) return composedRanges(selection as Selection, roots);
  const count = Math.min(selection.rangeCount, MAX_RANGES);
  return [...Array(count).keys()].map((i) => (selection as Selection).getRangeAt(i));
}

/** Into shadow roots browsers look only where they are told to: each look shows the hosts at the ends, for the next. */
function composedRanges(selection: Selection, roots: Roots): AbstractRange[] {
  const known = new Set<ShadowRoot>();
  for (;;) {
    const { size } = known;
    const ranges = selection.getComposedRanges({ shadowRoots: [...known] }).slice(0, MAX_RANGES);
    for (const { startContainer, startOffset, endContainer, endOffset } of ranges) {
      const ends = [startContainer.childNodes[startOffset], endContainer.childNodes[endOffset - 1]];
      for (const node of ends) {
        const root = node?.nodeType === 1 && roots.shadowOf(node as Element);
        if (root) known.add(root);
      }
    }
    if (known.size === size) return ranges;
  }
}
