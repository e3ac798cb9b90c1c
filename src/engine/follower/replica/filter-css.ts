import { FIELD_STATES } from '../../../protocol/records.js';
import { rewriteCss } from '../../mirror/css.js';
import { HIGHLIGHT } from './highlight.js';

/** What replicas cannot have by themselves: nobody's pointer or focus is in them, no custom element is defined. */
const PSEUDO_CLASSES: ReadonlyMap<string, string> = new Map([
  ['focus', '[surfly-focus]'],
  ['focus-visible', '[surfly-focus=visible]'],
  ['focus-within', '[surfly-focus-within]'],
  ['hover', '[surfly-hover]'],
  ['active', '[surfly-active]'],
  ['target', '[surfly-target]'],
  ['defined', ':not([surfly-undefined])'],
  ['fullscreen', '[surfly-fullscreen]'],
  ['-webkit-full-screen', '[surfly-fullscreen]'],
  ['playing', '[surfly-playback~=playing]'],
  ['paused', '[surfly-playback~=paused]'],
  ['muted', '[surfly-playback~=muted]'],
  ['seeking', '[surfly-playback~=seeking]'],
  ['-webkit-autofill', '[surfly-state~=autofill]'],
  // Where nothing is told, the copy of a field is in the same state.
  ...FIELD_STATES.map((name): [string, string] => [
    name,
    `[surfly-state~=${name}],:where(:not([surfly-state])):${name}`,
  ]),
]);

/** The selection of a document is its viewer's: the leader's is a highlight. */
const PSEUDO_ELEMENTS: ReadonlyMap<string, string> = new Map(
  HIGHLIGHT ? [['selection', `highlight(${HIGHLIGHT})`]] : [],
);

/** Links lead nowhere and popovers close no other, so what these attributes were has another name. */
const ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['href', 'surfly-href'],
  ['popover', 'surfly-popover'],
]);

/** In place of what may not, or cannot yet, be loaded. */
export const NOTHING = 'data:,';

/** Stands for a rule that cannot be there, so that those behind it keep their places. */
export const NO_RULE = '@media not all {}';

/** @param urlOf - gives the URL of an asset's number, or undefined while there is none */
export function filterCss(text: string, urlOf: (number: number) => string | undefined): string {
  return rewriteCss(withCustomStates(withoutMissingFonts(text, urlOf)), {
    url: (url) => (url.startsWith('#') ? url : safeUrl(url, urlOf)),
    pseudoClasses: PSEUDO_CLASSES,
    pseudoElements: PSEUDO_ELEMENTS,
    attributes: ATTRIBUTES,
  });
}

/** A part of a custom element (`::part()`) can be asked for its states, but for no attribute. */
const CUSTOM_STATE = /(?<!::part\([\w\s-]*\)):state\(\s*([\w-]+)\s*\)/gi;

function withCustomStates(text: string): string {
  return text.includes(':state(') ? text.replace(CUSTOM_STATE, ':is([surfly-custom~="$1"])') : text;
}

const FONT_FACE = /@font-face\s*\{[^}]*\}/gi;
const FONT_SOURCE =
  /url\(\s*["']?(?:asset:(\d{1,9})(?:#[^"')]*)?)?["']?\s*\)(?:\s*(?:format|tech)\([^)]*\))*\s*,?/gi;

/** Browsers complain of a font that cannot be read, and would ask for the next one only after it. */
function withoutMissingFonts(text: string, urlOf: (number: number) => string | undefined): string {
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
export function safeUrl(url: string, urlOf: (number: number) => string | undefined): string {
  const [, number, fragment = ''] = ASSET.exec(url) ?? [];
  if (number !== undefined) {
    const there = urlOf(Number(number));
    return there === undefined ? NOTHING : there + fragment;
  }
  return /^data:(?:image|font)\/[\w.+-]+[;,]/i.test(url) ? url : NOTHING;
}

const ASSET = /^asset:(\d{1,9})(#[\w.:%=,()-]*)?$/;
