import { windowOf } from './around.js';

/** What custom elements are defined as. Frames, and some shadow roots, have a registry of their own. */
export class Definitions {
  readonly #defined: (name: string, registry: CustomElementRegistry) => void;
  readonly #awaited = new WeakMap<CustomElementRegistry, Set<string>>();

  /** @param defined - called when a name is defined that was not when it was asked for */
  constructor(defined: (name: string, registry: CustomElementRegistry) => void) {
    this.#defined = defined;
  }

  of(element: Element): CustomElementConstructor | undefined {
    const { localName } = element;
    const registry = registryOf(element);
    const definition = registry?.get(localName);
    if (registry && !definition) this.#await(registry, localName);
    return definition;
  }

  #await(registry: CustomElementRegistry, name: string): void {
    const names = this.#awaited.get(registry) ?? new Set();
    if (names.has(name)) return;
    this.#awaited.set(registry, names.add(name));
    registry.whenDefined(name).then(
      () => this.#defined(name, registry),
      // Names that no element can be defined under are refused.
      () => undefined,
    );
  }
}

export function registryOf(element: Element): CustomElementRegistry | undefined {
  const { customElementRegistry, ownerDocument } = element as Element & {
    customElementRegistry?: CustomElementRegistry | null;
  };
  return customElementRegistry ?? windowOf(ownerDocument)?.customElements;
}
