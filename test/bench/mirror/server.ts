// The process that the pages come from, and that everything goes through: our relay as it is built, and beside it a server that hands on
// what it is given, on the same kind of socket. The process that started it tells which pages there are.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Answer } from '../pages.js';

/** Told to the process that started this one. */
export interface Addresses {
  origin: string;
  /** Of the plain sockets. */
  port: number;
}

interface Room {
  leader?: WebSocket;
  viewers: WebSocket[];
  /** What the leader says is for the viewer who came last. */
  onlyNewest: boolean;
}

const BUILT = new URL('../../../dist/modules/relay/index.js', import.meta.url).href;
const { startRelay, DEFAULT_LIMITS } = (await import(
  BUILT
)) as typeof import('../../../src/relay/index.js');

const [pages] = (await once(process, 'message')) as [[string, Answer][]];
const relay = await startRelay(
  {
    port: 0,
    logLevel: 'silent',
    widgets: { bench: { origins: ['localhost'], agentKeys: [] } },
    // One address plays everybody.
    limits: { ...DEFAULT_LIMITS, newSessionsPerMinute: 10_000, requestsPerMinute: 100_000 },
  },
  {
    register(app) {
      for (const [path, { type, body }] of pages) {
        app.get(path, (_request, reply) =>
          reply
            .removeHeader('content-security-policy')
            .headers({
              'content-type': `${type}; charset=utf-8`,
              'cache-control': 'no-store',
              // Isolated pages read the clock in finer steps.
              'cross-origin-opener-policy': 'same-origin',
              'cross-origin-embedder-policy': 'require-corp',
            })
            .send(body),
        );
      }
    },
  },
);

const rooms = new Map<string, Room>();
const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
sockets.on('connection', (socket, { url = '' }) => {
  const asked = new URL(url, 'ws://127.0.0.1').searchParams;
  const name = asked.get('room') ?? '';
  const room = rooms.get(name) ?? { viewers: [], onlyNewest: false };
  rooms.set(name, room);
  if (asked.get('role') === 'leader') {
    room.leader = socket;
    socket.on('message', (data: Buffer) => {
      if (data.length < 7 && ['newest', 'all'].includes(data.toString())) {
        room.onlyNewest = data.toString() === 'newest';
        return;
      }
      for (const viewer of room.onlyNewest ? room.viewers.slice(-1) : room.viewers) {
        viewer.send(data, { binary: false });
      }
    });
  } else {
    room.viewers.push(socket);
    room.leader?.send('joined');
  }
});
await once(sockets, 'listening');
const { port } = sockets.address() as AddressInfo;
process.send!({ origin: new URL(relay.url).origin, port } satisfies Addresses);
process.once('disconnect', () => process.exit());
