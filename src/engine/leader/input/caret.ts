/** The caret and the selection of text, in fields and in editable content. */
import { editingHost, isTextField, type TextField } from './kinds.js';
import { realmOf } from './tree.js';

export type Unit = 'character' | 'word' | 'line' | 'lineboundary' | 'document';

interface Caret {
  node: Node;
  offset: number;
}

/** Where a press at a point puts the caret. In a field the node is the field and the offset counts its value. */
export function caretAt(element: Element, x: number, y: number): Caret | undefined {
  const { document } = realmOf(element);
  if ('caretPositionFromPoint' in document) {
    const shadowRoots: ShadowRoot[] = [];
    for (let root = element.getRootNode(); 'host' in root;) {
      shadowRoots.push(root as ShadowRoot);
      root = (root as ShadowRoot).host.getRootNode();
    }
    const position = document.caretPositionFromPoint(x, y, { shadowRoots });
    return position ? { node: position.offsetNode, offset: position.offset } : undefined;
  }
  const range = (document as Document).caretRangeFromPoint(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : undefined;
}

/** The ends of a field's selection: where it began and where the caret is. Undefined for types that do not tell (`email`). */
export function selectionOf(field: TextField): { anchor: number; caret: number } | undefined {
  const { selectionStart: start, selectionEnd: end } = field;
  if (start === null || end === null) return undefined;
  return field.selectionDirection === 'backward'
    ? { anchor: end, caret: start }
    : { anchor: start, caret: end };
}

export function selectIn(field: TextField, anchor: number, caret: number): void {
  if (field.selectionStart === null) return;
  field.setSelectionRange(
    Math.min(anchor, caret),
    Math.max(anchor, caret),
    caret < anchor ? 'backward' : 'forward',
  );
}

/**
 * Moves the caret of a field or of editable content.
 * @param extend - whether the selection grows with it
 */
export function moveCaret(element: Element, unit: Unit, forward: boolean, extend: boolean): void {
  if (isTextField(element)) moveInField(element, unit, forward, extend);
  else moveInContent(element, unit, forward, extend);
}

function moveInField(field: TextField, unit: Unit, forward: boolean, extend: boolean): void {
  const selection = selectionOf(field);
  if (!selection || (unit === 'line' && field.localName === 'textarea')) {
    const { selectionStart, selectionEnd } = field;
    modify(field, unit, forward, extend);
    if (!selection) return;
    // Browsers in which the document's selection has no part in that of fields leave it where it was.
    if (field.selectionStart !== selectionStart || field.selectionEnd !== selectionEnd) return;
  }
  const { anchor, caret } = selection;
  const collapses = unit === 'character' && !extend && anchor !== caret;
  const to = collapses
    ? (forward ? Math.max : Math.min)(anchor, caret)
    : step(field, caret, unit, forward);
  selectIn(field, extend ? anchor : to, to);
}

function step(field: TextField, from: number, unit: Unit, forward: boolean): number {
  const { value } = field;
  switch (unit) {
    case 'character':
      return forward ? from + lengthOfFirst(value.slice(from)) : from - lengthOfLast(value, from);
    case 'word':
      return wordEnd(value, from, forward);
    case 'lineboundary':
      return forward ? lineEnd(value, from) : lineStart(value, from);
    case 'line':
      return otherLine(value, from, forward);
    case 'document':
      return forward ? value.length : 0;
  }
}

function moveInContent(element: Element, unit: Unit, forward: boolean, extend: boolean): void {
  const host = editingHost(element);
  const selection = realmOf(element).getSelection();
  if (!host || !selection) return;
  if (unit !== 'document') {
    modify(element, unit, forward, extend);
    return;
  }
  const { anchorNode, anchorOffset } = selection;
  selection.selectAllChildren(host);
  if (forward) selection.collapseToEnd();
  else selection.collapseToStart();
  const { focusNode, focusOffset } = selection;
  if (extend && anchorNode && focusNode) {
    selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
  }
}

function modify(element: Element, unit: Unit, forward: boolean, extend: boolean): void {
  const selection = realmOf(element).getSelection();
  selection?.modify(extend ? 'extend' : 'move', forward ? 'forward' : 'backward', unit);
}

/** Selects the word or, for a third press in a row, the line around the caret. */
export function selectAround(field: TextField, caret: number, unit: 'word' | 'line'): void {
  const { value } = field;
  if (unit === 'line') selectIn(field, lineStart(value, caret), lineEnd(value, caret));
  else {
    const word = words(value).find(({ from, to }) => from <= caret && caret < to);
    if (word) selectIn(field, word.from, word.to);
  }
}

function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** The same column of the next or the previous line; beyond the last and the first, the end and the start. */
function otherLine(text: string, at: number, forward: boolean): number {
  const start = lineStart(text, at);
  const end = lineEnd(text, at);
  if (forward ? end === text.length : start === 0) return forward ? text.length : 0;
  const otherStart = forward ? end + 1 : lineStart(text, start - 1);
  return Math.min(otherStart + (at - start), lineEnd(text, otherStart));
}

function wordEnd(text: string, at: number, forward: boolean): number {
  const all = words(text).filter(({ isWord }) => isWord);
  return forward
    ? (all.find(({ to }) => to > at)?.to ?? text.length)
    : (all.findLast(({ from }) => from < at)?.from ?? 0);
}

function words(text: string): { from: number; to: number; isWord: boolean }[] {
  return [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)].map(
    ({ index, segment, isWordLike }) => ({
      from: index,
      to: index + segment.length,
      isWord: isWordLike === true,
    }),
  );
}

const characters = new Intl.Segmenter();
/** No character is as long as this, however many parts it is made of. */
const LONGEST = 64;

export function lengthOfFirst(text: string): number {
  const [first] = characters.segment(text.slice(0, LONGEST));
  return first?.segment.length ?? 0;
}

export function lengthOfLast(text: string, end: number): number {
  return (
    [...characters.segment(text.slice(Math.max(0, end - LONGEST), end))].at(-1)?.segment.length ?? 0
  );
}
