// Checks and builds the apps in here, each with the compilers of its framework, into dist/demo/frameworks, where
// the demo's server finds them: `node demo/frameworks/build.mjs`, or `… react vue` for some of them.
// `npm run build` goes first: the apps use the package as it is published.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const FOLDER = import.meta.dirname;
const PACKAGES = join(FOLDER, 'node_modules');

const vite = (app) => ['vite', 'build', app, '--logLevel', 'warn'];

/** The commands of each app: what checks its types, and what builds it. */
const COMMANDS = {
  react: [['tsc', '-p', 'react'], vite('react')],
  preact: [['tsc', '-p', 'preact'], vite('preact')],
  solid: [['tsc', '-p', 'solid'], vite('solid')],
  vue: [['vue-tsc', '-p', 'vue'], vite('vue')],
  svelte: [
    // Its workspace is the folder of the app, and the configuration is looked for from there.
    [
      'svelte-check',
      '--workspace',
      'svelte',
      '--tsconfig',
      './tsconfig.json',
      '--fail-on-warnings',
    ],
    vite('svelte'),
  ],
  angular: [['ng', 'build', '--progress', 'false']],
  next: [['next', 'build']],
};

/** Two look for their configuration in the folder that they run in. */
const ELSEWHERE = { angular: join(FOLDER, 'angular'), next: join(FOLDER, 'next') };

const ENV = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
  NODE_ENV: undefined,
};

export const apps = Object.keys(COMMANDS);

/** Installs the frameworks where they are missing or older than the lockfile, and the package as npm would pack it. */
export async function prepare() {
  const installed = join(PACKAGES, '.package-lock.json');
  const age = (file) => statSync(file).mtimeMs;
  if (!existsSync(installed) || age(installed) < age(join(FOLDER, 'package-lock.json'))) {
    console.log('Installing the frameworks');
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', FOLDER]);
  }
  const root = join(FOLDER, '..', '..');
  const scratch = mkdtempSync(join(tmpdir(), 'surfly-session-pack-'));
  const target = join(PACKAGES, 'surfly-session');
  try {
    await run('npm', ['pack', '--ignore-scripts', '--pack-destination', scratch], { cwd: root });
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target);
    const [archive] = readdirSync(scratch);
    await run('tar', ['-xzf', join(scratch, archive), '-C', target, '--strip-components=1']);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/**
 * Runs a program of an installed package for an app.
 * @param {string} app
 * @param {string[]} command
 */
export async function runFor(app, [program, ...args]) {
  const cwd = ELSEWHERE[app] ?? FOLDER;
  try {
    await run(join(PACKAGES, '.bin', program), args, { cwd, env: ENV });
  } catch (error) {
    const output = `${error.stdout}\n${error.stderr}`;
    throw new Error(`${app}: ${program} failed\n${output}`, { cause: error });
  }
}

/** @param {string} app one of `apps` */
export async function build(app) {
  for (const command of COMMANDS[app]) await runFor(app, command);
}

/**
 * Builds several, two at a time.
 * @param {string[]} names
 * @returns {Promise<Map<string, Error | undefined>>} what went wrong with each
 */
export async function buildAll(names) {
  const results = new Map();
  const waiting = [...names];
  const worker = async () => {
    for (let app = waiting.pop(); app; app = waiting.pop()) {
      results.set(
        app,
        await build(app).then(
          () => undefined,
          (error) => error,
        ),
      );
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  await prepare();
  for (const [app, error] of await buildAll(names.length ? names : apps)) {
    console.log(error ? error.message : `${app} is built`);
    if (error) process.exitCode = 1;
  }
}
