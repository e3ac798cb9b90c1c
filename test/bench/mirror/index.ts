// The mirror beside plain rrweb and beside a page that sends its changes by hand. Everything that goes through a relay is measured through the
// built files: a leader's session window, the relay, a follower's window in another browser context.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { bundled, type Routes } from '../pages.js';
import { asMarkdown, asText, isMet, line, percentile, type Line, type Rounds } from '../results.js';
import { aboutTheMachine, writeToReadme } from '../told.js';
import { lateJoin, type Join } from './joins.js';
import { PARTS, type MirrorPart } from './parts.js';
import { changeTimes, pointerAges, scrollTimes } from './latency.js';
import { operationTimes, snapshotTimes, type Taken } from './load.js';
import type { How } from './page/load.js';
import { openPair, type Recorded } from './peers.js';
import { siteHtml } from './site.js';
import { setStage, type BrowserName, type Stage } from './stage.js';
import { TYPED, visitBytes, type Visit } from './visit.js';

const SIZES = [1_000, 10_000, 50_000];
/** Of the visit: as many nodes as pages have at the median. */
const VISITED = 1_400;

/** How much is measured. */
interface Amount {
  sizes: number[];
  rounds: number;
  changes: number;
  scrolls: number;
  pointer: number;
  loads: number;
}

const WHOLE: Amount = {
  sizes: SIZES,
  rounds: 3,
  changes: 100,
  scrolls: 6,
  pointer: 2_000,
  loads: 3,
};
const QUICK: Amount = {
  sizes: [1_000],
  rounds: 1,
  changes: 60,
  scrolls: 3,
  pointer: 1_000,
  loads: 1,
};

const html = (body: string) => () => ({
  type: 'text/html',
  body: `<!doctype html><link rel="icon" href="data:,">${body}`,
});
const site = (nodes: number, script?: string) => () => ({
  type: 'text/html',
  body: siteHtml(nodes, script),
});
const script = (file: string) => () => bundled(new URL(`page/${file}.ts`, import.meta.url));
const table = (more = '') =>
  html(
    '<meta charset="utf-8"><style>table { table-layout: fixed; width: 900px } tr { contain: content } .danger { background: #fcc }</style>' +
      `<table><tbody></tbody></table><script src="/bench/rows.js"></script>${more}`,
  );

function routes(): Routes {
  const styles = readFileSync('node_modules/rrweb/dist/style.css', 'utf8');
  const pages: Routes = {
    '/bench/host.html': html('<title>Host</title><script src="/surfly.js"></script>'),
    '/bench/rrweb-viewer.html': html(
      `<title>Viewer</title><style>${styles}</style><body><script type="module" src="/bench/rrweb-viewer.js"></script>`,
    ),
    '/bench/load.html': html(
      '<iframe width="1000" height="700"></iframe><script type="module" src="/bench/load.js"></script>',
    ),
    '/bench/rows.html': table(),
    '/bench/rows-rrweb.html': table('<script src="/bench/rrweb-here.js"></script>'),
  };
  for (const file of [
    ...['site', 'rows', 'load', 'raw-leader', 'raw-viewer', 'rrweb-leader', 'rrweb-viewer'],
    'rrweb-here',
  ]) {
    pages[`/bench/${file}.js`] = script(file);
  }
  for (const nodes of [...SIZES, VISITED]) {
    pages[`/bench/ours-${nodes}.html`] = site(nodes);
    pages[`/bench/rrweb-${nodes}.html`] = site(nodes, 'rrweb-leader');
    pages[`/bench/rrweb-here-${nodes}.html`] = site(nodes, 'rrweb-here');
    pages[`/bench/raw-${nodes}.html`] = site(nodes, 'raw-leader');
    pages[`/bench/raw-viewer-${nodes}.html`] = site(nodes, 'raw-viewer');
  }
  return pages;
}

/** Things to measure in turn, another one first each time. */
function inTurn<T>(all: readonly T[], round: number): T[] {
  return all.map((_, i) => all[(i + round) % all.length]!);
}

const count = (nodes: number) => nodes.toLocaleString('en');

