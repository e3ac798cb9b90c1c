// What a viewer does is, to the page, the same as what a hand does: everything in the catalogue is done twice to the same page, once by the
// mouse and keys of a browser, once by a viewer with the relay between. Its parts are files of their own, which run at the same time.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { launch } from '../browsers.mjs';
import { until } from '../e2e/person.js';
import { nameOf, type Case } from './cases/case.js';
import { comparable, difference } from './known.js';
import type { Note } from './pages/notes.js';
import { copyWith, openWindow } from './hand.js';
import { ByHand, Viewer } from './people.js';
import { PAGES, serve, type Server } from './server.js';
import { Table } from './table.js';

/** Milliseconds for which nothing more has to happen, before what there is is compared. */
const QUIET = 60;
const PATIENCE = Number(process.env.PATIENCE ?? 1_500);

const isFirefox = process.env['BROWSER'] === 'firefox';

/** @param part - what of the catalogue it is */
export function compareBoth(part: string, cases: readonly Case[]): void {
  describe(`what a viewer does is what a hand does: ${part}`, () => {
    let browser: Browser;
    let server: Server;
    let hand: ByHand;
    let viewer: Viewer;
    let shift = 0;
    const table = new Table();

    before(async () => {
      [server, browser] = await Promise.all([
        serve(),
        // As in the browsers of people: what nobody has clicked opens no windows.
        launch(undefined, { ignoreDefaultArgs: ['--disable-popup-blocking'] }),
      ]);
      await openWindow(browser, `${server.origin}/control/lead.html`);
      const link = await until('a session', () => Promise.resolve(server.link()));
      [hand, viewer] = await Promise.all([
        ByHand.enter(browser, server),
        Viewer.enter(browser, server, link),
      ]);
      const [clerk] = await openWindow(browser, `${server.origin}/control/follow.html`);
      copyWith(clerk);
      await viewer.takeControl();
      await until('the pages', () =>
        Promise.resolve(server.page('hand')?.isOpen && server.page('leader')?.isOpen),
      );
    });
    after(async () => {
      table.print();
      await browser.close();
      await server.close();
    });

    async function goTo(who: ByHand | Viewer, url: string): Promise<void> {
      await until(`a page of the ${who.name}`, () =>
        Promise.resolve(server.page(who.name)?.isOpen),
      );
      if (who.told.at.startsWith(url)) return;
      await who.told.ask('go', url).catch(() => undefined);
      await arrived(who, url);
    }

    const arrived = (who: ByHand | Viewer, url: string) =>
      until(
        `${who.name} at ${url}`,
        () => {
          const told = server.page(who.name);
          return Promise.resolve(told?.isOpen && told.at.startsWith(url));
        },
        5_000,
      );

    async function prepare(who: ByHand | Viewer, one: Case): Promise<void> {
      await goTo(who, `/control/${one.page}.html`);
      await who.settle();
      await who.page.mouse.move(1, 1);
      await who.rest();
      await who.settle();
      await who.useFingers(one.fingers === true);
      await who.told.ask('reset', nameOf(one), shift);
      await who.settle();
    }

    const notesOf = (who: ByHand | Viewer, { known }: Case) =>
      who.told.ask<Note[]>('notes').then((notes) => comparable(notes, known));

    async function compare(one: Case): Promise<string> {
      shift = (shift + 11) % 132;
      const { refused, leads, known, viewerOnly } = one;
      await Promise.all([prepare(hand, one), prepare(viewer, one)]);
      const before = refused && (await viewer.told.ask('state'));
      const act = (who: ByHand | Viewer) => (leads ? one.act(who).catch(unlessGone) : one.act(who));
      await Promise.all([viewerOnly || refused ? undefined : act(hand), act(viewer)]);
      if (leads) {
        await Promise.all([viewerOnly ? undefined : arrived(hand, leads), arrived(viewer, leads)]);
        return viewerOnly ? 'stays in the session' : 'same';
      }
      await viewer.settle();
      if (refused) {
        assert.match(await viewer.hint(), refused);
        assert.deepEqual(await viewer.told.ask('state'), before);
        const notes = (await notesOf(viewer, one)).filter(({ type }) =>
          /down|up|click|key|input/.test(type),
        );
        assert.deepEqual(notes, []);
        return `refused: “${await viewer.hint()}”`;
      }
      let found: string | undefined;
      const end = performance.now() + PATIENCE;
      do {
        await new Promise((resolve) => setTimeout(resolve, QUIET));
        const [states, events] = await Promise.all([
          Promise.all([hand, viewer].map((who) => who.told.ask('state'))),
          Promise.all([hand, viewer].map((who) => notesOf(who, one))),
        ]);
        found = differs(states[0], states[1]);
        if (
          !found &&
          known !== 'menu' &&
          known !== 'whole' &&
          known !== 'steps' &&
          known !== 'editor'
        ) {
          found = difference(events[0]!, events[1]!);
        }
      } while (found && performance.now() < end);
      if (found) assert.fail(`${found}\n  viewer was told “${await viewer.hint()}”`);
      return known ? `same, but ${known}` : 'same';
    }

    for (const page of PAGES) {
      describe(page, () => {
        for (const one of cases.filter((each) => each.page === page)) {
          it(nameOf(one), { skip: one.fingers && isFirefox }, async () => {
            const start = performance.now();
            try {
              table.add(one, await compare(one), performance.now() - start);
            } catch (error) {
              table.add(one, 'DIFFERENT', performance.now() - start);
              throw error;
            }
          });
        }
      });
    }

    it('no window was opened, and nothing else was', async () => {
      const pages = (
        await Promise.all(browser.browserContexts().map((context) => context.pages()))
      ).flat();
      assert.equal(pages.filter((page) => page.url().includes('landed')).length, 0);
    });
  });
}

/** A page that is left answers no more: whether another one has come is asked then. */
function unlessGone(error: Error): void {
  if (!/^The page (is gone|of the .* is not there)\.$/.test(error.message)) throw error;
}

/** Says where two states differ first. */
function differs(hand: unknown, viewer: unknown, path = 'state'): string | undefined {
  if (typeof hand !== 'object' || typeof viewer !== 'object' || !hand || !viewer) {
    return hand === viewer
      ? undefined
      : `${path} is ${JSON.stringify(hand)} by hand, ${JSON.stringify(viewer)} by viewer`;
  }
  for (const key of new Set([...Object.keys(hand), ...Object.keys(viewer)])) {
    const found = differs(
      (hand as Record<string, unknown>)[key],
      (viewer as Record<string, unknown>)[key],
      `${path}.${key}`,
    );
    if (found) return found;
  }
  return undefined;
}
