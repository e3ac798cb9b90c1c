import { Mod } from '../../../protocol/input.js';
import { caretAt, selectAround, selectIn, selectionOf } from './caret.js';
import { pickOption, slide } from './choices.js';
import type { Focus } from './focus.js';
import { editingHost, isInput, isListBox, isNamed, isTextField, type TextField } from './kinds.js';
import type { Steps } from './steps.js';
import { lightOf, type Spot } from './target.js';
import { pathOf, realmOf } from './tree.js';

/** What goes on while the button stays down. */
export interface Drag {
  move(spot: Spot): void;
  /** Where letting go does anything. */
  end?(): Steps<void>;
}

/** What a browser does by itself when a button goes down: it moves the focus and the caret, and takes hold of sliders. */
export class Press {
  readonly #focus: Focus;
  readonly #isPrivate: (node: Node) => boolean;

  constructor(focus: Focus, isPrivate: (node: Node) => boolean) {
    this.#focus = focus;
    this.#isPrivate = isPrivate;
  }

  /** @param selects - whether a press on text begins a selection */
  down(
    spot: Spot,
    button: number,
    clicks: number,
    mods: number,
    selects: boolean,
  ): Drag | undefined {
    const { element } = spot;
    const slider = button === 0 && isInput(element, 'range') ? slide(element, spot) : undefined;
    this.#focus.press(element);
    if (slider || button !== 0 || !element.isConnected) return slider;
    if (isTextField(element)) return selectInField(element, spot, clicks, mods);
    const path = pathOf(element);
    const option = path.find((at) => isNamed(at, 'option'));
    const box = path.find(isListBox);
    if (box && option) return pickOption(box, option, mods, this.#isPrivate);
    const host = editingHost(element);
    if (host) return selectInContent(host, spot, clicks, mods);
    return selects && isSelectable(path) ? selectInPage(element, spot, clicks, mods) : undefined;
  }
}

function selectInField(
  field: TextField,
  spot: Spot,
  clicks: number,
  mods: number,
): Drag | undefined {
  const caret = offsetIn(field, spot);
  const before = selectionOf(field);
  if (caret === undefined || !before) return undefined;
  const anchor = mods & Mod.shift ? before.anchor : caret;
  if (clicks === 1) selectIn(field, anchor, caret);
  else selectAround(field, caret, clicks === 2 ? 'word' : 'line');
  return {
    move: (to) => {
      const end = offsetIn(field, to);
      if (clicks === 1 && end !== undefined) selectIn(field, anchor, end);
    },
  };
}

function offsetIn(field: TextField, { x, y }: Spot): number | undefined {
  const caret = caretAt(field, x, y);
  return caret?.node === field ? caret.offset : undefined;
}

/** Pressing these is no pressing of text. */
const NO_TEXT = 'button, input, select, textarea, summary, iframe, video, audio, canvas';

function isSelectable(path: Element[]): boolean {
  const [element] = path;
  if (!element || path.some((at) => at.matches(NO_TEXT))) return false;
  // Of what lies in a shadow root browsers have different ideas.
  if ('host' in lightOf(element).getRootNode()) return false;
  const { userSelect } = realmOf(element).getComputedStyle(element);
  return userSelect !== 'none';
}

function selectInPage(element: Element, spot: Spot, clicks: number, mods: number) {
  const { Event, document } = realmOf(element);
  const start = new Event('selectstart', { bubbles: true, cancelable: true, composed: true });
  if (!element.dispatchEvent(start)) return undefined;
  return selectInContent(document.documentElement, spot, clicks, mods);
}

function selectInContent(
  host: Element,
  spot: Spot,
  clicks: number,
  mods: number,
): Drag | undefined {
  const selection = realmOf(host).getSelection();
  const caret = caretAt(host, spot.x, spot.y);
  if (!selection || !caret || !host.contains(caret.node)) return undefined;
  if (mods & Mod.shift) selection.extend(caret.node, caret.offset);
  else selection.collapse(caret.node, caret.offset);
  if (clicks > 1) {
    const unit = clicks === 2 ? 'word' : 'lineboundary';
    selection.modify('move', 'backward', unit);
    selection.modify('extend', 'forward', unit);
  }
  return {
    move: (to) => {
      const end = caretAt(host, to.x, to.y);
      if (clicks === 1 && end && host.contains(end.node)) selection.extend(end.node, end.offset);
    },
  };
}
