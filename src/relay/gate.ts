import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import { WebSocketServer } from 'ws';
import { MAX_MESSAGE_BYTES } from '../protocol/limits.js';
import type { ClientMessage } from '../protocol/messages.js';
import { clientAddress, limitKey } from './addresses.js';
import type { TrustProxy } from './addresses.js';
import { Client } from './client.js';
import type { RelayOptions } from './options.js';

export interface GateContext {
  options: RelayOptions;
  trusted: TrustProxy;
  log: FastifyBaseLogger;
  hello(client: Client, message: ClientMessage): void;
}

const PATH = '/relay';
/** Milliseconds that the clients get to take the server's farewell. */
const FAREWELL_MS = 1_000;

/** Lets WebSockets in: on one path, with an origin, within bounds. Watches over their heartbeat. */
export class Gate {
  readonly #context: GateContext;
  readonly #clients = new Set<Client>();
  readonly #byAddress = new Map<string, number>();
  readonly #server: WebSocketServer;
  readonly #beat: NodeJS.Timeout;
  #closed = false;
  #warned = false;

  constructor(http: Server, context: GateContext) {
    this.#context = context;
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      // Compressed sockets cost many times the memory, and payloads are compressed where they are made.
      perMessageDeflate: false,
      // A message over the bound is refused with a reason; one over twice the bound is cut off unread.
      maxPayload: 2 * MAX_MESSAGE_BYTES,
    });
    http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#beat = setInterval(() => this.#beatAll(), context.options.timing.beat);
  }

  /** Sends everybody off; they come back to the server that follows. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#beat);
    for (const client of this.#clients) client.refuse('restarting', 'The server restarts.');
    const patience = performance.now() + FAREWELL_MS;
    while (this.#clients.size > 0 && performance.now() < patience) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    for (const client of this.#clients) client.drop();
    this.#server.close();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const address = clientAddress(request, this.#context.trusted);
    this.#warnAboutProxy(request);
    const origin = request.headers.origin ?? '';
    const refusal = this.#refusal(request, origin, address);
    if (refusal) {
      this.#context.log.info({ audit: 'refused', address, status: refusal.status }, refusal.reason);
      const line = `${refusal.status} ${refusal.reason}`;
      // The other end might never close its half, and nothing else watches over it any more.
      socket.once('finish', () => socket.destroy());
      socket.end(`HTTP/1.1 ${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const { options, log, hello } = this.#context;
      const { limits, timing } = options;
      const client = new Client(webSocket, address, origin, { limits, timing, log, hello });
      this.#clients.add(client);
      this.#count(address, 1);
      webSocket.on('close', () => {
        this.#clients.delete(client);
        this.#count(address, -1);
      });
    });
  }

  #refusal(
    request: IncomingMessage,
    origin: string,
    address: string,
  ): { status: number; reason: string } | undefined {
    const { options } = this.#context;
    const { connectionsPerAddress, silentConnections } = options.limits;
    if (this.#closed) return { status: 503, reason: 'Restarting' };
    if (request.url !== PATH) return { status: 404, reason: 'Not Found' };
    // Browsers always send it; who does not is no browser.
    if (origin === '' && !options.allowMissingOrigin) {
      return { status: 403, reason: 'Origin Header Missing' };
    }
    if ((this.#byAddress.get(limitKey(address)) ?? 0) >= connectionsPerAddress) {
      return { status: 429, reason: 'Too Many Connections From This Address' };
    }
    if ([...this.#clients].filter(({ known }) => !known).length >= silentConnections) {
      return { status: 503, reason: 'Too Many New Connections' };
    }
    return undefined;
  }

  /** Behind a proxy that is not believed all visitors share one address, and soon one address' limits. */
  #warnAboutProxy(request: IncomingMessage): void {
    const proxy = request.socket.remoteAddress ?? '';
    if (this.#warned || !request.headers['x-forwarded-for']) return;
    if (this.#context.trusted(proxy)) return;
    this.#warned = true;
    this.#context.log.warn(
      `X-Forwarded-For comes from ${proxy}, which is not in trustProxy: all its visitors count as one address`,
    );
  }

  #count(address: string, change: 1 | -1): void {
    const key = limitKey(address);
    const count = (this.#byAddress.get(key) ?? 0) + change;
    if (count > 0) this.#byAddress.set(key, count);
    else this.#byAddress.delete(key);
  }

  #beatAll(): void {
    const silentSince = performance.now() - this.#context.options.timing.dead;
    for (const client of this.#clients) {
      if (client.lastSeen + client.patience < silentSince) client.drop();
      else client.send({ type: 'beat' });
    }
  }
}
