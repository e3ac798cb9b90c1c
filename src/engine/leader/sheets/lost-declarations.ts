import { isLost } from '../recorder/sheet-sources.js';

/**
 * What there is in every source that it can lose something of: a function, a number of many digits, a font of the system,
 * which has no longhands, or borders of the two ends of a line.
 */
const LOSABLE = /\.\d{5}|\(|font\s*:|border-/i;

/** Comment, string, escape, URL without quotes, a character that structures, or what is between those. */
const PIECE =
  /\/\*[^]*?(?:\*\/|$)|"(?:\\[^]|[^"\\])*"?|'(?:\\[^]|[^'\\])*'?|\\[^]|\burl\(\s*(?!["'\s])(?:\\[^]|[^)\\])*\)?|[^\\/"'{};()u]+|[^]/gi;

/** Lists of declarations as they were written, by what browsers make of them. What was lost stands only in the source. */
export class LostDeclarations {
  readonly #written = new Map<string, string>();
  readonly #scratch = new CSSStyleSheet();

  /** @param source - of a style sheet or of a rule */
  learn(source: string): void {
    if (!LOSABLE.test(source)) return;
    for (const written of declarationLists(source)) {
      const told = this.#told(written);
      if (isLost(told)) this.#written.set(told, written);
    }
  }

  /** The text of a rule with what was lost in it, as far as its source is known. */
  mended(text: string): string {
    for (const [told, written] of this.#written) {
      for (let at = text.indexOf(told); at !== -1; at = text.indexOf(told, at + written.length)) {
        // Not in the midst of a name.
        if (!/[{;]\s*$/.test(text.slice(0, at))) continue;
        text = text.slice(0, at) + written + text.slice(at + told.length);
      }
    }
    return text;
  }

  /** How the browser writes these declarations. */
  #told(written: string): string {
    try {
      this.#scratch.replaceSync(`x{${written}}`);
    } catch {
      return '';
    }
    return (this.#scratch.cssRules[0] as CSSStyleRule | undefined)?.style.cssText ?? '';
  }
}

/** What stands in each pair of braces, without the braces in it and what is before those. */
function declarationLists(source: string): string[] {
  const lists: string[] = [];
  const open: string[] = [];
  let statement = '';
  let parentheses = 0;
  const end = (list: string) =>
    list +
    (statement.includes(':') && !statement.includes('@')
      ? `${statement.trim().replace(/^[\w-]+:/, '$& ')};`
      : '');
  for (const [piece] of source.matchAll(PIECE)) {
    if (piece.startsWith('/*')) continue;
    if (piece === '{') {
      open.push('');
      statement = '';
      parentheses = 0;
    } else if (piece === '}') {
      const list = open.pop();
      if (list !== undefined) lists.push(end(list));
      statement = '';
      parentheses = 0;
    } else if (piece === ';' && parentheses === 0) {
      const list = open.pop();
      if (list !== undefined) open.push(end(list));
      statement = '';
    } else {
      if (piece === '(') parentheses += 1;
      else if (piece === ')') parentheses -= 1;
      statement += piece;
    }
  }
  return lists;
}
