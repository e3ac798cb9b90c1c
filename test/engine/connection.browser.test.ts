import { expect, waitUntil } from '@open-wc/testing';
import { Connection } from '../../src/engine/connection.js';

class FakeSocket {
  static latest: FakeSocket;
  readonly OPEN = 1;
  readyState = 0;
  bufferedAmount = 0;
  sent: unknown[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;

  constructor() {
    FakeSocket.latest = this;
  }

  send(data: unknown): void {
    this.sent.push(data);
  }

  close(): void {
    this.readyState = 2;
  }
}

const connectOver = (socket?: FakeSocket) =>
  new Connection<{ type: string }>({
    url: 'ws://relay.example/',
    socket: socket as unknown as WebSocket,
    hello: () => ({ type: 'beat' }),
    decode: (text) => JSON.parse(text) as { type: string },
    message: () => undefined,
    unreachable: () => undefined,
    patience: () => Infinity,
    abandoned: () => undefined,
    giveUpAfter: () => Infinity,
  });

describe('a connection', () => {
  const { WebSocket } = window;

  beforeEach(() => {
    window.WebSocket = FakeSocket as unknown as typeof WebSocket;
  });
  afterEach(() => {
    window.WebSocket = WebSocket;
  });

  it('sends nothing over a socket that is closing, and says so', () => {
    const connection = connectOver();
    const socket = FakeSocket.latest;
    expect(socket.sent).to.have.length(0);
    socket.readyState = 1;
    socket.onopen!();
    expect(connection.send({ type: 'beat' })).to.equal(false);
    socket.onmessage!({ data: '{"type":"welcome"}' });
    expect(connection.send({ type: 'beat' })).to.equal(true);
    expect(connection.sendFrame(new Uint8Array(10))).to.equal(true);
    expect(socket.sent).to.have.length(3);
    socket.close();
    expect(connection.send({ type: 'beat' })).to.equal(false);
    expect(connection.sendFrame(new Uint8Array(10))).to.equal(false);
    expect(socket.sent).to.have.length(3);
    connection.close();
  });

  it('takes a socket that was asked for before, as far as that has come', async () => {
    const given = new FakeSocket();
    given.readyState = 1;
    connectOver(given).close();
    expect(FakeSocket.latest).to.equal(given);
    expect(given.sent).to.eql(['{"type":"beat"}']);

    const failed = new FakeSocket();
    failed.readyState = 3;
    const connection = connectOver(failed);
    await waitUntil(() => FakeSocket.latest !== failed, 'it makes another');
    expect(failed.sent).to.eql([]);
    connection.close();
  });
});
