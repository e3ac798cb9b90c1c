import type { ActionOf } from '../../../protocol/input.js';
import { modifiers } from './pointer-events.js';
import { tell, type Steps } from './steps.js';
import { realmOf } from './tree.js';

/** `keyCode` is obsolete and still what many pages ask for. */
const KEY_CODES: Partial<Record<string, number>> = {
  Backspace: 8,
  Tab: 9,
  Enter: 13,
  Shift: 16,
  Control: 17,
  Alt: 18,
  CapsLock: 20,
  Escape: 27,
  ' ': 32,
  PageUp: 33,
  PageDown: 34,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  Insert: 45,
  Delete: 46,
  Meta: 91,
  ContextMenu: 93,
};
/** Of the keys whose character depends on the layout, by where they are. */
const PLACE_CODES: Partial<Record<string, number>> = {
  Semicolon: 186,
  Equal: 187,
  Comma: 188,
  Minus: 189,
  Period: 190,
  Slash: 191,
  Backquote: 192,
  BracketLeft: 219,
  Backslash: 220,
  BracketRight: 221,
  Quote: 222,
};

function keyCodeOf(key: string, code: string): number {
  const functionKey = /^F(\d\d?)$/.exec(key);
  if (functionKey) return 111 + Number(functionKey[1]);
  const digit = /^Digit(\d)$/.exec(code);
  if (digit) return 48 + Number(digit[1]);
  const named = KEY_CODES[key] ?? PLACE_CODES[code];
  if (named !== undefined) return named;
  return /^[a-z]$/i.test(key) ? key.toUpperCase().charCodeAt(0) : 0;
}

function locationOf(code: string): number {
  if (code.startsWith('Numpad')) return 3;
  return code.endsWith('Left') ? 1 : code.endsWith('Right') ? 2 : 0;
}

/** @returns false where the page called `preventDefault()`, be it once a promise was kept */
export function* tellKey(
  target: Element,
  type: 'keydown' | 'keypress' | 'keyup',
  { key, code, mods, repeat }: Pick<ActionOf<'key'>, 'key' | 'code' | 'mods' | 'repeat'>,
): Steps<boolean> {
  const realm = realmOf(target);
  const charCode = key === 'Enter' ? 13 : (key.codePointAt(0) ?? 0);
  const press = type === 'keypress';
  const keyCode = press ? charCode : keyCodeOf(key, code);
  const init: KeyboardEventInit & { which: number } = {
    ...modifiers(mods),
    bubbles: true,
    cancelable: true,
    composed: true,
    view: realm,
    key,
    code,
    location: /^(Shift|Control|Alt|Meta|Numpad)/.test(code) ? locationOf(code) : 0,
    repeat,
    keyCode,
    which: keyCode,
    charCode: press ? charCode : 0,
  };
  const event = new realm.KeyboardEvent(type, init);
  // WebKit does what a key does for the events of scripts too. The last of all listeners keeps it from doing it twice.
  let prevented: boolean | undefined;
  const last = (heard: Event) => {
    if (heard !== event) return;
    prevented = event.defaultPrevented;
    event.preventDefault();
  };
  realm.addEventListener(type, last);
  target.dispatchEvent(event);
  realm.removeEventListener(type, last);
  // It does not come so far where a page stops it.
  prevented ??= event.defaultPrevented;
  event.preventDefault = () => {
    prevented = true;
  };
  yield;
  return !prevented;
}

/** @returns false where the page called `preventDefault()` */
export function* tellClipboard(
  target: Element,
  type: 'copy' | 'cut' | 'paste',
  text?: string,
): Steps<boolean> {
  const realm = realmOf(target);
  const clipboardData = new realm.DataTransfer();
  const init = { bubbles: true, cancelable: true, composed: true, clipboardData };
  const event = new realm.ClipboardEvent(type, init);
  // What was in it before, Firefox leaves behind.
  if (text !== undefined) event.clipboardData?.setData('text/plain', text);
  return yield* tell(target, event);
}
