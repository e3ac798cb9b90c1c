import { windowOf } from '../around.js';
import { MAX_TEXT } from '../../../protocol/records.js';
import { fileOf, type Assets } from '../assets/assets.js';
import { attributeOf } from '../asked.js';
import type { Masking } from '../masking.js';
import { UNTYPED } from '../private-fields.js';
import { resolve, rewriteUrls } from './css-rules.js';
import { words } from '../../words.js';

export const HTML = 'http://www.w3.org/1999/xhtml';
export const SVG = 'http://www.w3.org/2000/svg';
export const MATHML = 'http://www.w3.org/1998/Math/MathML';

/**
 * Attributes with what is the page's own: addresses that nobody but the browser sees, and the key to its policy. What else
 * replicas have no use for, they leave out themselves.
 */
const LEFT_OUT = words(
  'srcdoc srcset imagesrcset formaction action ping data nonce attributionsrc manifest cite ' +
    'longdesc codebase archive classid profile usemap',
);

/** Elements of SVG that show something of another file. */
const IMAGES = words('image feImage use');

/** Types whose shown value a mask is no valid value of. */
const VALUE_TYPES = words('number range color date time month week datetime-local');

/** What replicas are told of an element's attributes. */
export class Attributes {
  readonly #assets: Assets;
  readonly #masking: Masking;
  /** Images that showed nothing when they were asked. */
  readonly untold = new WeakSet<Element>();

  constructor(assets: Assets, masking: Masking) {
    this.#assets = assets;
    this.#masking = masking;
  }

  /** @returns undefined where the attribute is left out */
  value(element: Element, name: string, value: string, isPrivate: boolean): string | undefined {
    const shown = this.#shown(element, name, value, isPrivate);
    // A part of it would say something else.
    return shown && shown.length > MAX_TEXT ? undefined : shown;
  }

  #shown(element: Element, name: string, value: string, isPrivate: boolean): string | undefined {
    if (LEFT_OUT.has(name) || name.startsWith('on')) return undefined;
    // That it is a link can be seen.
    if (isPrivate && name === 'href' && element.localName === 'a') return '';
    const isHtml = element.namespaceURI === HTML;
    const shown = this.#masking.attribute(name, value, isPrivate, isHtml);
    if (shown === undefined) return undefined;
    if (!isHtml) return this.#foreign(element, name, shown, value);
    switch (name) {
      case 'style':
        return this.#style(element, shown);
      case 'href':
        return linkText(shown, element);
      case 'src':
        return element.localName === 'input' ? this.#image(element, value) : undefined;
      case 'poster':
      case 'background':
        return this.#image(element, value);
      case 'value':
        // What is in fields to write in is told by who knows what each is for; elements of others make such fields, too.
        return /^(hidden|password)$/i.test(attributeOf(element, 'type') ?? '') ||
          (element.localName === 'input' && !UNTYPED.has((element as HTMLInputElement).type))
          ? undefined
          : shown;
      case 'type':
        return isPrivate ? privateType(element as HTMLInputElement) : shown;
      case 'title':
        // On a style sheet it would name a set of alternatives.
        return element.localName === 'style' || element.localName === 'link' ? undefined : shown;
      default:
        return shown;
    }
  }

  /** What an image shows now: its own choice among its sources, once that is there; nothing at all until then. */
  source(image: HTMLImageElement, isPrivate: boolean): string | undefined {
    if (isPrivate) return undefined;
    if (!image.complete || image.naturalWidth === 0) {
      this.untold.add(image);
      if (!image.complete) return '';
      // No address, but one all the same: it could not be shown.
      return image.src ? '-' : undefined;
    }
    const { currentSrc, src } = image;
    // Of a file that is shown twice, Chromium tells the same fragment both times.
    return (
      this.#assets.reference(
        currentSrc && fileOf(currentSrc) !== fileOf(src) ? currentSrc : src,
        false,
        image,
      ) || undefined
    );
  }

  /** @param value - as the page has it: nobody reads which picture or `id` it names */
  #foreign(element: Element, name: string, shown: string, value: string): string | undefined {
    if (name === 'href' || name === 'xlink:href') {
      if (element.localName === 'a') return linkText(shown, element);
      return (
        fragmentOf(value, element) ??
        (IMAGES.has(element.localName) ? this.#image(element, value) : undefined)
      );
    }
    return name === 'style' || shown.includes('url(') ? this.#style(element, shown) : shown;
  }

  #style(element: Element, css: string): string {
    return rewriteUrls(css, {
      base: element.baseURI,
      reference: (url) => fragmentOf(url, element) ?? this.#assets.reference(url),
    });
  }

  #image(element: Element, url: string): string | undefined {
    const absolute = url && resolve(url.trim(), element.baseURI);
    if (!absolute) return undefined;
    // Browsers take what `use` shows from no other site.
    const isKept =
      element.localName !== 'use' ||
      new URL(absolute).origin === windowOf(element.ownerDocument)?.origin;
    if (!isKept) return undefined;
    return this.#assets.reference(absolute, false, element) || undefined;
  }
}

/** A URL without a scheme and without a host: what else there may be in it does not make it one. */
const PATH = /^(?!\/\/)[\w./?][\w./?=&%+~-]*$/;

/** What kind of field or button a private one is, as far as there are such kinds. */
function privateType({ localName, type }: HTMLInputElement): string | undefined {
  if (localName !== 'input' && localName !== 'button') return undefined;
  return VALUE_TYPES.has(type) ? 'text' : type;
}

/** Where a link leads, as far as selectors may ask for it. What follows the path is nobody's business but the site's. */
function linkText(href: string, element: Element): string {
  const text = href.trim();
  if (text.startsWith('#')) return text.replace(/[?=][^]*/, '');
  // Nearly all: a path, of a page that came by HTTP. Reading a URL takes a hundred times as long.
  const isPath = PATH.test(text) && element.baseURI.startsWith('http');
  const address = isPath ? element.baseURI : (resolve(text, element.baseURI) ?? '');
  if (/^https?:/.test(address)) return text.replace(/[?#][^]*/, '');
  return /^(?:mailto|tel):/.exec(address)?.[0] ?? '';
}

/** The fragment, where the URL names something in the element's own document. */
function fragmentOf(url: string, element: Element): string | undefined {
  if (url.startsWith('#')) return url;
  const [address, fragment] = (resolve(url, element.baseURI) ?? '').split('#');
  return fragment !== undefined &&
    [element.ownerDocument.URL, element.baseURI].map(fileOf).includes(address as string)
    ? `#${fragment}`
    : undefined;
}
