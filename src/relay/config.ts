import { readFileSync } from 'node:fs';
import { resolve, dirname } from 'node:path';
import * as z from 'zod';
import { originProblem, proxyProblem } from './addresses.js';
import { DEFAULT_LIMITS, LOG_LEVELS, UsageError } from './options.js';
import type { RelayOptions } from './options.js';

/** @param problemOf - says what is wrong with an entry, if anything is */
const entry = (problemOf: (text: string) => string | undefined) =>
  z.string().refine((text) => problemOf(text) === undefined, {
    error: (issue) => problemOf(String(issue.input)),
  });

const proxy = entry(proxyProblem);
const imageOrigin = entry(originProblem);
const origin = entry((text) => {
  const problem = text === 'localhost' ? undefined : originProblem(text);
  return problem && `${problem}, or "localhost"`;
});

/** Long enough that it cannot be guessed online; `openssl rand -base64 24` makes one. */
const agentKey = z
  .string()
  .min(16, 'an agent key has at least 16 characters')
  .max(200, 'an agent key has at most 200 characters');

const widget = z.strictObject({
  origins: z.array(origin).min(1, 'name at least one origin'),
  agentKeys: z.array(agentKey).default([]),
});

const count = z.int('a whole number is wanted').positive('a number above 0 is wanted');
const limitNames = Object.keys(DEFAULT_LIMITS) as (keyof typeof DEFAULT_LIMITS)[];
const limits = z.strictObject(
  Object.fromEntries(limitNames.map((name) => [name, count.optional()])),
);

export const port = z
  .int('a port is a whole number from 0 to 65535')
  .min(0, 'a port is a whole number from 0 to 65535')
  .max(65535, 'a port is a whole number from 0 to 65535');

const config = z.strictObject({
  host: z.string().min(1).optional(),
  port: port.optional(),
  widgets: z.record(z.string().min(1).max(200), widget).optional(),
  limits: limits.optional(),
  publicDir: z.string().optional(),
  trustProxy: z.array(proxy).optional(),
  imageOrigins: z.array(imageOrigin).optional(),
  logLevel: z.enum(LOG_LEVELS).optional(),
  allowMissingOrigin: z.boolean().optional(),
});

/**
 * Reads a configuration file.
 * @throws UsageError naming the file, the place in it and what is wanted there
 */
export function readConfig(file: string): Partial<RelayOptions> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `the configuration file ${file} cannot be read (${code}); check the path after --config`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0] ?? '';
    throw new UsageError(`the configuration file ${file} is not JSON: ${reason}`);
  }
  const parsed = config.safeParse(value);
  if (!parsed.success)
    throw new UsageError(`the configuration file ${file} ${problem(parsed.error)}`);

  const { limits: given, publicDir, ...rest } = parsed.data;
  const options: Partial<RelayOptions> = { ...rest };
  if (given) options.limits = { ...DEFAULT_LIMITS, ...given };
  if (publicDir !== undefined) options.publicDir = resolve(dirname(file), publicDir);
  return options;
}

/** The first issue: one line, without the values of secrets. */
function problem(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'is not valid';
  const place = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const where = place === '' ? 'at its top' : `at "${place}"`;
    return `has an unknown entry "${issue.keys.join('", "')}" ${where}; take it out or mend its name`;
  }
  return place === ''
    ? `holds no object: ${issue.message}`
    : `is wrong at "${place}": ${issue.message}`;
}
