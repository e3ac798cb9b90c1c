// `npm run bench`, or `npm run bench -- element` for some benchmarks: each measures ours and a baseline in turn, in one run, and prints how
// many times the baseline ours takes. Run it after `npm run build`, on a machine that does nothing else.
//
// `element` runs in Chromium and in Firefox; exit code 1 when a target is missed.
// `control` runs in Chromium; `--quick`, `--strict` and `--write` are the same as for `mirror`.
// `mirror` runs in Chromium, with `--firefox` in Firefox; `--quick` measures less, `--only=load` one of its parts, `--write` puts its
// table into the README, and only with `--strict` a missed target makes the exit code 1.
import { readdirSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { launch } from '../browsers.mjs';
import { servePages, type Routes } from './pages.js';
import { PARTS as mirrorParts } from './mirror/parts.js';
import { report, type Row } from './report.js';

/** One that takes place in one page, once for each browser. */
interface PageBenchmark {
  routes: Routes;
  measure(page: Page, origin: string): Promise<Row[]>;
}

/** One that sets its own stage. @returns whether all is well */
interface OwnBenchmark {
  run(flags: ReadonlySet<string>): Promise<boolean>;
}

const FLAGS = [
  '--quick',
  '--strict',
  '--write',
  '--firefox',
  ...mirrorParts.map((name) => `--only=${name}`),
];

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const given = process.argv.slice(2);
const flags = new Set(given.filter((name) => name.startsWith('--')));
const wanted = given.filter((name) => !flags.has(name));
const unknown = given.find((name) => !folders.includes(name) && !FLAGS.includes(name));
if (unknown !== undefined) {
  console.error(
    `There is no benchmark or flag "${unknown}". Benchmarks: ${folders.join(', ')}. Flags: ${FLAGS.join(', ')}`,
  );
  process.exit(2);
}

for (const name of wanted.length ? wanted : folders) {
  const benchmark = (await import(`./${name}/index.ts`)) as PageBenchmark | OwnBenchmark;
  if ('run' in benchmark) {
    if (!(await benchmark.run(flags))) process.exitCode = 1;
  } else {
    await measureInPages(name, benchmark);
  }
}

async function measureInPages(name: string, { routes, measure }: PageBenchmark): Promise<void> {
  const pages = await servePages(routes);
  try {
    for (const browserName of ['chromium', 'firefox'] as const) {
      const browser = await launch(browserName, { whole: true, protocolTimeout: 300_000 });
      try {
        const page = await browser.newPage();
        const met = report(`${name}, ${browserName}`, await measure(page, pages.origin));
        if (!met) process.exitCode = 1;
      } finally {
        await browser.close();
      }
    }
  } finally {
    pages.close();
  }
}
