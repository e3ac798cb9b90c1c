// The one test command: `npm test`, or `npm test -- types node` for some of its steps.
// Every step runs, whatever failed before it. The last line adds everything up.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { findBrowser, findShell } from './browsers.mjs';
import { installPackages } from './helpers/install-packages.mjs';

const MINUTES = 60_000;
const scratch = mkdtempSync(join(tmpdir(), 'surfly-session-test-'));
const countsOf = (name) => join(scratch, `${name}.json`);
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));

const testFiles = readdirSync('test', { recursive: true })
  .map((path) => `test/${String(path).replaceAll(sep, '/')}`)
  .filter((path) => path.endsWith('.test.ts') && !path.includes('/node_modules/'));
const browserFiles = testFiles.filter((path) => path.endsWith('.browser.test.ts'));
const inFolder = (folder) => testFiles.filter((path) => path.startsWith(`test/${folder}/`));
const inOwnBrowser = (folder) => inFolder(folder).filter((path) => !browserFiles.includes(path));
const twoPersonFiles = inFolder('e2e');
/** Where browsers differ: picture, input, windows, storage. The others ask the server and what is the same in all browsers. */
const DIFFERENT = /\/(cursors|frames|recovery|talk|viewport|visit)\.test\.ts$/;
const differentFiles = twoPersonFiles.filter((path) => DIFFERENT.test(path));
const otherFiles = twoPersonFiles.filter((path) => !differentFiles.includes(path));
/** What viewers do, as compared with a hand. */
const controlFiles = inOwnBrowser('control');
const packageFiles = inFolder('package');
const frameworkFiles = inFolder('frameworks');
/** The same apps once more. */
const frameworksInFirefox = frameworkFiles.filter((path) => path.endsWith('/firefox.test.ts'));
const onHosts = inFolder('hosts');
const policyFiles = onHosts.filter((path) => path.endsWith('/policies.test.ts'));
/** These install a WordPress, a PHP and a database. */
const wordpressFiles = onHosts.filter((path) => path.endsWith('/wordpress.test.ts'));
const hostFiles = onHosts.filter((path) => ![...policyFiles, ...wordpressFiles].includes(path));
const securityFiles = inOwnBrowser('security');
const fidelityFiles = inOwnBrowser('fidelity');
/** Front ends of other people: their packages are installed by the tests, where they are missing. */
const thirdPartyFiles = fidelityFiles.filter((path) => path.endsWith('/third-party.test.ts'));
const pageFiles = fidelityFiles.filter((path) => !thirdPartyFiles.includes(path));
const elsewhere = [
  ...[browserFiles, twoPersonFiles, packageFiles, frameworkFiles, onHosts],
  ...[securityFiles, fidelityFiles, controlFiles],
].flat();
const nodeFiles = testFiles.filter((path) => !elsewhere.includes(path));

/** A step that is one check: it passed when its command did. What it prints is shown when it is done. */
const check = (name, script) => ({
  name,
  command: ['npm', 'run', '--silent', script],
  minutes: 5,
  quiet: true,
});

/** A step of node:test files. */
const nodeTests = (name, files, flags = []) => ({
  name,
  files,
  minutes: 30,
  command: [
    process.execPath,
    ...['--import', 'tsx', '--test', `--test-timeout=${5 * MINUTES}`, ...flags],
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...[
      '--test-reporter=./test/helpers/count-reporter.mjs',
      `--test-reporter-destination=${countsOf(name)}`,
    ],
    ...files,
  ],
});

/** People do one thing after another in these, and wait for each other: two files at a time fill two cores. */
const twoPersonTests = (browser, name = 'e2e', files = twoPersonFiles, together = 2) => ({
  ...nodeTests(`${name}-${browser}`, files, [`--test-concurrency=${together}`]),
  browsers: [browser],
  env: { BROWSER: browser },
});

/** A long one: all that `npm test` has only a sample of. */
const onDemand = (browser, name, file, env = {}) => ({
  ...nodeTests(`${name}-${browser}`, [file], [`--test-timeout=${120 * MINUTES}`]),
  browsers: [browser],
  env: { BROWSER: browser, ...env },
  minutes: 120,
  onDemand: true,
});

