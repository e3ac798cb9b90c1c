import { MAX_JSON_BYTES, PROTOCOL_VERSION } from '../protocol/limits.js';
import { ClientMessage } from '../protocol/messages.js';

/** What is wrong with a message, without any of its values: those may be secrets. */
export interface Problem {
  code: 'bad_message' | 'wrong_version' | 'too_large';
  message: string;
}

const MAX_DEPTH = 64;

export function isProblem(value: ClientMessage | Problem): value is Problem {
  return 'code' in value;
}

/** Reads a text frame from engine or desk. */
export function readMessage(text: string): ClientMessage | Problem {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return bad('The message is not JSON.');
  }
  if (!isObject(value)) return bad('The message is not a JSON object.');
  if ('v' in value && value['v'] !== PROTOCOL_VERSION) {
    const v = JSON.stringify(value['v'])?.slice(0, 20);
    return {
      code: 'wrong_version',
      message: `This server speaks version ${PROTOCOL_VERSION} of the protocol, not ${v}. Reload the page to get the server's own surfly.js.`,
    };
  }
  const parsed = ClientMessage.safeParse(value);
  if (!parsed.success) {
    const type = typeof value['type'] === 'string' ? value['type'].slice(0, 40) : 'without a type';
    const [issue] = parsed.error.issues;
    const place = issue?.path.map(String).join('.') ?? '';
    const keys =
      issue?.code === 'unrecognized_keys' ? ` (${issue.keys.join(', ').slice(0, 80)})` : '';
    return bad(`Message '${type}' is wrong at '${place}': ${issue?.code ?? 'invalid'}${keys}.`);
  }
  return tooBig(parsed.data) ?? parsed.data;
}

/** Only these parts hold what pages choose freely. */
function tooBig(message: ClientMessage): Problem | undefined {
  if (message.type === 'create') return checkFree('settings', message.settings);
  if (message.type === 'join') return checkFree('userData', message.userData);
  if (message.type === 'message') return checkFree('data', message.data);
  return undefined;
}

function checkFree(name: string, value: unknown): Problem | undefined {
  // Before it is serialised: a deep value exhausts the stack there.
  if (depthExceeds(value, MAX_DEPTH)) {
    return bad(`'${name}' is nested more than ${MAX_DEPTH} levels deep.`);
  }
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '');
  if (bytes <= MAX_JSON_BYTES) return undefined;
  return {
    code: 'too_large',
    message: `'${name}' has ${bytes} bytes of JSON; at most ${MAX_JSON_BYTES} are allowed.`,
  };
}

function depthExceeds(value: unknown, most: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap((one) => (isObject(one) || Array.isArray(one) ? Object.values(one) : []));
  }
  return false;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bad(message: string): Problem {
  return { code: 'bad_message', message };
}
