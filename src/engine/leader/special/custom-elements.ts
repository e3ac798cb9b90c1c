import { Op } from '../../../protocol/records.js';
import { Definitions } from '../definitions.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';

/** Which custom elements are not defined yet, for replicas define none and pages style by that (`:defined`). */
export class CustomElements implements Part {
  /** Names that were met, and whether they are defined: replicas know no more, so what one registry defines is. */
  readonly #names = new Map<string, boolean>();
  readonly #definitions: Definitions;
  #news = new Set<string>();

  constructor({ changed }: PartContext) {
    this.#definitions = new Definitions((name) => {
      this.#define(name);
      changed();
    });
  }

  concerns(name: string): boolean {
    return name.includes('-');
  }

  met(node: Element | ShadowRoot | Document): void {
    const { localName } = node as Partial<Element>;
    if (!localName?.includes('-') || this.#names.get(localName)) return;
    if (this.#definitions.of(node as Element)) {
      this.#define(localName);
    } else if (!this.#names.has(localName)) {
      this.#names.set(localName, false);
      this.#news.add(localName);
    }
  }

  #define(name: string): void {
    // What is met as defined is nothing to be told.
    if (this.#names.get(name) === false) this.#news.add(name);
    this.#names.set(name, true);
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
