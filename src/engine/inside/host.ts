import type { Viewer } from '../../surfly/api.js';
import type { SurflySettings } from '../../surfly/settings.js';

/**
 * How a page inside a session finds the session: the leader's window puts a {@link Host} on its iframe element under
 * this symbol. The element outlives the pages in it, so the host is there before a page's first script, whatever the
 * browser does when; and only a page of the same origin can reach it.
 */
export const HOST = Symbol.for('surfly-session.host');

/** What the page inside can ask of the session. Source: the members marked "inside" in the Surfly documentation. */
export interface Host {
  readonly settings: SurflySettings;
  readonly pin: string | undefined;
  readonly agentAvailable: boolean;
  readonly clientIndex: number;
  readonly controller: number;
  viewers(): Viewer[];
  /** Events go to the page that asked last: the one before it is gone. */
  listen(listener: (event: string, payload: object) => void): void;
  end(redirectUrl?: string): void;
  log(entry: string): void;
  sendMessage(message: unknown, origin: string, targetOrigin: string): void;
  giveControl(clientIndex: number): void;
  requestControl(): void;
}

/** The host of the session that this page is shown in; undefined on an ordinary page. */
export function findHost(): Host | undefined {
  try {
    return (window.frameElement as { [HOST]?: Host } | null)?.[HOST];
  } catch {
    // Framed by a page of another origin: not a session.
    return undefined;
  }
}
