// What the browser tests find on their own server, beside the sources.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const RELAY = 'dist/modules/relay/index.js';

const WIDGET_KEY = 'demo';
const AGENT_KEY = 'demo-agent';

/**
 * A real relay from the built files, on a free port. `/test-server/config.json` tells what tests need:
 * `{ "relay": "http://127.0.0.1:<port>/", "widgetKey": "…", "agentKey": "…" }`.
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 */
export function relayServer() {
  /** @type {{ url: string, close(): Promise<void> } | undefined} */
  let relay;
  return {
    name: 'relay-server',
    async serverStart() {
      if (!existsSync(RELAY)) throw new Error(`${RELAY} is missing: run \`npm run build\` first`);
      const { startRelay } = await import(pathToFileURL(RELAY).href);
      relay = await startRelay({
        host: '127.0.0.1',
        port: 0,
        widgets: { [WIDGET_KEY]: { origins: ['localhost'], agentKeys: [AGENT_KEY] } },
        logLevel: 'warn',
      });
    },
    async serverStop() {
      await relay?.close();
    },
    serve({ path }) {
      if (path !== '/test-server/config.json') return;
      const config = { relay: relay?.url, widgetKey: WIDGET_KEY, agentKey: AGENT_KEY };
      return { body: JSON.stringify(config), type: 'json' };
    },
  };
}

/**
 * Koa middleware: `/test-server/respond` answers as its query asks: `status`, `type` (a file extension
 * or MIME type, default js), `body`, `delay` (milliseconds, or `never`) and `csp` (a
 * Content-Security-Policy).
 * @type {NonNullable<import('@web/test-runner').TestRunnerConfig['middleware']>[number]}
 */
export async function respondOnDemand(context, next) {
  if (context.path !== '/test-server/respond') return next();
  const query = new URLSearchParams(context.querystring);
  const delay = query.get('delay');
  if (delay === 'never') await new Promise((resolve) => context.res.once('close', resolve));
  else if (delay) await new Promise((resolve) => setTimeout(resolve, Number(delay)));
  context.status = Number(query.get('status') ?? 200);
  context.type = query.get('type') ?? 'js';
  context.set('Cache-Control', 'no-store');
  const csp = query.get('csp');
  if (csp) context.set('Content-Security-Policy', csp);
  context.body = query.get('body') ?? '';
}
