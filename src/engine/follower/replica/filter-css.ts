import { rewriteCss } from '../../mirror/css.js';
import { StandIns } from './stand-ins.js';
import type { UrlOf } from './picture-assets.js';

/** In place of what may not, or cannot yet, be loaded. */
export const NOTHING = 'data:,';

/** Stands for a rule that cannot be there, so that those behind it keep their places. */
export const NO_RULE = '@media not all {}';

/**
 * @param urlOf - gives the URL of an asset's number, or undefined while there is none
 * @param isRule - whether there are selectors in it
 */
export function filterCss(text: string, urlOf: UrlOf, isRule = true): string {
  return rewriteCss(
    withPairedColors(withCustomStates(withOneImage(withoutMissingFonts(inOwnWords(text), urlOf)))),
    (url) => (url.startsWith('#') ? url : safeUrl(url, urlOf)),
    new StandIns(isRule),
  );
}

/** Sizes that fill what is around: one word of the standard, and one of each browser. */
const FILLING = ['stretch', '-webkit-fill-available', '-moz-available'];
const FILLED =
  /(?<![\w-])([\w-]*(?:width|height|size)):\s*(stretch|-(?:moz|webkit-fill)-available)/g;

/** How layers of a mask are put together, in words of WebKit: Chromium writes them under the name that knows none of them. */
const MASKED = /(?<![\w-])mask(?:-composite)?:[^;{}]*/g;
const COMPOSITES: Readonly<Record<string, string>> = {
  'source-over': 'add',
  'source-in': 'intersect',
  'source-out': 'subtract',
  xor: 'exclude',
};

/** What is a word of the leader's browser alone, in one that this browser knows. */
function inOwnWords(text: string): string {
  return (
    text
      // Firefox writes old flexible boxes, which cut texts off after some lines, by names of its own, and reads both.
      .replace(/(?<![\w.#-])-moz-(?=box-|center|left|right)/g, '-webkit-')
      .replace(MASKED, (mask) =>
        mask.replace(/(?<= )(?:source-(?:over|in|out)|xor)(?![\w-])/g, (word) => COMPOSITES[word]!),
      )
      // No farther than to the next colon: otherwise each would be looked for behind to the end of the text.
      .replace(/(?<![\w-])mask-clip(?=:[^:;{}()]*\btext\b)/g, '-webkit-$&')
      .replace(FILLED, (_, property: string, value: string) => {
        const known = [value, ...FILLING].find((one) => CSS.supports(property, one));
        return `${property}: ${known ?? '100%'}`;
      })
  );
}

/**
 * In `image-set()` a variable could bring any string in as an address, so it is misspelt there, by the leader already. By itself it
 * brings nothing but images; where the page says how large that is, it makes no difference how many pixels it has.
 */
const VARIABLE_SET =
  /(?:-webkit-)?image-set\(\s*x?(var\(\s*--[\w-]+\s*\))(?:\s+[\d.]+(?:x|dppx))?\s*(?:,(?:[^(){};]|\([^(){};]*\))*)?\)/gi;

function withOneImage(text: string): string {
  return text.includes('image-set(') ? text.replace(VARIABLE_SET, '$1') : text;
}

/** A part of a custom element (`::part()`) can be asked for its states, but for no attribute. */
const CUSTOM_STATE = /(?<!::part\([\w\s-]*\)):state\(\s*([\w-]+)\s*\)/gi;

function withCustomStates(text: string): string {
  return text.includes(':state(') ? text.replace(CUSTOM_STATE, ':is([surfly-custom~="$1"])') : text;
}

/** A rule, perhaps within others. */
const RULE = /(?<=^|[{};])([^{};]*)\{([^{}]*)\}/g;
const COLORED = /(?<![\w-])(?:background|(?:background-)?color)\s*:/;

/**
 * Where a page names the one colour of a selection, the other is that of the text (CSS Pseudo-Elements 4, "paired defaults"):
 * a rule below all others of the page says so, in one with it, for each has its place.
 */
function withPairedColors(text: string): string {
  if (!text.includes('::selection')) return text;
  const paired = text.replace(RULE, (rule, selector: string, declared: string) =>
    selector.includes('::selection') && COLORED.test(declared)
      ? `@layer surfly-replica{${selector}{background:none;color:currentcolor}}${rule}`
      : rule,
  );
  return paired === text ? text : `@media all{${paired}}`;
}

const FONT_FACE = /@font-face\s*\{[^{}]*\}/gi;
const FONT_SOURCE =
  /url\(\s*(?!\s)["']?(?:asset:(\d{1,9})(?:#[^"'()]*)?)?["']?\s*\)(?:\s*(?:format|tech)\([^)]*\))*\s*,?/gi;

/** Browsers complain of a font that cannot be read, and would ask for the next one only after it. */
function withoutMissingFonts(text: string, urlOf: UrlOf): string {
  return text.replace(FONT_FACE, (face) => {
    const known = face
      .replace(FONT_SOURCE, (source, number?: string) =>
        number !== undefined && urlOf(Number(number)) !== undefined ? source : '',
      )
      .replace(/,\s*(?=[;}])/g, '');
    return /\bsrc:\s*[;}]/i.test(known) ? NO_RULE : known;
  });
}

/** The only URLs in a replica: bytes that the leader has sent, or that are in the URL itself. */
export function safeUrl(url: string, urlOf: UrlOf): string {
  const [, number, fragment = ''] = ASSET.exec(url) ?? [];
  if (number !== undefined) {
    const there = urlOf(Number(number));
    return there === undefined ? NOTHING : there + fragment;
  }
  return /^data:(?:image|font)\/[\w.+-]+[;,]/i.test(url) ? url : NOTHING;
}

const ASSET = /^asset:(\d{1,9})(#[\w.:%=,()-]*)?$/;
