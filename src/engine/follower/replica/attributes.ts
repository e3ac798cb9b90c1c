import { ASKED_ATTRIBUTES } from '../../../protocol/records.js';
import { HAS_URL } from '../../mirror/css.js';
import { HTML, isAllowedAttribute, SVG, words } from './allowed.js';
import { removeAttribute, setAttribute } from './dom.js';
import type { Environment } from './environment.js';
import { filterCss, NOTHING, safeUrl } from './filter-css.js';
import { MisfitError, type Reader } from './reader.js';
import type { UrlOf } from './picture-assets.js';

export interface AttributesOptions {
  /** The URL of an asset's number, once its bytes are there. */
  urlOf(number: number): string | undefined;
  /** The same of a picture file from which `use` takes something into the page itself. */
  spriteOf(number: number): string | undefined;
  environment: Environment;
}

/** Attributes that name an image, of these elements. Of all others with a URL none is set. */
const IMAGES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['src', words('img input')],
  ['poster', words('video')],
  ['href', words('image feImage use')],
  ['background', words('body table thead tbody tfoot tr th td')],
]);

interface Awaited {
  value: string;
  /** Later values of an attribute have higher ones. */
  turn: number;
}

/** Sets attributes as the leader has them, except for what a picture must not do. */
export class Attributes {
  readonly #options: AttributesOptions;
  /** Elements that wait for assets, with what was sent for their attributes. */
  readonly #waiting = new Map<number, Map<Element, Map<string, Awaited>>>();
  #turn = 0;
  /** What was sent as their styles, where it says something else in another environment. */
  readonly #dependent = new Map<Node, string>();

  constructor(options: AttributesOptions) {
    this.#options = options;
  }

  /** @param value - null takes the attribute away */
  set(element: Element, name: string, value: string | null): void {
    if (!isAllowedAttribute(element, name)) return;
    const plain = name === 'xlink:href' ? 'href' : name;
    if (element.localName === 'img' && plain === 'src' && value !== null) {
      // The old picture stays until the new one is there, in the leader's page or here. Those that were told before are still
      // waited for: where each is replaced before its bytes are here, nothing would ever be seen.
      if (value === '') return this.placeholder(element, 0, 0);
      if (this.#wait(element, plain, value)) return;
    }
    this.#forget(element, plain);
    this.#apply(element, plain, value);
  }

  #apply(element: Element, plain: string, value: string | null): void {
    const isLocal = plain === 'href' && (!this.#isImage(element, plain) || value?.startsWith('#'));
    if (isLocal) setLink(element, value);
    else if (plain === 'popover') setPopover(element, value);
    else if (value === null) this.#remove(element, plain);
    else if (this.#isImage(element, plain)) this.#setImage(element, plain, value);
    else if (plain === 'src' || plain === 'poster' || plain === 'background') return;
    else if (plain === 'sizes') setAttribute(element, plain, autoIn(value));
    else if (mayLoad(element, plain, value)) this.#setCss(element, plain, value);
    else if (plain === 'attributeName' && /href|^on/i.test(value)) return;
    else setAttribute(element, plain, value);
  }

  /**
   * The bytes of an asset are there.
   * @returns the elements that waited for them
   */
  arrived(number: number): Element[] {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    for (const [element, attributes] of waiting ?? []) {
      for (const [name, { value, turn }] of attributes) {
        this.#forget(element, name, turn);
        this.#apply(element, name, value);
      }
    }
    return [...(waiting?.keys() ?? [])];
  }

  /** The leader's screen is another. */
  environmentChanged(): void {
    for (const [element, value] of [...this.#dependent]) {
      this.set(element as Element, 'style', value);
    }
  }

  forget(node: Node): void {
    this.#dependent.delete(node);
  }

  /** What an image shows until it has its bytes: nothing, but in its size. */
  placeholder(element: Element, width: number, height: number): void {
    const name = element.localName === 'video' ? 'poster' : 'src';
    const current = element.getAttribute(name);
    if (current === null || current.startsWith('data:image/svg+xml;surfly,')) {
      setAttribute(element, name, sized(width, height));
    }
  }

  #isImage(element: Element, name: string): boolean {
    return IMAGES.get(name)?.has(element.localName) ?? false;
  }

  #setImage(element: Element, name: string, value: string): void {
    if (value === '') return this.placeholder(element, 0, 0);
    if (this.#wait(element, name, value)) return;
    // What else a URL holds is not made safe to be part of the page.
    const isOpen = element.localName === 'use' && !value.startsWith('asset:');
    const url = isOpen ? NOTHING : safeUrl(value, this.#sourceOf(element));
    if (element.localName === 'img') forgetChoice(element);
    setAttribute(element, name, url);
  }

  #setCss(element: Element, name: string, value: string): void {
    const { environment, urlOf } = this.#options;
    if (value.includes('asset:')) this.#wait(element, name, value);
    if (name === 'style' && environment.concerns(value)) this.#dependent.set(element, value);
    setAttribute(element, name, filterCss(environment.rule(value, urlOf), urlOf, false));
  }

  #sourceOf({ localName }: Element): UrlOf {
    return localName === 'use' ? this.#options.spriteOf : this.#options.urlOf;
  }

  #remove(element: Element, name: string): void {
    if (name === 'src' && element.localName === 'img') forgetChoice(element);
    removeAttribute(element, name);
  }

