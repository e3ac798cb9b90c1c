import { readRules } from './css-rules.js';
import { LostDeclarations } from './lost-declarations.js';

/** Characters of the longest source that is read again. */
const MAX_LENGTH = 2_000_000;

export interface SheetSourcesOptions {
  signal: AbortSignal;
  /** More can be told of the sheet now. */
  read(sheet: CSSStyleSheet): void;
}

/**
 * What style sheets were made from. It is asked for what the browser does not tell of them: the rules of another site's
 * sheet, where its server allows that (CORS), and declarations that it cannot write.
 */
export class SheetSources {
  readonly #options: SheetSourcesOptions;
  readonly #lost = new LostDeclarations();
  /** By address; undefined until it is read. */
  readonly #fetched = new Map<string, string | undefined>();
  readonly #rules = new Map<string, CSSStyleSheet>();
  readonly #learned = new WeakMap<Node, string>();

  constructor(options: SheetSourcesOptions) {
    this.#options = options;
  }

  /** A script has made rules of this text. */
  made(source: unknown): void {
    if (typeof source === 'string') this.#lost.learn(source);
  }

  rulesOf(sheet: CSSStyleSheet): Iterable<CSSRule> {
    const rules = readRules(sheet);
    if (rules || !sheet.href) return rules ?? [];
    const source = this.#fetch(sheet, sheet.href);
    if (source === undefined) return [];
    let read = this.#rules.get(sheet.href);
    if (!read) {
      read = new CSSStyleSheet();
      read.replaceSync(source);
      this.#rules.set(sheet.href, read);
    }
    return read.cssRules;
  }

  /** @param sheet - the one that the rule is of */
  textOf(rule: CSSRule, sheet: CSSStyleSheet): string {
    const text = rule.cssText;
    if (!LostDeclarations.in(text)) return text;
    const owner = sheet.ownerNode;
    if (sheet.href) {
      this.#fetch(sheet, sheet.href);
    } else if (owner) {
      const source = owner.textContent ?? '';
      if (this.#learned.get(owner) !== source) this.#lost.learn(source);
      this.#learned.set(owner, source);
    }
    return this.#lost.mended(text);
  }

  #fetch(sheet: CSSStyleSheet, href: string): string | undefined {
    if (!this.#fetched.has(href)) {
      this.#fetched.set(href, undefined);
      void this.#read(sheet, href);
    }
    return this.#fetched.get(href);
  }

  async #read(sheet: CSSStyleSheet, href: string): Promise<void> {
    const { signal, read } = this.#options;
    try {
      // As the page has it: from the cache, and from other sites without cookies.
      const response = await fetch(href, { cache: 'force-cache', signal });
      const source = response.ok ? await response.text() : '';
      if (signal.aborted || source.length > MAX_LENGTH) return;
      this.#fetched.set(href, source);
      this.#lost.learn(source);
      read(sheet);
    } catch {
      // Then this much is not seen by others.
    }
  }
}
