// `npm run test:webkit`: the browser tests in WebKitGTK, on a virtual display. Arguments go to the test
// runner: `npm run test:webkit -- --files test/element/slots.browser.test.ts`.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { findProgram, installDebianPackages } from '../browsers.mjs';

const PACKAGES = ['webkit2gtk-driver', 'xvfb'];
const PATIENCE = 15_000;

const children = [];
process.once('exit', () => children.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
for (const child of children) child.kill();

/** @param {string[]} args */
async function main(args) {
  const programs = findPrograms();
  installLauncher();
  const display = await startDisplay(programs.Xvfb);
  const port = await startDriver(programs.WebKitWebDriver, display);
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/.bin/web-test-runner', '--concurrency', '1', ...args],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        BROWSERS: 'webkit',
        WEBKIT_BROWSER: programs.MiniBrowser,
        WEBKIT_DRIVER_PORT: String(port),
      },
    },
  );
  return status ?? 1;
}

function findPrograms() {
  let programs = lookUp();
  const isComplete = () => Object.values(programs).every(Boolean);
  if (!isComplete() && installDebianPackages(PACKAGES)) programs = lookUp();
  if (isComplete()) return programs;
  const missing = Object.keys(programs).filter((name) => !programs[name]);
  throw new Error(
    `${missing.join(' and ')} missing: install them (Debian, Ubuntu: apt-get install ${PACKAGES.join(' ')})`,
  );
}

function lookUp() {
  const libraries = ['/usr/libexec', '/usr/lib', ...foldersIn('/usr/lib')];
  return {
    WebKitWebDriver: findProgram(['WebKitWebDriver']),
    Xvfb: findProgram(['Xvfb']),
    MiniBrowser: findProgram(
      libraries.flatMap((folder) => [
        `${folder}/webkit2gtk-4.1/MiniBrowser`,
        `${folder}/webkit2gtk-4.0/MiniBrowser`,
      ]),
    ),
  };
}

/** @param {string} path */
function foldersIn(path) {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${path}/${entry.name}`);
}

function installLauncher() {
  if (existsSync('test/webkit/node_modules/@web/test-runner-webdriver')) return;
  console.log('Installing the WebDriver launcher');
  const { status } = spawnSync('npm', ['ci', '--prefix', 'test/webkit'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('`npm ci --prefix test/webkit` failed');
}

/** @param {string} xvfb */
async function startDisplay(xvfb) {
  const args = ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const child = spawn(xvfb, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(child);
  const number = await new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (text) => resolve(text.trim()));
    child.once('exit', () => reject(new Error('Xvfb ended before it had a display')));
    setTimeout(() => reject(new Error('Xvfb offered no display in time')), PATIENCE).unref();
  });
  return `:${number}`;
}

/**
 * @param {string} driver
 * @param {string} display
 */
async function startDriver(driver, display) {
  const port = await freePort();
  const env = { ...process.env, DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: '1' };
  children.push(spawn(driver, ['-p', String(port)], { stdio: 'ignore', env }));
  const end = Date.now() + PATIENCE;
  while (!(await answers(port))) {
    if (Date.now() > end) throw new Error('WebKitWebDriver did not start in time');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return port;
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
