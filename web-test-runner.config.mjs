// Browser tests: every test/**/*.browser.test.ts, in the browsers that BROWSERS names.
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { CHROMIUM_FLAGS, HIDING, findBrowser } from './test/browsers.mjs';
import { summaryReporter } from './test/helpers/summary-reporter.mjs';
import { bundledTests } from './test/helpers/bundled-tests.mjs';
import { relayServer, respondOnDemand } from './test/helpers/test-server.mjs';

const launchers = {
  chromium: () =>
    chromeLauncher({
      launchOptions: {
        executablePath: findBrowser('chromium'),
        args: CHROMIUM_FLAGS,
        ignoreDefaultArgs: HIDING,
        networkEnabled: false,
      },
    }),
  firefox: () =>
    puppeteerLauncher({
      launchOptions: { browser: 'firefox', executablePath: findBrowser('firefox'), headless: true },
    }),
  // Its launcher is installed apart, by `npm run test:webkit`.
  webkit: async () => (await import('./test/webkit/launcher.mjs')).webkitLauncher(),
};

const wanted = (process.env.BROWSERS ?? 'chromium,firefox').split(',');
const unknown = wanted.filter((name) => !(name in launchers));
if (unknown.length > 0) {
  throw new Error(`BROWSERS names "${unknown}": use ${Object.keys(launchers).join(', ')}`);
}

export default {
  files: ['test/**/*.browser.test.ts', '!**/node_modules/**'],
  browsers: await Promise.all(wanted.map((name) => launchers[name]())),
  // Two test files at once cost more time than they save, and WebKit would run them in iframes.
  concurrency: 1,
  concurrentBrowsers: 2,
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 120_000,
  testFramework: { config: { timeout: 10_000, forbidOnly: true } },
  middleware: [respondOnDemand, bundledTests],
  plugins: [relayServer()],
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: process.stdout.isTTY }),
    summaryReporter(process.env.TEST_SUMMARY),
  ],
};
