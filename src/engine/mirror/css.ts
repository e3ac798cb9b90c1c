/**
 * Rewrites the text of style rules. It reads CSS as CSS Syntax Level 3 splits it into tokens, escapes included, because
 * `u\72l(…)` is a URL too and custom properties keep such spellings as they were written.
 */

export interface CssEdits {
  /** @returns the URL to put in place of this one */
  url(url: string): string;
  /** Attribute selectors that stand in for pseudo-classes: `focus` gives `[surfly-focus]` for `:focus`. */
  pseudoClasses?: ReadonlyMap<string, string>;
  /** What stands in for pseudo-elements. */
  pseudoElements?: ReadonlyMap<string, string>;
  /** Attributes that have another name in the copy. */
  attributes?: ReadonlyMap<string, string>;
}

/** Comment, string, word (perhaps an at-keyword, perhaps a function with its parenthesis), or what is between those. */
const TOKEN =
  /\/\*[^]*?(?:\*\/|$)|(["'])(?:\\[^]|(?!\1)[^\\\n])*\1?|(@?)((?:\\[0-9a-f]{1,6}\s?|\\[^\n0-9a-f]|[\w-]|[^\0-\x7f])+)(\(?)|[\s,>+~*.#%=|^$!&?<}]+|[^]/giy;

/** Functions in which a mere string is a URL. */
const IMAGE_FUNCTIONS = new Set([
  'url',
  'src',
  'image',
  'image-set',
  '-webkit-image-set',
  'cross-fade',
  '-webkit-cross-fade',
]);

/** Functions in whose place anything can come. */
const SUBSTITUTES = /^(?:var|env|attr|if|inherit|--.*)$/;

/** Where none of this occurs there is nothing to rewrite. */
const HAS_URL = /[\\@]|\b(?:url|src|image|image-set|cross-fade)\(/i;
const HAS_SELECTOR = /:[a-z]|\[|\battr\(/i;

export function rewriteCss(text: string, edits: CssEdits): string {
  if (!HAS_URL.test(text) && !(edits.pseudoClasses && HAS_SELECTOR.test(text))) return text;
  let out = '';
  /** Open functions, the innermost last; '' for a mere parenthesis. */
  const open: string[] = [];
  /** In `@namespace` a URL is a name: nothing is loaded from it. */
  let naming = false;
  /** After a pseudo-element, in how many open functions. Pseudo-classes of it have nothing that could stand in for them. */
  let pseudoElement = -1;
  let previous = '';
  let beforePrevious = '';
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const [token, quote, at, word, parenthesis] = match;
    const inside = open.at(-1) ?? '';
    if (word !== undefined) {
      const name = unescaped(word).toLowerCase();
      if (at) {
        naming = name === 'namespace';
        if (name === 'import') TOKEN.lastIndex = endOfStatement(text, TOKEN.lastIndex);
        else out += token;
      } else if (parenthesis) {
        if (name === 'url' && !naming) {
          const { url, end } = readUrl(text, TOKEN.lastIndex);
          const edited = edits.url(url);
          out += edited === url ? text.slice(match.index, end) : `url("${escaped(edited)}")`;
          TOKEN.lastIndex = end;
          previous = ')';
          continue;
        }
        if (beforePrevious === ':' && previous === ':') pseudoElement = open.length;
        // A variable could bring any string in as a URL. Misspelt, it makes the declaration invalid.
        if (SUBSTITUTES.test(name) && IMAGE_FUNCTIONS.has(inside)) out += 'x';
        open.push(name);
        out += token;
      } else if (beforePrevious === ':' && previous === ':') {
        pseudoElement = open.length;
        out += edits.pseudoElements?.get(name) ?? token;
      } else {
        out +=
          pseudoElement === open.length ? token : renamed(token, name, previous, inside, edits);
      }
    } else if (quote) {
      out +=
        IMAGE_FUNCTIONS.has(inside) && !naming
          ? `"${escaped(edits.url(unescaped(token.slice(1, token.endsWith(quote) ? -1 : undefined))))}"`
          : token;
    } else if (token.startsWith('/*')) {
      continue;
    } else {
      if (token === '(') open.push('');
      else if (token === ')') open.pop();
      else if (token === ';' || token === '{') naming = false;
      const depth = open.length;
      if (depth < pseudoElement || (depth === pseudoElement && !/[:()]/.test(token))) {
        pseudoElement = -1;
      }
      out += token;
    }
    beforePrevious = previous;
    previous = token;
  }
  return out;
}

function renamed(
  token: string,
  name: string,
  previous: string,
  inside: string,
  { pseudoClasses, attributes }: CssEdits,
): string {
  if (previous === ':') {
    const selector = pseudoClasses?.get(name);
    // The colon before it is out already; `:is()` takes it up and has the same specificity.
    if (selector) return `is(${selector})`;
  }
  if (previous === '[' || inside === 'attr') return attributes?.get(name) ?? token;
  return token;
}

/** Reads what follows `url(`. */
function readUrl(text: string, start: number): { url: string; end: number } {
  URL_REST.lastIndex = start;
  const match = URL_REST.exec(text);
  if (!match) return { url: '', end: text.length };
  const [, string, bare] = match;
  return { url: unescaped(string?.slice(1, -1) ?? bare ?? ''), end: URL_REST.lastIndex };
}

const URL_REST = /\s*(?:("(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*')[^)]*|((?:\\[^]|[^)\\])*?)\s*)\)/y;

/** The end of a statement that has no block: after its semicolon, or before the brace that closes what it is in. */
function endOfStatement(text: string, start: number): number {
  STATEMENT.lastIndex = start;
  STATEMENT.exec(text);
  return STATEMENT.lastIndex;
}

const STATEMENT = /(?:"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|\\[^]|[^;{}"'\\])*;?/y;

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:([0-9a-f]{1,6})\s?|(\n)|([^]))/gi,
    (_, hex?: string, line?: string, char?: string) => {
      if (hex === undefined) return line ? '' : (char ?? '');
      const code = parseInt(hex, 16);
      return code === 0 || code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
    },
  );
}

function escaped(text: string): string {
  return text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\a ');
}
