import { isImport, NO_RULE, readRules, type PlainText } from '../recorder/css-rules.js';
import type { PartContext } from '../recorder/part.js';
import type { SourceReader } from '../recorder/sheet-sources.js';
import { LostDeclarations } from './lost-declarations.js';

/** Characters of the longest source that is read again. */
const MAX_LENGTH = 2_000_000;

/** What Firefox lays over a text or a picture that is opened by itself. It lets no page read these. */
const BUILT_IN: Record<string, string> = {
  'resource://content-accessible/plaintext.css':
    'pre { white-space: pre-wrap; overflow-wrap: break-word; unicode-bidi: plaintext }',
  'resource://content-accessible/ImageDocument.css': 'body { margin: 0 } img { display: block }',
};

/** `@import`s can lead in a circle. */
const MAX_IMPORTS = 16;

/** What only Firefox says yes to, and what only it reads at all. */
const ASKED = /@(?:-moz-document|supports([^{};]*-moz-))[^{};]*\{/gi;

/** Where a sheet asks for Firefox, the leader's browser answers: a viewer's may be another. */
function answered(text: string): string {
  return text.replace(ASKED, (rule: string, asked?: string) =>
    !asked || CSS.supports(rule.slice(9, -1)) ? '@media all {' : '@media not all {',
  );
}

/**
 * What style sheets were made from: the rules of another site's sheet, where its server allows that (CORS), declarations
 * that the browser cannot write, and imported sheets.
 */
export class SheetReader implements SourceReader {
  readonly #context: PartContext;
  readonly #lost = new LostDeclarations();
  /** By address; undefined until it is read. */
  readonly #fetched = new Map<string, string | undefined>();
  readonly #rules = new Map<string, CSSStyleSheet>();
  readonly #learned = new WeakMap<Node, string>();

  constructor(context: PartContext) {
    this.#context = context;
  }

  learn(source: string): void {
    this.#lost.learn(source);
  }

  rulesOf(sheet: CSSStyleSheet): Iterable<CSSRule> {
    const { href } = sheet;
    const source = href ? this.#fetch(sheet, href) : undefined;
    if (!href || source === undefined) return [];
    let read = this.#rules.get(href);
    if (!read) {
      read = new CSSStyleSheet();
      read.replaceSync(source);
      this.#rules.set(href, read);
    }
    return read.cssRules;
  }

  mended(text: string, sheet: CSSStyleSheet): string {
    const owner = sheet.ownerNode;
    if (sheet.href) {
      this.#fetch(sheet, sheet.href);
    } else if (owner) {
      const source = owner.textContent ?? '';
      if (this.#learned.get(owner) !== source) this.#lost.learn(source);
      this.#learned.set(owner, source);
    }
    return answered(this.#lost.mended(text));
  }

  hasImports(sheet: CSSStyleSheet): boolean {
    return [...(readRules(sheet) ?? [])].some(isImport);
  }

  imported(rule: CSSImportRule, base: string, plain: PlainText, depth = 1): string {
    const sheet = rule.styleSheet;
    const rules = sheet && readRules(sheet);
    if (!rules || depth > MAX_IMPORTS) return NO_RULE;
    const from = sheet.href ?? base;
    let text = [...rules]
      .map((one) =>
        isImport(one) ? this.imported(one, from, plain, depth + 1) : plain(one, sheet, from),
      )
      .join('\n');
    const { layerName, supportsText } = rule as {
      layerName?: string | null;
      supportsText?: string | null;
    };
    if (typeof layerName === 'string') text = `@layer ${layerName} {\n${text}\n}`;
    // It may be a mere declaration, which is a condition in parentheses only.
    if (supportsText) text = `@supports (${supportsText}) {\n${text}\n}`;
    return `@media ${rule.media.mediaText || 'all'} {\n${text}\n}`;
  }

  #fetch(sheet: CSSStyleSheet, href: string): string | undefined {
    if (!this.#fetched.has(href)) {
      this.#fetched.set(href, BUILT_IN[href]);
      if (!href.startsWith('resource:')) void this.#read(sheet, href);
    }
    return this.#fetched.get(href);
  }

  async #read(sheet: CSSStyleSheet, href: string): Promise<void> {
    const { signal, sheets } = this.#context;
    try {
      // As the page has it: from the cache, and from other sites without cookies.
      const response = await fetch(href, { cache: 'force-cache', signal });
      const source = response.ok ? await response.text() : '';
      if (signal.aborted || source.length > MAX_LENGTH) return;
      this.#fetched.set(href, source);
      this.#lost.learn(source);
      sheets.sources.retell(sheet);
    } catch {
      // Then this much is not seen by others.
    }
  }
}
