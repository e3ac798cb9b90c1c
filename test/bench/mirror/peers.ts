// Two people and what is between them, in each of the ways that are measured.
import type { BrowserContext, Frame, Page } from 'puppeteer-core';
import { rowsOf } from './site.js';
import { until, type Stage } from './stage.js';
import type { Watch } from './page/watch.js';

export type Recorded = 'ours' | 'rrweb' | 'raw';

export interface Pair {
  how: Recorded;
  nodes: number;
  leader: Page;
  /** The shared page: the leader's whole page, or a frame in it. */
  site: Page | Frame;
  viewer: Page;
  /** Somebody comes late. @returns his page, milliseconds from its opening to a whole picture, and to the connection */
  join(): Promise<{ page: Page; whole: number; leave(): Promise<void> }>;
  close(): Promise<void>;
}

let rooms = 0;

export async function openPair(stage: Stage, how: Recorded, nodes: number): Promise<Pair> {
  const { context, page: leader } = await stage.enter();
  await leader.evaluateOnNewDocument(stage.code('count-bytes'));
  rooms += 1;
  const link = how === 'ours' ? await lead(leader, stage, nodes) : undefined;
  if (how !== 'ours') await leader.goto(address(stage, `${how}-${nodes}`));
  const site = how === 'ours' ? await inside(leader) : leader;
  const viewerAddress =
    link ?? address(stage, how === 'rrweb' ? 'rrweb-viewer' : `raw-viewer-${nodes}`);
  const contexts: BrowserContext[] = [context];

  async function view(): Promise<{ page: Page; whole: number; leave(): Promise<void> }> {
    const { context: own, page } = await stage.enter();
    contexts.push(own);
    // What was sent by hand before is lost on who comes late: he only opens the page.
    const rows =
      how === 'raw'
        ? rowsOf(nodes)
        : await site.evaluate(() => document.querySelectorAll('.row').length);
    await page.evaluateOnNewDocument(`if (top === window) ${stage.code('watch')}`);
    await page.goto(viewerAddress, { waitUntil: 'domcontentloaded' });
    const whole = await page.evaluate(async (wanted) => {
      const { watch } = window as unknown as { watch: Watch };
      return (await watch.whenComplete(wanted)) - performance.timeOrigin;
    }, rows);
    return { page, whole, leave: () => own.close() };
  }

  const { page: viewer } = await view();
  await viewer.evaluate(() => (window as unknown as { watch: Watch }).watch.start());
  return {
    how,
    nodes,
    leader,
    site,
    viewer,
    join: view,
    close: async () => void (await Promise.all(contexts.map((one) => one.close().catch(() => {})))),
  };
}

const address = ({ origin, port }: Stage, page: string) =>
  `${origin}/bench/${page}.html?port=${port}&room=${rooms}`;

/** @returns the link for followers */
async function lead(page: Page, stage: Stage, nodes: number): Promise<string> {
  await page.goto(`${stage.origin}/bench/host.html`);
  return page.evaluate(
    (url) =>
      new Promise<string>((resolve, reject) => {
        const { Surfly } = window as unknown as {
          Surfly: import('../../../src/surfly/api.js').Surfly;
        };
        Surfly.init({ widget_key: 'bench' }, ({ success, errorMsg }) => {
          if (!success) reject(new Error(errorMsg ?? ''));
          const session = Surfly.session({ url });
          session.on('session_started', () => resolve(session.followerLink!));
          session.startLeader();
        });
      }),
    `${stage.origin}/bench/ours-${nodes}.html`,
  );
}

async function inside(page: Page): Promise<Frame> {
  let found: Frame | undefined;
  await until('the page inside the session', async () => {
    found = page.frames().find((frame) => frame.url().includes('/bench/ours-'));
    return found?.evaluate(() => document.readyState === 'complete' && 'site' in window);
  });
  return found!;
}
