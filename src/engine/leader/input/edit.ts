import type { Outcome } from '../../../protocol/input.js';
import { lengthOfFirst, lengthOfLast, moveCaret, selectionOf, type Unit } from './caret.js';
import { setValue, type Changes } from './changes.js';
import { editingHost, isInput, isReadOnly, isTextField, type TextField } from './kinds.js';
import { tell, type Steps } from './steps.js';
import { realmOf } from './tree.js';

/** An edit as `InputEvent` names it, and the browser command that does it. */
interface Edit {
  inputType: string;
  command: string;
  data?: string;
  /** What goes into the field, where that is not the same. */
  value?: string;
}

/** Edits text as a keyboard does: the page is asked first (`beforeinput`), the browser edits, the page is told (`input`). */
export class Editor {
  readonly #changes: Changes;
  readonly #refusal: (element: Element) => Outcome | undefined;

  /** @param refusal - why nothing may be written into an element now */
  constructor(changes: Changes, refusal: (element: Element) => Outcome | undefined) {
    this.#changes = changes;
    this.#refusal = (element) => (isReadOnly(element) ? 'disabled' : refusal(element));
  }

  /** Whether text can be typed here: into the element, or undefined where not; a refusal where not now. */
  accepts(element: Element): boolean {
    return isTextField(element) || editingHost(element) !== null;
  }

  *insert(element: Element, text: string, inputType = 'insertText'): Steps<Outcome> {
    let value = text;
    if (isInput(element)) value = value.replace(/\r\n?|\n/g, ' ');
    if (isInput(element, 'number')) value = value.replace(/[^\d.,eE+-]/g, '');
    if (value === '') return 'unsupported';
    return yield* this.#edit(element, { inputType, command: 'insertText', data: text, value });
  }

  /** Starts a new paragraph or line. Single-line fields have none. */
  *breakLine(element: Element, paragraph: boolean): Steps<Outcome> {
    const command = paragraph && !isTextField(element) ? 'insertParagraph' : 'insertLineBreak';
    return yield* this.#edit(element, { inputType: command, command });
  }

  /** A single line has no breaks, but the page is asked as if it had. @returns false where the page declined */
  *asksToSubmit(field: Element): Steps<boolean> {
    return yield* ask(field, { inputType: 'insertLineBreak', command: '' });
  }

