import type { core } from 'zod/mini';

// Zod's schemas by their interface, not by its classes: those look at an event through a chain of calls that takes ten times as long as the
// event itself, weigh 3 of the 16 KB that the element may have, and put a global on every page. Zod's functions take these schemas too,
// `z.safeParse(schema, value)` or `z.array(schema)` for two, and so does every library that knows Standard Schema.

/** What one field may hold. `expected` names it in issues. */
interface Field<T> {
  expected: string;
  test: (value: unknown) => boolean;
  /** Only there for the type. */
  type?: T;
}

const field = <T>(expected: string, test: (value: unknown) => boolean): Field<T> => ({
  expected,
  test,
});

export const text = field<string>('string', (given) => typeof given === 'string');

export const flag = field<boolean>('boolean', (given) => typeof given === 'boolean');

/** A whole number from 0 up. */
export const index = field<number>(
  'int',
  (given) => Number.isInteger(given) && (given as number) >= 0,
);

/** An object of any kind, or nothing. The documentation says "may be absent or empty": null is JSON's way of being absent. */
export const data = field<Record<string, unknown> | null | undefined>(
  'object',
  (given) => given == null || isObject(given),
);

/** Any value, but not none. */
export const anything = field<unknown>('nonoptional', () => true);

type Shape = Readonly<Record<string, Field<unknown>>>;

const isObject = (given: unknown): given is Record<string, unknown> =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

const issue = (expected: string, ...path: string[]): PayloadIssue => ({
  code: 'invalid_type',
  expected,
  path,
  message: `Expected ${expected}`,
});

type Run = (payload: core.ParsePayload) => core.ParsePayload;

/** An object with these fields; others that it has are kept. */
export function fields<T extends Shape>(
  shape: T,
): Schema<{ [K in keyof T]: T[K] extends Field<infer V> ? V : never }> {
  const entries = Object.entries(shape);
  // The way of every event, so it is a plain loop.
  const run: Run = (payload) => {
    const { value, issues } = payload;
    const found = issues as unknown[];
    if (!isObject(value)) {
      found.push(issue('object'));
      return payload;
    }
    for (const [name, field] of entries) {
      if (!field.test(value[name]) || (field === anything && !(name in value))) {
        found.push(issue(field.expected, name));
      }
    }
    if (!found.length) payload.value = { ...value };
    return payload;
  };
  return {
    // What Zod's functions use of a schema (`zod/v4/core`, `$ZodTypeInternals`).
    _zod: { def: { type: 'custom' }, traits: new Set(['$ZodType']), bag: {}, run, parse: run },
    // https://standardschema.dev
    '~standard': {
      version: 1,
      vendor: 'surfly-session',
      validate(given: unknown) {
        const { value, issues } = run({ value: given, issues: [] });
        return issues.length ? { issues } : { value };
      },
    },
  } as never;
}

export type Schema<T> = core.$ZodType<T>;

/** One way in which a value breaks its schema. */
export interface PayloadIssue {
  /** Keys that lead to the field; empty for the value itself. */
  readonly path: readonly PropertyKey[];
  /** What is wrong, such as `invalid_type`. */
  readonly code?: string | undefined;
  /** What is wanted there, such as `int`. */
  readonly expected?: unknown;
  /** Both in words. */
  readonly message?: string;
}

/** Checks a value. */
export function check(
  schema: Schema<unknown>,
  given: unknown,
): { value: unknown; issues: readonly PayloadIssue[] } {
  // These schemas have nothing to wait for.
  return schema._zod.run({ value: given, issues: [] }, {}) as never;
}
