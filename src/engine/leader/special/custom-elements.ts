import { Op } from '../../../protocol/records.js';
import { Definitions, registryOf } from '../definitions.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';

/** Which custom elements are not defined yet, for replicas define none and pages style by that (`:defined`). */
export class CustomElements implements Part {
  /** Names that were met, and whether they are defined. Replicas know no more than the name. */
  readonly #names = new Map<string, boolean>();
  /** Those of them that the page's own registry answers for, whatever that of a frame says. */
  readonly #own = new Set<string>();
  readonly #registry: CustomElementRegistry;
  readonly #definitions: Definitions;
  #news = new Set<string>();

  constructor({ window, changed }: PartContext) {
    this.#registry = window.customElements;
    this.#definitions = new Definitions((name, registry) => {
      this.#say(name, true, registry);
      changed();
    });
  }

  concerns(name: string): boolean {
    return name.includes('-');
  }

  met(node: Element | ShadowRoot | Document): void {
    const { localName } = node as Partial<Element>;
    if (!localName?.includes('-')) return;
    const element = node as Element;
    this.#say(localName, this.#definitions.of(element) !== undefined, registryOf(element));
  }

  #say(name: string, isDefined: boolean, registry: CustomElementRegistry | undefined): void {
    if (registry === this.#registry) this.#own.add(name);
    else if (this.#own.has(name)) return;
    // What is met as defined is nothing to be told.
    if ((this.#names.get(name) ?? true) !== isDefined) this.#news.add(name);
    this.#names.set(name, isDefined);
  }

  restart(): void {
    this.#news = new Set();
    for (const [name, isDefined] of this.#names) if (!isDefined) this.#news.add(name);
  }

  changes(ops: OpRecord[]): void {
    if (this.#news.size === 0) return;
    const defined: string[] = [];
    const undefinedNames: string[] = [];
    for (const name of this.#news) (this.#names.get(name) ? defined : undefinedNames).push(name);
    if (undefinedNames.length > 0) ops.push([Op.undefined, ...undefinedNames]);
    if (defined.length > 0) ops.push([Op.defined, ...defined]);
    this.#news.clear();
  }
}
