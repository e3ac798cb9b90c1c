// What is said of a run, and where it is written down.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { format, resolveConfig } from 'prettier';
import type { Browser } from 'puppeteer-core';

const README = 'README.md';

/** On what and when it was measured. */
export async function aboutTheMachine(browser: Browser): Promise<string> {
  const processors = cpus();
  const date = new Date().toISOString().slice(0, 10);
  const memory = Math.round(totalmem() / 2 ** 30);
  return (
    `${date}, ${await browser.version()} headless, Node ${process.versions.node}, ` +
    `${processors.length} × ${processors[0]?.model.trim()}, ${memory} GiB, load ${loadavg()[0]!.toFixed(1)}`
  );
}

/** Puts the table of a benchmark between its marks in the README. */
export async function writeToReadme(name: string, about: string, table: string): Promise<void> {
  const readme = readFileSync(README, 'utf8');
  const mark = `<!-- bench-${name}: generated -->`;
  const block = new RegExp(`(${mark}\n)[^]*?(<!-- end -->)`);
  if (!block.test(readme)) {
    throw new Error(`${README} has no "${mark}" with an "<!-- end -->" after it.`);
  }
  const renewed = readme.replace(
    block,
    (_all, start: string, end: string) => `${start}\nMeasured ${about}.\n\n${table}\n\n${end}`,
  );
  writeFileSync(
    README,
    await format(renewed, { ...(await resolveConfig(README)), parser: 'markdown' }),
  );
}
