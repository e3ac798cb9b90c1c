/**
 * What of the page is private, and what is shown in its place. Asked before anything is recorded: what is private never
 * leaves the page, in no form and at no length.
 */
import { parentOf } from '../tree.js';
import { aroundOf } from './around.js';
import { hasAttribute, isLike } from './asked.js';
import { MAX_TEXT } from '../../protocol/records.js';
import { cardNumbersIn, maskCardNumbers, maskDigits, maskPart } from './card-numbers.js';
import {
  OPEN_ATTRIBUTES,
  TEXT_ATTRIBUTE,
  withMaskedStrings,
  withMaskedTexts,
  styleWithoutText,
  withoutText,
} from './masked-parts.js';
import { isPrivateParameter, PrivateFields, type PrivateKind } from './private-fields.js';
import { Secrets } from './secrets.js';
import { runAround, writtenAround } from './text-runs.js';

/** Shown for any private text or value, whatever its length. */
export const MASK = '••••••••';

/** Surfly documentation, "Masking": fields and regions that carry this attribute are never shown. */
const PRIVATE_ATTRIBUTE = 'surfly_private';
/** Ours: with `mask_all` only regions that carry this attribute are shown. */
export const PUBLIC_ATTRIBUTE = 'surfly_public';

export interface MaskingOptions {
  /** CSS selector of further private elements (Surfly option `hide_selector`). */
  hideSelector?: string;
  /** Everything is private but what is in elements that carry `surfly_public` (our option `mask_all`). */
  maskAll?: boolean;
}

export class Masking {
  readonly hideSelector: string | undefined;
  readonly maskAll: boolean;
  readonly secrets = new Secrets();
  /** Nodes that are shown in a private slot of a shadow root. */
  slotted = new Set<Node>();
  /** Card numbers found in texts so far. */
  cards = 0;
  /** Called for texts that turned out to be part of a card number. */
  found: ((text: Text) => void) | undefined;
  readonly fields = new PrivateFields();
  readonly #frames = new WeakMap<Node, Element>();
  /** Texts with a card number in them, now or before; with a part of one. */
  readonly #withCard = new WeakSet<Node>();
  readonly #withPart = new WeakSet<Node>();

  /** @param options - with a selector that browsers can read */
  constructor(hideSelector: string | undefined, maskAll: boolean) {
    this.hideSelector = hideSelector;
    this.maskAll = maskAll;
  }

  /** Whether the node, or anything around it, is private. Shadow roots and frames belong to what holds them. */
  isPrivate(node: Node): boolean {
    if (this.isClosed(node)) return true;
    const opens = (at: Node) => isElement(at) && hasAttribute(at, PUBLIC_ATTRIBUTE);
    return this.maskAll && !this.#isIn(node, opens);
  }

  /** The same, and nothing in it can be shown: it is not just not allowed so far. */
  isClosed(node: Node): boolean {
    return this.#isIn(node, (at) => this.slotted.has(at) || (isElement(at) && this.marks(at)));
  }

  /** Whether an element is private, given whether what is around it is. */
  isPrivateIn(element: Element, around: boolean, marks = this.marks(element)): boolean {
    if (marks || this.slotted.has(element)) return true;
    if (!around || !this.maskAll || !hasAttribute(element, PUBLIC_ATTRIBUTE)) return around;
    return this.isClosed(element);
  }

  /** Whether the element makes itself and all that is in it private. */
  marks(element: Element): boolean {
    return this.kindOf(element) !== undefined;
  }

  kindOf(element: Element): PrivateKind | undefined {
    if (hasAttribute(element, PRIVATE_ATTRIBUTE)) return 'region';
    const kind = this.fields.kindOf(element);
    if (kind) return kind;
    return this.hideSelector !== undefined && isLike(element, this.hideSelector)
      ? 'hidden'
      : undefined;
  }

  /** What this document shows is shown in that frame of the page. */
  framed(document: Document, frame: Element): void {
    this.#frames.set(document, frame);
  }

  /** A text of the page, as it may be shown. */
  text(node: Text, data: string, isPrivate: boolean): string {
    if (isPrivate) return data.trim() === '' ? data.slice(0, 1) : MASK;
    const shown = this.#withoutCards(node, data);
    // A mask can be longer than what it hides.
    return this.secrets.hide(shown, MASK, () => writtenAround(node)).slice(0, MAX_TEXT);
  }

