import { windowOf } from '../around.js';
import { hear } from '../hear.js';
import { editingHost, isInput, isLink, isTextField } from './kinds.js';
import type { Steps } from './steps.js';
import type { Realm } from './tree.js';

/** The mouse's number in the page's pointer events. */
export const POINTER_ID = 1;
/** The finger's: none that a browser gives, for the leader may have fingers on the glass, too. */
export const FINGER_ID = 1_000_001;

/** What browsers reserve for the person in front of them, by how a script that asks for it here is told so. */
const RESERVED = {
  throws: 'HTMLInputElement showPicker,HTMLSelectElement showPicker,webkitSpeechRecognition start',
  calls: 'window print,Geolocation getCurrentPosition watchPosition',
  asks:
    'Notification requestPermission,DeviceOrientationEvent requestPermission,' +
    'DeviceMotionEvent requestPermission',
  rejects:
    'window showOpenFilePicker showSaveFilePicker showDirectoryPicker queryLocalFonts,' +
    'Element requestFullscreen webkitRequestFullscreen webkitRequestFullScreen requestPointerLock,' +
    'HTMLVideoElement requestPictureInPicture webkitEnterFullscreen,DocumentPictureInPicture requestWindow,' +
    'MediaDevices getDisplayMedia getUserMedia,Bluetooth requestDevice,USB requestDevice,HID requestDevice,' +
    'Serial requestPort,Navigator requestMIDIAccess share,EyeDropper open,' +
    'PushManager subscribe,CredentialsContainer get create,' +
    'Clipboard read readText write writeText,PaymentRequest show',
};
const REFUSAL = 'A person at this screen has to do this.';

/** Addresses that a link may lead to from here; others start programs on the leader's machine. */
const PLAIN_LINKS = /^(https?|blob|about|javascript):$/;

/**
 * Stands beside a remote action while it is dispatched, and only then. The leader may have clicked a moment ago, which
 * lets the page open a file picker or write the clipboard: that click was not meant for what a viewer does.
 */
export class Guard {
  /** An element that took the pointer for itself (`setPointerCapture`). Events go to it until the button is up. */
  captured: Element | undefined;
  /** The action is one of the keyboard: what gets the focus shows it. */
  isByKey = false;
  /** Documents whose windows have methods replaced, and what puts them back. To do that anew for each action would slow the page down. */
  readonly #guarded = new Map<Document, (() => void)[]>();
  #isWatching = false;
  #refused = false;

