// `npm run bench`, or `npm run bench -- element` for some benchmarks: each measures ours and a baseline in turn, in one run, in Chromium and
// in Firefox, and prints how many times the baseline ours takes. Exit code 1 when that is more than the target. Run it after
// `npm run build`, on a machine that does nothing else.
import { readdirSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { launch } from '../browsers.mjs';
import { servePages, type Routes } from './pages.js';
import { report, type Row } from './report.js';

interface Benchmark {
  routes: Routes;
  measure(page: Page, origin: string): Promise<Row[]>;
}

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !folders.includes(name));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}". Benchmarks: ${folders.join(', ')}`);
  process.exit(2);
}

for (const name of wanted.length ? wanted : folders) {
  const { routes, measure } = (await import(`./${name}/index.ts`)) as Benchmark;
  const pages = await servePages(routes);
  try {
    for (const browserName of ['chromium', 'firefox'] as const) {
      const browser = await launch(browserName, { protocolTimeout: 300_000 });
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
