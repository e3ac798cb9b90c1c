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

/** How many rules are read before others have their turn. */
const AT_ONCE = 500;

/**
 * Reads the rules of all style sheets, for what has to be told only where some rule asks for it: those that a record tells, and
 * when there is time those that were told before.
 */
export class Rules implements Part {
  readonly #context: PartContext;
  readonly #learn: (rule: string) => void;
  /** Those that replicas were told before. */
  #earlier: Iterator<CSSRule> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param learn - called with each rule, perhaps more than once */
  constructor(context: PartContext, learn: (rule: string) => void) {
    this.#context = context;
    this.#learn = learn;
    context.signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  changes(ops: OpRecord[]): void {
    if (!this.#earlier) {
      this.#earlier = rulesOf(this.#sheets());
      this.#timer = setTimeout(this.#lookBack);
    }
    for (const op of ops) {
      // Others may be of thousands of nodes.
      if (op[0] !== Op.sheet && op[0] !== Op.insertRule) continue;
      for (const value of op) if (typeof value === 'string') this.#learn(value);
    }
  }

  #sheets(): CSSStyleSheet[] {
    const roots = [...this.#context.ids.nodes()].filter(
      ({ nodeType }) => nodeType === 9 || nodeType === 11,
    );
    return [...new Set(roots.flatMap((root) => sheetsOf(root as Document | ShadowRoot)))];
  }

  /** Some at a time, so that nobody waits for all of them. */
  readonly #lookBack = (): void => {
    for (let i = 0; i < AT_ONCE; i += 1) {
      const next = this.#earlier?.next();
      if (!next || next.done) return;
      this.#learn(next.value.cssText);
    }
    this.#timer = setTimeout(this.#lookBack);
  };
}

function* rulesOf(sheets: CSSStyleSheet[]): Generator<CSSRule> {
  for (const sheet of sheets) yield* [...(readRules(sheet) ?? [])];
}
