/**
 * Something that is shown, and is a file of its own. There is no going on without it, so it is asked for until it comes. What
 * it is told before it is there, it is told then.
 */
export class LazyPart<Module, Shown extends { remove(): void }> {
  #shown: Shown | undefined;
  readonly #told: ((shown: Shown) => void)[] = [];
  #gone = false;

  /**
   * @param load - of the file, for as long as it is wanted
   * @param open - shows it
   */
  constructor(
    load: (isWanted: () => boolean) => Promise<Module | undefined>,
    open: (module: Module) => Shown,
  ) {
    void load(() => !this.#gone).then((module) => {
      if (!module || this.#gone) return;
      const shown = (this.#shown = open(module));
      for (const what of this.#told.splice(0)) what(shown);
    });
  }

  /** Undefined until it is there. */
  get shown(): Shown | undefined {
    return this.#shown;
  }

  tell(what: (shown: Shown) => void): void {
    if (this.#shown) what(this.#shown);
    else this.#told.push(what);
  }

  remove(): void {
    this.#gone = true;
    this.#shown?.remove();
  }
}
