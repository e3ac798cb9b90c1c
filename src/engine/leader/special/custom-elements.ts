import { Op } from '../../../protocol/records.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';

/** Which custom elements are not defined yet, for replicas define none and pages style by that (`:defined`). */
export class CustomElements implements Part {
  readonly #options: PartContext;
  /** Names that were met, and whether they are defined. */
  readonly #names = new Map<string, boolean>();
  #news = new Set<string>();

  constructor(options: PartContext) {
    this.#options = options;
  }

  concerns(name: string): boolean {
    return name.includes('-');
  }

  met(node: Element | ShadowRoot | Document): void {
    const { localName } = node as Partial<Element>;
    if (!localName?.includes('-') || this.#names.has(localName)) return;
    const { customElements } = this.#options.window;
    const isDefined = customElements.get(localName) !== undefined;
    this.#names.set(localName, isDefined);
    if (isDefined) return;
    this.#news.add(localName);
    // Names that no element can be defined under are refused.
    customElements.whenDefined(localName).then(
      () => {
        this.#names.set(localName, true);
        this.#news.add(localName);
        this.#options.changed();
      },
      () => undefined,
    );
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
