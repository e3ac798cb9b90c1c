// What the browser tests find on their own server, beside the sources.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

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

const require = createRequire(import.meta.url);
const REACT_MODULES = ['react', 'react-dom', 'react-dom/client'];

/**
 * React is published as CommonJS only, which browsers cannot load: these modules are bundled when a
 * test first imports one.
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 */
export function reactModules() {
  /** @type {Promise<string> | undefined} */
  let bundle;
  // Looked up here, not while serving: the runner replaces the console that React wants to patch.
  const exported = new Map(REACT_MODULES.map((name) => [name, Object.keys(require(name))]));
  return {
    name: 'react-modules',
    resolveImport({ source }) {
      if (REACT_MODULES.includes(source)) return `/test-server/${source}.js`;
    },
    async serve({ path }) {
      if (path === '/test-server/react-bundle.js')
        return { body: await (bundle ??= bundleReact()) };
      const name = REACT_MODULES.find((module) => path === `/test-server/${module}.js`);
      if (!name) return;
      const names = exported.get(name).filter((key) => /^[a-z]\w*$/i.test(key));
      return {
        body: `import { modules } from '/test-server/react-bundle.js';
const module = modules['${name}'];
export default module;
export const { ${names.join(', ')} } = module;`,
      };
    },
  };
}

/** One file for all three, so that they share one React. */
async function bundleReact() {
  const imports = REACT_MODULES.map((name, i) => `import m${i} from '${name}';`).join('\n');
  const exports = REACT_MODULES.map((name, i) => `'${name}': m${i}`).join(', ');
  const { outputFiles } = await build({
    stdin: { contents: `${imports}\nexport const modules = { ${exports} };`, resolveDir: '.' },
    bundle: true,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"development"' },
    write: false,
  });
  return outputFiles[0].text;
}
