/**
 * Functions of the page that the recorder has to hear about, because nothing else tells: each is wrapped, does what it did
 * before, and is put back by `undo`. A wrapper that the page has wrapped in turn cannot be taken out; it then only hands on.
 */
export class Patches {
  /** Each is kept by what it undoes, so that a frame of the page that has gone takes all of its own with it. */
  readonly #undo: WeakRef<() => void>[] = [];
  #active = true;

  /**
   * @param names - of methods and properties, with spaces between; those that a browser does not have are left out
   * @param then - called after each call of a method, each construction and each assignment to a property: with what it was
   *   called on or has made, with what and what it returned
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

  /** @param first - called before each call of the method, with what it is called with: it can put something else there */
  before(owner: object | undefined, name: string, first: (args: unknown[]) => void): void {
    this.#replace(owner, name, 'value', (original) => ({
      apply: (_, self, args: unknown[]) => {
        this.#heard(() => first(args));
        return Reflect.apply(original, self, args);
      },
    }));
  }

  undo(): void {
    this.#active = false;
    for (const undo of this.#undo.reverse()) undo.deref()?.();
  }

  #wrap<T extends object>(
    owner: object | undefined,
    name: string,
    slot: Slot,
    then: (self: T, args: unknown[], result: unknown) => void,
  ): void {
    this.#replace(owner, name, slot, (original) => {
      const heard = <R>(self: unknown, args: unknown[], result: R): R => {
        this.#heard(() => then(self as T, args, result));
        return result;
      };
      return {
        apply: (_, self, args: unknown[]) => heard(self, args, Reflect.apply(original, self, args)),
        construct: (_, args: unknown[], target) => {
          const made = Reflect.construct(original, args, target) as object;
          return heard(made, args, made);
        },
      };
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

  /** By a proxy: what a page asks the function about itself, the function answers. */
  #replace(
    owner: object | undefined,
    name: string,
    slot: Slot,
    handler: (original: Original) => ProxyHandler<Original>,
  ): void {
    const descriptor = owner && Object.getOwnPropertyDescriptor(owner, name);
    const original: unknown = descriptor?.[slot];
    if (!owner || typeof original !== 'function' || !descriptor?.configurable) return;
    const undo = () => {
      try {
        const current = Object.getOwnPropertyDescriptor(owner, name);
        if (SLOTS.every((slot) => current?.[slot] === replacement[slot])) {
          Object.defineProperty(owner, name, descriptor);
        }
      } catch {
        // A window that shows a page of another site by now.
      }
    };
    const traps = { ...handler(original as Original), undo };
    const replacement = { ...descriptor, [slot]: new Proxy(original, traps) };
    Object.defineProperty(owner, name, replacement);
    this.#undo.push(new WeakRef(undo));
  }
}

const SLOTS = ['value', 'get', 'set'] as const;

type Slot = (typeof SLOTS)[number];
type Original = (...args: unknown[]) => unknown;
