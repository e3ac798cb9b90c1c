import { Op } from '../../../protocol/records.js';
import { attributeOf } from '../asked.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';

type Root = Document | ShadowRoot;

/** A value of CSS in the numbers that the browser works with (CSS Typed OM). Firefox has none of it. */
type Value = Partial<CSSUnitValue & CSSTranslate> & Partial<Iterable<Value>>;

/**
 * Browsers write six digits of a number, and rows of long lists stand at places of seven: they would lie over one another.
 * Elements whose own style has such a number are told it in full.
 */
export class FarPlaces implements Part {
  readonly #context: PartContext;
  readonly #roots = new Set<Root>();
  /** Whether such elements may have come. */
  #isAny = true;

  constructor(context: PartContext) {
    this.#context = context;
  }

  concerns(): boolean {
    return false;
  }

  met(root: Element | Root): void {
    this.#roots.add(root as Root);
  }

  forget(node: Node): void {
    this.#roots.delete(node as Root);
  }

  restart(): void {
    this.#roots.clear();
    this.#isAny = true;
  }

  changes(ops: OpRecord[]): void {
    const { ids } = this.#context;
    const found = new Set<Element>();
    for (const [code, ...rest] of ops) {
      if (code !== Op.insert && code !== Op.attributes) continue;
      if (!rest.some((one) => typeof one === 'string' && one.includes('e+0'))) continue;
      if (code === Op.insert) this.#isAny = true;
      else found.add(ids.node(rest[0] as number) as Element);
    }
    if (this.#isAny) {
      for (const root of this.#roots) {
        for (const element of root.querySelectorAll('[style*="e+0"]')) found.add(element);
      }
    }
    this.#isAny = false;
    for (const element of found) this.#tell(ops, element);
  }

  #tell(ops: OpRecord[], element: Element): void {
    const { ids, masked, attributes } = this.#context;
    const id = ids.of(element);
    const style = attributeOf(element, 'style');
    if (id === undefined || !style) return;
    const exact = inFull(style, element);
    if (exact === style) return;
    const shown = attributes.value(element, 'style', exact, masked.has(element));
    ops.push([Op.attributes, id, 'style', shown ?? null]);
  }
}

function inFull(style: string, element: Element): string {
  let text = style;
  const write = (value: Value | undefined): void => {
    if (value?.unit === 'px') text = text.replace(String(value), `${value.value}px`);
    else if (value?.x) [value.x, value.y].forEach((one) => write(one as Value));
    else if (value?.[Symbol.iterator]) for (const one of value as Iterable<Value>) write(one);
  };
  const { attributeStyleMap } = element as Partial<HTMLElement>;
  for (const [, values] of attributeStyleMap ?? []) for (const one of values) write(one as Value);
  return text;
}
