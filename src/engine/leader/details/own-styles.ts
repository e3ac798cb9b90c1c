import { Op } from '../../../protocol/records.js';
import { attributeOf } from '../asked.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';
import { LAYERED } from '../recorder/sheet-sources.js';
import type { KnownRoots } from './known-roots.js';

/** A value of CSS in the numbers that the browser works with (CSS Typed OM). Firefox has none of it. */
type Value = Partial<CSSUnitValue & CSSTranslate> & Partial<Iterable<Value>>;

/** What may have been lost of layers. */
const LAYER = /^border-(?:inl|blo)|^(?:background|mask)-(?!color|image)/;
/** Finds elements with such a style, and others. */
const MAY_BE_LOST = 'e+0|/ |repeat| initial|), |: ;|:  !|border-block:|border-inline:'
  .split('|')
  .map((text) => `[style*="${text}"]`)
  .join();
/** Of a shorthand with `var()` what another declaration left of it: longhands with nothing in them. */
const EMPTY = /(?<![\w-])(?!--)([\w-]+): (?=;| !)/g;

/**
 * Own styles of elements that browsers do not write as they know them. Of a number they write six digits, and rows of long
 * lists stand at places of seven: they would lie over one another. Of a shorthand with a variable they write nothing once one
 * of its longhands is said apart. Such elements are told it in full.
 */
export class OwnStyles implements Part {
  readonly #context: PartContext;
  readonly #roots: KnownRoots;
  /** Whether such elements may have come. */
  #isAny = true;

  constructor(context: PartContext, roots: KnownRoots) {
    this.#context = context;
    this.#roots = roots;
  }

  restart(): void {
    this.#isAny = true;
  }

  changes(ops: OpRecord[]): void {
    const { ids } = this.#context;
    const found = new Set<Element>();
    for (const op of ops) {
      if (op[0] !== Op.insert && op[0] !== Op.attributes) continue;
      if (!op.some((one) => typeof one === 'string' && isLost(one))) continue;
      if (op[0] === Op.insert) this.#isAny = true;
      else found.add(ids.node(op[1] as number) as Element);
    }
    if (this.#isAny) {
      for (const root of this.#roots.all) {
        for (const element of root.querySelectorAll(MAY_BE_LOST)) found.add(element);
      }
    }
    this.#isAny = false;
    for (const element of found) this.#tell(ops, element);
  }

  #tell(ops: OpRecord[], element: Element): void {
    const { ids, masked, attributes } = this.#context;
    const id = ids.of(element);
    const style = attributeOf(element, 'style');
    if (id === undefined || !style || !isLost(style)) return;
    const mended = [inFull, withEnds, withComputed, withLayers].reduce(
      (text, mend) => mend(text, element),
      style,
    );
    if (mended === style) return;
    const shown = attributes.value(element, 'style', mended, masked.has(element));
    ops.push([Op.attributes, id, 'style', shown ?? null]);
  }
}

function isLost(text: string): boolean {
  // Of all that is told of elements, next to nothing is that long.
  return (
    /e\+0|: (?:;| !)|border-(?:inline|block):/.test(text) ||
    (text.length > 30 && LAYERED.test(text))
  );
}

function inFull(style: string, element: Element): string {
  let text = style;
  const write = (value: Value | string | undefined): void => {
    // What stands around `var()`, and what custom properties are. A text is of texts without end.
    if (typeof value === 'string') return;
    if (value?.unit === 'px') text = text.replace(String(value), `${value.value}px`);
    else if (value?.x) [value.x, value.y].forEach((one) => write(one as Value));
    else if (value?.[Symbol.iterator]) for (const one of value as Iterable<Value>) write(one);
  };
  const { attributeStyleMap } = element as Partial<HTMLElement>;
  for (const [, values] of attributeStyleMap ?? []) for (const one of values) write(one as Value);
  return text;
}

/** Firefox writes the border of the one end of a line for both, in its place, for what comes behind it counts. */
function withEnds(style: string, { style: own }: Element & Partial<ElementCSSInlineStyle>): string {
  return style.replace(/(?<![\w-])(border-(?:inline|block)): [^;!]*/g, (all, name: string) => {
    const important = own?.getPropertyPriority(`${name}-start-width`) && ' !important; ';
    const ends = [...(own ?? [])].filter((one) => one.startsWith(`${name}-`));
    const values = ends.map((one) => own?.getPropertyValue(one));
    if (!values.every(Boolean)) return all;
    return ends.map((one, i) => `${one}: ${values[i]}`).join(important || '; ');
  });
}

/** What nobody can read is what it comes to, here and now. */
function withComputed(style: string, element: Element): string {
  if (!/: (?:;| !)/.test(style)) return style;
  const values = (element as Partial<HTMLElement>).computedStyleMap?.();
  const used = getComputedStyle(element);
  return style.replace(EMPTY, (all, name: string) => {
    // Asked by its property alone: a text may look like a declaration.
    if (!used.getPropertyValue(name)) return all;
    return `${name}: ${values?.getAll(name).join() || used.getPropertyValue(name)}`;
  });
}

function withLayers(style: string, element: Element): string {
  if (!LAYERED.test(style)) return style;
  const { style: own } = element as HTMLElement;
  const layers = [...own]
    .filter((name) => LAYER.test(name))
    .map((name) => {
      const priority = own.getPropertyPriority(name);
      return `${name}: ${own.getPropertyValue(name)}${priority && ` !${priority}`}`;
    });
  return [style, ...layers].join('; ');
}
