/** What of attributes and style rules says something, and what only says how it looks. */
import { words } from '../words.js';

/** Attributes that may be shown of what is private: where it stands and how it looks, nothing of what it says. */
export const OPEN_ATTRIBUTES: ReadonlySet<string> = words(
  'class id type placeholder dir lang hidden inert disabled readonly required multiple size rows cols wrap width height ' +
    'colspan rowspan span tabindex role slot part for open popover contenteditable viewBox preserveAspectRatio rel media ' +
    'style draggable align valign border cellpadding cellspacing nowrap start reversed aria-expanded aria-hidden aria-disabled aria-modal aria-orientation',
);

/**
 * Attributes whose value is text that somebody reads. Numbers in others are no card numbers: those of `d` and `stroke-dasharray`
 * are drawn, and those of `clip-path` and `marker-end` are of an `id`, which is shown as it is.
 */
export const TEXT_ATTRIBUTE =
  /^(?:title|alt|placeholder|label)$|value$|href$|^(?!clip-|marker|stroke).*[-:]/;

const STRING = /"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'/g;
/** What is in quotes there may have parentheses of its own. */
const URL = `url\\((?:${STRING.source}|[^)"'])*\\)`;
const OUTSIDE_URL = new RegExp(`${URL}|${STRING.source}`, 'gi');
/** A URL, in which a string is an address; what prints text; or a custom property, which may become either. */
const DECLARED = new RegExp(
  `${URL}|(?:content|quotes|symbols|[ef]fix|(?:list|-)-[\\w-]+)\\s*:(?:${STRING.source}|[^;{}"'])*`,
  'gi',
);

/** Custom properties, symbols of counters and quoted strings may be what is printed; URLs may name a picture of the secret. */
export function withoutText(css: string): string {
  return css
    .replace(STRING, '""')
    .replace(/url\([^)]*\)/gi, 'url("")')
    .replace(/(?:--[\w-]+|symbols)\s*:[^;}]*;?/gi, '');
}

/** The same of a style attribute, in which anything may stand: only what browsers make of it is told. */
export function styleWithoutText(css: string): string {
  const { style } = document.createElement('a');
  style.cssText = css;
  for (const name of [...style]) if (/^(--|content|quo|cou)/.test(name)) style.removeProperty(name);
  return withoutText(style.cssText);
}

/** The strings, as `mask` would have them. */
export function withMaskedStrings(css: string, mask: (string: string) => string): string {
  return css.replace(OUTSIDE_URL, (all) => {
    const quote = /^["']/.exec(all)?.[0];
    return quote ? quote + mask(all.slice(1, -1)) + quote : all;
  });
}

/** The same, of strings that may be printed alone. */
export function withMaskedTexts(css: string, mask: (string: string) => string): string {
  return css.replace(DECLARED, (declared) => withMaskedStrings(declared, mask));
}
