import type { ClientMessage } from '../protocol/messages.js';
import { DEAD_AFTER_MS, SLOW_AFTER_MS } from '../protocol/limits.js';
import { Silence } from './silence.js';

/** What every kind of connection may be told. */
interface Told {
  type: string;
  code?: string;
}

export interface ConnectionOptions<Message extends Told> {
  url: string;
  /** The first one, where it has been asked for already; nothing has been said over it. */
  socket?: WebSocket | undefined;
  /** First message of every connection, the first one and each one after a loss. */
  hello(): ClientMessage;
  /** Reads a text frame; undefined for one that breaks the protocol. */
  decode(text: string): Message | undefined;
  message(message: Message): void;
  frame?(bytes: Uint8Array): void;
  /** The connection broke; another one is being made. */
  lost?(): void;
  /** Nothing has been heard for longer than the server's heartbeat takes, or something is heard again. */
  slow?(slow: boolean): void;
  /** No connection could be made for `patience()` milliseconds. Once per outage. */
  unreachable(): void;
  patience(): number;
  /** No connection could be made for `giveUpAfter()` milliseconds, and no further one is tried. */
  abandoned(): void;
  giveUpAfter(): number;
}

/** Longest and shortest wait before the next try. The wait is drawn from the whole range, so that clients spread out. */
const MAX_WAIT = 5_000;
const FIRST_WAIT = 250;
/** A server that accepts and then says nothing counts as absent after this many milliseconds. */
const SILENT_AFTER = 5_000;
/** With so many bytes on their way, what is only worth having at once is not sent at all. */
const LOSSY_BACKLOG = 16 * 1024;

/** A WebSocket to the relay that comes back by itself. */
export class Connection<Message extends Told> {
  readonly #options: ConnectionOptions<Message>;
  #socket: WebSocket | undefined;
  #open = false;
  #closed = false;
  #tries = 0;
  #outageSince = performance.now();
  #reported = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #silence = new Silence(() => this.reconnect());
  readonly #slow = new Silence(() => this.#tellSlow(true));
  #isSlow = false;

  constructor(options: ConnectionOptions<Message>) {
    this.#options = options;
    this.#connect(options.socket);
    // A network that comes back is used at once, without waiting for the next try.
    globalThis.addEventListener('online', this.#connectNow);
    // A page that is left may be kept, and its socket with it: for others it would be there until the relay thinks it dead.
    globalThis.addEventListener('pagehide', this.#pageLeft);
  }

  /** @returns whether the message could be sent; while the connection is lost, nothing is kept */
  send(message: ClientMessage): boolean {
    const socket = this.#usable;
    socket?.send(JSON.stringify(message));
    return socket !== undefined;
  }

  /** @param lossy - worth nothing when it is late: left out rather than queued behind other frames */
  sendFrame(bytes: Uint8Array<ArrayBuffer>, lossy = false): boolean {
    const socket = this.#usable;
    if (!socket || (lossy && socket.bufferedAmount > LOSSY_BACKLOG)) return false;
    socket.send(bytes);
    return true;
  }

  /** One that is closing takes nothing, and says so in the page's console, a while before it is known to be closed. */
  get #usable(): WebSocket | undefined {
    const socket = this.#socket;
    return this.#open && socket?.readyState === socket?.OPEN ? socket : undefined;
  }

  close(): void {
    this.#closed = true;
    this.#open = false;
    clearTimeout(this.#retry);
    this.#silence.stop();
    this.#slow.stop();
    globalThis.removeEventListener('online', this.#connectNow);
    globalThis.removeEventListener('pagehide', this.#pageLeft);
    this.#socket?.close(1000);
  }

  /** Drops the socket and makes another, with a new first message. */
  reconnect(): void {
    this.#socket?.close(1000);
    this.#broke();
  }

  #connect(given?: WebSocket): void {
    let socket: WebSocket;
    try {
      socket = given ?? new WebSocket(this.#options.url);
    } catch {
      // The page's Content-Security-Policy or mixed content: no event follows.
      this.#broke();
      return;
    }
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    const mine = () => this.#socket === socket && !this.#closed;
    const open = () => {
      if (mine()) socket.send(JSON.stringify(this.#options.hello()));
    };
    socket.onopen = open;
    socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => {
      if (mine()) this.#received(event.data);
    };
    socket.onclose = () => {
      if (mine()) this.#broke();
    };
    this.#silence.expect(SILENT_AFTER);
    // What has happened already is not told again.
    if (socket.readyState === socket.OPEN) open();
    else if (socket.readyState > socket.OPEN) this.#broke();
  }

  #received(data: string | ArrayBuffer): void {
    this.#silence.expect(DEAD_AFTER_MS);
    if (this.#options.slow) {
      this.#tellSlow(false);
      this.#slow.expect(SLOW_AFTER_MS);
    }
    if (typeof data !== 'string') {
      this.#options.frame?.(new Uint8Array(data));
      return;
    }
    const message = this.#options.decode(data);
    if (!message) return;
    this.#open = true;
    this.#tries = 0;
    this.#reported = false;
    if (message.type === 'beat') {
      this.send({ type: 'beat' });
      return;
    }
    // Every refusal is final but that of a relay which is being restarted.
    if (message.type === 'refused') {
      if (message.code === 'restarting') return;
      this.close();
    }
    this.#options.message(message);
  }

  #tellSlow(slow: boolean): void {
    if (slow !== this.#isSlow) this.#options.slow?.(slow);
    this.#isSlow = slow;
  }

  #broke(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#silence.stop();
    this.#slow.stop();
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    if (this.#closed) return;
    if (this.#open) {
      this.#open = false;
      this.#outageSince = performance.now();
      this.#options.lost?.();
    }
    const outage = performance.now() - this.#outageSince;
    if (outage >= this.#options.patience() && !this.#reported) {
      this.#reported = true;
      this.#options.unreachable();
    }
    // `unreachable` may have closed the connection.
    if (this.#closed as boolean) return;
    if (outage >= this.#options.giveUpAfter()) {
      this.close();
      this.#options.abandoned();
      return;
    }
    this.#tries += 1;
    const range = Math.min(MAX_WAIT, FIRST_WAIT * 2 ** this.#tries);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(this.#connectNow, 100 + Math.random() * range);
  }

  readonly #pageLeft = ({ persisted }: PageTransitionEvent) => {
    // The next try waits with the page: it is made when that is brought back.
    if (persisted) this.reconnect();
  };

  readonly #connectNow = () => {
    clearTimeout(this.#retry);
    if (!this.#closed && !this.#socket) this.#connect();
  };
}
