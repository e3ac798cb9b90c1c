/** Controls whose value is chosen, not written: select boxes, sliders, radio groups, number fields. */
import { Mod, optionText, type ActionOf, type Outcome } from '../../../protocol/input.js';
import { setValue, tellChange, tellInput } from './changes.js';
import { sameGroup } from './focus.js';
import { isInput } from './kinds.js';
import type { Drag } from './press.js';
import type { Steps } from './steps.js';
import type { Spot } from './target.js';
import { realmOf } from './tree.js';

/** Chooses exactly these options, if they still are what the viewer read. */
export function* choose(
  select: HTMLSelectElement,
  chosen: ActionOf<'select'>['chosen'],
  isPrivate: (node: Node) => boolean,
): Steps<Outcome> {
  const options: HTMLOptionElement[] = [];
  for (const { index, text } of chosen) {
    const option = select.options[index];
    // Before its text is looked at: the answer would tell whether it was guessed.
    if (option && isPrivate(option)) return 'masked';
    if (!option || optionText(option.text) !== text) return 'stale';
    if (!isChoosable(option) && !option.selected) return 'disabled';
    options.push(option);
  }
  if (!select.multiple && options.length !== 1) return 'unsupported';
  if (setChosen(select, (option) => options.includes(option))) yield* tellChosen(select);
  return 'applied';
}

/** @returns whether that changed anything */
function setChosen(select: HTMLSelectElement, isChosen: (option: HTMLOptionElement) => boolean) {
  let changed = false;
  for (const option of select.options) {
    if (option.selected === isChosen(option)) continue;
    changed = true;
    // In a box of one choice, choosing one lets go of the other.
    if (select.multiple || isChosen(option)) option.selected = isChosen(option);
  }
  return changed;
}

function* tellChosen(field: Element): Steps<void> {
  tellInput(field);
  yield;
  tellChange(field);
  yield;
}

function isChoosable(option: HTMLOptionElement): boolean {
  return !option.matches(':disabled') && !option.closest('optgroup:disabled');
}

/** A press on an option that is drawn in the page. What was chosen is told when the button is let go. */
export function pickOption(
  select: HTMLSelectElement,
  option: HTMLOptionElement,
  mods: number,
  isPrivate: (node: Node) => boolean,
): Drag {
  const anchor = select.selectedIndex;
  const toggles = select.multiple && (mods & (Mod.ctrl | Mod.meta)) !== 0;
  const extends_ = select.multiple && (mods & Mod.shift) !== 0 && anchor >= 0;
  const [from, to] = [Math.min(anchor, option.index), Math.max(anchor, option.index)];
  const changed =
    isChoosable(option) &&
    setChosen(select, (other) => {
      if (toggles) return other === option ? !other.selected : other.selected;
      if (extends_) {
        return other.index >= from && other.index <= to && isChoosable(other) && !isPrivate(other);
      }
      return other === option;
    });
  return {
    move: () => undefined,
    *end() {
      if (changed) yield* tellChosen(select);
    },
  };
}

/** The keys of a closed select box. @returns whether the key means something to it */
export function* selectByKey(
  select: HTMLSelectElement,
  key: string,
  isPrivate: (node: Node) => boolean,
): Steps<boolean> {
  const choosable = [...select.options].filter((one) => isChoosable(one) && !isPrivate(one));
  const current = select.options[select.selectedIndex];
  // What is chosen may be none of them.
  const at = choosable.filter(({ index }) => index < select.selectedIndex).length;
  const after = choosable.slice(choosable[at] === current ? at + 1 : at);
  const next =
    key === 'ArrowDown' || key === 'ArrowRight'
      ? (after[0] ?? current)
      : key === 'ArrowUp' || key === 'ArrowLeft'
        ? (choosable[at - 1] ?? current ?? choosable[0])
        : key === 'Home'
          ? choosable[0]
          : key === 'End'
            ? choosable.at(-1)
            : startingWith(key, [...after, ...choosable]);
  if (!next) return false;
  if (setChosen(select, (option) => option === next)) yield* tellChosen(select);
  return true;
}

function startingWith(key: string, options: HTMLOptionElement[]) {
  if (lengthOf(key) !== 1 || key === ' ') return undefined;
  return options.find(({ text }) => text.toLocaleLowerCase().startsWith(key.toLocaleLowerCase()));
}

/** Keys that write have one character as their name. */
export function lengthOf(key: string): number {
  return [...key].length;
}

/** Arrow keys go to the next radio button of the group and choose it. @returns whether there is one */
export function radioByKey(
  radio: HTMLInputElement,
  forward: boolean,
): HTMLInputElement | undefined {
  const root = radio.getRootNode() as Document | ShadowRoot;
  const group = [...root.querySelectorAll<HTMLInputElement>('input[type=radio i]')].filter(
    (other) => sameGroup(radio, other) && !other.matches(':disabled') && radio.name !== '',
  );
  if (group.length < 2) return undefined;
  return group.at((group.indexOf(radio) + (forward ? 1 : -1)) % group.length);
}

