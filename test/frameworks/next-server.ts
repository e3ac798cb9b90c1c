import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const FOLDER = 'demo/frameworks/next';

export interface NextServer {
  origin: string;
  close(): Promise<void>;
}

/**
 * Starts the server of Next.
 *
 * @param command - `start` serves what was built; `dev` builds as it goes, and React tells what does not fit when it takes a page over
 * @param surflyServer - origin that the tag's script is loaded from
 */
export async function startNext(
  command: 'start' | 'dev',
  surflyServer: string,
): Promise<NextServer> {
  const child = spawn('../node_modules/.bin/next', [command, '-p', '0', '-H', '127.0.0.1'], {
    cwd: FOLDER,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: '1',
      NODE_ENV: command === 'dev' ? 'development' : 'production',
      SURFLY_SERVER: surflyServer,
    },
  });
  const close = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const [origin] = /http:\/\/127[\d.]+:\d+/.exec(line) ?? [];
    if (!origin) continue;
    // What it prints later must be read by somebody, or it waits.
    child.stdout.resume();
    return { origin, close };
  }
  throw new Error(`next ${command} ended and printed no address`);
}
