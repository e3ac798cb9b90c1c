import { core } from 'zod/mini';

// Made of the class underneath all of zod's. Its own objects copy and report field by field through a chain of calls, which every event would
// wait for, and together they weigh 1.2 of the 16 KB that the element may have. Zod's functions take these schemas too,
// `z.safeParse(schema, value)` for one.

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

interface FieldsDef extends core.$ZodTypeDef {
  shape: Shape;
}

interface FieldsSchema extends core.$ZodType {
  _zod: core.$ZodTypeInternals & { def: FieldsDef };
}

const FieldsSchema: core.$constructor<FieldsSchema> = core.$constructor(
  'SurflyFields',
  (schema, def) => {
    core.$ZodType.init(schema, def);
    const fields = Object.entries(def.shape);
    schema._zod.parse = (payload) => {
      const input = payload.value;
      if (!isObject(input)) {
        payload.issues.push(issue(schema, 'object', [], input));
        return payload;
      }
      for (const [key, { expected, test }] of fields) {
        const value = input[key];
        if (!test(value) || (test === anything.test && !(key in input))) {
          payload.issues.push(issue(schema, expected, [key], value));
        }
      }
      const copy: Record<string, unknown> = {};
      // Assigning to this one would change what the copy is.
      for (const key in input) if (key !== '__proto__') copy[key] = input[key];
      payload.value = copy;
      return payload;
    };
  },
);

const issue = (inst: core.$ZodType, expected: string, path: string[], input: unknown) =>
  ({ code: 'invalid_type', expected, path, input, inst }) as core.$ZodRawIssue;

/** An object with these fields; others that it has are kept. */
export const fields = <T extends Shape>(
  shape: T,
): core.$ZodType<{ [K in keyof T]: T[K] extends Field<infer V> ? V : never }> =>
  new FieldsSchema({ type: 'custom', shape }) as never;

export type Schema<T> = core.$ZodType<T>;

/** One way in which a value breaks its schema. */
export interface PayloadIssue {
  /** Keys that lead to the field; empty for the value itself. */
  readonly path: readonly PropertyKey[];
  /** What is wrong, such as `invalid_type`. */
  readonly code?: string | undefined;
  /** What is wanted there, such as `number`, where that is known. */
  readonly expected?: unknown;
}

/** Checks a value. */
export function check(
  schema: Schema<unknown>,
  given: unknown,
): { value?: unknown; issues?: readonly PayloadIssue[] } {
  // These schemas have nothing to wait for.
  const { value, issues } = schema._zod.run({ value: given, issues: [] }, {}) as core.ParsePayload;
  if (!issues.length) return { value };
  // Zod finishes its issues on the way out of the interface that schemas of every library have, and has more of them than that one asks for.
  return schema['~standard'].validate(given) as { issues?: readonly PayloadIssue[] };
}
