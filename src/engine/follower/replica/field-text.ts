import { styleOf } from './boxes.js';
import type { Box } from './marks.js';

export type Field = HTMLInputElement | HTMLTextAreaElement;

/** A longer text is not laid out twice. */
const MAX_LENGTH = 20_000;

/** Everything that has a say in where the letters of a field are. */
const COPIED = [
  ...['font', 'fontKerning', 'fontFeatureSettings', 'fontVariationSettings', 'fontStretch'],
  ...['letterSpacing', 'wordSpacing', 'textTransform', 'textIndent', 'textAlign', 'tabSize'],
  ...['direction', 'unicodeBidi', 'writingMode', 'lineHeight', 'wordBreak', 'overflowWrap'],
  ...['paddingTop', 'paddingRight', 'paddingBottom', 'paddingLeft', 'borderTopWidth'],
  ...['borderRightWidth', 'borderBottomWidth', 'borderLeftWidth', 'scrollbarWidth'],
] as const;

/** A copy of a field, to be laid out for a moment in a document that nobody sees before it is gone. */
interface Copy {
  /** Of what makes it look like the field. */
  looks: string;
  host: HTMLElement;
  element: HTMLElement;
  text: Text;
}

/**
 * Where a part of a field's text is. Browsers do not tell, so a copy of the text is laid out. That takes milliseconds, in which
 * the next letter waits: what has been found holds until the field is another.
 */
export class FieldText {
  #copy: Copy | undefined;
  #asked = '';
  /** From the corner of the field. */
  #found: Box[] = [];

  /** Fonts may be others now. */
  forget(): void {
    this.#asked = '';
  }

  /** @returns boxes in the viewport of the field's document */
  boxesIn(field: Field, start: number, end: number): Box[] {
    const style = styleOf(field);
    const { value } = field;
    if (!style || value.length > MAX_LENGTH) return [];
    const { left, top, width, height } = field.getBoundingClientRect();
    const oneLine = field.localName === 'input';
    const scrolls = !oneLine && field.scrollHeight > field.clientHeight;
    const copied = COPIED.map((name) => style[name as 'font']);
    const looks = JSON.stringify([width, height, scrolls, ...copied]);
    const { ownerDocument: document } = field;
    const asked = JSON.stringify([looks, start, end, value, document.fonts.status]);
    const isElsewhere = this.#copy?.host.ownerDocument !== document;
    if (isElsewhere || asked !== this.#asked) {
      if (isElsewhere || this.#copy?.looks !== looks) {
        this.#copy = copyOf(field, looks, copied, { width, height, scrolls });
      }
      this.#found = measured(this.#copy, value, start, end, style.direction === 'rtl');
      this.#asked = asked;
    }
    const [x, y] = [left - field.scrollLeft, top - field.scrollTop];
    return this.#found.map((box) => ({
      left: box.left + x,
      top: box.top + y,
      right: box.right + x,
      bottom: box.bottom + y,
    }));
  }
}

function copyOf(
  { localName, ownerDocument: document }: Field,
  looks: string,
  copied: readonly string[],
  { width, height, scrolls }: { width: number; height: number; scrolls: boolean },
): Copy {
  const oneLine = localName === 'input';
  const host = document.createElement('div');
  const element = document.createElement('div');
  const line = document.createElement('div');
  const text = document.createTextNode('');
  host.style.cssText = 'all: initial !important; position: fixed !important; left: 0 !important';
  host.style.setProperty('top', '0', 'important');
  for (const [i, name] of COPIED.entries()) element.style[name as 'font'] = copied[i] as string;
  Object.assign(element.style, {
    boxSizing: 'border-box',
    borderStyle: 'solid',
    visibility: 'hidden',
    width: `${width}px`,
    height: `${height}px`,
    // A scrollbar takes from the width of the lines.
    overflow: scrolls ? 'hidden scroll' : 'hidden',
    // A field of one line has it in the middle.
    display: oneLine ? 'flex' : 'block',
    alignItems: 'center',
    whiteSpace: oneLine ? 'pre' : 'pre-wrap',
  });
  Object.assign(line.style, { flex: '1', minWidth: '0' });
  line.append(text);
  element.append(line);
  host.attachShadow({ mode: 'open' }).append(element);
  return { looks, host, element, text };
}

/** @returns boxes from the corner of the copy */
function measured(
  { host, element, text }: Copy,
  value: string,
  start: number,
  end: number,
  fromRight: boolean,
): Box[] {
  // The last mark has no width: it is there so that the end of the text has a place.
  text.data = `${value}\u200b`;
  host.ownerDocument.documentElement.append(host);
  try {
    const { left: x, top: y } = element.getBoundingClientRect();
    const rects = start === end ? [caretIn(text, start, fromRight)] : rectsOf(text, start, end);
    return rects.map(({ left, top, right, bottom }) => ({
      left: left - x,
      top: top - y,
      right: right - x,
      bottom: bottom - y,
    }));
  } finally {
    host.remove();
  }
}

function rectsOf(text: Text, start: number, end: number): DOMRect[] {
  const range = text.ownerDocument.createRange();
  range.setStart(text, start);
  range.setEnd(text, end);
  return [...range.getClientRects()];
}

/** Before the letter that comes next; there always is one. */
function caretIn(text: Text, at: number, fromRight: boolean): Box {
  const range = text.ownerDocument.createRange();
  range.setStart(text, at);
  range.setEnd(text, at + 1);
  const next = range.getClientRects()[0] ?? range.getBoundingClientRect();
  const x = fromRight ? next.right : next.left;
  return { left: x, top: next.top, right: x, bottom: next.bottom };
}