  *delete(element: Element, forward: boolean, unit: Unit): Steps<Outcome> {
    const way = forward ? 'Forward' : 'Backward';
    const what = { word: 'Word', lineboundary: 'SoftLine' }[unit as string] ?? 'Content';
    const edit = {
      inputType: `delete${what}${way}`,
      command: forward ? 'forwardDelete' : 'delete',
    };
    const more = unit !== 'character' && isCollapsed(element);
    return yield* this.#edit(element, edit, () => {
      if (more) moveCaret(element, unit, forward, true);
    });
  }

  /** Takes out what is selected. */
  *cut(element: Element): Steps<Outcome> {
    if (isCollapsed(element)) return 'applied';
    return yield* this.#edit(element, { inputType: 'deleteByCut', command: 'delete' });
  }

  /** Writes what an input method has made of several keys. */
  *compose(element: Element, data: string): Steps<Outcome> {
    if (isReadOnly(element)) return 'disabled';
    const { CompositionEvent } = realmOf(element);
    const event = (type: string, text: string) =>
      new CompositionEvent(type, {
        ...{ bubbles: true, composed: true, cancelable: type !== 'compositionend' },
        data: text,
      });
    yield* tell(element, event('compositionstart', ''));
    const edit = { inputType: 'insertCompositionText', command: 'insertText', data };
    yield* tell(element, event('compositionupdate', data));
    const outcome = yield* this.#edit(element, edit);
    yield* tell(element, event('compositionend', outcome === 'applied' ? data : ''));
    return outcome;
  }

  /**
   * Some browsers keep one history for all fields. What was done elsewhere, in a private field perhaps, is not the viewer's to undo,
   * nor what was written into a private part of the same content: that is where the caret is then.
   */
  *history(element: Element, command: 'undo' | 'redo'): Steps<Outcome> {
    const inputType = command === 'undo' ? 'historyUndo' : 'historyRedo';
    const realm = realmOf(element);
    let elsewhere = false;
    const hear = (event: Event) => {
      if (!event.isTrusted || event.composedPath()[0] === element) return;
      elsewhere = true;
      event.stopImmediatePropagation();
    };
    realm.addEventListener('input', hear, true);
    try {
      const outcome = yield* this.#edit(element, { inputType, command });
      const refused = outcome === 'applied' ? this.#refusal(element) : undefined;
      if (!elsewhere && !refused) return outcome;
      realm.document.execCommand(command === 'undo' ? 'redo' : 'undo');
      (element as HTMLElement).focus({ preventScroll: true });
      return refused ?? 'unsupported';
    } finally {
      realm.removeEventListener('input', hear, true);
    }
  }

  /** Bold and the like, where the content has such. */
  *format(element: Element, command: 'bold' | 'italic' | 'underline'): Steps<Outcome> {
    if (isTextField(element)) return 'applied';
    const inputType = `format${command.charAt(0).toUpperCase()}${command.slice(1)}`;
    return yield* this.#edit(element, { inputType, command });
  }

  *#edit(element: Element, edit: Edit, prepare?: () => void): Steps<Outcome> {
    if (isReadOnly(element)) return 'disabled';
    const realm = realmOf(element);
    if (!isTextField(element)) putCaretIn(element);
    if (!(yield* ask(element, edit))) return 'prevented';
    // The browser edits where the focus is. If the page has moved it meanwhile, that is another place, a private one perhaps.
    if (!hasFocus(element)) return 'stale';
    prepare?.();
    // It may have become private meanwhile, or the caret may have gone to what is.
    const refused = this.#refusal(element);
    if (refused) return refused;
    this.#changes.track(element);
    const put = tellAs(element, edit);
    realm.addEventListener('beforeinput', keepFromAll, true);
    const done = realm.document.execCommand(edit.command, false, edit.value ?? edit.data ?? '');
    realm.removeEventListener('beforeinput', keepFromAll, true);
    put();
    if (done) return 'applied';
    return isTextField(element) && editByHand(element, edit) ? 'applied' : 'unsupported';
  }
}

/** The page has been asked already, and of WebKit's own accord it would be once more. */
function keepFromAll(event: Event): void {
  if (event.isTrusted) event.stopImmediatePropagation();
}

function hasFocus(element: Element): boolean {
  return (element.getRootNode() as Document | ShadowRoot).activeElement === element;
}

/** Of these edits browsers tell the text. */
const WITH_DATA = /^insert(Text|CompositionText)$/;
const PASTED = 'insertFromPaste';
const COMPOSED = 'insertCompositionText';

/**
 * The browser tells the page which command it carried out, and there is none for a paste, a cut or a word: while it tells,
 * the page reads what it really was.
 * @returns ends that
 */
function tellAs(element: Element, { inputType, data, value: put = data }: Edit): () => void {
  const { prototype } = realmOf(element).InputEvent;
  const hasData = WITH_DATA.test(inputType) || (inputType === PASTED && isTextField(element));
  const told: Partial<Record<string, unknown>> = {
    inputType,
    data: (hasData && fitting(element, put)) || null,
    ...(inputType === PASTED && !isTextField(element) && { dataTransfer: pasted(element, data) }),
    ...(inputType === COMPOSED && { isComposing: true }),
  };
  const ends = Object.entries(told).map(([name, value]) => {
    const own = Object.getOwnPropertyDescriptor(prototype, name);
    if (!own?.configurable) return () => undefined;
    Object.defineProperty(prototype, name, {
      ...own,
      get(this: InputEvent) {
        if (!this.isTrusted) return own.get?.call(this) as unknown;
        // Whoever reads it again later reads the same.
        Object.defineProperty(this, name, { value, configurable: true });
        return value;
      },
    });
    return () => void Object.defineProperty(prototype, name, own);
  });
  return () => ends.forEach((end) => end());
}

