import type { SurflySession, Viewer } from '../../surfly/api.js';
import type { SurflySettings } from '../../surfly/settings.js';
import { jsonCopy } from '../json.js';
import type { Host } from './host.js';

interface Outside {
  agentAvailable(): boolean;
  message(data: unknown, origin: string, targetOrigin: string): void;
}

/** The page inside a leader's window, as the session outside deals with it. */
export class PageInside implements Host {
  readonly #session: SurflySession;
  readonly #outside: Outside;
  #listener: ((event: string, payload: object) => void) | undefined;

  constructor(session: SurflySession, outside: Outside) {
    this.#session = session;
    this.#outside = outside;
  }

  /** Passes an event on to the page, if it listens. */
  tell(event: string, payload: object): void {
    try {
      this.#listener?.(event, payload);
    } catch (error) {
      // A listener of a page that is gone: its realm no longer answers.
      reportError(error);
    }
  }

  get settings(): SurflySettings {
    return { ...this.#session.settings };
  }

  get pin(): string | undefined {
    return this.#session.pin?.toString();
  }

  get agentAvailable(): boolean {
    return this.#outside.agentAvailable();
  }

  get clientIndex(): number {
    return this.#session.clientIndex ?? 0;
  }

  get controller(): number {
    return this.#session.controller ?? 0;
  }

  viewers(): Viewer[] {
    return [...(this.#session.viewers ?? [])];
  }

  listen(listener: (event: string, payload: object) => void): void {
    this.#listener = listener;
  }

  end(redirectUrl?: string): void {
    this.#session.end(redirectUrl);
  }

  log(entry: string): void {
    this.#session.log(entry);
  }

  giveControl(clientIndex: number): void {
    this.#session.giveControl(clientIndex);
  }

  requestControl(): void {
    this.#session.requestControl();
  }

  sendMessage(message: unknown, origin: string, targetOrigin: string): void {
    const data = jsonCopy('the message', message);
    if (data !== undefined) this.#outside.message(data, origin, targetOrigin);
  }
}
