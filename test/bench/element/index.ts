// `<surfly-session>` from the built file, beside what a browser and Lit take by themselves.
import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { bundled, type Routes } from '../pages.js';
import type { Row } from '../report.js';
import type { EventTimes } from './events.js';
import type { UpgradeTimes } from './upgrade.js';

const BUNDLE = 'dist/surfly-session.js';
const here = (file: string) => new URL(file, import.meta.url);

/** What the pages of this benchmark load. */
export const routes: Routes = {
  '/events.html': () => ({
    type: 'text/html',
    body: '<!doctype html><script type="module" src="/surfly-session.js"></script><main></main>',
  }),
  '/empty.html': () => ({ type: 'text/html', body: '<!doctype html><body></body>' }),
  '/surfly-session.js': () => ({ type: 'text/javascript', body: readFileSync(BUNDLE, 'utf8') }),
  '/bare-element.js': () => bundled(here('bare-element.ts')),
  '/events.js': () => bundled(here('events.ts')),
  '/upgrade.js': () => bundled(here('upgrade.ts')),
};

export async function measure(page: Page, origin: string): Promise<Row[]> {
  await page.goto(`${origin}/events.html`);
  const events = (await page.evaluate(`import('/events.js').then((it) => it.measureEvents())`)) as {
    [type: string]: EventTimes;
  };
  await page.goto(`${origin}/empty.html`);
  const upgrades = (await page.evaluate(
    `import('/upgrade.js').then((it) => it.measureUpgrades())`,
  )) as { ours: UpgradeTimes; bare: UpgradeTimes };
  return [...Object.entries(events).map(eventRow), ...upgradeRows(upgrades)];
}

const eventRow = ([what, { ours, bare }]: [string, EventTimes]): Row => ({
  what,
  unit: 'µs',
  ours,
  baseline: bare,
  ...(what.endsWith('handler to listener') && { target: 2 }),
});

const upgradeRows = ({ ours, bare }: { ours: UpgradeTimes; bare: UpgradeTimes }): Row[] => [
  {
    what: 'define and upgrade of 100 tags',
    unit: 'ms',
    ours: ours.upgrade,
    baseline: bare.upgrade,
    target: 1.5,
  },
  {
    what: 'the same, until all have rendered',
    unit: 'ms',
    ours: ours.rendered,
    baseline: bare.rendered,
  },
];
