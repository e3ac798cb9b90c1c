// The browser tests with all that they import, in few files: a browser would ask for hundreds of modules, anew for each test.
import { readdirSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';

const SOURCE = /^\/((?:src|test)\/.*)\.ts$/;
const TEST = /\.browser\.test\.ts$/;
/** Where what they share is found: the names there tell what is in it. */
const SHARED = '/test-shared/';
const TEST_MAP = /\.browser\.test\.js\.map$/;

/** @type {Promise<Map<string, string>> | undefined} Of all tests, with what they share: path on the server to what is found there. */
let tests;
/** @type {Map<string, Promise<Map<string, string>>>} Of what tests load by an address, each for itself. */
const others = new Map();

/**
 * Koa middleware that answers for sources. The plugins of the server do not go through what it answers.
 * @type {NonNullable<import('@web/test-runner').TestRunnerConfig['middleware']>[number]}
 */
export async function bundledTests(context, next) {
  const { path } = context;
  const [, name] = SOURCE.exec(path) ?? [];
  const isShared = path.startsWith(SHARED);
  const isOfTests = isShared || TEST.test(path) || TEST_MAP.test(path);
  if (!name && !isOfTests) return next();
  const files = isOfTests ? (tests ??= allTests()) : other(`${name}.ts`);
  const body = (await files).get(name ? `/${name}.js` : path);
  if (body === undefined) return next();
  context.type = path.endsWith('.map') ? 'json' : 'js';
  if (isShared) context.set('Cache-Control', 'max-age=3600');
  context.body = body;
}

function allTests() {
  const paths = readdirSync('test', { recursive: true }).map((path) => `test/${path}`);
  return bundle(
    paths.filter((path) => TEST.test(path) && !path.includes('node_modules')),
    { splitting: true, chunkNames: `${SHARED.slice(1)}[hash]` },
  );
}

function other(path) {
  if (!others.has(path)) others.set(path, bundle([path]));
  return others.get(path);
}

async function bundle(entryPoints, sharing = {}) {
  const { outputFiles } = await build({
    entryPoints,
    outbase: '.',
    outdir: '.',
    ...sharing,
    bundle: true,
    conditions: ['development'],
    define: { 'process.env.NODE_ENV': '"development"' },
    format: 'esm',
    target: 'es2022',
    // It tells of the decorators that Lit uses.
    tsconfig: 'tsconfig.json',
    sourcemap: true,
    // What is said of the sources is said of the built files: that there is no effect in loading them.
    ignoreAnnotations: true,
    plugins: [fromServer],
    write: false,
  });
  const pathOf = (file) => `/${relative(resolve('.'), file).replaceAll(sep, '/')}`;
  return new Map(outputFiles.map(({ path, text }) => [pathOf(path), text]));
}

/** What the server makes when it is asked for. @type {import('esbuild').Plugin} */
const fromServer = {
  name: 'from-server',
  setup({ onResolve }) {
    onResolve({ filter: /^\// }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path, external: true },
    );
  },
};
