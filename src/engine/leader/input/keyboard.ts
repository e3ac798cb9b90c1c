import { Mod, type ActionOf, type Outcome } from '../../../protocol/input.js';
import { moveCaret, type Unit } from './caret.js';
import type { Changes } from './changes.js';
import { lengthOf, radioByKey, selectByKey, stepByKey } from './choices.js';
import { closeTop } from './dismiss.js';
import { Editor } from './edit.js';
import { hearsKeys, type Focus } from './focus.js';
import {
  editingHost,
  isButton,
  isDisabled,
  isInput,
  isLink,
  isNamed,
  isTextField,
  isWholeField,
} from './kinds.js';
import { tellClipboard, tellKey } from './key-events.js';
import { scrollByKey } from './scroll.js';
import { atOnce, type Steps } from './steps.js';
import { submitFrom } from './submit.js';
import { realmOf, type Realm } from './tree.js';

type Key = ActionOf<'key'>;

const ENDS: Partial<Record<string, [unit: Unit, forward: boolean]>> = {
  ArrowLeft: ['character', false],
  ArrowRight: ['character', true],
  ArrowUp: ['line', false],
  ArrowDown: ['line', true],
  Home: ['lineboundary', false],
  End: ['lineboundary', true],
};
/** What Ctrl or Cmd makes of these letters in editable text. */
const COMMANDS: Partial<Record<string, 'undo' | 'redo' | 'bold' | 'italic' | 'underline'>> = {
  z: 'undo',
  y: 'redo',
  b: 'bold',
  i: 'italic',
  u: 'underline',
};

interface Parts {
  window: Realm;
  focus: Focus;
  changes: Changes;
  isPrivate(node: Node): boolean;
}