async function measureLive(stage: Stage, amount: Amount): Promise<Line[]> {
  const lines: Line[] = [];
  const pointer: Rounds = { ours: [], rrweb: [] };
  const scroll: Rounds = { ours: [], rrweb: [] };
  for (const nodes of amount.sizes) {
    const half = { ours: [], rrweb: [], bound: [] } as Required<Rounds>;
    const most = { ours: [], rrweb: [], bound: [] } as Required<Rounds>;
    const joins: Record<Recorded, Join[]> = { ours: [], rrweb: [], raw: [] };
    for (let round = 0; round < amount.rounds; round += 1) {
      for (const how of inTurn<Recorded>(['raw', 'ours', 'rrweb'], round)) {
        const pair = await openPair(stage, how, nodes);
        const times = await changeTimes(pair, amount.changes);
        const column = how === 'raw' ? 'bound' : how;
        half[column].push(percentile(times, 0.5));
        most[column].push(percentile(times, 0.95));
        if (how !== 'raw' && nodes === amount.sizes[0]) {
          scroll[how]!.push(percentile(await scrollTimes(pair, amount.scrolls), 0.5));
          pointer[how]!.push(percentile(await pointerAges(pair, amount.pointer), 0.5));
        }
        joins[how].push(await lateJoin(pair));
        await pair.close();
      }
    }
    const what = `${count(nodes)} nodes: change to viewer's DOM`;
    lines.push(
      line(`${what}, p50`, 'ms', half, 'bound', 1.3),
      line(`${what}, p95`, 'ms', most, 'rrweb', 0.25),
    );
    const of = (key: keyof Join): Rounds => ({
      ours: joins.ours.map((join) => join[key]),
      rrweb: joins.rrweb.map((join) => join[key]),
    });
    lines.push(
      line(
        `${count(nodes)} nodes: late join, link to whole picture`,
        'ms',
        // Of what is sent by hand, there is no more to it than to open the page itself.
        { ...of('whole'), bound: joins.raw.map(({ whole }) => whole) },
        'rrweb',
        0.5,
      ),
      line(`${count(nodes)} nodes: leader's script for a late join`, 'ms', of('script')),
      line(`${count(nodes)} nodes: sent by the leader for a late join`, 'bytes', of('bytes')),
    );
  }
  return [
    ...lines,
    line('age of the cursor, p50', 'ms', pointer, 'rrweb', 0.1),
    line('scrolling to viewer, p50', 'ms', scroll, 'rrweb', 0.05),
  ];
}

async function measureVisit(stage: Stage): Promise<Line[]> {
  const visits: Record<'ours' | 'rrweb', Visit> = {
    ours: await visitBytes(stage, 'ours', VISITED),
    rrweb: await visitBytes(stage, 'rrweb', VISITED),
  };
  const sum = (visit: Visit) => Object.values(visit).reduce((all, part) => all + part, 0);
  const parts = Object.keys(visits.ours) as (keyof Visit)[];
  const { ours, rrweb } = visits;
  return [
    line(
      `a visit of ${count(VISITED)} nodes`,
      'bytes',
      { ours: [sum(ours)], rrweb: [sum(rrweb)] },
      'rrweb',
      0.08,
    ),
    ...parts.map((part) =>
      line(`of it: ${part}`, 'bytes', { ours: [ours[part]], rrweb: [rrweb[part]] }, 'rrweb'),
    ),
    line(
      'a typed character',
      'bytes',
      { ours: [ours.type / TYPED], rrweb: [rrweb.type / TYPED] },
      undefined,
      40,
    ),
  ];
}

const OPERATIONS = [
  ['create1k', 'create 1,000 rows', 5],
  ['append1k', 'append 1,000 rows', 5],
  ['create10k', 'create 10,000 rows', 5],
  ['update', 'update 100 of 1,000 rows', 1.5],
  ['swap', 'swap two rows', 1.5],
  ['select', 'select a row', 1.5],
  ['clear', 'clear 2,000 rows', undefined],
] as const;

async function measureLoad(stage: Stage, amount: Amount): Promise<Line[]> {
  const taken: Record<How, Taken[]> = { off: [], ours: [], rrweb: [], least: [] };
  for (let round = 0; round < amount.loads; round += 1) {
    for (const how of inTurn<How>(['off', 'ours', 'rrweb', 'least'], round)) {
      taken[how].push(await operationTimes(stage, how));
    }
  }
  return OPERATIONS.flatMap(([name, what, target]) => {
    const of = (key: 'script' | 'painted'): Rounds => ({
      ours: taken.ours.map((one) => one[name]![key]),
      rrweb: taken.rrweb.map((one) => one[name]![key]),
      bound: taken.off.map((one) => one[name]![key]),
    });
    const script = of('script');
    const least = taken.least.map((one) => one[name]!.script);
    return [
      line(`${what}: leader's script`, 'ms', script, 'bound', target),
      ...(target === 1.5
        ? [
            line(
              `${what}: an observer that only notes it as JSON, script`,
              'ms',
              { ours: least, bound: script.bound! },
              'bound',
            ),
          ]
        : []),
      line(`${what}: until painted`, 'ms', of('painted'), 'bound', 1.5),
    ];
  });
}

