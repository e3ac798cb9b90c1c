import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Answer {
  type: string;
  body: string;
}

/** Path to what is found there. */
export type Routes = Record<string, () => Answer | Promise<Answer>>;

/** A module of a benchmark with all that it imports, as a page in production would load it. */
export async function bundled(file: URL): Promise<Answer> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(file)],
    bundle: true,
    conditions: ['production'],
    format: 'esm',
    minify: true,
    target: 'es2022',
    tsconfig: 'tsconfig.json',
    write: false,
  });
  return { type: 'text/javascript', body: outputFiles[0]!.text };
}

/** Serves the pages of a benchmark. */
export async function servePages(routes: Routes) {
  const answers = new Map<string, Answer>();
  for (const [path, make] of Object.entries(routes)) answers.set(path, await make());
  const server = createServer(({ url }, response) => {
    const answer = answers.get(url ?? '');
    response.writeHead(answer ? 200 : 404, {
      'content-type': `${answer?.type ?? 'text/plain'}; charset=utf-8`,
      // A page that is isolated from other sites reads the clock in steps of 5 or 20 microseconds instead of 100 or 1000.
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    response.end(answer?.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
