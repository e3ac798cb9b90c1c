import { MAX_INPUT_TEXT, Mod, type ActionOf } from '../../../protocol/input.js';
import { TEXTS } from './texts.js';

type Key = Omit<ActionOf<'key'>, 'type' | 'seen' | 'made'>;

export interface KeyboardOptions {
  overlay: HTMLElement;
  key(key: Key): void;
  text(text: string, how: ActionOf<'text'>['how']): void;
  /** Something to tell the viewer. */
  tell(text: string): void;
  /** The text that is selected in the page: what is copied. */
  selected(): string;
}

/** Milliseconds between two Escapes that leave the shared page. */
const TWICE = 600;
/** A longer text is not pasted. It travels in pieces. */
const MAX_PASTE = 10 * MAX_INPUT_TEXT;
/** Lets keyboards on glass delete: they say so only where there is something to delete. */
const SOMETHING = '\u200b';

/** Keys that have a name, and that pages use. All others belong to the viewer's own machine. */
const NAMED =
  /^(Enter|Tab|Backspace|Delete|Insert|Escape|Arrow(Left|Right|Up|Down)|Home|End|Page(Up|Down)|Shift|Control|Alt|Meta)$/;
/** With Ctrl or Cmd, only these go to the page; the rest are shortcuts of the viewer's browser. What Ctrl+V pastes comes as `paste`. */
const WITH_COMMAND =
  /^([abcikuvxyz]|Enter|Backspace|Delete|Arrow\w+|Home|End|Shift|Control|Alt|Meta)$/i;
/** With Alt, these are the browser's way back and forth. */
const BROWSERS_WITH_ALT = /^(ArrowLeft|ArrowRight|Home)$/;

/**
 * The viewer's keyboard, taken through a text field that is focused but not seen, so that input methods and keyboards on
 * glass work. Tab goes to the shared page, so there is another way out: Escape, twice.
 */
export class Keyboard {
  readonly #options: KeyboardOptions;
  readonly #field = document.createElement('textarea');
  readonly #help = document.createElement('div');
  /** Keys that the page has seen going down, by code. */
  readonly #held = new Map<string, Key>();
  #escapedAt = -Infinity;
  #left = false;

