/**
 * Functions of the page that the recorder has to hear about, because nothing else tells: each is wrapped, does what it did
 * before, and is put back by `undo`. A wrapper that the page has wrapped in turn cannot be taken out; it then only hands on.
 */
export class Patches {
  readonly #undo: (() => void)[] = [];
  #active = true;

  /** @param then - called after each call, with what it was called on, with what and what it returned */
  method<T extends object>(
    owner: T | undefined,
    name: string,
    then: (self: T, args: unknown[], result: unknown) => void,
  ): void {
    const descriptor = owner && Object.getOwnPropertyDescriptor(owner, name);
    if (!owner || typeof descriptor?.value !== 'function' || !descriptor.configurable) return;
    const original = descriptor.value as (...args: unknown[]) => unknown;
    const heard = (self: T, args: unknown[], result: unknown) => {
      if (this.#active) withoutHarm(() => then(self, args, result));
    };
    const wrapper = function (this: T, ...args: unknown[]): unknown {
      const result = original.apply(this, args);
      heard(this, args, result);
      return result;
    };
    this.#replace(owner, name, descriptor, { ...descriptor, value: named(wrapper, original) });
  }

  /** @param then - called after each assignment, with the object that was assigned to */
  setter<T extends object>(owner: T | undefined, name: string, then: (self: T) => void): void {
    const descriptor = owner && Object.getOwnPropertyDescriptor(owner, name);
    const original = descriptor?.set;
    if (!owner || !original || !descriptor.configurable) return;
    const heard = (self: T) => {
      if (this.#active) withoutHarm(() => then(self));
    };
    const wrapper = function (this: T, value: unknown): void {
      original.call(this, value);
      heard(this);
    };
    this.#replace(owner, name, descriptor, { ...descriptor, set: named(wrapper, original) });
  }

  /** @param then - called after each reading, with the object that was read */
  getter<T extends object>(owner: T | undefined, name: string, then: (self: T) => void): void {
    const descriptor = owner && Object.getOwnPropertyDescriptor(owner, name);
    const original = descriptor?.get;
    if (!owner || !original || !descriptor.configurable) return;
    const heard = (self: T) => {
      if (this.#active) withoutHarm(() => then(self));
    };
    const wrapper = function (this: T): unknown {
      const value: unknown = original.call(this);
      heard(this);
      return value;
    };
    this.#replace(owner, name, descriptor, { ...descriptor, get: named(wrapper, original) });
  }

  /** @param then - called after each construction, with what was made and of what */
  made<T extends object>(
    owner: object,
    name: string,
    then: (made: T, args: unknown[]) => void,
  ): void {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    if (typeof descriptor?.value !== 'function' || !descriptor.configurable) return;
    const wrapper = new Proxy(descriptor.value, {
      construct: (original: new () => T, args, target: new () => T) => {
        const made = Reflect.construct(original, args, target) as T;
        if (this.#active) withoutHarm(() => then(made, args));
        return made;
      },
    });
    this.#replace(owner, name, descriptor, { ...descriptor, value: wrapper });
  }

  undo(): void {
    this.#active = false;
    for (const undo of this.#undo.splice(0).reverse()) undo();
  }

  #replace(
    owner: object,
    name: string,
    original: PropertyDescriptor,
    replacement: PropertyDescriptor,
  ): void {
    Object.defineProperty(owner, name, replacement);
    this.#undo.push(() => {
      try {
        const current = Object.getOwnPropertyDescriptor(owner, name);
        if (SLOTS.every((slot) => current?.[slot] === replacement[slot])) {
          Object.defineProperty(owner, name, original);
        }
      } catch {
        // A window that shows a page of another site by now.
      }
    });
  }
}

const SLOTS = ['value', 'get', 'set'] as const;

function named<T extends object>(wrapper: T, original: (...args: never[]) => unknown): T {
  Object.defineProperty(wrapper, 'name', { value: original.name, configurable: true });
  Object.defineProperty(wrapper, 'length', { value: original.length, configurable: true });
  return wrapper;
}

/** An error of ours is no business of the page's function that was called. */
function withoutHarm(action: () => void): void {
  try {
    action();
  } catch (error) {
    reportError(error);
  }
}
