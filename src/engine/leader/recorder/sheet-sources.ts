import { readRules, type PlainText } from './css-rules.js';

/** Reads what style sheets were made from, in a file of its own. */
export interface SourceReader {
  /** A script has made rules of this text. */
  learn(source: string): void;
  /** The rules of another site's sheet, once they are known. */
  rulesOf(sheet: CSSStyleSheet): Iterable<CSSRule>;
  /** @returns the text of a rule with what the browser has lost of it, as far as its source is known */
  mended(text: string, sheet: CSSStyleSheet): string;
  hasImports(sheet: CSSStyleSheet): boolean;
  /** One rule for one rule, so that the positions of those behind it stay the same. */
  imported(rule: CSSImportRule, base: string, plain: PlainText): string;
}

/**
 * A shorthand with `var()` has no value until it is used. Where another declaration of the rule sets one of its longhands,
 * browsers can no longer say the shorthand: they write its longhands with nothing in them (CSSOM, "serialize a CSS
 * declaration block"). Of numbers they write six digits; where one is multiplied, the rest of it moves what is on the page.
 */
const LOST =
  /\.\d{4}|(?:^|[{;])\s*(?!--)[\w-]+:\s*(?:!important)?;|@[^{]*-moz-|border-(inline|block):/;

/**
 * What is said once for all layers of a background Chromium writes as if it were the first one's, and of the borders at both
 * ends of a line what nobody can read; Firefox writes the one end's for both.
 */
export const LAYERED =
  /[^:] initial|\)[^(;]*( \/|repeat)[^(;]*,|(\)|none) [^(;,]+, (none|url|[\w-]+(gradient|set)\()/;

/** Whether the browser has lost something of this text of a rule. */
export function isLost(text: string): boolean {
  return LOST.test(text) || LAYERED.test(text);
}

/**
 * What the browser does not tell of style sheets by their rules: what is in imported ones and in those of other sites, and
 * declarations that it cannot write. What finds that out is loaded when the first sheet has such a thing.
 */
export class SheetSources {
  readonly #need: () => void;
  /** More can be told of the sheet now. */
  readonly retell: (sheet: CSSStyleSheet) => void;
  #reader: SourceReader | undefined;
  /** What there is to read once something does. */
  readonly #sources: string[] = [];
  readonly #sheets = new Set<CSSStyleSheet>();

  constructor(need: () => void, retell: (sheet: CSSStyleSheet) => void) {
    this.#need = need;
    this.retell = retell;
  }

  set reader(reader: SourceReader) {
    this.#reader = reader;
    for (const source of this.#sources) reader.learn(source);
    for (const sheet of this.#sheets) this.retell(sheet);
  }

  /** The sheet is told once more can be told of it. */
  wait(sheet: CSSStyleSheet): void {
    this.#sheets.add(sheet);
    this.#need();
  }

  /** A script has made rules of this text. */
  made(source: unknown, rules: Iterable<CSSRule>): void {
    if (typeof source !== 'string') return;
    for (const { cssText } of rules) {
      if (!isLost(cssText)) continue;
      if (this.#reader) this.#reader.learn(source);
      else this.#sources.push(source);
      return;
    }
  }

  rulesOf(sheet: CSSStyleSheet): Iterable<CSSRule> {
    return readRules(sheet) ?? this.readerFor(sheet)?.rulesOf(sheet) ?? [];
  }

  /** @param sheet - the one that the rule is of */
  textOf(rule: CSSRule, sheet: CSSStyleSheet): string {
    const text = rule.cssText;
    return isLost(text) ? (this.readerFor(sheet)?.mended(text, sheet) ?? text) : text;
  }

  /** Until something reads, no imported sheet has been told. */
  hasImports(sheet: CSSStyleSheet): boolean {
    return this.#reader?.hasImports(sheet) ?? false;
  }

  /** @returns what reads, once it is there; the sheet is told again then */
  readerFor(sheet: CSSStyleSheet): SourceReader | undefined {
    if (!this.#reader) this.wait(sheet);
    return this.#reader;
  }
}