  /** @returns the attribute's value as it may be shown, undefined if not at all */
  attribute(name: string, value: string, isPrivate: boolean, isHtml = false): string | undefined {
    if (isPrivate) {
      if (!OPEN_ATTRIBUTES.has(name)) return undefined;
      if (name === 'style') return styleWithoutText(value);
      return name === 'placeholder' && value !== '' ? MASK : value;
    }
    if (maskCardNumbers(name) !== name) return undefined;
    if (name === 'style') return this.rule(value);
    // What frameworks keep there nobody sees: `data-page`, `wire:snapshot`, `hx-vals`.
    if (/[-:]/.test(name) && /^[[{]+"/.test(value)) return '';
    return TEXT_ATTRIBUTE.test(name) || (isHtml && value.length > 3 && !OPEN_ATTRIBUTES.has(name))
      ? this.#plain(value)
      : value;
  }

  /** Style rules or declarations that belong to nothing private. */
  rule(text: string): string {
    if (!this.secrets.some && maskCardNumbers(text) === text) return text;
    return withMaskedStrings(text, (string) => this.#plain(string));
  }

  /** The same, without what they would print or show, of something that is private. */
  privateRule(text: string, isClosed: boolean): string {
    if (isClosed) return withoutText(text);
    return withMaskedTexts(text, (string) => (/[\p{L}\p{N}]/u.test(string) ? '' : string));
  }

  /** An address of the page, for others to read. */
  url(href: string): string {
    if (this.maskAll) return href.replace(/([\w\]]\/)[^]*/, '$1');
    return href
      .replace(/([?&#;]([^?&#;=/]+)=)[^&#;]+/g, (all, start: string, name: string) =>
        isPrivateParameter(decoded(name)) ? `${start}masked` : all,
      )
      .replace(/[^/?#&=;]+/g, (part) => {
        const text = decoded(part);
        // Keys to somebody's own page are as long as that.
        return this.#plain(text) === text && !/\w{32}/.test(text) ? part : 'masked';
      });
  }

  #plain(text: string): string {
    return this.secrets.hide(maskCardNumbers(text), MASK);
  }

  /**
   * A card number may be spread over several texts: then each is hidden as far as it is a part of it. Scripts make another text
   * of every change, so what is known of a text holds for those that come in its place.
   */
  #withoutCards(node: Text, data: string): string {
    const masked = maskPart(data);
    if (masked === data) return data;
    const place = parentOf(node) ?? node;
    if (this.#withPart.has(place)) return masked;
    if (this.#withCard.has(place)) return maskDigits(data);
    const { length } = cardNumbersIn(data);
    if (length > 0) {
      this.#withCard.add(place);
      this.cards += length;
      return maskCardNumbers(data);
    }
    const parts = runAround(node, data);
    if (parts.length > 0) this.cards += 1;
    for (const text of parts) {
      this.#hideParts(text);
      if (text !== node) this.found?.(text);
    }
    return parts.includes(node) ? masked : data;
  }

  #hideParts(text: Text): void {
    const parent = parentOf(text);
    if (!parent) return;
    // Of a whole paragraph only what is long enough to be of a number is hidden.
    const isWhole = /^[^\p{L}]*$/u.test(parent.textContent ?? '');
    (isWhole ? this.#withPart : this.#withCard).add(parent);
  }

  /** Whether the node, or anything around it, is one of those. */
  #isIn(node: Node, isOne: (node: Node) => boolean): boolean {
    for (let at: Node | null | undefined = node; at; at = this.#around(at)) {
      if (isOne(at)) return true;
    }
    return false;
  }

  #around(node: Node): Node | null | undefined {
    if (node.nodeType === 9) {
      // A page can put a frame into the document that it showed, which then goes round in a circle.
      const frame = this.#frames.get(node) as HTMLIFrameElement | undefined;
      return frame?.contentDocument === node ? frame : undefined;
    }
    return aroundOf(node);
  }
}

/** @throws TypeError where the selector is none */
export function createMasking({ hideSelector, maskAll = false }: MaskingOptions = {}): Masking {
  const selector = hideSelector?.trim() || undefined;
  try {
    if (selector) document.createDocumentFragment().querySelector(selector);
  } catch {
    throw new TypeError(
      `hide_selector is "${selector}", which is no CSS selector: nothing can be shared before that is mended.`,
    );
  }
  return new Masking(selector, maskAll);
}

const isElement = (node: Node): node is Element => node.nodeType === 1;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    return part;
  }
}
