import { Op } from '../../../protocol/records.js';
import { getterOf } from '../../getter-of.js';
import { readRules } from '../recorder/css-rules.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';

// An image of the page may be called like that.
const sheetsGetter = getterOf<StyleSheetList>(Document.prototype, 'styleSheets');
const adoptedGetter = getterOf<CSSStyleSheet[]>(Document.prototype, 'adoptedStyleSheets');

function sheetsOf(root: Document | ShadowRoot): CSSStyleSheet[] {
  return root.nodeType === 9
    ? [...sheetsGetter.call(root as Document), ...adoptedGetter.call(root as Document)]
    : [...root.styleSheets, ...root.adoptedStyleSheets];
}

/**
 * Reads the rules of all style sheets, for what has to be told only where some rule asks for it: those that a record tells, and
 * when there is time those that were told before.
 */
export class Rules implements Part {
  readonly #context: PartContext;
  readonly #learn: (rule: string) => void;
  /** Sheets that replicas were told before. */
  #earlier: Set<CSSStyleSheet> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param learn - called with each rule, perhaps more than once */
  constructor(context: PartContext, learn: (rule: string) => void) {
    this.#context = context;
    this.#learn = learn;
    context.signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  changes(ops: OpRecord[]): void {
    this.#begin();
    for (const [code, ...values] of ops) {
      if (code !== Op.sheet && code !== Op.insertRule) continue;
      for (const value of values) if (typeof value === 'string') this.#learn(value);
    }
  }

  #begin(): void {
    if (this.#earlier) return;
    this.#earlier = new Set();
    for (const node of this.#context.ids.nodes()) {
      if (node.nodeType !== 9 && node.nodeType !== 11) continue;
      for (const sheet of sheetsOf(node as Document | ShadowRoot)) this.#earlier.add(sheet);
    }
    this.#timer = setTimeout(this.#lookBack);
  }

  /** One sheet at a time, so that nobody waits for all of them. */
  readonly #lookBack = (): void => {
    const [sheet] = this.#earlier ?? [];
    if (!sheet) return;
    this.#timer = setTimeout(this.#lookBack);
    this.#earlier?.delete(sheet);
    for (const rule of readRules(sheet) ?? []) this.#learn(rule.cssText);
  };
}
