/** A relay that serves real sessions, and a wire before it on which everything that is said is written down and read. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { AssetReader, joined } from '../../src/protocol/assets.js';
import { RecordDecoder } from '../../src/protocol/deflate.js';
import { decodeFrame, FrameKind } from '../../src/protocol/frames.js';

export interface ListeningRelay {
  origin: string;
  /** Everything that was said so far, by either side, as text: messages, records as JSON, assets, and the bytes themselves. */
  said(): string;
  /** What the relay wrote to its logs. */
  logs(): string;
  /** Records that were read, and what could not be. */
  records: number;
  unread: string[];
  /** Forgets what was said and logged. */
  forget(): void;
  close(): Promise<void>;
}

export async function startListeningRelay(): Promise<ListeningRelay> {
  const folder = mkdtempSync(join(tmpdir(), 'surfly-session-canaries-'));
  const file = join(folder, 'config.json');
  const widgets = { demo: { origins: ['localhost'], agentKeys: ['agent-key-of-canaries'] } };
  writeFileSync(file, JSON.stringify({ widgets, logLevel: 'trace' }));
  const args = ['dist/modules/relay/main.js', 'serve', '--port', '0', '--config', file];
  const relay = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const logged: string[] = [];
  let said: string[] = [];
  const address = await new Promise<URL>((resolve, reject) => {
    const read = (line: string) => {
      logged.push(line);
      const [found] = /http:\/\/[\w.[\]:]+/.exec(line) ?? [];
      if (found) resolve(new URL(found));
    };
    createInterface({ input: relay.stdout }).on('line', read);
    createInterface({ input: relay.stderr }).on('line', read);
    relay.on('exit', () => reject(new Error(`The relay ended: ${logged.join('\n')}`)));
  });

  const wire = createServer((request, response) => {
    fetch(new URL(request.url ?? '/', address), { redirect: 'manual' })
      .then(async (answer) => {
        const body = Buffer.from(await answer.arrayBuffer());
        const kept = [...answer.headers].filter(
          ([name]) => !/^(content-(length|encoding)|connection)/.test(name),
        );
        // The policies of its pages name the host under which they were asked for.
        const host = request.headers.host ?? '';
        const headers = kept.map(([name, value]) => [name, value.replaceAll(address.host, host)]);
        response.writeHead(answer.status, Object.fromEntries(headers)).end(body);
      })
      .catch(() => response.writeHead(502).end());
  });
  const listening: ListeningRelay = {
    origin: '',
    said: () => said.join('\n'),
    logs: () => logged.join('\n'),
    records: 0,
    unread: [],
    forget() {
      said = [];
      logged.length = 0;
    },
    async close() {
      sockets.close();
      wire.close();
      wire.closeAllConnections();
      for (const socket of sockets.clients) socket.terminate();
      relay.kill();
      await once(relay, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
  const sockets = new WebSocketServer({ server: wire });
  sockets.on('connection', (near, { url = '/', headers }) => {
    const far = new WebSocket(`ws://${address.host}${url}`, {
      origin: headers.origin,
      headers: { host: headers.host },
    });
    const early: [RawData, boolean][] = [];
    connect(
      near,
      far,
      reader(listening, (text) => said.push(text)),
      early,
    );
    connect(
      far,
      near,
      reader(listening, (text) => said.push(text)),
      early,
    );
  });
  wire.listen(0, '127.0.0.1');
  await once(wire, 'listening');
  listening.origin = `http://127.0.0.1:${(wire.address() as AddressInfo).port}`;
  return listening;
}

/** Hands on what one end says to the other, which may still be opening. */
function connect(
  from: WebSocket,
  to: WebSocket,
  read: (data: Buffer, binary: boolean) => void,
  early: [RawData, boolean][],
): void {
  to.on('open', () => {
    for (const [data, binary] of early.splice(0)) to.send(data, { binary });
  });
  from.on('message', (data: Buffer, binary: boolean) => {
    read(data, binary);
    if (to.readyState === WebSocket.CONNECTING) early.push([data, binary]);
    else if (to.readyState === WebSocket.OPEN) to.send(data, { binary });
  });
  from.on('close', () => to.close());
  from.on('error', () => to.terminate());
}

function reader(relay: ListeningRelay, note: (text: string) => void) {
  const decoder = new RecordDecoder();
  const assets = new AssetReader();
  let chunks: Uint8Array[] = [];
  return (data: Buffer, binary: boolean): void => {
    note(data.toString(binary ? 'latin1' : 'utf8'));
    if (!binary) return;
    const frame = decodeFrame(new Uint8Array(data));
    if (typeof frame === 'string') {
      relay.unread.push(frame);
      return;
    }
    if (frame.kind === FrameKind.asset) {
      const asset = assets.add(frame);
      if (asset) note(Buffer.from(asset.bytes).toString('utf8'));
    }
    if (frame.kind !== FrameKind.snapshot && frame.kind !== FrameKind.change) return;
    if (frame.first) chunks = [];
    chunks.push(frame.payload);
    if (!frame.last) return;
    try {
      const kind = frame.kind === FrameKind.snapshot ? 'snapshot' : 'change';
      note(JSON.stringify(decoder.decode(kind, joined(chunks))));
      relay.records += 1;
    } catch (error) {
      relay.unread.push(String(error));
    }
  };
}
