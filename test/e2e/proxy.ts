import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { Transform } from 'node:stream';

/** A wire between a browser and the server that can be cut. */
export interface Wire {
  port: number;
  /** Cuts every connection, and refuses new ones until `mend()`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** @param delay - milliseconds that everything takes on its way, in each direction */
export async function wireTo(port: number, delay = 0): Promise<Wire> {
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer({ noDelay: true }, (near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect({ port, host: '127.0.0.1', noDelay: true });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      (delay > 0 ? from.pipe(slowly(delay)) : from).pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    whole = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    mend() {
      whole = true;
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Hands everything on after so many milliseconds, however much follows it meanwhile. */
function slowly(delay: number): Transform {
  return new Transform({
    highWaterMark: 2 ** 24,
    transform(chunk: Buffer, _encoding, done) {
      setTimeout(() => this.push(chunk), delay);
      done();
    },
    flush(done) {
      setTimeout(done, delay);
    },
  });
}
