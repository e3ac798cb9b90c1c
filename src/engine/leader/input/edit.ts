import type { Outcome } from '../../../protocol/input.js';
import { lengthOfFirst, lengthOfLast, moveCaret, selectionOf, type Unit } from './caret.js';
import { setValue, type Changes } from './changes.js';
import {
  editingHost,
  isDisabled,
  isInput,
  isReadOnly,
  isTextField,
  type TextField,
} from './kinds.js';
import { realmOf } from './tree.js';

/** An edit as `InputEvent` names it, and the browser command that does it. */
interface Edit {
  inputType: string;
  command: string;
  data?: string;
}

/** Edits text as a keyboard does: the page is asked first (`beforeinput`), the browser edits, the page is told (`input`). */
export class Editor {
  readonly #changes: Changes;

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  /** Whether text can be typed here: into the element, or undefined where not; a refusal where not now. */
  accepts(element: Element): boolean {
    return isTextField(element) || editingHost(element) !== null;
  }

  insert(element: Element, text: string, inputType = 'insertText'): Outcome {
    let data = text;
    if (isInput(element)) data = data.replace(/\r\n?|\n/g, ' ');
    if (isInput(element, 'number')) data = data.replace(/[^\d.,eE+-]/g, '');
    if (data === '') return 'unsupported';
    return this.#edit(element, { inputType, command: 'insertText', data });
  }

  /** Starts a new paragraph or line. Single-line fields have none. */
  breakLine(element: Element, paragraph: boolean): Outcome {
    const command = paragraph && !isTextField(element) ? 'insertParagraph' : 'insertLineBreak';
    return this.#edit(element, { inputType: command, command });
  }

  /** A single line has no breaks, but the page is asked as if it had. @returns false where the page declined */
  asksToSubmit(field: Element): boolean {
    return ask(field, { inputType: 'insertLineBreak', command: '' });
  }

  delete(element: Element, forward: boolean, unit: Unit): Outcome {
    const way = forward ? 'Forward' : 'Backward';
    const what = { word: 'Word', lineboundary: 'SoftLine' }[unit as string] ?? 'Content';
    const edit = {
      inputType: `delete${what}${way}`,
      command: forward ? 'forwardDelete' : 'delete',
    };
    const more = unit !== 'character' && isCollapsed(element);
    return this.#edit(element, edit, () => {
      if (more) moveCaret(element, unit, forward, true);
    });
  }

  history(element: Element, command: 'undo' | 'redo'): Outcome {
    const inputType = command === 'undo' ? 'historyUndo' : 'historyRedo';
    return this.#edit(element, { inputType, command });
  }

  /** Bold and the like, where the content has such. */
  format(element: Element, command: 'bold' | 'italic' | 'underline'): Outcome {
    if (isTextField(element)) return 'applied';
    const inputType = `format${command.charAt(0).toUpperCase()}${command.slice(1)}`;
    return this.#edit(element, { inputType, command });
  }

  #edit(element: Element, edit: Edit, prepare?: () => void): Outcome {
    if (isDisabled(element) || isReadOnly(element)) return 'disabled';
    const { document } = realmOf(element);
    if (!isTextField(element)) putCaretIn(element);
    if (!ask(element, edit)) return 'prevented';
    prepare?.();
    this.#changes.track(element);
    if (document.execCommand(edit.command, false, edit.data ?? '')) return 'applied';
    return isTextField(element) && editByHand(element, edit) ? 'applied' : 'unsupported';
  }
}

/** No browser asks before an edit that a script ordered, so this does. @returns false where the page declined */
function ask(element: Element, { inputType, data }: Edit): boolean {
  const realm = realmOf(element);
  const init: InputEventInit = { bubbles: true, composed: true, cancelable: true, inputType };
  if (isTextField(element)) init.data = data ?? null;
  else {
    init.targetRanges = rangesOf(element);
    if (inputType === 'insertFromPaste') {
      init.dataTransfer = new realm.DataTransfer();
      init.dataTransfer.setData('text/plain', data ?? '');
    } else {
      init.data = data ?? null;
    }
  }
  return element.dispatchEvent(new realm.InputEvent('beforeinput', init));
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
function editByHand(field: TextField, { inputType, command, data = '' }: Edit): boolean {
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
