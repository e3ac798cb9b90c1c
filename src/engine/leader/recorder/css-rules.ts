import { rewriteCss } from '../../mirror/css.js';
import type { SheetSources } from './sheet-sources.js';

export interface RuleContext {
  /** What relative URLs are relative to. */
  base: string;
  /** @returns what to write in place of an absolute URL */
  reference(url: string): string;
  sources: SheetSources;
}

/** The number of an `@import` rule's interface in `CSSRule.type`; the constants of other realms are the same. */
const IMPORT_RULE = 3;

/** In place of a rule of which nothing can be told. */
export const NO_RULE = '@media not all {}';

/** The rules of a sheet, or undefined where the browser does not let us read them. */
export function readRules(sheet: CSSStyleSheet): CSSRuleList | undefined {
  try {
    return sheet.cssRules;
  } catch {
    return undefined;
  }
}

export function isImport(rule: CSSRule): rule is CSSImportRule {
  return rule.type === IMPORT_RULE;
}

/** Tells a rule that imports nothing. @param base - what relative URLs in it are relative to */
export type PlainText = (rule: CSSRule, sheet: CSSStyleSheet, base: string) => string;

/** The text of a rule for replicas: imported rules in place of `@import`, numbers of assets in place of URLs. */
export function ruleText(
  rule: CSSRule,
  sheet: CSSStyleSheet,
  { base, reference, sources }: RuleContext,
): string {
  const plain: PlainText = (one, of, from) =>
    rewriteUrls(sources.textOf(one, of), { base: from, reference });
  if (!isImport(rule)) return plain(rule, sheet, base);
  return sources.readerFor(sheet)?.imported(rule, base, plain) ?? NO_RULE;
}

export function rewriteUrls(
  text: string,
  { base, reference }: Pick<RuleContext, 'base' | 'reference'>,
): string {
  return rewriteCss(text, (url) => {
    // A fragment names something in the same document: a gradient, a filter.
    if (url === '' || url.startsWith('#')) return url;
    const absolute = resolve(url, base);
    return absolute === undefined ? '' : reference(absolute);
  });
}

export function resolve(url: string, base: string): string | undefined {
  try {
    return new URL(url, base).href;
  } catch {
    return undefined;
  }
}
