import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The demo as `npm start` runs it, from the built files, on a port of its own. */
export interface DemoServer {
  origin: string;
  port: number;
  /** Ends it the hard way, as a machine that loses its power would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export async function startDemo(port = 0): Promise<DemoServer> {
  const child = spawn(process.execPath, ['dist/demo/server.js', '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const origin = await firstAddress(child);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  return {
    origin,
    port: Number(new URL(origin).port),
    kill: () => end('SIGKILL'),
    close: () => end('SIGTERM'),
  };
}

async function firstAddress(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  for await (const line of lines) {
    const found = /http:\/\/[\w.[\]:]+/.exec(line);
    if (found) return new URL(found[0]).origin;
  }
  throw new Error(`The demo server ended with ${child.exitCode} and printed no address.`);
}
