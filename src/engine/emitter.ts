type Handler = (source: never, payload: never) => void;

/**
 * Handlers by event name. They run in a microtask, never inside the call that caused the event, so that a handler added
 * right after `startLeader()` misses nothing; a handler that throws is reported and stops nobody else.
 */
export class Emitter {
  readonly #handlers = new Map<string, Handler[]>();

  on(name: string, handler: unknown): void {
    if (typeof handler !== 'function') {
      throw new TypeError(`on('${name}', …): the handler is no function but ${typeof handler}.`);
    }
    const handlers = this.#handlers.get(name) ?? [];
    handlers.push(handler as Handler);
    this.#handlers.set(name, handlers);
  }

  /** Calls every handler with `source` (as `this` too) and a payload of its own. */
  emit(name: string, source: unknown, payload: object): void {
    queueMicrotask(() => {
      for (const handler of [...(this.#handlers.get(name) ?? [])]) {
        try {
          handler.call(source, source as never, structuredClone(payload) as never);
        } catch (error) {
          reportError(error);
        }
      }
    });
  }
}