  /** Carries out the steps of an action. @returns what came of it; undefined where something was refused meanwhile */
  *watch<T>(realm: Realm, action: Steps<T>): Steps<T | undefined> {
    // Frames of the page come, go, and go to other pages.
    for (const document of this.#guarded.keys()) if (!windowOf(document)) this.#restore(document);
    // A page asks by its frames, too: parts of pages are printed so.
    for (const one of [realm, ...framesOf(realm)]) {
      if (!this.#guarded.has(one.document)) this.#guarded.set(one.document, this.#enter(one));
    }
    this.#refused = false;
    this.#isWatching = true;
    try {
      const result = yield* action;
      // What the page does at last is done for the action, too.
      yield;
      return this.#refused ? undefined : result;
    } finally {
      this.#isWatching = false;
    }
  }

  /** Leaves the page's windows as they were found, until the next action. */
  leave(): void {
    for (const document of this.#guarded.keys()) this.#restore(document);
  }

  #restore(document: Document): void {
    for (const put of this.#guarded.get(document) ?? []) {
      try {
        put();
      } catch {
        // Its window shows a page of another site by now.
      }
    }
    this.#guarded.delete(document);
  }

  #enter(realm: Realm): (() => void)[] {
    const refuse =
      (answer: string): Replacement =>
      (_self, _original, _first, failed) => {
        this.#refused = true;
        if (answer === 'calls') {
          const denial = { code: 1, PERMISSION_DENIED: 1, message: REFUSAL };
          if (failed) realm.setTimeout(failed as (error: unknown) => void, 0, denial);
          return 0;
        }
        // As if the question had been closed without an answer.
        if (answer === 'asks') return realm.Promise.resolve('default');
        const error = new realm.DOMException(REFUSAL, 'NotAllowedError');
        if (answer === 'throws') throw error;
        return realm.Promise.reject(error);
      };
    /** Browsers know no pointer that is not theirs: they refuse to capture it, which ends the page's drag by an exception. */
    const ours =
      (then: (element: Element) => unknown): Replacement =>
      (element, original, id) =>
        id === POINTER_ID || id === FINGER_ID ? then(element) : original();
    const replaced = (owner: string, method: string, by: Replacement) =>
      replace(realm, owner, method, (self, original, ...args) =>
        this.#isWatching ? by(self, original, ...args) : original(),
      );
    const over = new AbortController();
    hear(realm, 'click', over.signal, this.#click);
    return [
      () => over.abort(),
      ...Object.entries(RESERVED).flatMap(([answer, owners]) =>
        owners.split(',').flatMap((one) => {
          const [owner = '', ...methods] = one.split(' ');
          return methods.map((method) => replaced(owner, method, refuse(answer)));
        }),
      ),
      replaced('HTMLElement', 'click', (element, original) => {
        if (isInput(element, 'file') || isUnheard(element)) this.#refused = true;
        else original();
      }),
      // All else stays in the session's window. This would open beside it, and pages fill it at once.
      replaced('window', 'open', (_window, original, url, _name, features) => {
        if (!features || (url && String(url) !== 'about:blank')) return original();
        this.#refused = true;
        return null;
      }),
      // To a browser, none of this is a press of the mouse.
      replaced('HTMLElement', 'focus', (element, original, options) => {
        const { isByKey: focusVisible } = this;
        // What is written into shows it in any case.
        if (!focusVisible && (isTextField(element) || editingHost(element) === element)) {
          return original();
        }
        return original({ focusVisible, ...(options as FocusOptions | undefined) });
      }),
      replaced('EventTarget', 'dispatchEvent', (element, original, event) => {
        if ((event as Event).type !== 'click' || !isUnheard(element)) return original();
        this.#refused = true;
        return false;
      }),
      replaced('Document', 'execCommand', (_document, original, command) => {
        if (!/^(?:copy|cut|print)$/i.test(String(command))) return original();
        this.#refused = true;
        return false;
      }),
      replaced(
        'Element',
        'setPointerCapture',
        ours((element) => {
          this.captured = element;
        }),
      ),
      replaced(
        'Element',
        'hasPointerCapture',
        ours((element) => this.captured === element),
      ),
      replaced(
        'Element',
        'releasePointerCapture',
        ours((element) => {
          if (this.captured === element) this.captured = undefined;
        }),
      ),
    ];
  }

  readonly #click = (event: Event) => {
    if (!this.#isWatching) return;
    const [target] = event.composedPath() as Element[];
    const link = (event.composedPath() as Element[]).find(isLink);
    if (![target, link].some((one) => one && isReserved(one))) return;
    this.#refused = true;
    event.preventDefault();
  };
}

/** Browsers do at a click what is for the person in front of them. */
function isReserved(element: Element): boolean {
  if (isInput(element, 'file')) return true;
  return (
    isLink(element) && !!element.href && (element.hasAttribute('download') || leadsAway(element))
  );
}

/** The same where no listener of ours hears the click, for the element stands nowhere: pages save files by such links. */
function isUnheard(element: Element): boolean {
  return element.nodeType === 1 && !element.isConnected && isReserved(element);
}

/** The links of SVG have no `protocol`; where they lead, others do too. */
function leadsAway({ protocol }: Partial<HTMLAnchorElement>): boolean {
  return protocol !== undefined && !PLAIN_LINKS.test(protocol);
}

/** Those that stand in the page itself, as far as their windows may be touched. */
function framesOf({ document }: Realm): Realm[] {
  const frames = [...document.querySelectorAll('iframe')];
  return frames.flatMap(({ contentDocument: inner }) => (inner && windowOf(inner)) ?? []);
}

type Replacement = (
  self: Element,
  original: (...other: unknown[]) => unknown,
  ...args: unknown[]
) => unknown;

/** Replaces a method of the page. @returns puts it back, unless the page has replaced it in turn */
function replace(realm: Realm, owner: string, method: string, by: Replacement): () => void {
  const owners = realm as unknown as Record<string, { prototype?: object } | undefined>;
  const asked = owners[owner] ?? {};
  // What is the window's own is nowhere else, and some is asked of a class itself.
  const prototype = method in asked ? asked : asked.prototype;
  const own = prototype && Object.getOwnPropertyDescriptor(prototype, method);
  const original = own?.value as ((...args: unknown[]) => unknown) | undefined;
  if (!prototype || !own?.configurable || !original) return () => undefined;
  const value = function (this: Element, ...args: unknown[]) {
    return by(this, (...other) => original.apply(this, other.length > 0 ? other : args), ...args);
  };
  Object.defineProperty(prototype, method, { ...own, value });
  return () => {
    const now = Object.getOwnPropertyDescriptor(prototype, method);
    if (now?.value === value) Object.defineProperty(prototype, method, own);
  };
}
