import { Op } from '../../../protocol/records.js';
import { readRules } from '../recorder/css-rules.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';
import type { SheetEdits } from '../recorder/sheets.js';

/** Rules whose declarations are looked at again with each record, though nothing is heard of them. */
const MAX_HANDED = 50;

/** What has happened in a sheet since replicas were told. */
interface Pending {
  /** Single rules put in or taken out, in order. */
  ops: OpRecord[];
  /** Rules that are different now, each by the outermost rule around it. */
  rules: Set<CSSRule>;
}

/** Rules that scripts put in, take out and change, one by one: whoever does that does it often. */
export class RuleEdits implements Part, SheetEdits {
  readonly #context: PartContext;
  readonly #pending = new Map<CSSStyleSheet, Pending>();

  constructor(context: PartContext) {
    this.#context = context;
  }

  restart(): void {
    this.#pending.clear();
  }

  inserted(sheet: CSSStyleSheet, index: number): void {
    this.#of(sheet)?.ops.push(this.#insertion(sheet, index));
  }

  deleted(sheet: CSSStyleSheet, index: number): void {
    this.#of(sheet)?.ops.push([Op.deleteRule, this.#context.sheets.key(sheet), index]);
  }

  changed(rule: CSSRule): void {
    let outermost = rule;
    while (outermost.parentRule) outermost = outermost.parentRule;
    const sheet = outermost.parentStyleSheet;
    if (!sheet) return;
    const importer = sheet.ownerRule;
    if (importer) this.changed(importer);
    else this.#of(sheet)?.rules.add(outermost);
  }

  /** A list of media does not know what it belongs to. */
  media(list: MediaList): void {
    const { sheets } = this.#context;
    for (const sheet of sheets.all()) {
      if (sheet.media === list) sheets.stateChanged(sheet);
      else this.#mediaOf(readRules(sheet), list);
    }
  }

  changes(ops: OpRecord[]): void {
    const { sheets, masking } = this.#context;
    const { handed } = sheets;
    for (const [rule, text] of handed) {
      if (rule.cssText !== text) {
        handed.set(rule, rule.cssText);
        this.changed(rule);
      }
    }
    for (const rule of handed.keys()) if (handed.size > MAX_HANDED) handed.delete(rule);
    for (const [sheet, { ops: edits, rules }] of this.#pending) {
      if (sheets.wholes.has(sheet) || !sheets.isTold(sheet)) continue;
      for (const rule of rules) {
        const index = Array.prototype.indexOf.call(readRules(sheet) ?? [], rule);
        if (index === -1) continue;
        edits.push([Op.deleteRule, sheets.key(sheet), index], this.#insertion(sheet, index));
      }
      for (const [code, key, index, text] of edits) {
        // Masked only when it is told: what fields hold by then counts.
        const rest = code === Op.insertRule ? [masking.rule(text as string)] : [];
        ops.push([code, key as number, index as number, ...rest]);
      }
    }
    this.#pending.clear();
  }

  #of(sheet: CSSStyleSheet): Pending | undefined {
    const { sheets, soon } = this.#context;
    if (!sheets.isTold(sheet)) return undefined;
    let pending = this.#pending.get(sheet);
    if (!pending) this.#pending.set(sheet, (pending = { ops: [], rules: new Set() }));
    soon();
    return pending;
  }

  #insertion(sheet: CSSStyleSheet, index: number): OpRecord {
    const { sheets } = this.#context;
    const rule = readRules(sheet)?.[index];
    const [text = ''] = rule ? sheets.textsOf(sheet, [rule]) : [];
    return [Op.insertRule, sheets.key(sheet), index, text];
  }

  #mediaOf(rules: CSSRuleList | undefined, list: MediaList): void {
    for (const rule of rules ?? []) {
      const { media, cssRules } = rule as CSSMediaRule;
      if (media === list) this.changed(rule);
      else if (cssRules) this.#mediaOf(cssRules, list);
    }
  }
}
