import { Op } from '../../../protocol/records.js';
import { windowOf } from '../around.js';
import { attributeOf } from '../asked.js';
import { SVG } from '../recorder/attributes.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';

type Interfaces = Record<string, { prototype: object } | undefined>;

/** Attributes of SVG for which there are objects (SVG 2, 4.5), by the names of the properties. */
const VALUES =
  'className href transform gradientTransform patternTransform viewBox preserveAspectRatio points x y width height ' +
  'cx cy r rx ry x1 y1 x2 y2 dx dy rotate';

/** What changes such an object that a script has kept. */
const SETTERS = {
  SVGTransform: 'setMatrix setTranslate setScale setRotate setSkewX setSkewY',
  SVGMatrix: 'a b c d e f',
  SVGLength: 'value valueAsString valueInSpecifiedUnits newValueSpecifiedUnits',
  SVGPoint: 'x y',
  SVGRect: 'x y width height',
};
const LISTS = ['SVGTransformList', 'SVGLengthList', 'SVGNumberList', 'SVGPointList'];
const LIST_SETTERS = 'initialize clear appendItem insertItemBefore replaceItem removeItem';

/** Elements that are looked at again with each record: those whose objects a script has asked for last. */
const MAX_HANDED = 50;

/** What scripts change in drawings by the objects that stand for their attributes: Chromium tells no observer of it. */
export class DrawnValues implements Part {
  readonly #context: PartContext;
  readonly #windows = new WeakSet<Window>();
  /** Elements with the attributes that may change, and what these were. */
  readonly #handed = new Map<Element, Map<string, string | null>>();

  constructor(context: PartContext) {
    this.#context = context;
  }

  concerns(name: string): boolean {
    return name === 'svg';
  }

  met({ namespaceURI, ownerDocument }: Element): void {
    const window = namespaceURI === SVG ? windowOf(ownerDocument) : null;
    if (window && !this.#windows.has(window)) this.#enter(window);
  }

  changes(ops: OpRecord[]): void {
    const { ids, attributes, masked } = this.#context;
    for (const [element, values] of this.#handed) {
      const id = ids.of(element);
      if (id === undefined || this.#handed.size > MAX_HANDED) this.#handed.delete(element);
      if (id === undefined) continue;
      for (const [name, before] of values) {
        const value = attributeOf(element, name);
        if (value === before) continue;
        values.set(name, value);
        const shown = value && attributes.value(element, name, value, masked.has(element));
        ops.push([Op.attributes, id, name, shown ?? null]);
      }
    }
  }

  #enter(window: Window & typeof globalThis): void {
    this.#windows.add(window);
    const { patches, soon } = this.#context;
    const interfaces = window as unknown as Interfaces;
    for (const one of Object.getOwnPropertyNames(window)) {
      if (!/^SVG\w*Element$/.test(one)) continue;
      for (const name of VALUES.split(' ')) {
        const attribute = name === 'className' ? 'class' : name;
        const handed = (element: object) => this.#hand(element as Element, attribute);
        patches.getter(interfaces[one]?.prototype, name, handed);
      }
    }
    const setters = [...Object.entries(SETTERS), ...LISTS.map((one) => [one, LIST_SETTERS])];
    for (const [one, names] of setters as [string, string][]) {
      patches.after(interfaces[one]?.prototype, names, soon);
    }
  }

  #hand(element: Element, name: string): void {
    const values = this.#handed.get(element) ?? new Map<string, string | null>();
    this.#handed.delete(element);
    this.#handed.set(element, values);
    if (!values.has(name)) values.set(name, attributeOf(element, name));
    this.#context.soon();
  }
}