async function measureSnapshots(stage: Stage, amount: Amount): Promise<Line[]> {
  const lines: Line[] = [];
  for (const nodes of amount.sizes) {
    const rounds = {
      made: { ours: [], rrweb: [] },
      encoded: { ours: [], rrweb: [] },
      first: { ours: [], rrweb: [] },
      later: { ours: [], rrweb: [] },
    } as Record<string, Required<Omit<Rounds, 'bound'>>>;
    for (let round = 0; round < amount.loads; round += 1) {
      for (const how of inTurn(['ours', 'rrweb'] as const, round)) {
        rounds['made']![how].push((await snapshotTimes(stage, how, nodes, 'not')).script);
        const { script: whole, first, later } = await snapshotTimes(stage, how, nodes, 'encoded');
        rounds['encoded']![how].push(whole);
        rounds['first']![how].push(first);
        rounds['later']![how].push(later);
      }
    }
    const what = `${count(nodes)} nodes: snapshot`;
    const longest = nodes === 50_000 ? 50 : undefined;
    lines.push(
      line(`${what}, script`, 'ms', rounds['made']!, 'rrweb', 0.2),
      line(`${what} and its JSON (ours deflated), script`, 'ms', rounds['encoded']!, 'rrweb'),
      line(
        `${what}, longest task as the recording begins`,
        'ms',
        rounds['first']!,
        undefined,
        longest,
      ),
      line(`${what}, longest task later`, 'ms', rounds['later']!, undefined, longest),
    );
  }
  return lines;
}

function measureSizes(): Line[] {
  const weigh = (...names: string[]) =>
    names
      .map((name) => gzipSync(readFileSync(`dist/surfly-${name}.js`), { level: 9 }).length / 1024)
      .reduce((sum, size) => sum + size);
  const size = (what: string, ours: number, most?: number) =>
    line(`${what}, gzip`, 'KB', { ours: [ours] }, undefined, most);
  return [
    size("leader's script", weigh('leader'), 20),
    size('with what reads images and fonts', weigh('leader', 'assets')),
    size(
      'with what it takes once somebody is there',
      weigh('leader', 'assets', 'details', 'input'),
    ),
    size("viewer's script", weigh('follower'), 30),
    size('with what takes his input', weigh('follower', 'capture')),
  ];
}

/** @param flags - `--quick`, `--strict`, `--write`, `--firefox`, and `--only=load` for one of its parts */
export async function run(flags: ReadonlySet<string>): Promise<boolean> {
  const amount = flags.has('--quick') ? QUICK : WHOLE;
  const browserName: BrowserName = flags.has('--firefox') ? 'firefox' : 'chromium';
  const stage = await setStage(browserName, routes());
  const lines: Line[] = [];
  try {
    console.log(`\n===== mirror: ${await aboutTheMachine(stage.browser)}`);
    const measure: Record<MirrorPart, () => Promise<Line[]>> = {
      live: () => measureLive(stage, amount),
      visit: () => measureVisit(stage),
      load: () => measureLoad(stage, amount),
      snapshots: () => measureSnapshots(stage, amount),
      sizes: () => Promise.resolve(measureSizes()),
    };
    const only = PARTS.filter((name) => flags.has(`--only=${name}`));
    for (const name of only.length > 0 ? only : PARTS) {
      const found = await measure[name]();
      console.log(`\n${asText(found)}`);
      lines.push(...found);
    }
    if (flags.has('--write'))
      await writeToReadme('mirror', await aboutTheMachine(stage.browser), asMarkdown(lines));
  } finally {
    await stage.close();
  }
  const missed = lines.filter((one) => !isMet(one)).length;
  console.log(
    `\n${lines.filter(({ target }) => target !== undefined).length - missed} targets met, ${missed} missed`,
  );
  return missed === 0 || !flags.has('--strict');
}
