import { expect } from '@open-wc/testing';
import { Connection } from '../../src/engine/connection.js';

/** A socket that is open, has heard from the server, and is then being closed by it. */
class ClosingSocket {
  static latest: ClosingSocket;
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  sent: unknown[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;

  constructor() {
    ClosingSocket.latest = this;
  }

  send(data: unknown): void {
    this.sent.push(data);
  }

  close(): void {
    this.readyState = 2;
  }
}

describe('a connection', () => {
  const { WebSocket } = window;

  afterEach(() => {
    window.WebSocket = WebSocket;
  });

  it('sends nothing over a socket that is closing, and says so', () => {
    window.WebSocket = ClosingSocket as unknown as typeof WebSocket;
    const connection = new Connection<{ type: string }>({
      url: 'ws://relay.example/',
      hello: () => ({ type: 'beat' }),
      decode: (text) => JSON.parse(text) as { type: string },
      message: () => undefined,
      unreachable: () => undefined,
      patience: () => Infinity,
      abandoned: () => undefined,
      giveUpAfter: () => Infinity,
    });
    const socket = ClosingSocket.latest;
    expect(connection.send({ type: 'beat' })).to.equal(false);
    socket.onmessage!({ data: '{"type":"welcome"}' });
    expect(connection.send({ type: 'beat' })).to.equal(true);
    expect(connection.sendFrame(new Uint8Array(10))).to.equal(true);
    expect(socket.sent).to.have.length(2);
    socket.close();
    expect(connection.send({ type: 'beat' })).to.equal(false);
    expect(connection.sendFrame(new Uint8Array(10))).to.equal(false);
    expect(socket.sent).to.have.length(2);
    connection.close();
  });
});
