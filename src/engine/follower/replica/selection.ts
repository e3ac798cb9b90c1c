import { seen, styleOf } from './boxes.js';
import { documentOf, typeOf } from './dom.js';
import { FieldText, type Field } from './field-text.js';
import { HIGHLIGHT } from './highlight.js';
import type { Box, Mark, Marks } from './marks.js';
import type { NodeTable } from './node-table.js';
import { caretBox, elementAt, rangesBetween, readPlace, type Place } from './ranges.js';
import { MisfitError, type Reader } from './reader.js';

/** A field with the part of its text that is selected. */
export interface Edited {
  field: Field;
  start: number;
  end: number;
}

/** Firefox highlights what a host shows with the host; of ranges that overlap there, it shows nothing behind the inner one. */
const IS_FLAT = CSS.supports('-moz-appearance:none');
const MAX_RANGES = 100;
const MAX_BOXES = 500;
const CARET_WIDTH = 1.5;
const TOPMOST = 2 ** 31 - 1;

/**
 * What the leader has selected, and his caret. The selections of the documents themselves stay as they are: they belong to
 * the viewer, and would take the focus with them. Text is highlighted in its own document; where that cannot be, and in
 * fields, boxes are drawn over the picture.
 */
export class Selected {
  readonly #page: Document;
  readonly #nodes: NodeTable;
  readonly #marks: Marks;
  readonly #shadows = new Set<ShadowRoot>();
  readonly #highlighted = new Set<Document>();
  readonly #fieldText = new FieldText();
  #ranges: [Place, Place][] = [];
  #field: Edited | undefined;
  #frame = 0;

  constructor(page: Document, nodes: NodeTable, marks: Marks) {
    this.#page = page;
    this.#nodes = nodes;
    this.#marks = marks;
  }

  made(node: Node): void {
    if (typeOf(node) === 11) this.#shadows.add(node as ShadowRoot);
  }

  forget(node: Node): void {
    this.#shadows.delete(node as ShadowRoot);
    if (this.#field?.field === node) this.#field = undefined;
  }

  /** Reads `id, offset, id, offset, …`. */
  set(op: Reader): void {
    const ranges: [Place, Place][] = [];
    while (!op.done) {
      const [start, end] = [readPlace(op, this.#nodes), readPlace(op, this.#nodes)];
      if (documentOf(start.node) !== documentOf(end.node)) {
        throw new MisfitError('A selection begins and ends in different documents.');
      }
      if (ranges.push([start, end]) > MAX_RANGES) {
        throw new MisfitError(`A selection has over ${MAX_RANGES} ranges.`);
      }
    }
    this.#field = undefined;
    this.#ranges = ranges;
    this.#show();
  }

  /** Reads `id, start, end`. */
  setField(op: Reader): void {
    const field = this.#nodes.element(op.count());
    if (field.localName !== 'input' && field.localName !== 'textarea') {
      throw new MisfitError(`An element ${field.localName} has no text to select.`);
    }
    const [start, end] = op.done ? [-1, -1] : [op.count(), op.integer()];
    if (end < -1 || (end >= 0 && end < start)) {
      throw new MisfitError(`A selection from ${start} to ${end} is none.`);
    }
    this.#ranges = [];
    this.#field = { field: field as Field, start, end };
    this.#show();
  }

  /** The field in which the selection is. */
  edited(): Edited | undefined {
    if (!this.#field) return undefined;
    const { field, start, end } = this.#field;
    const { length } = field.value;
    const place = (at: number) => (at < 0 ? length : Math.min(at, length));
    return { field, start: place(start), end: place(end) };
  }

  showCaret(field: Field, start: number, end: number): void {
    if (this.#field?.field !== field) return;
    this.#field = { field, start, end };
    this.#show();
  }

  /** What is selected, as the picture has it. */
  text(): string {
    const { field, start, end } = this.edited() ?? {};
    if (field) return field.value.slice(start, end);
    return this.#ranges
      .flatMap(([from, to]) => rangesBetween(from, to, this.#shadows))
      .map(String)
      .join('');
  }

  /** What the picture shows in has come. */
  arrived(): void {
    this.#fieldText.forget();
    this.settle();
  }

  /** The picture may have changed. */
  settle(): void {
    if (this.#field || this.#ranges.length > 0) this.#show();
  }

  /** Once per frame: a record may be one of many. */
  #show(): void {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      // Another picture has taken the place of this one.
      if (this.#page.defaultView) this.#draw();
    });
  }

  #draw(): void {
    const marks: Mark[] = [];
    const found = new Map<Document, Range[]>();
    for (const [start, end] of this.#ranges) {
      if (start.node === end.node && start.offset === end.offset) {
        this.#mark([caretBox(start)], elementAt(start), true, marks);
        continue;
      }
      const ranges = rangesBetween(start, end, IS_FLAT ? [] : this.#shadows);
      const document = documentOf(start.node);
      found.set(document, [...(found.get(document) ?? []), ...ranges]);
      if (HIGHLIGHT) continue;
      for (const range of ranges) {
        this.#mark([...range.getClientRects()], elementAt(start), false, marks);
      }
    }
    if (HIGHLIGHT) this.#highlight(found);
    const edited = this.edited();
    if (edited) this.#drawField(edited, marks);
    this.#marks.show(marks);
  }

  #drawField({ field, start, end }: Edited, marks: Mark[]): void {
    this.#mark(this.#fieldText.boxesIn(field, start, end), field, start === end, marks);
  }

  #highlight(found: ReadonlyMap<Document, Range[]>): void {
    for (const document of [...this.#highlighted, ...found.keys()]) {
      const view = document.defaultView;
      const ranges = found.get(document) ?? [];
      if (ranges.length > 0) this.#highlighted.add(document);
      else this.#highlighted.delete(document);
      if (!view) continue;
      if (ranges.length > 0) {
        const highlight = new view.Highlight(...ranges);
        // Browsers draw a selection over whatever else is highlighted.
        highlight.priority = TOPMOST;
        view.CSS.highlights.set(HIGHLIGHT, highlight);
      } else view.CSS.highlights.delete(HIGHLIGHT);
    }
  }

  #mark(
    boxes: (Box | undefined)[],
    inside: Element | undefined,
    solid: boolean,
    marks: Mark[],
  ): void {
    const style = inside && styleOf(inside);
    if (!inside || !style) return;
    const color = solid ? caretColor(style) : selectionColor(inside);
    for (const box of boxes) {
      if (marks.length >= MAX_BOXES) return;
      const part = box && seen(box, inside, this.#page);
      if (!part) continue;
      marks.push({ ...part, right: part.right + (solid ? CARET_WIDTH : 0), color, solid });
    }
  }
}

function caretColor({ caretColor, color }: CSSStyleDeclaration): string {
  return caretColor === '' || caretColor === 'auto' ? color : caretColor;
}

/** As the page has it, or as browsers do. */
function selectionColor(element: Element): string {
  const own = HIGHLIGHT ? styleOf(element, `::highlight(${HIGHLIGHT})`)?.backgroundColor : '';
  return !own || own === 'rgba(0, 0, 0, 0)' || own === 'transparent' ? 'Highlight' : own;
}
