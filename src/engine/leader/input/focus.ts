import type { Changes } from './changes.js';
import { editingHost, isDisabled, isInput, isNamed, isTextField, isVisible } from './kinds.js';
import { childrenOf, pathOf, realmOf, shadowOf, type Realm } from './tree.js';

/** What hears the keys: through open shadow roots and frames of the same site. Where nothing has the focus it is a body. */
export function hearsKeys(window: Realm): Element {
  let { document } = window;
  let element = document.activeElement;
  while (element) {
    const inner = shadowOf(element)?.activeElement;
    const frame = inner ? null : (element as Partial<HTMLIFrameElement>).contentDocument;
    if (!inner && !frame) break;
    document = frame ?? document;
    element = inner ?? document.activeElement;
  }
  return element ?? document.documentElement;
}

/** What has the focus. Undefined is nothing: a body has it in a frame only, where it is written in. */
export function focused(window: Realm): Element | undefined {
  const element = hearsKeys(window) as HTMLElement;
  const { body, documentElement } = element.ownerDocument;
  const isFocused =
    element !== body
      ? element !== documentElement
      : body !== window.document.body && body.isContentEditable;
  return isFocused ? element : undefined;
}

/** Moves the focus as a press or the Tab key does. */
export class Focus {
  /** Where Tab goes on from while nothing has the focus. */
  start: Element | undefined;
  readonly #window: Realm;
  readonly #changes: Changes;
  readonly #isPrivate: (node: Node) => boolean;
  /** What has had the focus during a move. */
  #had: Set<EventTarget | undefined> | undefined;

  constructor(
    window: Realm,
    changes: Changes,
    isPrivate: (node: Node) => boolean,
    signal: AbortSignal | undefined,
  ) {
    // The page may let nobody hear of it further in.
    const hear = (event: Event) => this.#had?.add(event.composedPath()[0]);
    window.addEventListener('focus', hear, { capture: true, ...(signal && { signal }) });
    this.#window = window;
    this.#changes = changes;
    this.#isPrivate = isPrivate;
  }

