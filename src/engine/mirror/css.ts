/**
 * Rewrites the text of style rules. It reads CSS as CSS Syntax Level 3 splits it into tokens, escapes included, because
 * `u\72l(…)` is a URL too and custom properties keep such spellings as they were written.
 */

/** What becomes of a rule besides its URLs, as it is read from its beginning to its end. */
export interface SelectorEdits {
  /** Whether there is anything to do in this text. */
  mayConcern(text: string): boolean;
  /**
   * @param name - what the word says, without escapes, in lower case
   * @param isFunction - whether a parenthesis belongs to it
   * @param inside - the function that it is in
   * @param depth - in how many functions and parentheses
   * @returns what to write in place of the word
   */
  word(token: string, name: string, isFunction: boolean, inside: string, depth: number): string;
  /** What was read last, a word or a string or neither, and the depth behind it. */
  passed(token: string, isText: boolean, depth: number): void;
}

/** Comment, string, word (perhaps an at-keyword, perhaps a function with its parenthesis), or what is between those. */
const TOKEN =
  /\/\*[^]*?(?:\*\/|$)|(["'])(?:\\[^]|(?!\1)[^\\\n])*\1?|(@?)((?:\\[0-9a-f]{1,6}\s?|\\[^\n0-9a-f]|[\w-]|[^\0-\x7f])+)(\(?)|[\s,>+~*.#%=|^$!&?<}]+|[^]/giy;

/** Functions in which a mere string is a URL. */
const IMAGE_FUNCTION = /^(?:url|src|image|(?:-webkit-)?(?:image-set|cross-fade))$/;

/** Functions in whose place anything can come. */
const SUBSTITUTES = /^(?:var|env|attr|if|inherit|--.*)$/;

/** Where none of this occurs there is nothing to rewrite. */
export const HAS_URL = /[\\@]|\b(?:url|src|image|image-set|cross-fade)\(/i;

/** @param url - gives what to put in place of a URL */
export function rewriteCss(
  text: string,
  url: (url: string) => string,
  selectors?: SelectorEdits,
): string {
  if (!HAS_URL.test(text) && !selectors?.mayConcern(text)) return text;
  let out = '';
  /** Open functions, the innermost last; '' for a mere parenthesis. */
  const open: string[] = [];
  /** In `@namespace` a URL is a name: nothing is loaded from it. */
  let naming = false;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const [token, quote, at, word, parenthesis] = match;
    const inside = open.at(-1) ?? '';
    if (word !== undefined) {
      const name = unescaped(word).toLowerCase();
      if (at) {
        naming = name === 'namespace';
        if (name !== 'import') {
          out += token;
        } else {
          STATEMENT.lastIndex = TOKEN.lastIndex;
          STATEMENT.exec(text);
          TOKEN.lastIndex = STATEMENT.lastIndex;
        }
      } else if (name === 'url' && parenthesis && !naming) {
        const { address, end } = readUrl(text, TOKEN.lastIndex);
        const edited = url(address);
        out += edited === address ? text.slice(match.index, end) : `url("${escaped(edited)}")`;
        TOKEN.lastIndex = end;
      } else {
        // A variable could bring any string in as a URL. Misspelt, it makes the declaration invalid.
        if (parenthesis && SUBSTITUTES.test(name) && IMAGE_FUNCTION.test(inside)) out += 'x';
        out += selectors?.word(token, name, parenthesis !== '', inside, open.length) ?? token;
        if (parenthesis) open.push(name);
      }
    } else if (quote) {
      out +=
        IMAGE_FUNCTION.test(inside) && !naming
          ? `"${escaped(url(unescaped(token.slice(1, token.endsWith(quote) ? -1 : undefined))))}"`
          : token;
    } else if (token.startsWith('/*')) {
      continue;
    } else {
      if (token === '(') open.push('');
      else if (token === ')') open.pop();
      else if (token === ';' || token === '{') naming = false;
      out += token;
    }
    selectors?.passed(token, word !== undefined || quote !== undefined, open.length);
  }
  return out;
}

/** Reads what follows `url(`. */
function readUrl(text: string, start: number): { address: string; end: number } {
  URL_REST.lastIndex = start;
  const match = URL_REST.exec(text);
  if (!match) return { address: '', end: text.length };
  const [, string, bare] = match;
  return {
    address: unescaped(string?.slice(1, -1) ?? bare?.trimEnd() ?? ''),
    end: URL_REST.lastIndex,
  };
}

const URL_REST =
  /\s*(?!\s)(?:("(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*')[^)]*|((?:\\[^]|[^)\\])*))\)/y;

/** The rest of a statement that has no block: with its semicolon, or before the brace that closes what it is in. */
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