  constructor(options: KeyboardOptions) {
    this.#options = options;
    const field = this.#field;
    field.className = 'surfly-keyboard';
    field.disabled = true;
    field.rows = 1;
    field.spellcheck = false;
    field.autocapitalize = 'off';
    field.autocomplete = 'off';
    field.setAttribute('aria-label', TEXTS.keyboard);
    field.setAttribute('aria-describedby', 'surfly-keyboard-help');
    this.#help.id = 'surfly-keyboard-help';
    this.#help.className = 'surfly-status';
    this.#help.textContent = TEXTS.keyboardHelp;
    field.addEventListener('focus', () => this.#focused());
    field.addEventListener('blur', () => this.release());
    field.addEventListener('keydown', (event) => this.#down(event));
    field.addEventListener('keyup', (event) => this.#up(event));
    field.addEventListener('beforeinput', (event) => this.#before(event));
    field.addEventListener('paste', (event) => this.#paste(event));
    for (const type of ['copy', 'cut'] as const) {
      field.addEventListener(type, (event) => this.#copy(event));
    }
    field.addEventListener('compositionstart', () => {
      field.value = '';
      field.classList.add('surfly-composing');
    });
    field.addEventListener('compositionend', ({ data }) => {
      field.classList.remove('surfly-composing');
      // The browser puts the text into the field after this event.
      setTimeout(() => this.#empty());
      if (data !== '') options.text(data, 'compose');
    });
    options.overlay.append(field, this.#help);
  }

  enable(): void {
    this.#field.disabled = false;
    this.#empty();
  }

  disable(): void {
    this.#held.clear();
    this.#field.disabled = true;
  }

  remove(): void {
    this.#field.remove();
    this.#help.remove();
  }

  /**
   * Brings the keyboard to where the viewer pressed.
   * @param writes - whether text is written there: a keyboard on glass comes up only then
   */
  focus(left: number, top: number, writes: boolean): void {
    const field = this.#field;
    const move = () => {
      field.style.setProperty('left', `${left}px`);
      field.style.setProperty('top', `${top}px`);
    };
    // The press itself changes nothing on the screen where it need not: see `Echo`.
    if (document.activeElement === field) setTimeout(move);
    else move();
    field.inputMode = writes ? 'text' : 'none';
    this.#pressed = true;
    field.focus({ preventScroll: true });
    this.#pressed = false;
    this.#enter();
  }

  /** Goes on with the shared page after one of our own panels. */
  resume(): void {
    if (this.#field.disabled) return;
    this.#pressed = true;
    this.#field.focus({ preventScroll: true });
    this.#pressed = false;
  }

  /** The focus came by a press, not by the Tab key. */
  #pressed = false;

  /** Lets go of every key that is still down. */
  release(): void {
    for (const key of this.#held.values()) {
      this.#options.key({ ...key, phase: 'up', repeat: false });
    }
    this.#held.clear();
  }

  #focused(): void {
    this.#enter();
    if (!this.#pressed) this.#options.tell(TEXTS.keyboardHelp);
  }

  #enter(): void {
    this.#left = false;
    this.#field.readOnly = false;
  }

  #leave(): void {
    this.release();
    this.#left = true;
    this.#field.readOnly = true;
    this.#options.tell(TEXTS.keyboardLeft);
  }

  #down(event: KeyboardEvent): void {
    if (this.#left) {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      this.#enter();
      this.#options.tell(TEXTS.keyboardHelp);
      return;
    }
    // Comes as text, once it is ready.
    if (event.isComposing || event.keyCode === 229 || !isForPage(event)) return;
    // The browser copies and pastes by itself, see `#copy` and `#paste`.
    if (!usesClipboard(event)) event.preventDefault();
    if (event.key === 'Escape' && !event.repeat) {
      const twice = event.timeStamp - this.#escapedAt < TWICE;
      this.#escapedAt = twice ? -Infinity : event.timeStamp;
      if (twice) {
        this.#leave();
        return;
      }
    }
    const { key, code, repeat } = event;
    const down: Key = { phase: 'down', key, code, repeat, mods: modsOf(event) };
    this.#held.set(code, down);
    this.#options.key(down);
  }

  #up(event: KeyboardEvent): void {
    const held = this.#held.get(event.code);
    if (!held) return;
    event.preventDefault();
    this.#held.delete(event.code);
    this.#options.key({ ...held, phase: 'up', repeat: false, mods: modsOf(event) });
    // While Cmd is down, macOS tells of no other key that comes up.
    if (event.key === 'Meta') this.release();
  }

  /** What is written without a key that could be told: by keyboards on glass, by dead keys, by dictation. */
  #before(event: InputEvent): void {
    if (event.isComposing || event.inputType === 'insertCompositionText') return;
    event.preventDefault();
    // A read-only field is asked, too.
    if (this.#left) return;
    const { data, inputType } = event;
    if (inputType === 'deleteContentBackward') this.#stroke('Backspace');
    else if (inputType === 'insertLineBreak' || inputType === 'insertParagraph')
      this.#stroke('Enter');
    else if (inputType.startsWith('insert') && data) this.#options.text(data, 'write');
  }

  #stroke(key: string): void {
    const stroke = { key, code: key, repeat: false, mods: 0 };
    this.#options.key({ ...stroke, phase: 'down' });
    this.#options.key({ ...stroke, phase: 'up' });
  }

  #paste(event: ClipboardEvent): void {
    event.preventDefault();
    if (this.#left) return;
    const text = event.clipboardData?.getData('text/plain').replace(/\r\n?/g, '\n') ?? '';
    if (text.length > MAX_PASTE) {
      this.#options.tell(TEXTS.tooLong);
      return;
    }
    for (const piece of pieces(text)) this.#options.text(piece, 'paste');
  }

  /** To the viewer's own clipboard goes what he sees selected. */
  #copy(event: ClipboardEvent): void {
    event.preventDefault();
    const text = this.#left ? '' : this.#options.selected();
    if (text !== '') event.clipboardData?.setData('text/plain', text);
  }

  #empty(): void {
    this.#field.value = SOMETHING;
  }
}

function usesClipboard({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && /^[cvx]$/i.test(key);
}

function isForPage(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey } = event;
  if ([...key].length !== 1 && !NAMED.test(key)) return false;
  if (writesWithAlt(event)) return true;
  if (ctrlKey || metaKey) return WITH_COMMAND.test(key);
  return !(altKey && BROWSERS_WITH_ALT.test(key));
}

/** On many layouts Alt, or Ctrl with Alt, is the way to a character, and no shortcut. */
function writesWithAlt(event: KeyboardEvent): boolean {
  if ([...event.key].length !== 1) return false;
  return event.getModifierState('AltGraph') || (event.altKey && !/^[ -~]$/.test(event.key));
}

function modsOf(event: KeyboardEvent): number {
  const shift = event.shiftKey ? Mod.shift : 0;
  if (writesWithAlt(event)) return shift;
  return (
    shift |
    (event.ctrlKey ? Mod.ctrl : 0) |
    (event.altKey ? Mod.alt : 0) |
    (event.metaKey ? Mod.meta : 0)
  );
}

/** Pieces that fit an action, none of which ends in the middle of a character. */
function* pieces(text: string): Generator<string> {
  let rest = text;
  while (rest !== '') {
    let end = Math.min(MAX_INPUT_TEXT, rest.length);
    if (end < rest.length && /[\ud800-\udbff]/.test(rest.charAt(end - 1))) end -= 1;
    yield rest.slice(0, end);
    rest = rest.slice(end);
  }
}
