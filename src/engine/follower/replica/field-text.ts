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

/**
 * Where a part of a field's text is, in the viewport of its document. Browsers do not tell: a copy of the text is laid out
 * for a moment in a document that nobody sees before it is gone.
 */
export function boxesIn(field: Field, start: number, end: number): Box[] {
  const style = styleOf(field);
  const { value, ownerDocument: document } = field;
  if (!style || value.length > MAX_LENGTH) return [];
  const box = field.getBoundingClientRect();
  const oneLine = field.localName === 'input';
  const host = document.createElement('div');
  const copy = document.createElement('div');
  const line = document.createElement('div');
  host.style.cssText = 'all: initial !important; position: fixed !important; left: 0 !important';
  host.style.setProperty('top', '0', 'important');
  for (const name of COPIED) copy.style[name as 'font'] = style[name as 'font'];
  Object.assign(copy.style, {
    boxSizing: 'border-box',
    borderStyle: 'solid',
    visibility: 'hidden',
    width: `${box.width}px`,
    height: `${box.height}px`,
    // A scrollbar takes from the width of the lines.
    overflow: !oneLine && field.scrollHeight > field.clientHeight ? 'hidden scroll' : 'hidden',
    // A field of one line has it in the middle.
    display: oneLine ? 'flex' : 'block',
    alignItems: 'center',
    whiteSpace: oneLine ? 'pre' : 'pre-wrap',
  });
  Object.assign(line.style, { flex: '1', minWidth: '0' });
  // The last mark has no width: it is there so that the end of the text has a place.
  const text = document.createTextNode(`${value}\u200b`);
  line.append(text);
  copy.append(line);
  host.attachShadow({ mode: 'open' }).append(copy);
  document.documentElement.append(host);
  try {
    const origin = copy.getBoundingClientRect();
    const rects =
      start === end ? [caretIn(text, start, style.direction === 'rtl')] : rectsOf(text, start, end);
    const x = box.left - origin.left - field.scrollLeft;
    const y = box.top - origin.top - field.scrollTop;
    return rects.map(({ left, top, right, bottom }) => ({
      left: left + x,
      top: top + y,
      right: right + x,
      bottom: bottom + y,
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
