/** Which fields are private by themselves. */
import { allIn } from './asked.js';
import { words } from '../words.js';

/** What is private about an element: a field, a region that says so, or one that `hide_selector` chooses. */
export type PrivateKind = 'password' | 'card' | 'code' | 'region' | 'hidden';

/** Names by which pages call such fields, and so does the HTML standard in `autocomplete`. */
const NAMES: readonly [PrivateKind, RegExp][] = [
  ['card', /^cc-(?:.*name|exp|type)|(?:card|(?<![a-z])cc)-?(?:num|no(?![a-z])|nr|exp|hold)/i],
  [
    'code',
    /cv[cvn]|ccv|(?<![a-z])(?:csc|t?ot[pc]|m?tan|(?:one-?time|security|verif\w+|[m2]fa|sms|factor|auth|recovery|card|digit)-?(?:code|token|pass\w*))(?![a-z])/i,
  ],
  ['password', /(?<![a-z])(?:pass(?:word|wd|phrase|code)|pwd|pin)(?![a-z])|^pass$/i],
];

/** Parameters of addresses that are nobody else's business, besides those with such a name. */
const PARAMETER =
  /(?:token|secret|key|session-?id|response)$|(?<![a-z])(?:code|pass|auth|jwt|sid|sig|signature|ticket|credential)$/i;

/** Types of which nobody types anything in. */
export const UNTYPED: ReadonlySet<string> = words(
  'button submit reset image checkbox radio file range color',
);

/** What component libraries call the fields for a code's digits, where they limit no lengths. */
const CODE_BOXES = '.p-inputotp,.n-input-otp';

/** How far around a field its like are looked for, in elements. */
const AROUND = 3;

export const FIELDS: ReadonlySet<string> = words('input textarea select');

export class PrivateFields {
  /** Fields that were a password once: showing it to the leader must not show it to others. */
  readonly #passwords = new WeakSet<Element>();
  /**
   * Names, ids and placeholders of such fields, by the tree that they are unique in: some pages replace the field when they
   * show what is in it, and components call all their fields the same.
   */
  readonly #passwordNames = new WeakMap<Node, Set<string>>();
  /**
   * Labels by the id that they are for, in each tree of which all have been looked at: fields may come long after them, and be
   * replaced by others. What has gone is not held on to.
   */
  readonly #labels = new WeakMap<Node, Map<string, WeakRef<Element>>>();
  /** Fields that held a card number together, or are for something that is as private. */
  readonly #cards = new WeakSet<Element>();

  /** The field was a password field a moment ago. */
  wasPassword(field: Element): void {
    this.#passwords.add(field);
    const root = field.getRootNode();
    let names = this.#passwordNames.get(root);
    if (!names) this.#passwordNames.set(root, (names = new Set()));
    for (const name of [...namesOf(field), (field as HTMLInputElement).placeholder]) {
      // Floating labels are made with a space.
      if (name?.trim()) names.add(name);
    }
  }

  /** A label has come. */
  labelled(label: Element): void {
    this.#labelsIn(label).set((label as HTMLLabelElement).htmlFor, new WeakRef(label));
  }

  /** The field holds a part of a card number, or did, or is for something that is as private. */
  heldCard(field: Element): void {
    this.#cards.add(field);
  }

  kindOf(element: Element): PrivateKind | undefined {
    if (!FIELDS.has(element.localName)) return undefined;
    const field = element as HTMLInputElement;
    if (field.type === 'password' || isDotted(field)) this.wasPassword(field);
    if (this.#passwords.has(field)) return 'password';
    if (this.#cards.has(field)) return 'card';
    if (UNTYPED.has(field.type) || field.type === 'email') return undefined;
    // Those with suggestions of their own say `new-password` to be left alone by the browser's.
    const isOwn = field.role === 'combobox';
    const tokens = isOwn ? [] : `${field.getAttribute('autocomplete')}`.split(/\s+/);
    const passwords = this.#passwordNames.get(field.getRootNode());
    if (passwords?.has(field.placeholder)) return 'password';
    for (const name of [...tokens, ...namesOf(field)]) {
      if (passwords?.has(name)) return 'password';
      const kind = kindByName(name);
      if (kind) return kind;
    }
    return this.#kindByLabel(field) ?? kindByPlace(field);
  }

  /** Component libraries number their fields, and label them. Of passwords a label may speak for other reasons. */
  #kindByLabel(field: HTMLInputElement): PrivateKind | undefined {
    if (field.localName !== 'input') return undefined;
    const label =
      field.closest('label') ??
      this.#labelsIn(field)
        .get(field.id || ' ')
        ?.deref();
    const kind = kindByName(`${field.ariaLabel} ${field.placeholder} ${label?.textContent}`);
    return kind === 'password' ? undefined : kind;
  }

  /** By the id that each is for. For `labels` browsers would go through the whole page for each field. */
  #labelsIn(node: Element): Map<string, WeakRef<Element>> {
    const root = node.getRootNode() as Document;
    let labels = this.#labels.get(root);
    if (!labels) {
      this.#labels.set(root, (labels = new Map()));
      for (const label of root.querySelectorAll('label')) this.labelled(label);
    }
    return labels;
  }
}

/** Shown as dots, as what is in a password field. */
function isDotted(field: Element): boolean {
  const { webkitTextSecurity: dots } = getComputedStyle(field) as { webkitTextSecurity?: string };
  return (dots || 'none') !== 'none';
}

/** Whether a parameter of an address is private by its name. */
export function isPrivateParameter(name: string): boolean {
  return kindByName(name) !== undefined || PARAMETER.test(inWords(name));
}

function kindByName(name: string): PrivateKind | undefined {
  const text = inWords(name);
  return NAMES.find(([, pattern]) => pattern.test(text))?.[0];
}

/** `otpCode`, `otp_code` and `otp code` as `otp-code`. */
function inWords(name: string): string {
  return name.replace(/[a-z\d](?=[A-Z])/g, '$&-').replace(/[_ .[]/g, '-');
}

/** A field for each digit of a code, or for each group of a card number. */
function kindByPlace(field: HTMLInputElement): PrivateKind | undefined {
  const { maxLength } = field;
  const { length } = boxesOf(field);
  if ((length > 0 && maxLength === 1) || field.closest(CODE_BOXES)) return 'code';
  // Shorter ones are the hours of a week, or how many of each thing in a cart.
  return maxLength === 4 && length > 3 && length < 6 ? 'card' : undefined;
}

/** The short fields for the parts of one number of which this is one; none, where it is none. */
export function boxesOf(
  field: HTMLInputElement,
): readonly HTMLInputElement[] | NodeListOf<HTMLInputElement> {
  const { maxLength } = field;
  if (!(maxLength >= 1 && maxLength <= 6)) return [];
  let around = field.parentElement;
  for (let i = 0; i < AROUND && around; i += 1) {
    const boxes = allIn(around, `input[maxlength="${maxLength}"]`);
    if (boxes.length >= 4) return boxes as NodeListOf<HTMLInputElement>;
    around = around.parentElement;
  }
  return [];
}

function namesOf(field: Element): string[] {
  return [field.getAttribute('name') ?? '', field.id];
}
