// The browser tests with all that they import, in few files: a browser would ask for hundreds of modules, anew for each test.
import { readdirSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';

const TEST = /\.browser\.test\.ts$/;

/** @type {Promise<Map<string, string>> | undefined} Path on the server to what is found there. */
let bundled;

/**
 * Koa middleware: answers for the tests, and for what they share. The plugins of the server do not go through it.
 * @type {NonNullable<import('@web/test-runner').TestRunnerConfig['middleware']>[number]}
 */
export async function bundledTests(context, next) {
  const isTest = TEST.test(context.path);
  // Nobody asks for the rest before that.
  bundled ??= isTest ? bundle() : undefined;
  const body = (await bundled)?.get(context.path.replace(TEST, '.browser.test.js'));
  if (body === undefined) return next();
  context.type = context.path.endsWith('.map') ? 'json' : 'js';
  // The names of what is shared tell what is in it.
  if (!isTest) context.set('Cache-Control', 'max-age=3600');
  context.body = body;
}

async function bundle() {
  const tests = readdirSync('test', { recursive: true })
    .map((path) => `test/${path}`)
    .filter((path) => TEST.test(path) && !path.includes('node_modules'));
  const { outputFiles } = await build({
    entryPoints: tests,
    outbase: '.',
    outdir: '.',
    chunkNames: 'test-server/[hash]',
    bundle: true,
    splitting: true,
    conditions: ['development'],
    define: { 'process.env.NODE_ENV': '"development"' },
    format: 'esm',
    target: 'es2022',
    tsconfig: 'tsconfig.json',
    sourcemap: true,
    // What is said of the sources is said of the built files: that there is no effect in loading them.
    ignoreAnnotations: true,
    plugins: [fromServer],
    write: false,
  });
  return new Map(
    outputFiles.map(({ path, text }) => [
      `/${relative(resolve('.'), path).replaceAll(sep, '/')}`,
      text,
    ]),
  );
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
