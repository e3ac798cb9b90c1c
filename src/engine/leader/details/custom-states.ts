import { getterOf } from '../../getter-of.js';
import { MAX_CUSTOM_STATES, Op } from '../../../protocol/records.js';
import { readRules } from '../recorder/css-rules.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';

const STATE = /:state\(\s*([\w-]+)\s*\)/gi;

// An image of the page may be called like that.
const sheetsGetter = getterOf<StyleSheetList>(Document.prototype, 'styleSheets');
const adoptedGetter = getterOf<CSSStyleSheet[]>(Document.prototype, 'adoptedStyleSheets');

function sheetsOf(root: Document | ShadowRoot): CSSStyleSheet[] {
  return root.nodeType === 9
    ? [...sheetsGetter.call(root as Document), ...adoptedGetter.call(root as Document)]
    : [...root.styleSheets, ...root.adoptedStyleSheets];
}

/**
 * States of custom elements (`:state()`). They are known to their element alone, so it is asked for those that style sheets
 * ask for.
 */
export class CustomStates implements Part {
  readonly #context: PartContext;
  readonly #isKnown: boolean;
  readonly #names = new Set<string>();
  readonly #elements = new Set<Element>();
  readonly #touched = new Set<Element>();
  /** What replicas have. */
  readonly #told = new Map<Element, string>();
  /** Sheets that replicas were told before there was a custom element. */
  #earlier: Set<CSSStyleSheet> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: PartContext) {
    this.#context = context;
    this.#isKnown = context.window.CSS.supports('selector(:state(x))');
    context.signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  concerns(name: string): boolean {
    return name.includes('-');
  }

  met(node: Element | ShadowRoot | Document): void {
    if (node.nodeType !== 1 || !this.#isKnown) return;
    this.#elements.add(node as Element);
    this.#touched.add(node as Element);
  }

  forget(node: Node): void {
    this.#elements.delete(node as Element);
    this.#touched.delete(node as Element);
    this.#told.delete(node as Element);
  }

  restart(): void {
    this.#elements.clear();
    this.#touched.clear();
    this.#told.clear();
  }

  enter(window: Window & typeof globalThis): void {
    const { prototype } =
      (window as { CustomStateSet?: { prototype: object } }).CustomStateSet ?? {};
    this.#context.patches.after(prototype, 'add delete clear', () => {
      if (this.#names.size === 0) return;
      this.#all();
      this.#context.soon();
    });
  }

  changes(ops: OpRecord[]): void {
    if (this.#elements.size === 0) return;
    this.#begin();
    for (const [code, ...values] of ops) {
      if (code !== Op.sheet && code !== Op.insertRule) continue;
      for (const value of values) if (typeof value === 'string') this.#learn(value);
    }
    for (const element of this.#touched) this.#tell(ops, element);
    this.#touched.clear();
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
    if (this.#touched.size > 0) this.#context.soon();
  };

  #learn(rule: string): void {
    if (!rule.includes(':state(')) return;
    for (const [, name = ''] of rule.matchAll(STATE)) {
      if (this.#names.has(name) || this.#names.size >= MAX_CUSTOM_STATES) continue;
      this.#names.add(name);
      this.#all();
    }
  }

  /** Which element a state is of is known only to that. */
  #all(): void {
    for (const element of this.#elements) this.#touched.add(element);
  }

  #tell(ops: OpRecord[], element: Element): void {
    const { ids, masked } = this.#context;
    const id = ids.of(element);
    if (id === undefined) return;
    const states = masked.has(element)
      ? []
      : [...this.#names].filter((name) => element.matches(`:state(${CSS.escape(name)})`));
    const told = states.join();
    if (told === (this.#told.get(element) ?? '')) return;
    this.#told.set(element, told);
    ops.push([Op.customStates, id, ...states]);
  }
}