/** The viewer's keys in the leader's page: the events, and what a browser does by itself where the page lets it. */
export class Keyboard {
  readonly #parts: Parts;
  readonly #editor: Editor;
  /** Keys that are down, by `code`. */
  readonly #held = new Map<string, Key>();
  /** The button that Space presses while it is down. */
  #pressed: Element | undefined;
  /** The page did not want the key that pastes. */
  #noPaste = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#editor = new Editor(parts.changes, (field) => this.#refusal(field, ''));
  }

  *down(key: Key): Steps<Outcome> {
    const target = this.#target();
    const refusal = this.#refusal(target, key.key);
    if (refusal) return refusal;
    this.#held.set(key.code, key);
    const goesOn = yield* tellKey(target, 'keydown', key);
    if (isPasteKey(key)) this.#noPaste = !goesOn;
    if (!goesOn) return 'prevented';
    // The page may have moved the focus: what the key does, it does there.
    if (writes(key) || key.key === 'Enter') {
      const now = this.#target();
      const refusedNow = this.#refusal(now, key.key);
      if (refusedNow) return refusedNow;
      const isPressed = !hasCommandKey(key) && !(key.key === 'Enter' && isLink(now));
      if (isPressed && !(yield* tellKey(now, 'keypress', key))) return 'prevented';
    }
    const now = this.#target();
    return this.#refusal(now, key.key) ?? (yield* this.#act(now, key));
  }

  *up(key: Key): Steps<Outcome> {
    // What did not go down here does not come up here.
    if (!this.#held.delete(key.code)) return 'stale';
    if (key.key.toLowerCase() === 'v') this.#noPaste = false;
    const target = this.#target();
    const pressed = this.#pressed;
    if (key.key === ' ') this.#pressed = undefined;
    const refusal = this.#refusal(target, key.key);
    if (refusal) return refusal;
    if (!(yield* tellKey(target, 'keyup', { ...key, repeat: false }))) return 'prevented';
    if (key.key === ' ' && pressed === target) (target as HTMLElement).click();
    return 'applied';
  }

  *write({ text, how }: ActionOf<'text'>): Steps<Outcome> {
    const target = this.#target();
    const refusal = this.#refusal(target, '');
    if (refusal) return refusal;
    if (how === 'paste' && this.#noPaste) return 'prevented';
    if (how === 'paste' && !(yield* tellClipboard(target, 'paste', text))) return 'prevented';
    const now = this.#target();
    const refusedNow = this.#refusal(now, '');
    if (refusedNow) return refusedNow;
    if (!this.#editor.accepts(now)) return 'unsupported';
    if (how === 'compose') return yield* this.#editor.compose(now, text);
    return yield* this.#editor.insert(
      now,
      text,
      how === 'paste' ? 'insertFromPaste' : 'insertText',
    );
  }

  /** Lets go of all keys. */
  release(): void {
    this.#pressed = undefined;
    for (const key of this.#held.values()) {
      const target = this.#target();
      if (this.#parts.isPrivate(target)) continue;
      atOnce(tellKey(target, 'keyup', { ...key, repeat: false }));
    }
    this.#held.clear();
  }

  #target(): Element {
    return hearsKeys(this.#parts.window);
  }

  #refusal(target: Element, key: string): Outcome | undefined {
    // These lead out of a field; everything else would go into it.
    if (key === 'Tab' || key === 'Escape' || key === 'Shift') return undefined;
    const { isPrivate } = this.#parts;
    if (isPrivate(target) || caretNodes(target).some(isPrivate)) return 'masked';
    return isDisabled(target) ? 'disabled' : undefined;
  }

  /** What a browser does at the key. */
  *#act(target: Element, key: Key): Steps<Outcome> {
    if (hasCommandKey(key)) return yield* this.#command(target, key);
    switch (key.key) {
      case 'Tab':
        this.#parts.focus.tab((key.mods & Mod.shift) !== 0);
        return 'applied';
      case 'Escape':
        closeTop(realmOf(target));
        return 'applied';
      case 'Enter':
        return yield* this.#enter(target, key);
      case 'Backspace':
      case 'Delete':
        return yield* this.#delete(target, key);
      default:
        return (yield* this.#choose(target, key)) ?? (yield* this.#move(target, key));
    }
  }

  *#enter(target: Element, { mods }: Key): Steps<Outcome> {
    const { changes } = this.#parts;
    if (isInput(target, 'file')) return 'needs_hand';
    if (isButton(target) || isLink(target)) (target as unknown as HTMLElement).click();
    else if (isNamed(target, 'textarea')) return yield* this.#editor.breakLine(target, false);
    else if (isInput(target)) {
      if (isTextField(target) && !(yield* this.#editor.asksToSubmit(target))) return 'prevented';
      changes.commit(target);
      yield;
      if (target.form) submitFrom(target.form);
    } else if (this.#editor.accepts(target)) {
      return yield* this.#editor.breakLine(target, (mods & Mod.shift) === 0);
    }
    return 'applied';
  }

  *#delete(target: Element, { key, mods }: Key): Steps<Outcome> {
    if (isWholeField(target)) return 'unsupported';
    if (!this.#editor.accepts(target)) return 'applied';
    const unit = mods & Mod.ctrl ? 'word' : mods & Mod.meta ? 'lineboundary' : 'character';
    const forward = key === 'Delete';
    if (this.#joinsPrivate(target, forward, unit)) return 'masked';
    return yield* this.#editor.delete(target, forward, unit);
  }

  /** At the border of a paragraph, to delete makes one of it and the next, which may be private. */
  #joinsPrivate(target: Element, forward: boolean, unit: Unit): boolean {
    const selection = editingHost(target) ? realmOf(target).getSelection() : null;
    const { anchorNode, anchorOffset, isCollapsed } = selection ?? {};
    if (!anchorNode || !isCollapsed) return false;
    moveCaret(target, unit, forward, true);
    const joins = caretNodes(target).some((node) => this.#parts.isPrivate(node));
    selection?.collapse(anchorNode, anchorOffset);
    return joins;
  }

  /** Keys of controls that are chosen from. */
  *#choose(target: Element, { key }: Key): Steps<Outcome | undefined> {
    if (key === ' ' && (isButton(target) || isInput(target, 'checkbox', 'radio'))) {
      this.#pressed = target;
      return 'applied';
    }
    if (key === ' ' && isInput(target, 'file')) return 'needs_hand';
    const { isPrivate } = this.#parts;
    if (isNamed(target, 'select') && (yield* selectByKey(target, key, isPrivate))) return 'applied';
    if (isInput(target, 'range', 'number') && (yield* stepByKey(target, key))) return 'applied';
    if (isInput(target, 'radio') && key.startsWith('Arrow')) {
      const next = radioByKey(target, key === 'ArrowDown' || key === 'ArrowRight');
      if (next && isPrivate(next)) return 'masked';
      next?.focus();
      yield;
      next?.click();
      return 'applied';
    }
    // The segments of such a field cannot be reached; the viewer's own field sets it as a whole.
    return isWholeField(target) && lengthOf(key) === 1 ? 'unsupported' : undefined;
  }

  /** Writes, moves the caret, or scrolls. */
  *#move(target: Element, key: Key): Steps<Outcome> {
    const shift = (key.mods & Mod.shift) !== 0;
    if (this.#editor.accepts(target)) {
      if (writes(key)) return yield* this.#editor.insert(target, key.key);
      const end = ENDS[key.key];
      if (end) moveTo(target, end, shift);
    } else if (!(key.mods & Mod.alt)) {
      scrollByKey(target, key.key, shift);
    }
    return 'applied';
  }

  *#copy(target: Element, cuts: boolean): Steps<Outcome> {
    if (!(yield* tellClipboard(target, cuts ? 'cut' : 'copy'))) return 'prevented';
    return cuts && this.#editor.accepts(target) ? yield* this.#editor.cut(target) : 'applied';
  }

  *#command(target: Element, key: Key): Steps<Outcome> {
    if (key.key === 'Backspace' || key.key === 'Delete') return yield* this.#delete(target, key);
    const letter = key.key.toLowerCase();
    const edits = this.#editor.accepts(target);
    if (letter === 'a') {
      if (isTextField(target)) target.select();
      else if (edits)
        realmOf(target)
          .getSelection()
          ?.selectAllChildren(editingHost(target) as Node);
      return 'applied';
    }
    // What is copied goes to the clipboard of the viewer, who sees it; that of the leader's machine is the leader's.
    if (letter === 'c' || letter === 'x') return yield* this.#copy(target, letter === 'x');
    const end = ENDS[key.key];
    const shift = (key.mods & Mod.shift) !== 0;
    if (edits && end) moveTo(target, farther(end, key), shift);
    const command = COMMANDS[letter];
    if (!edits || !command) return 'applied';
    if (command !== 'undo' && command !== 'redo')
      return yield* this.#editor.format(target, command);
    return yield* this.#editor.history(target, shift ? 'redo' : command);
  }
}

