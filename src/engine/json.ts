import { MAX_JSON_BYTES } from '../protocol/limits.js';

/**
 * A copy of `value` as JSON has it, for the wire.
 * @returns undefined, after one line on the console, where it is no JSON or too large
 */
export function jsonCopy(name: string, value: unknown): unknown {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // A circular structure, or a BigInt.
  }
  if (text === undefined) {
    console.error(`surfly-session: ${name} cannot be written as JSON; it was left out.`);
    return undefined;
  }
  if (new TextEncoder().encode(text).byteLength > MAX_JSON_BYTES) {
    console.error(
      `surfly-session: ${name} is larger than ${MAX_JSON_BYTES} bytes of JSON; it was left out.`,
    );
    return undefined;
  }
  return JSON.parse(text);
}

/** The same for values that must be plain objects; anything else becomes an empty one. */
export function jsonObject(name: string, value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {};
  const copy = jsonCopy(name, value);
  if (typeof copy === 'object' && copy !== null && !Array.isArray(copy)) {
    return copy as Record<string, unknown>;
  }
  if (copy !== undefined)
    console.error(`surfly-session: ${name} is not an object; it was left out.`);
  return {};
}
