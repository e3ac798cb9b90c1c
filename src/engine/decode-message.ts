import { RelayMessage } from '../protocol/messages.js';

/** Reads a text frame of the relay; one that is not in the protocol is told to the console and left out. */
export function decodeMessage(text: string): RelayMessage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    console.warn('surfly-session: the relay sent a message that is not JSON; it was left out.');
    return undefined;
  }
  const parsed = RelayMessage.safeParse(value);
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0]?.path.join('.') ?? '';
  const type = (value as { type?: unknown } | null)?.type;
  console.warn(
    `surfly-session: the relay sent a '${String(type)}' message that breaks the protocol at '${at}'; it was left out.`,
  );
  return undefined;
}