/** Where the caret is in editable content, or all that is selected: parts of it may be private. */
function caretNodes(target: Element): Node[] {
  const host = editingHost(target);
  const selection = host && realmOf(target).getSelection();
  if (!selection) return [];
  const ends = [selection.anchorNode, selection.focusNode].filter((node) => node !== null);
  if (selection.isCollapsed) return ends;
  const within = [...host.querySelectorAll('*')];
  return [...ends, ...within.filter((one) => selection.containsNode(one, true))];
}

/** With Ctrl an arrow goes by words, with Cmd to the end; Home and End go to the ends of the text. */
function farther([unit, forward]: [Unit, boolean], { mods }: Key): [Unit, boolean] {
  if (unit === 'character') return [mods & Mod.ctrl ? 'word' : 'lineboundary', forward];
  return ['document', forward];
}

function moveTo(target: Element, [unit, forward]: [Unit, boolean], extend: boolean): void {
  const { direction } = realmOf(target).getComputedStyle(target);
  const turned = direction === 'rtl' && (unit === 'character' || unit === 'word');
  moveCaret(target, unit, turned ? !forward : forward, extend);
}

function hasCommandKey({ mods }: Key): boolean {
  return (mods & (Mod.ctrl | Mod.meta)) !== 0;
}

function isPasteKey(key: Key): boolean {
  return hasCommandKey(key) && key.key.toLowerCase() === 'v';
}

/** Whether the key stands for a character to write. */
function writes(key: Key): boolean {
  return lengthOf(key.key) === 1 && !hasCommandKey(key) && !(key.mods & Mod.alt);
}
