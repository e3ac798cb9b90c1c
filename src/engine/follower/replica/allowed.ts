/**
 * What of a page may be built. A sandbox without scripts and a policy without a network stand behind this; here it is seen
 * to that there is nothing for them to stop.
 */
import { Namespace } from '../../../protocol/records.js';

export const HTML = 'http://www.w3.org/1999/xhtml';
export const SVG = 'http://www.w3.org/2000/svg';
const MATHML = 'http://www.w3.org/1998/Math/MathML';

export const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const HTML_ELEMENTS =
  words(`html head title body address article aside footer header h1 h2 h3 h4 h5 h6 hgroup main nav
  section search blockquote dd div dl dt figcaption figure hr li menu ol p pre ul a abbr b bdi bdo br cite code data dfn em
  i kbd mark q rp rt rtc rb ruby s samp small span strong sub sup time u var wbr area audio img map track video picture
  source del ins caption col colgroup table tbody td tfoot th thead tr button fieldset form input label legend meter
  optgroup option output progress select selectedcontent datalist textarea details dialog summary slot canvas iframe style template
  acronym big center dir font nobr strike tt marquee xmp listing plaintext basefont`);

const SVG_ELEMENTS =
  words(`svg g defs desc title symbol use image switch style path rect circle ellipse line polyline
  polygon text tspan textPath marker linearGradient radialGradient stop pattern clipPath mask filter view metadata a
  foreignObject animate animateMotion animateTransform set mpath`);

/** Parts of filters. One that no browser knows does nothing. */
const SVG_FILTER = /^fe[A-Z]/;

/** All names begin alike but a few; those that no browser knows are boxes. */
const MATHML_ELEMENTS = /^(?:m[a-z]+|semantics|annotation|none)$/;

/** Attributes that load, send, run or focus something; those that are needed are set by the replica itself. */
const LEFT_OUT =
  words(`srcdoc srcset imagesrcset imagesizes formaction action ping data nonce integrity crossorigin
  referrerpolicy fetchpriority attributionsrc autofocus accesskey is http-equiv manifest profile cite longdesc csp
  codebase classid archive code as blocking usemap ismap sandbox allow allowfullscreen credentialless dynsrc lowsrc
  xml:base shadowrootmode browsingtopics sharedstoragewritable privatetoken adauctionheaders`);

/** The same, of these elements alone: of others they say what selectors may ask for. */
const LEFT_OUT_OF: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['loading', words('img iframe')],
  ['autoplay', words('audio video')],
  ['sizes', words('source')],
]);

/** With a name, these would take the place of properties of the document that we use. */
const UNNAMED = words('img form iframe object embed');

/** An element for a name of a node list, see Namespace; one that shows nothing for what may not be there. */
export function createElement(document: Document, name: string): Element {
  const local = name.slice(1);
  switch (name[0]) {
    case Namespace.svg:
      return SVG_ELEMENTS.has(local) || SVG_FILTER.test(local)
        ? document.createElementNS(SVG, local)
        : inert(document);
    case Namespace.mathml:
      return MATHML_ELEMENTS.test(local)
        ? document.createElementNS(MATHML, local)
        : inert(document);
    case Namespace.other:
      return inert(document);
    default:
      return htmlElement(document, name);
  }
}

function htmlElement(document: Document, name: string): Element {
  // A style sheet is put in by its rules, whoever owns it in the page.
  if (name === 'link') return document.createElementNS(HTML, 'style');
  if (HTML_ELEMENTS.has(name) || /^[a-z][^\s/>\0]*-[^\s/>\0]*$/.test(name)) {
    return created(document, name) ?? inert(document);
  }
  // Names that no browser knows mean nothing to any: only their look can matter.
  const element = created(document, name);
  const isUnknown = Object.prototype.toString.call(element) === '[object HTMLUnknownElement]';
  return element && isUnknown ? element : inert(document);
}

function created(document: Document, name: string): Element | undefined {
  try {
    // A colon in the name is no prefix, as it is none to the parser.
    return document.createElement(name);
  } catch {
    return undefined;
  }
}

/** No template: those stand for what was told without its attributes, see Checks. */
function inert(document: Document): Element {
  return document.createElementNS(HTML, 'param');
}

/** @returns whether an attribute is only data to the browser, or is made safe by its value's filter */
export function isAllowedAttribute(element: Element, name: string): boolean {
  const lower = name.toLowerCase();
  if (lower.startsWith('on') || lower.startsWith('surfly-') || LEFT_OUT.has(lower)) return false;
  const without = lower === 'name' ? UNNAMED : LEFT_OUT_OF.get(lower);
  return !without?.has(element.localName);
}
