/**
 * Functions of the page that the recorder has to hear about, because nothing else tells: each is wrapped, does what it did
 * before, and is put back by `undo`. A wrapper that the page has wrapped in turn cannot be taken out; it then only hands on.
 */
export class Patches {
  readonly #undo: (() => void)[] = [];
  #active = true;

  /**
   * @param names - of methods and properties, with spaces between; those that a browser does not have are left out
   * @param then - called after each call of a method, and after each assignment to a property: with what it was called on,
   *   with what and what it returned
   */
  after<T extends object>(
    owner: T | undefined,
    names: string,
    then: (self: T, args: unknown[], result: unknown) => void,
  ): void {
    for (const name of names.split(' ')) {
      this.#wrap(owner, name, 'value', then);
      this.#wrap(owner, name, 'set', then);
    }
  }

  /** @param then - called after each reading, with the object that was read */
  getter<T extends object>(owner: T | undefined, name: string, then: (self: T) => void): void {
    this.#wrap(owner, name, 'get', then);
  }

  /** @param then - called after each construction, with what was made and of what */
  made<T extends object>(
    owner: object,
    name: string,
    then: (made: T, args: unknown[]) => void,
  ): void {
    this.#replace(
      owner,
      name,
      'value',
      (original) =>
        new Proxy(original, {
          construct: (_original, args, target) => {
            const made = Reflect.construct(original, args, target) as T;
            this.#heard(() => then(made, args));
            return made;
          },
        }),
    );
  }

  undo(): void {
    this.#active = false;
    for (const undo of this.#undo.splice(0).reverse()) undo();
  }

  #wrap<T extends object>(
    owner: T | undefined,
    name: string,
    slot: Slot,
    then: (self: T, args: unknown[], result: unknown) => void,
  ): void {
    const heard = (self: T, args: unknown[], result: unknown) =>
      this.#heard(() => then(self, args, result));
    this.#replace(owner, name, slot, (original) => {
      const wrapper = function (this: T, ...args: unknown[]): unknown {
        const result = original.apply(this, args);
        heard(this, args, result);
        return result;
      };
      for (const of of ['name', 'length'] as const) {
        Object.defineProperty(wrapper, of, { value: original[of], configurable: true });
      }
      return wrapper;
    });
  }

  /** An error of ours is no business of the page's function that was called. */
  #heard(then: () => void): void {
    if (!this.#active) return;
    try {
      then();
    } catch (error) {
      reportError(error);
    }
  }

  #replace(
    owner: object | undefined,
    name: string,
    slot: Slot,
    wrapped: (original: Original) => object,
  ): void {
    const descriptor = owner && Object.getOwnPropertyDescriptor(owner, name);
    const original: unknown = descriptor?.[slot];
    if (!owner || typeof original !== 'function' || !descriptor?.configurable) return;
    const replacement = { ...descriptor, [slot]: wrapped(original as Original) };
    Object.defineProperty(owner, name, replacement);
    this.#undo.push(() => {
      try {
        const current = Object.getOwnPropertyDescriptor(owner, name);
        if (SLOTS.every((slot) => current?.[slot] === replacement[slot])) {
          Object.defineProperty(owner, name, descriptor);
        }
      } catch {
        // A window that shows a page of another site by now.
      }
    });
  }
}

const SLOTS = ['value', 'get', 'set'] as const;

type Slot = (typeof SLOTS)[number];
type Original = (...args: unknown[]) => unknown;