  /** @returns whether an asset in the value is still missing */
  #wait(element: Element, name: string, value: string): boolean {
    let isMissing = false;
    this.#turn += 1;
    const sourceOf = this.#sourceOf(element);
    for (const [, digits] of value.matchAll(/asset:(\d{1,9})/g)) {
      const number = Number(digits);
      if (sourceOf(number) !== undefined) continue;
      isMissing = true;
      let elements = this.#waiting.get(number);
      if (!elements) this.#waiting.set(number, (elements = new Map()));
      let attributes = elements.get(element);
      if (!attributes) elements.set(element, (attributes = new Map()));
      attributes.set(name, { value, turn: this.#turn });
    }
    return isMissing;
  }

  /** @param turn - what was told later is still waited for */
  #forget(element: Element, name: string, turn = Infinity): void {
    if (name === 'style') this.#dependent.delete(element);
    if (this.#waiting.size === 0) return;
    for (const [number, elements] of this.#waiting) {
      const attributes = elements.get(element);
      if ((attributes?.get(name)?.turn ?? Infinity) <= turn) attributes?.delete(name);
      // Nothing may ever arrive for them.
      if (attributes?.size === 0) elements.delete(element);
      if (elements.size === 0) this.#waiting.delete(number);
    }
  }
}

/** The URL of an image that shows nothing, in its size. */
export function sized(width: number, height: number): string {
  const size = `width='${Math.round(width)}' height='${Math.round(height)}'`;
  return `data:image/svg+xml;surfly,${encodeURIComponent(`<svg xmlns='${SVG}' ${size}/>`)}`;
}

/** An image that is as large as its box has no size of its own. What else there is in `sizes` was for the page to choose by. */
export function autoIn(sizes: string | null): string {
  return /^auto\b/i.exec(`${sizes}`)?.[0] ?? '';
}

/** See Images: it was made for another picture. Chromium keeps its density where it is not replaced. */
function forgetChoice(image: Element): void {
  setAttribute(image, 'srcset', '');
  removeAttribute(image, 'srcset');
}

/** Those of other kinds would close one another, and at the viewer's click; selectors find the kind under another name. */
function setPopover(element: Element, value: string | null): void {
  if (value === null) {
    removeAttribute(element, 'popover');
    removeAttribute(element, 'surfly-popover');
  } else {
    setAttribute(element, 'popover', 'manual');
    setAttribute(element, 'surfly-popover', value);
  }
}

/** A link looks like one and leads nowhere; selectors find where it led under another name. */
function setLink(element: Element, value: string | null): void {
  const isLink = element.localName === 'a' || element.localName === 'area';
  if (element.namespaceURI !== HTML && value?.startsWith('#') && !isLink) {
    // Within a picture: the symbol that `use` shows, the gradient that another builds on.
    setAttribute(element, 'href', value);
  } else if (value === null) {
    removeAttribute(element, 'href');
    removeAttribute(element, 'surfly-href');
  } else if (isLink) {
    // To a place in the same page: which one is seen now can be told by style.
    setAttribute(element, 'href', value.startsWith('#') ? value : '#');
    setAttribute(element, 'surfly-href', value);
  }
}

/** Reads `name, value, …`. Selectors find under other names what a replica cannot have. */
export function setAsked(element: Element, op: Reader): void {
  const asked = new Map<string, string>();
  while (!op.done) asked.set(op.text(), op.text());
  for (const name of ASKED_ATTRIBUTES) {
    const value = asked.get(name);
    asked.delete(name);
    if (value === undefined) removeAttribute(element, `surfly-${name}`);
    else setAttribute(element, `surfly-${name}`, value);
  }
  for (const name of asked.keys()) throw new MisfitError(`Nobody asks for ${name.slice(0, 50)}.`);
}

/** Whether browsers read it as CSS in which there may be an image. Most others move what is drawn, many times a second. */
function mayLoad({ namespaceURI }: Element, name: string, value: string): boolean {
  return name === 'style' || (namespaceURI !== HTML && HAS_URL.test(value));
}