/** The keys of a slider or a number field. @returns whether the key means something to it */
export function* stepByKey(field: HTMLInputElement, key: string): Steps<boolean> {
  const slider = isInput(field, 'range');
  const steps = slider ? Math.max(1, Math.round(stepsOf(field) / 10)) : 0;
  const by: Partial<Record<string, number>> = {
    ArrowUp: 1,
    ArrowDown: -1,
    ...(slider && { ArrowRight: 1, ArrowLeft: -1, PageUp: steps, PageDown: -steps }),
    ...(slider && { Home: -Infinity, End: Infinity }),
  };
  let count = by[key];
  if (count === undefined) return false;
  if (field.readOnly && !slider) return true;
  if (isRightToLeft(field) && /Left|Right/.test(key)) count = -count;
  const before = field.value;
  if (count === Infinity) setValue(field, field.max || '100');
  else if (count === -Infinity) setValue(field, field.min || '0');
  else field.stepUp(count);
  if (field.value !== before) yield* tellChosen(field);
  return true;
}

function boundsOf(slider: HTMLInputElement): { min: number; max: number } {
  const min = Number(slider.min || 0);
  const max = Number(slider.max || 100);
  return { min, max: Math.max(min, max) };
}

function stepsOf(slider: HTMLInputElement): number {
  const { min, max } = boundsOf(slider);
  return (max - min) / (Number(slider.step) || 1);
}

function isRightToLeft(element: Element): boolean {
  return realmOf(element).getComputedStyle(element).direction === 'rtl';
}

/** Of a slider's thumb, in CSS pixels, as browsers draw it by default. */
const THUMB = 16;
/** Of a thumb that nobody has styled, as Firefox tells it. */
const FIREFOX_THUMB = 'rgb(240, 240, 240)';

/** What padding and border take at both ends of an element. */
function insetsOf(style: CSSStyleDeclaration, side: 'width' | 'height'): [number, number] {
  const insetAt = (edge: string) =>
    parseFloat(style.getPropertyValue(`padding-${edge}`)) +
    parseFloat(style.getPropertyValue(`border-${edge}-width`));
  return side === 'width'
    ? [insetAt('left'), insetAt('right')]
    : [insetAt('top'), insetAt('bottom')];
}

/**
 * How long a slider's thumb is along it, in the slider's own CSS pixels, where a browser does not tell: it makes a slider that is
 * laid out the other way no wider than its thumb, unless its track has a width of its own. What is set for that is nothing that a
 * transition could begin with.
 */
function thumbOf(slider: HTMLInputElement, side: 'width' | 'height'): number {
  const style = realmOf(slider).getComputedStyle(slider);
  const inner = () => {
    const [start, end] = style.boxSizing === 'border-box' ? insetsOf(style, side) : [0, 0];
    return parseFloat(style[side]) - start - end;
  };
  const length = inner();
  const styled = slider.hasAttribute('style');
  const { cssText } = slider.style;
  const mode = side === 'width' ? 'vertical-lr' : 'horizontal-tb';
  slider.style.cssText += `;writing-mode:${mode}!important;${side}:min-content!important`;
  const thumb = inner();
  slider.style.cssText = cssText;
  slider.toggleAttribute('style', styled);
  return thumb < length / 2 ? thumb : THUMB;
}

/** Dragging a slider: its value follows the mouse, `input` each time, `change` in the end. */
export function slide(slider: HTMLInputElement, spot: Spot): Drag {
  const before = slider.value;
  // Firefox drags sliders by events that are not its own, too, and then tells the change.
  let told = false;
  const hear = () => (told = true);
  slider.addEventListener('change', hear);
  const realm = realmOf(slider);
  const style = realm.getComputedStyle(slider);
  const vertical = /^vertical/.test(style.writingMode);
  const side = vertical ? 'height' : 'width';
  // Firefox tells how it is styled, and draws a slider of its own over all of the box; else the track lies within the padding.
  const knob = realm.getComputedStyle(slider, '::-moz-range-thumb');
  const isOwn = style.appearance !== 'none' && knob.backgroundColor === FIREFOX_THUMB;
  const thumb = isOwn ? THUMB : parseFloat(knob[side]) || thumbOf(slider, side);
  const [start, end] = isOwn ? [0, 0] : insetsOf(style, side);
  const move = ({ x, y }: Spot) => {
    const box = slider.getBoundingClientRect();
    // A page that is zoomed or turned smaller has smaller thumbs.
    const scale = box[side] / (vertical ? slider.offsetHeight : slider.offsetWidth);
    const along = (vertical ? y - box.top : x - box.left) - (start + thumb / 2) * scale;
    const length = box[side] - (start + end + thumb) * scale;
    const part = Math.min(1, Math.max(0, along / Math.max(1, length)));
    const { min, max } = boundsOf(slider);
    const value = min + (isRightToLeft(slider) ? 1 - part : part) * (max - min);
    const last = slider.value;
    setValue(slider, String(value));
    if (slider.value !== last) tellInput(slider);
  };
  move(spot);
  return {
    move,
    *end() {
      slider.removeEventListener('change', hear);
      if (!told && slider.value !== before) tellChange(slider);
      yield;
    },
  };
}

/** Sets a field that is set as a whole, to something that it takes. */
export function* enterWhole(field: HTMLInputElement, value: string): Steps<Outcome> {
  const before = field.value;
  setValue(field, value);
  // A browser empties a field that was given what it cannot hold.
  const refused = value !== '' && field.value === '';
  setValue(field, before);
  if (refused) return 'unsupported';
  setValue(field, value);
  if (field.value !== before) yield* tellChosen(field);
  return 'applied';
}
