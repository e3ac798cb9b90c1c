import { isInput, isTextField, type TextField } from './kinds.js';
import { realmOf, type Realm } from './tree.js';

/**
 * Sees to it that a field that a viewer edited tells its page `change` once: when it loses the focus, or on Enter. Browsers
 * do so by themselves for the edits that they made, but not on an Enter that is not theirs, nor, all of them, while their
 * window lies in the background.
 */
export class Changes {
  /** Values before the first edit that no `change` has told yet. */
  readonly #before = new WeakMap<EventTarget, string>();
  /** Values told on Enter. The browser would tell them again when the field loses the focus. */
  readonly #told = new WeakMap<EventTarget, string>();
  readonly #watched = new WeakSet<EventTarget>();

  readonly #listening: AddEventListenerOptions;

  /** @param window - the page's: watched from the start, so as to come before listeners of its own */
  constructor(window: Realm, signal: AbortSignal | undefined) {
    this.#listening = { capture: true, ...(signal && { signal }) };
    this.#watch(window);
  }

  /** To be called before an edit. */
  track(element: Element): void {
    if (!isTextField(element) || this.#before.has(element)) return;
    this.#before.set(element, element.value);
    // A `change` does not leave its shadow root.
    for (let root = element.getRootNode(); 'host' in root;) {
      this.#watch(root);
      root = (root as ShadowRoot).host.getRootNode();
    }
    this.#watch(realmOf(element));
  }

  /** Tells what has been edited so far, if anything. */
  commit(element: Element): void {
    const before = this.#before.get(element);
    if (!isTextField(element) || before === undefined || before === element.value) return;
    if (this.#told.get(element) === element.value) return;
    this.#told.set(element, element.value);
    tellChange(element);
  }

  #watch(root: EventTarget): void {
    if (this.#watched.has(root)) return;
    this.#watched.add(root);
    root.addEventListener('change', this.#changed, this.#listening);
    root.addEventListener('blur', this.#left, this.#listening);
  }

  readonly #changed = (event: Event) => {
    const field = event.composedPath()[0] as TextField;
    if (!event.isTrusted || !this.#before.has(field)) return;
    if (this.#told.get(field) === field.value) event.stopImmediatePropagation();
    this.#forget(field);
  };

  readonly #left = (event: Event) => {
    const field = event.composedPath()[0] as TextField;
    if (!this.#before.has(field)) return;
    this.commit(field);
    this.#forget(field);
  };

  #forget(field: TextField): void {
    this.#before.delete(field);
    this.#told.delete(field);
  }
}

export function tellChange(element: Element): void {
  const { Event } = realmOf(element);
  element.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Sets the value of a field past any setter that the page put over it (React keeps track of values in that way). */
export function setValue(element: Element & { value: string }, value: string): void {
  const realm = realmOf(element);
  const { prototype } = isInput(element)
    ? realm.HTMLInputElement
    : element.localName === 'textarea'
      ? realm.HTMLTextAreaElement
      : realm.HTMLSelectElement;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, value);
}

export function tellInput(element: Element): void {
  const { Event } = realmOf(element);
  element.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
}
