import { PROTOCOL_VERSION } from '../protocol/limits.js';
import type { RefusalCode, RelayMessage } from '../protocol/messages.js';
import { Connection } from './connection.js';

/** Milliseconds without a connection after which the watch reports it; it goes on trying for a day. */
const PATIENCE = 3_000;
const DAY = 24 * 60 * 60 * 1_000;

export interface WatchOptions {
  relay: string;
  widgetKey: string;
  /** The relay knows the key and allows this page. */
  accepted(available: boolean): void;
  changed(available: boolean): void;
  refused(message: string): void;
  unreachable(): void;
}

/** What a page without a session is told. */
type WatchMessage = Extract<RelayMessage, { type: 'watching' | 'agents' | 'refused' | 'beat' }>;

/** Asks the relay to tell whether an agent is available, for as long as the page is open. */
export function watchAgents(options: WatchOptions): Connection<WatchMessage> {
  return new Connection<WatchMessage>({
    url: options.relay,
    decode,
    hello: () => ({ type: 'watch', v: PROTOCOL_VERSION, widgetKey: options.widgetKey }),
    message: (message) => {
      if (message.type === 'watching') options.accepted(message.available);
      else if (message.type === 'agents') options.changed(message.available);
      else if (message.type === 'refused') options.refused(message.message);
    },
    unreachable: options.unreachable,
    patience: () => PATIENCE,
    abandoned: () => undefined,
    giveUpAfter: () => DAY,
  });
}

/**
 * Reads the few messages of this kind without the schemas of the whole protocol: they would double what a page without a
 * session has to load.
 */
function decode(text: string): WatchMessage | undefined {
  try {
    const message = JSON.parse(text) as Partial<Record<string, unknown>>;
    const { type, available, message: reason, code } = message;
    if (type === 'beat') return { type };
    if (type === 'refused') {
      return { type, code: code as RefusalCode, message: String(reason) };
    }
    if ((type === 'watching' || type === 'agents') && typeof available === 'boolean') {
      return { type, available };
    }
  } catch {
    // Told below, like everything that is not in the protocol.
  }
  console.warn(
    'surfly-session: the relay sent a message that breaks the protocol; it was left out.',
  );
  return undefined;
}
