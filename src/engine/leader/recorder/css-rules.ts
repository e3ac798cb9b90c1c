import { rewriteCss } from '../../mirror/css.js';

export interface RuleContext {
  /** What relative URLs are relative to. */
  base: string;
  /** @returns what to write in place of an absolute URL */
  reference(url: string): string;
  /** @returns all that the rule says */
  textOf(rule: CSSRule, sheet: CSSStyleSheet): string;
}

/** The number of an `@import` rule's interface in `CSSRule.type`; the constants of other realms are the same. */
const IMPORT_RULE = 3;

/** `@import`s can lead in a circle. */
const MAX_IMPORTS = 16;

/** The rules of a sheet, or undefined where the browser does not let us read them. */
export function readRules(sheet: CSSStyleSheet): CSSRuleList | undefined {
  try {
    return sheet.cssRules;
  } catch {
    return undefined;
  }
}

/** The text of a rule for replicas: imported rules in place of `@import`, numbers of assets in place of URLs. */
export function ruleText(
  rule: CSSRule,
  sheet: CSSStyleSheet,
  context: RuleContext,
  depth = 0,
): string {
  if (rule.type === IMPORT_RULE) return importText(rule as CSSImportRule, context, depth);
  return rewriteUrls(context.textOf(rule, sheet), context);
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

/** One rule for one rule, so that the positions of those behind it stay the same. */
function importText(rule: CSSImportRule, context: RuleContext, depth: number): string {
  const sheet = rule.styleSheet;
  const rules = sheet && depth < MAX_IMPORTS ? readRules(sheet) : undefined;
  if (!sheet || !rules) return '@media not all {}';
  const inner = { ...context, base: sheet.href ?? context.base };
  let text = Array.from(rules, (one) => ruleText(one, sheet, inner, depth + 1)).join('\n');
  const { layerName, supportsText } = rule as {
    layerName?: string | null;
    supportsText?: string | null;
  };
  if (typeof layerName === 'string') text = `@layer ${layerName} {\n${text}\n}`;
  // It may be a mere declaration, which is a condition in parentheses only.
  if (supportsText) text = `@supports (${supportsText}) {\n${text}\n}`;
  return `@media ${rule.media.mediaText || 'all'} {\n${text}\n}`;
}

export function resolve(url: string, base: string): string | undefined {
  try {
    return new URL(url, base).href;
  } catch {
    return undefined;
  }
}