  /** Focuses the nearest element around a pressed one that takes the focus, or nothing. */
  press(element: Element): void {
    this.start = element;
    for (const at of pathOf(element)) {
      if (!takesFocus(at)) continue;
      // A page may hand the focus on, or back to what had it: that is where it stays.
      if (this.#move(at, { preventScroll: true })) return;
      const now = focused(this.#window);
      if (now && pathOf(now).includes(at)) return;
    }
    this.#move(undefined, {}, realmOf(element));
  }

  /** @returns whether there was an element to go to */
  tab(backwards: boolean): boolean {
    const from = focused(this.#window) ?? this.start;
    const stops = this.#stops(from);
    if (backwards) stops.reverse();
    const at = from ? stops.indexOf(from) : -1;
    for (const stop of [...stops.slice(at + 1), ...stops.slice(0, Math.max(0, at))]) {
      // Not everything that says so takes the focus: a link without an address does not.
      if (!this.#move(stop, { focusVisible: true })) continue;
      // A page may hand it on, as from behind the last element of a dialog to the first: that is where it stays, as it is.
      if (focused(this.#window) === stop && isTextField(stop) && isInput(stop)) stop.select();
      return true;
    }
    return false;
  }

  /** Everything that Tab stops at, in its order; `from` stays in the list to be gone on from. */
  #stops(from: Element | undefined): Element[] {
    const { document } = from ? realmOf(from) : this.#window;
    const dialogs = document.querySelectorAll('dialog:modal');
    const stops: Element[] = [];
    const collect = (element: Element) => {
      if (element === from || this.#isStop(element)) stops.push(element);
      if (shadowOf(element) && element.hasAttribute('tabindex') && tabIndex(element) < 0) return;
      for (const child of childrenOf(element)) collect(child);
    };
    collect(dialogs[dialogs.length - 1] ?? document.documentElement);
    const order = (element: Element) => {
      const index = tabIndex(element);
      return index > 0 ? index : Infinity;
    };
    return onePerRadioGroup(stops, from).sort((a, b) => compare(order(a), order(b)));
  }

  #isStop(element: Element): boolean {
    return (
      tabIndex(element) >= 0 &&
      takesFocus(element) &&
      !isNamed(element, 'iframe') &&
      !(isNamed(element, 'dialog') && !element.hasAttribute('tabindex')) &&
      !shadowOf(element)?.delegatesFocus &&
      isVisible(element) &&
      !isDisabled(element) &&
      !this.#isPrivate(element)
    );
  }

  /**
   * @param home - the window that hears the keys where nothing takes the focus
   * @returns whether the element has taken the focus, wherever the page has moved it since
   */
  #move(
    to: Element | undefined,
    options: FocusOptions & { focusVisible?: boolean },
    home = this.#window,
  ): boolean {
    const from = focused(this.#window);
    if (to && from === to) return true;
    const had = (this.#had = new Set<EventTarget | undefined>());
    const heard = new Set<string>();
    const hear = (event: Event) => heard.add(event.type);
    // A window in the background moves its focus, but tells nobody.
    from?.addEventListener('blur', hear);
    to?.addEventListener('focus', hear);
    if (from && !realmOf(from).document.hasFocus()) this.#changes.commit(from);
    if (to) (to as HTMLElement).focus(options);
    else {
      (from as HTMLElement | undefined)?.blur();
      // A frame that was left keeps the focus although nothing in it has it.
      const { activeElement } = home.document;
      if (activeElement && isNamed(activeElement, 'iframe')) activeElement.blur();
      // Not its element: to press in a frame tells that of nothing.
      if (home !== this.#window) home.focus();
    }
    from?.removeEventListener('blur', hear);
    to?.removeEventListener('focus', hear);
    // What the leader focuses later is not kept.
    this.#had = undefined;
    let took = heard.has('focus') || had.has(to);
    if (from && focused(this.#window) !== from && !heard.has('blur')) tell(from, 'blur', to);
    if (to && focused(this.#window) === to && !heard.has('focus')) {
      took = true;
      tell(to, 'focus', from);
    }
    return took;
  }
}

function tell(element: Element, type: 'focus' | 'blur', relatedTarget?: Element): void {
  const { FocusEvent } = realmOf(element);
  const init = { composed: true, relatedTarget: relatedTarget ?? null };
  element.dispatchEvent(new FocusEvent(type, init));
  const twin = type === 'focus' ? 'focusin' : 'focusout';
  element.dispatchEvent(new FocusEvent(twin, { ...init, bubbles: true }));
}

function tabIndex(element: Element): number {
  if (editingHost(element) === element && !element.hasAttribute('tabindex')) return 0;
  return (element as Partial<HTMLElement>).tabIndex ?? -1;
}

function takesFocus(element: Element): boolean {
  const { designMode, documentElement } = element.ownerDocument;
  // Where a whole document is written in, that is not its root's.
  if (designMode === 'on' && element === documentElement) return false;
  return (
    element.hasAttribute('tabindex') ||
    tabIndex(element) >= 0 ||
    shadowOf(element)?.delegatesFocus === true
  );
}

/** Tab stops at the chosen radio button of a group, or at its first. */
function onePerRadioGroup(stops: Element[], from: Element | undefined): Element[] {
  return stops.filter((stop) => {
    if (stop === from || !isInput(stop, 'radio') || stop.name === '') return true;
    const group = stops.filter((other) => isInput(other, 'radio') && sameGroup(stop, other));
    if (from && group.includes(from)) return false;
    const chosen = group.find((radio) => (radio as HTMLInputElement).checked);
    return stop === (chosen ?? group[0]);
  });
}

export function sameGroup(a: HTMLInputElement, b: HTMLInputElement): boolean {
  return a.name === b.name && a.form === b.form && a.getRootNode() === b.getRootNode();
}

/** `Infinity - Infinity` is no order. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
