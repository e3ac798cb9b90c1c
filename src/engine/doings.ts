import type { ClientMessage } from '../protocol/messages.js';
import { watchPageEvents } from './page-events.js';

/** Milliseconds between two `user_activity`. */
const ACTIVE_INTERVAL = 1000;

export interface DoingsHost {
  hasControl(): boolean;
  announce(event: 'user_activity' | 'file_download', payload: object): void;
  send(message: ClientMessage): void;
}

/** What this participant does in the session, as far as there are events for it. */
export class Doings {
  readonly #host: DoingsHost;
  #lastActive = -Infinity;
  /** The page inside that is watched. */
  #watched: Document | undefined;

  constructor(host: DoingsHost) {
    this.#host = host;
  }

  /** The leader's window shows a page: another one, or another part of the same. @returns whether it is another one */
  page(view: Window): boolean {
    if (view.document === this.#watched) return false;
    this.#watched = view.document;
    watchPageEvents(view, {
      active: () => this.active(),
      download: (url, filename) => this.#download(url, filename),
    });
    return true;
  }

  /** `user_activity`: told to everybody, of the participant in control, once a second. */
  active(): void {
    const now = performance.now();
    if (!this.#host.hasControl() || now - this.#lastActive < ACTIVE_INTERVAL) return;
    this.#lastActive = now;
    this.#host.announce('user_activity', {});
    this.#host.send({ type: 'activity' });
  }

  /** `file_download`: told to the participant in control. Another one than the leader is told no query: it may hold secrets. */
  #download(url: string, filename: string): void {
    if (this.#host.hasControl()) {
      this.#host.announce('file_download', { url, filename });
      return;
    }
    const told = /^https?:/.test(url) ? url.replace(/[?#][^]*$/, '') : '';
    const name = filename.slice(0, 255);
    this.#host.send({ type: 'download', url: told.slice(0, 4096), filename: name });
  }
}