/** What is pasted, as the page gets it. */
function pasted(element: Element, text = ''): DataTransfer {
  const { DataTransfer } = realmOf(element);
  const data = new DataTransfer();
  Object.defineProperty(data, 'effectAllowed', { value: 'uninitialized' });
  data.setData('text/plain', text);
  return data;
}

/** So much of a text as the field takes. */
function fitting(element: Element, text = ''): string {
  if (!isTextField(element) || element.maxLength < 0) return text;
  const { value, selectionStart, selectionEnd, maxLength } = element;
  const selected = (selectionEnd ?? 0) - (selectionStart ?? 0);
  return text.slice(0, Math.max(0, maxLength - (value.length - selected)));
}

/** Of all browsers only WebKit asks before an edit that a script ordered, so this does. @returns false where the page declined */
function* ask(element: Element, { inputType, data }: Edit): Steps<boolean> {
  const realm = realmOf(element);
  const isComposing = inputType === COMPOSED;
  const init: InputEventInit = {
    ...{ bubbles: true, composed: true, cancelable: !isComposing },
    ...{ inputType, isComposing },
  };
  if (isTextField(element)) init.data = data ?? null;
  else {
    init.targetRanges = rangesOf(element);
    if (inputType === PASTED) {
      init.dataTransfer = pasted(element, data);
    } else {
      init.data = data ?? null;
    }
  }
  const event = new realm.InputEvent('beforeinput', init);
  // WebKit leaves them out.
  const { targetRanges = [] } = init;
  if (event.getTargetRanges().length < targetRanges.length) {
    Object.defineProperty(event, 'getTargetRanges', { value: () => targetRanges });
  }
  return yield* tell(element, event);
}

function rangesOf(element: Element): StaticRange[] {
  const { StaticRange, getSelection } = realmOf(element);
  const selection = getSelection();
  return selection?.rangeCount ? [new StaticRange(selection.getRangeAt(0))] : [];
}

/** A script's `focus()` may leave editable content without a caret. */
function putCaretIn(element: Element): void {
  const host = editingHost(element);
  const selection = realmOf(element).getSelection();
  if (!host || !selection || 'host' in host.getRootNode()) return;
  if (host.contains(selection.anchorNode)) return;
  selection.selectAllChildren(host);
  selection.collapseToEnd();
}

function isCollapsed(element: Element): boolean {
  if (!isTextField(element)) return realmOf(element).getSelection()?.isCollapsed !== false;
  const selection = selectionOf(element);
  return !selection || selection.anchor === selection.caret;
}

/** Where the browser does not carry out editing commands (any more): the same edit of the value itself. */
function editByHand(
  field: TextField,
  { inputType, command, data: given = '', value: cleaned }: Edit,
): boolean {
  const data = cleaned ?? given;
  const { value, maxLength } = field;
  let from = field.selectionStart ?? value.length;
  let to = field.selectionEnd ?? value.length;
  let text = data;
  if (command === 'insertLineBreak') text = '\n';
  else if (command === 'delete') from -= from === to ? lengthOfLast(value, from) : 0;
  else if (command === 'forwardDelete') to += from === to ? lengthOfFirst(value.slice(to)) : 0;
  else if (command !== 'insertText') return false;
  if (maxLength >= 0) text = text.slice(0, Math.max(0, maxLength - (value.length - (to - from))));
  if (from === to && text === '') return true;
  setValue(field, value.slice(0, from) + text + value.slice(to));
  if (field.selectionStart !== null) {
    field.setSelectionRange(from + text.length, from + text.length);
  }
  const { InputEvent } = realmOf(field);
  const init = { bubbles: true, composed: true, inputType, data: data === '' ? null : text };
  field.dispatchEvent(new InputEvent('input', init));
  return true;
}
