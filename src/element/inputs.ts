import { SurflyError } from '../surfly/errors.js';
import { attributeOf } from './properties.js';

/** Checks what the author of the page gives the element. What cannot be used is told, and left out; the element goes on without it. */
export class Inputs {
  readonly #faults = new Map<string, SurflyError>();

  /** @param report - told about each value that cannot be used */
  constructor(private readonly report: (error: SurflyError) => void) {}

  /** A value that cannot be used and has not been mended yet. */
  get fault(): SurflyError | null {
    return [...this.#faults.values()][0] ?? null;
  }

  /**
   * Reads an object that may be given as JSON.
   *
   * @param before - what it was before. An equal object is that one: frameworks make a new one at every turn.
   */
  object<T extends object>(name: string, value: unknown, before: T): T {
    let parsed: unknown = value ?? {};
    try {
      if (typeof value === 'string') parsed = JSON.parse(value);
    } catch {
      parsed = null;
    }
    const usable = !!parsed && typeof parsed === 'object' && !Array.isArray(parsed);
    this.check(name, value, usable, 'to a JSON object');
    const now = { ...(usable ? (parsed as T) : null) } as T;
    return written(now) === written(before) ? before : now;
  }

  /** Notes whether a value can be used, and the way out where it cannot. */
  check(name: string, value: unknown, usable: boolean, wayOut: string): void {
    if (usable) {
      this.#faults.delete(name);
      return;
    }
    const message = `${attributeOf(name)} "${written(value)}" cannot be used. Set it ${wayOut}.`;
    const error = new SurflyError('bad-value', message);
    this.#faults.set(name, error);
    this.report(error);
  }

  /** Says that a value was given too late to change anything. */
  late(name: string, value: unknown, wayOut: string): void {
    console.warn(
      `<surfly-session>: ${attributeOf(name)} "${written(value)}" comes too late. Set it ${wayOut}.`,
    );
  }
}

/** JSON where it can be written, for messages and to compare. The secret of a link is in its fragment. */
export function written(value: unknown): string {
  try {
    return typeof value === 'string'
      ? value.replace(/^(\w+:[^#]*#).+/s, '$1…')
      : JSON.stringify(value);
  } catch {
    return String(value);
  }
}
