import { core } from 'zod/mini';

// Made of the classes underneath zod/mini. Its own carry a chain of methods that nobody calls here, and a class for each kind of value:
// together 0.9 KB of the 16 that the element may weigh. Zod's functions take these schemas too, `z.safeParse(schema, value)` for one.

interface ValueDef extends core.$ZodTypeDef {
  expected: string;
  test: (value: unknown) => boolean;
}

interface ValueSchema extends core.$ZodType {
  _zod: core.$ZodTypeInternals & { def: ValueDef };
}

const ValueSchema: core.$constructor<ValueSchema> = core.$constructor(
  'SurflyValue',
  (schema, def) => {
    core.$ZodType.init(schema, def);
    schema._zod.parse = (payload) => {
      const { value: input, issues } = payload;
      if (!def.test(input)) {
        issues.push({
          code: 'invalid_type',
          expected: def.expected as 'string',
          input,
          inst: schema,
        });
      }
      return payload;
    };
  },
);

/** A schema of one value. `expected` names it in issues. */
const value = <T>(expected: string, test: (value: unknown) => boolean): core.$ZodType<T> =>
  new ValueSchema({ type: 'custom', expected, test }) as never;

export const text = value<string>('string', (given) => typeof given === 'string');

export const flag = value<boolean>('boolean', (given) => typeof given === 'boolean');

/** A whole number from 0 up. */
export const index = value<number>(
  'int',
  (given) => Number.isInteger(given) && (given as number) >= 0,
);

const isObject = (given: unknown): given is Record<string, unknown> =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

/** An object of any kind, or none: the documentation says "may be absent or empty" where this stands, and null is JSON's way of being absent. */
export const data = value<Record<string, unknown> | null | undefined>(
  'object',
  (given) => given == null || isObject(given),
);

/** Any value. The field itself has to be there. */
export const anything = value<unknown>('unknown', () => true);

type Shape = Readonly<Record<string, core.$ZodType>>;

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
    schema._zod.parse = (payload, context) => {
      const { value: input, issues } = payload;
      if (!isObject(input)) {
        issues.push({ code: 'invalid_type', expected: 'object', input, inst: schema });
        return payload;
      }
      for (const [name, field] of Object.entries(def.shape)) {
        if (field === anything && !(name in input)) {
          issues.push({
            code: 'invalid_type',
            expected: 'nonoptional',
            path: [name],
            input,
            inst: schema,
          });
        }
        const result = field._zod.run({ value: input[name], issues: [] }, context);
        // None of these schemas is one that has to be waited for.
        for (const issue of (result as core.ParsePayload).issues) {
          issues.push({ ...issue, path: [name, ...(issue.path ?? [])] });
        }
      }
      payload.value = { ...input };
      return payload;
    };
  },
);

/** An object with these fields; others that it has are kept. */
export const fields = <T extends Shape>(
  shape: T,
): core.$ZodType<{ [K in keyof T]: core.output<T[K]> }> =>
  new FieldsSchema({ type: 'object', shape }) as never;

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

/** Checks a value, through the interface that schemas of every library have: zod's own functions weigh another 0.5 KB. */
export const check = (schema: Schema<unknown>, given: unknown) =>
  // These schemas have nothing to wait for, and zod's issues have more than that interface asks for.
  schema['~standard'].validate(given) as { value: unknown; issues?: readonly PayloadIssue[] };