const steps = [
  check('build', 'build'),
  check('size', 'size'),
  check('readme', 'readme:check'),
  check('package', 'check:pkg'),
  // The checks keep one core busy each, and the tests of the server wait for time to pass.
  [
    ...[check('lint', 'lint'), check('types', 'types'), check('format', 'format:check')],
    nodeTests('node', nodeFiles),
  ],
  twoPersonTests('firefox', 'e2e', differentFiles),
  twoPersonTests('chromium'),
  {
    name: 'browser',
    files: browserFiles,
    browsers: ['chromium', 'firefox'],
    command: [process.execPath, 'node_modules/.bin/web-test-runner'],
    env: { BROWSERS: 'chromium,firefox', TEST_SUMMARY: countsOf('browser') },
    minutes: 30,
  },
  // The packages of the frameworks are installed by the tests, where they are missing.
  {
    ...nodeTests(
      'frameworks',
      frameworkFiles.filter((path) => !frameworksInFirefox.includes(path)),
      ['--test-concurrency=1'],
    ),
    browsers: ['chromium', 'firefox'],
  },
  twoPersonTests('chromium', 'hosts', hostFiles),
  ...['firefox', 'chromium'].map((browser) => twoPersonTests(browser, 'policies', policyFiles)),
  // These wait more than they do. Their files need the same packages, which cannot be installed by each of them at once.
  {
    ...twoPersonTests('chromium', 'control', controlFiles, 3),
    installs: ['test/control/packages', 'a framework and an editor'],
  },
  twoPersonTests('chromium', 'fidelity', fidelityFiles),
  twoPersonTests('firefox', 'fidelity', pageFiles),
  ...['chromium', 'firefox'].map((browser) => twoPersonTests(browser, 'security', securityFiles)),
  // Bundlers use every core, and one project after the other is as fast.
  { ...nodeTests('consumers', packageFiles, ['--test-concurrency=1']), browsers: ['chromium'] },
  // Not part of `npm test`: they take minutes each.
  ...['chromium', 'firefox'].flatMap((browser) => [
    onDemand(browser, 'security-full', 'test/security/all-payloads.ts'),
    onDemand(browser, 'fuzz-full', 'test/fuzz/mirror/all-seeds.ts'),
  ]),
  onDemand('chromium', 'rounds-full', 'test/e2e/rounds.test.ts', { ROUNDS: '200' }),
  ...[
    twoPersonTests('firefox', 'e2e-more', otherFiles),
    twoPersonTests('firefox', 'hosts', hostFiles),
    twoPersonTests('firefox', 'frameworks', frameworksInFirefox),
  ].map((step) => ({ ...step, onDemand: true })),
  // Neither: what they need is much to install.
  ...['chromium', 'firefox'].map((browser) => ({
    ...twoPersonTests(browser, 'wordpress', wordpressFiles),
    onDemand: true,
  })),
];

const wanted = process.argv.slice(2);
const all = steps.flat();
const unknown = wanted.find((name) => !all.some((step) => step.name === name));
if (unknown !== undefined) {
  console.error(`There is no step "${unknown}". Steps: ${all.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const results = [];
for (const together of steps) {
  const due = [together]
    .flat()
    .filter((step) => (wanted.length > 0 ? wanted.includes(step.name) : !step.onDemand));
  results.push(...(await Promise.all(due.map(runAndTell))));
}

const failures = results.flatMap(({ name, failures = [] }) =>
  failures.map((failure) => `${name}: ${failure}`),
);
if (failures.length > 0) console.log(`\n===== failures\n${failures.join('\n')}`);

console.log('\n===== all');
for (const { name, passed, failed, skipped = 0, seconds, problem } of results) {
  const parts = [`${passed} passed`, `${failed} failed`];
  if (skipped > 0) parts.push(`${skipped} skipped`);
  if (seconds !== undefined) parts.push(`${seconds} s`);
  console.log(`${name.padEnd(17)} ${parts.join(', ')}${problem ? ` (${problem})` : ''}`);
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const [passed, failed] = [sum('passed'), sum('failed')];
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

async function runAndTell(step) {
  if (!step.quiet) console.log(`\n===== ${step.name}`);
  const { output, ...result } = await runStep(step);
  if (step.quiet) console.log(`\n===== ${step.name}\n${output}`.trimEnd());
  if (result.problem) console.log(`${step.name}: ${result.problem}`);
  return { name: step.name, ...result };
}

async function runStep(step) {
  try {
    for (const browser of step.browsers ?? []) findBrowser(browser);
    if (step.browsers?.includes('chromium')) findShell();
    if (step.installs) installPackages(...step.installs);
  } catch (error) {
    return { passed: 0, failed: 1, problem: error.message };
  }
  if (step.files?.length === 0) return { passed: 0, failed: 1, problem: 'there are no test files' };

  const start = performance.now();
  const { problem, output } = await runCommand(step);
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  if (!step.files) {
    return { passed: problem ? 0 : 1, failed: problem ? 1 : 0, seconds, problem, output };
  }
  const counts = readCounts(step.name);
  if (counts.failed > 0) return { ...counts, seconds };
  if (problem) return { ...counts, failed: 1, seconds, problem };
  if (counts.passed === 0) return { ...counts, failed: 1, seconds, problem: 'no test ran' };
  return { ...counts, seconds };
}

function readCounts(name) {
  try {
    return JSON.parse(readFileSync(countsOf(name), 'utf8'));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

/** Runs the command in a process group of its own, so that a step that hangs leaves nothing behind. */
function runCommand({ command: [program, ...args], env, minutes, quiet }) {
  return new Promise((resolve) => {
    const to = quiet ? 'pipe' : 'inherit';
    const child = spawn(program, args, {
      stdio: ['ignore', to, to],
      env: { ...process.env, ...env },
      detached: true,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    }
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup(child, 'SIGKILL');
    }, minutes * MINUTES);
    const interrupt = () => {
      endGroup(child, 'SIGTERM');
      process.exit(130);
    };
    process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    const finish = (problem) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      if (child.pid) endGroup(child, 'SIGKILL');
      resolve({ problem, output });
    };
    child.once('error', (error) => finish(error.message));
    child.once('close', (code, signal) => {
      if (timedOut) finish(`stopped after ${minutes} minutes`);
      else if (code !== 0) finish(signal ? `ended by ${signal}` : `exit code ${code}`);
      else finish();
    });
  });
}

function endGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
