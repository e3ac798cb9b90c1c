// Finds, and where it may, installs the browsers that the tests run in, and starts them.
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import puppeteer from 'puppeteer-core';

/** @typedef {'chromium' | 'firefox'} BrowserName */

const BROWSERS = {
  chromium: {
    variable: 'CHROMIUM_PATH',
    debianPackage: 'chromium',
    candidates: [
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    debianPackage: 'firefox-esr',
    candidates: ['firefox', 'firefox-esr', '/Applications/Firefox.app/Contents/MacOS/firefox'],
  },
};

/** Chromium without windows and toolbars. What shows pages is the same, and takes a third less time. */
const SHELL = {
  variable: 'CHROMIUM_SHELL_PATH',
  debianPackage: 'chromium-headless-shell',
  candidates: ['chromium-headless-shell', 'chrome-headless-shell'],
};

const isRoot = process.getuid?.() === 0;

// Chromium's sandbox cannot start as root; everyone else keeps it. The rest stops it from calling out.
export const CHROMIUM_FLAGS = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The first of `candidates` that can be run, as an absolute path.
 * @param {string[]} candidates names looked up in PATH, or absolute paths
 * @returns {string | undefined}
 */
export function findProgram(candidates) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return candidates
    .flatMap((name) => (isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name))))
    .find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Installs Debian packages when this process may: as root, where there is apt-get.
 * @param {string[]} packages
 * @returns {boolean} false when it may not
 */
export function installDebianPackages(packages) {
  const aptGet = findProgram(['apt-get']);
  if (!isRoot || !aptGet) return false;
  console.log(`Installing ${packages.join(' and ')} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  /** @type {import('node:child_process').ExecFileSyncOptions} */
  const options = { env, stdio: ['ignore', 'ignore', 'inherit'] };
  execFileSync(aptGet, ['update', '-qq'], options);
  execFileSync(aptGet, ['install', '-qq', '-y', '--no-install-recommends', ...packages], options);
  return true;
}

/** @param {string} variable of the environment */
function chosenBy(variable) {
  const chosen = process.env[variable];
  if (!chosen || isExecutable(chosen)) return chosen;
  throw new Error(`${variable} names "${chosen}", which is not a program that can be run`);
}

/**
 * The path of a browser's program. A missing one is installed where that is possible.
 * @param {BrowserName} name
 * @returns {string}
 * @throws {Error} one line that says which browser is missing and how to get it
 */
export function findBrowser(name) {
  const { variable, candidates, debianPackage } = BROWSERS[name];
  const chosen = chosenBy(variable);
  if (chosen) return chosen;
  const advice = `install it (Debian, Ubuntu: apt-get install ${debianPackage}) or set ${variable} to its path`;
  let found = findProgram(candidates);
  if (found) return found;
  try {
    if (installDebianPackages([debianPackage])) found = findProgram(candidates);
  } catch {
    throw new Error(`${name} is missing and apt-get could not install ${debianPackage}: ${advice}`);
  }
  if (found) return found;
  throw new Error(`${name} is missing: ${advice}`);
}

/**
 * What Chromium's tests run in that need nothing of what is around the page: its shell, or else the whole of it.
 * @returns {string}
 * @throws {Error} as `findBrowser` does
 */
export function findShell() {
  const chosen = chosenBy(SHELL.variable) || chosenBy(BROWSERS.chromium.variable);
  if (chosen) return chosen;
  let found = findProgram(SHELL.candidates);
  try {
    if (!found && installDebianPackages([SHELL.debianPackage])) {
      found = findProgram(SHELL.candidates);
    }
  } catch {
    console.log(
      `There is no ${SHELL.debianPackage}: tests run in all of Chromium, which is slower`,
    );
  }
  // What this process starts need not look for it, or try to install it, once more.
  return (process.env[SHELL.variable] = found ?? findBrowser('chromium'));
}

/** Flags of headless Chromium that it is better without: people's browsers have scrollbars. */
export const HIDING = ['--hide-scrollbars'];

/**
 * Starts a browser with a new, empty profile. Close it with `browser.close()`.
 * @param {BrowserName} [name] default: the environment variable BROWSER, then chromium
 * @param {import('puppeteer-core').LaunchOptions & { whole?: boolean }} [options] `whole`: Chromium with its windows, for what is
 *   around pages (tabs, documents that it opens itself) and for measuring. `networkEnabled`: requests can be heard and held up;
 *   telling of each takes Chromium a seventh of all its time
 */
export function launch(name = chosenBrowser(), { whole = false, ...options } = {}) {
  const args = name === 'chromium' ? CHROMIUM_FLAGS : [];
  const ignoreDefaultArgs = name === 'chromium' ? HIDING : [];
  return puppeteer.launch({
    browser: name === 'chromium' ? 'chrome' : 'firefox',
    executablePath: name === 'chromium' && !whole ? findShell() : findBrowser(name),
    headless: true,
    ignoreDefaultArgs,
    networkEnabled: false,
    ...options,
    args: [...args, ...(options.args ?? [])],
  });
}

/** @returns {BrowserName} the browser that the environment variable BROWSER asks for */
export function chosenBrowser() {
  const name = process.env.BROWSER ?? 'chromium';
  if (name === 'chromium' || name === 'firefox') return name;
  throw new Error(`BROWSER is "${name}": use chromium or firefox`);
}
