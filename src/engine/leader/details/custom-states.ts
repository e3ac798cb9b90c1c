import { MAX_CUSTOM_STATES, Op } from '../../../protocol/records.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';

const STATE = /:state\(\s*([\w-]+)\s*\)/gi;

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

  constructor(context: PartContext) {
    this.#context = context;
    this.#isKnown = context.window.CSS.supports('selector(:state(x))');
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
      if (this.#names.size > 0) this.#all();
    });
  }

  changes(ops: OpRecord[]): void {
    for (const element of this.#touched) this.#tell(ops, element);
    this.#touched.clear();
  }

  /** There is such a rule. */
  learn(rule: string): void {
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
    this.#context.soon();
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
