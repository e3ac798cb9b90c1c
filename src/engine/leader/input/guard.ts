import { isInput, isLink } from './kinds.js';
import type { Realm } from './tree.js';

/** The mouse's number in the page's pointer events. */
export const POINTER_ID = 1;
/** The finger's: none that a browser gives, for the leader may have fingers on the glass, too. */
export const FINGER_ID = 1_000_001;

/** What browsers reserve for the person in front of them. A script that is asked for it here is told so. */
const RESERVED: readonly [
  owner: string,
  answer: 'throws' | 'rejects',
  ...methods: readonly string[],
][] = [
  ['HTMLInputElement', 'throws', 'showPicker'],
  ['HTMLSelectElement', 'throws', 'showPicker'],
  ['Element', 'rejects', 'requestFullscreen', 'requestPointerLock'],
  ['Clipboard', 'rejects', 'read', 'readText', 'write', 'writeText'],
  ['PaymentRequest', 'rejects', 'show'],
];
/** Addresses that a link may lead to from here; others start programs on the leader's machine. */
const PLAIN_LINKS = /^(https?|blob|about|javascript):$/;

/**
 * Stands beside a remote action while it is dispatched, and only then. The leader may have clicked a moment ago, which
 * lets the page open a file picker or write the clipboard: that click was not meant for what a viewer does.
 */
export class Guard {
  /** An element that took the pointer for itself (`setPointerCapture`). Events go to it until the button is up. */
  captured: Element | undefined;
  #refused = false;

  /** @returns whether something was refused while `action` ran */
  watch(realm: Realm, action: () => void): boolean {
    const restore = [
      ...RESERVED.flatMap(([owner, answer, ...methods]) =>
        methods.map((method) =>
          replace(realm, owner, method, () => {
            this.#refused = true;
            const message = 'A person at this screen has to do this.';
            const error = new realm.DOMException(message, 'NotAllowedError');
            if (answer === 'throws') throw error;
            return realm.Promise.reject(error);
          }),
        ),
      ),
      replace(realm, 'HTMLElement', 'click', (element, original) => {
        if (isInput(element, 'file')) this.#refused = true;
        else original();
      }),
      ...this.#captures(realm),
    ];
    realm.addEventListener('click', this.#click, true);
    this.#refused = false;
    try {
      action();
    } finally {
      realm.removeEventListener('click', this.#click, true);
      for (const put of restore) put();
    }
    return this.#refused;
  }

  /** Browsers know no pointer that is not theirs: they refuse to capture it, which ends the page's drag by an exception. */
  #captures(realm: Realm): (() => void)[] {
    const ours = (then: (element: Element) => unknown) => {
      return (element: Element, original: () => unknown, id: unknown) =>
        id === POINTER_ID || id === FINGER_ID ? then(element) : original();
    };
    return [
      replace(
        realm,
        'Element',
        'setPointerCapture',
        ours((element) => {
          this.captured = element;
        }),
      ),
      replace(
        realm,
        'Element',
        'hasPointerCapture',
        ours((element) => this.captured === element),
      ),
      replace(
        realm,
        'Element',
        'releasePointerCapture',
        ours((element) => {
          if (this.captured === element) this.captured = undefined;
        }),
      ),
    ];
  }

  readonly #click = (event: Event) => {
    const [target] = event.composedPath() as Element[];
    const link = (event.composedPath() as Element[]).find(isLink);
    const reserved =
      (target && isInput(target, 'file')) ||
      (link?.href && (link.hasAttribute('download') || leadsAway(link)));
    if (!reserved) return;
    this.#refused = true;
    event.preventDefault();
  };
}

/** The links of SVG have no `protocol`; where they lead, others do too. */
function leadsAway({ protocol }: Partial<HTMLAnchorElement>): boolean {
  return protocol !== undefined && !PLAIN_LINKS.test(protocol);
}

/** Replaces a method of the page for a moment. @returns puts it back */
function replace(
  realm: Realm,
  owner: string,
  method: string,
  by: (self: Element, original: () => unknown, argument: unknown) => unknown,
): () => void {
  const prototype = (realm as unknown as Record<string, { prototype?: object } | undefined>)[owner]
    ?.prototype;
  const own = prototype && Object.getOwnPropertyDescriptor(prototype, method);
  const original = own?.value as ((...args: unknown[]) => unknown) | undefined;
  if (!prototype || !own?.configurable || !original) return () => undefined;
  Object.defineProperty(prototype, method, {
    ...own,
    value(this: Element, ...args: unknown[]) {
      return by(this, () => original.apply(this, args), args[0]);
    },
  });
  return () => {
    Object.defineProperty(prototype, method, own);
  };
}
