/**
 * Properties with nothing to them but an attribute, and what they are without it. They are not Lit's: Lit looks for each of its own on every
 * element that is upgraded, which takes as long as all the rest of it.
 */
const simple: Readonly<Record<string, unknown>> = {
  scriptSrc: 'https://surfly.com/surfly.js',
  widgetKey: undefined,
  mode: 'leader',
  sessionLink: undefined,
  loading: 'lazy',
  autostart: false,
  persistent: false,
  integrity: undefined,
  crossorigin: undefined,
};

/** Properties that the author of the page may set; the last three are read by the element itself. */
const names = new Set([...Object.keys(simple), 'settings', 'userData', 'texts']);

/** Name of the attribute that belongs to a property. */
export const attributeOf = (property: string) => property.replace(/[A-Z]/g, '-$&').toLowerCase();

const properties = new Map([...names].map((name) => [attributeOf(name), name]));

/** The attributes, each under its own name and with `data-` in front. */
export const attributes = [...properties.keys()].flatMap((name) => [name, `data-${name}`]);

interface Updating {
  requestUpdate(name: string, before: unknown): void;
}

/** Gives a class the simple properties. Its elements update when one of them changes. */
export function defineProperties(prototype: Updating): void {
  for (const [name, absent] of Object.entries(simple)) {
    const given = Symbol(name);
    Object.defineProperty(prototype, name, {
      get(this: Record<symbol, unknown>) {
        return this[given] ?? absent;
      },
      set(this: Updating & Record<string | symbol, unknown>, value: unknown) {
        const before = this[name];
        this[given] = value;
        this.requestUpdate(name, before);
      },
    });
  }
}

/** The property that a changed attribute is for, and what it is now; nothing where the attribute does not count. */
export function propertyFrom(element: Element, attribute: string, value: string | null): object {
  const plain = attribute.replace(/^data-/, '');
  // The plain attribute goes before the one with `data-`.
  if (plain !== attribute && element.hasAttribute(plain)) return {};
  const now = value ?? element.getAttribute(`data-${plain}`);
  const name = properties.get(plain)!;
  return { [name]: typeof simple[name] === 'boolean' ? now !== null : now };
}

/** Takes properties off that were set before the element was defined and hide those of its class. */
export function takeEarly(element: object): object | undefined {
  let early: Record<string, unknown> | undefined;
  for (const name of Object.keys(element)) {
    // Lit's own come after those that were there before it.
    if (name === 'isUpdatePending') break;
    if (!names.has(name)) continue;
    (early ??= {})[name] = element[name as never];
    Reflect.deleteProperty(element, name);
  }
  return early;
}
