import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Limits } from '../../src/relay/index.js';

/** The demo as `npm start` runs it, from the built files, on a port of its own. */
export interface DemoServer {
  origin: string;
  port: number;
  /** Ends it the hard way, as a machine that loses its power would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** What a configuration file may say. */
export interface DemoConfig {
  limits?: Partial<Limits>;
  imageOrigins?: readonly string[];
}

export async function startDemo(port = 0, config: DemoConfig = {}): Promise<DemoServer> {
  const folder = mkdtempSync(join(tmpdir(), 'surfly-session-demo-'));
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify(config));
  const child = spawn(
    process.execPath,
    ['dist/demo/server.js', '--port', String(port), '--config', file],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_ENV: 'production' } },
  );
  const origin = await firstAddress(child);
  rmSync(folder, { recursive: true });
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
