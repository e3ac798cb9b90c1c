/**
 * What of the page is private, and what is shown in its place. Asked before anything is recorded: what is private never
 * leaves the page, in no form and at no length.
 */
import { maskCardNumbers } from './card-numbers.js';

/** Shown for any private text or value, whatever its length. */
export const MASK = '••••••••';

/** Surfly documentation, "Masking": fields and regions that carry this attribute are never shown. */
const PRIVATE_ATTRIBUTE = 'surfly_private';

/** HTML standard, autofill field names. All `cc-` ones are private too. */
const PRIVATE_AUTOCOMPLETE = new Set(['current-password', 'new-password', 'one-time-code']);

/** Names by which pages call such fields where they say nothing in `autocomplete`. */
const PRIVATE_NAME =
  /(?:card|cc)[-_ ]?(?:num|no(?![a-z])|nr)|(?:^|[^a-z])(?:cvv|cvc|csc)[0-9]?(?![a-z])|(?:^|[^a-z])(?:otp|pass(?:word|wd|phrase)|pwd)(?![a-z])/i;

const FIELDS = new Set(['input', 'textarea', 'select']);

/** Attributes that may be shown of what is private: where it stands and how it looks, nothing of what it says. */
const OPEN_ATTRIBUTES = new Set([
  ...[
    'class',
    'id',
    'type',
    'placeholder',
    'dir',
    'lang',
    'hidden',
    'inert',
    'disabled',
    'readonly',
  ],
  ...[
    'required',
    'multiple',
    'size',
    'rows',
    'cols',
    'wrap',
    'width',
    'height',
    'colspan',
    'rowspan',
  ],
  ...['span', 'tabindex', 'role', 'slot', 'part', 'for', 'open', 'popover', 'contenteditable'],
  ...['viewBox', 'preserveAspectRatio', 'rel', 'media', 'style', 'draggable', 'align', 'valign'],
]);

export interface MaskingOptions {
  /** CSS selector of further private elements (Surfly option `hide_selector`). */
  hideSelector?: string;
}

export class Masking {
  readonly #hideSelector: string | undefined;
  /** Fields that were a password once: showing it to the leader must not show it to others. */
  readonly #passwords = new WeakSet<Element>();
  readonly #frames = new WeakMap<Node, Element>();
  /** Names and ids of such fields: some pages replace the field when they show what is in it. */
  readonly #passwordNames = new Set<string>();

  /** @param hideSelector - a selector that browsers can read */
  constructor(hideSelector?: string) {
    this.#hideSelector = hideSelector;
  }

  /** Whether a change anywhere may make elements private elsewhere. */
  get hideSelector(): string | undefined {
    return this.#hideSelector;
  }

  /** Whether the node, or anything around it, is private. Shadow roots and frames belong to what holds them. */
  isPrivate(node: Node): boolean {
    for (let at: Node | null | undefined = node; at; at = this.#around(at)) {
      if (at.nodeType === 1 && this.marks(at as Element)) return true;
    }
    return false;
  }

  /** Whether the element makes itself and all that is in it private. */
  marks(element: Element): boolean {
    if (element.hasAttribute(PRIVATE_ATTRIBUTE)) return true;
    if (FIELDS.has(element.localName) && this.#isPrivateField(element as HTMLInputElement)) {
      return true;
    }
    return this.#hideSelector !== undefined && element.matches(this.#hideSelector);
  }

  /** What this document shows is shown in that frame of the page. */
  framed(document: Document, frame: Element): void {
    this.#frames.set(document, frame);
  }

  /** The field was a password field a moment ago. */
  wasPassword(field: Element): void {
    this.#passwords.add(field);
    for (const name of namesOf(field)) this.#passwordNames.add(name);
  }

  /** Text of the page, as it may be shown. */
  text(text: string, isPrivate: boolean): string {
    if (!isPrivate) return maskCardNumbers(text);
    return text.trim() === '' ? text.slice(0, 1) : MASK;
  }

  /** What a field holds, as it may be shown. That it is empty is no secret: its placeholder then shows. */
  value(value: string, isPrivate: boolean): string {
    if (!isPrivate) return maskCardNumbers(value);
    return value === '' ? '' : MASK;
  }

  /** @returns the attribute's value as it may be shown, undefined if not at all */
  attribute(name: string, value: string, isPrivate: boolean): string | undefined {
    if (!isPrivate) return TEXT_ATTRIBUTE.test(name) ? maskCardNumbers(value) : value;
    if (!OPEN_ATTRIBUTES.has(name)) return undefined;
    return name === 'style' ? withoutText(value) : value;
  }

  /** Text of a style rule that belongs to something private, without what it would print. */
  rule(text: string): string {
    return withoutText(text);
  }

  #around(node: Node): Node | null | undefined {
    if (node.nodeType === 9) {
      // A page can put a frame into the document that it showed, which then goes round in a circle.
      const frame = this.#frames.get(node) as HTMLIFrameElement | undefined;
      return frame?.contentDocument === node ? frame : undefined;
    }
    return node.parentNode ?? (node as Partial<ShadowRoot>).host;
  }

  #isPrivateField(field: HTMLInputElement): boolean {
    if (field.type === 'password') {
      this.wasPassword(field);
      return true;
    }
    if (this.#passwords.has(field)) return true;
    const autocomplete = field.getAttribute('autocomplete');
    if (autocomplete && autocomplete.toLowerCase().split(/\s+/).some(isPrivateToken)) return true;
    if (UNTYPED.has(field.type)) return false;
    const names = namesOf(field);
    return names.some((name) => this.#passwordNames.has(name) || PRIVATE_NAME.test(name));
  }
}

/** @throws TypeError where the selector is none */
export function createMasking({ hideSelector }: MaskingOptions = {}): Masking {
  const selector = hideSelector?.trim();
  if (!selector) return new Masking();
  try {
    document.createDocumentFragment().querySelector(selector);
  } catch {
    throw new TypeError(
      `hide_selector is "${selector}", which is no CSS selector: nothing can be shared before that is mended.`,
    );
  }
  return new Masking(selector);
}

/** Types of which nobody types anything in. */
const UNTYPED = new Set([
  'button',
  'submit',
  'reset',
  'image',
  'checkbox',
  'radio',
  'file',
  'range',
  'color',
]);

/** Attributes whose value is text that somebody reads. Numbers in others, such as `d` of a path, are no card numbers. */
const TEXT_ATTRIBUTE =
  /^(?:title|alt|placeholder|value|label|href|content|summary|abbr|aria-.*|data-.*)$/;

function isPrivateToken(token: string): boolean {
  return token.startsWith('cc-') || PRIVATE_AUTOCOMPLETE.has(token);
}

function namesOf(field: Element): string[] {
  return [field.getAttribute('name'), field.id].filter(
    (name) => name !== null && name !== '',
  ) as string[];
}

/** Custom properties and quoted strings may be what `content` prints; URLs may name a picture of the secret. */
function withoutText(css: string): string {
  return css
    .replace(/"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'/g, '""')
    .replace(/url\((?!"")[^)]*\)/gi, 'url("")')
    .replace(/--[\w-]+\s*:[^;}]*;?/g, '');
}
