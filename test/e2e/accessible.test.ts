import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Frame } from 'puppeteer-core';
import { chosenBrowser } from '../browsers.mjs';
import { Person, until } from './person.js';
import { stage } from './stage.js';

const on = stage();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe has to say of a page, one line each. Frames are looked at on their own. */
async function findings(page: Frame): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate(`axe.run({ iframes: false })`)) as AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Only Chromium can be told the colour scheme. */
const schemes = chosenBrowser() === 'chromium' ? ['light', 'dark'] : ['light'];

describe('axe finds nothing', () => {
  for (const scheme of schemes) {
    for (const width of [1200, 320]) {
      const enter = async (path: string) => {
        const person = await Person.enter(on.browser, on.demo.origin + path);
        await person.page.setViewport({ width, height: 800 });
        if (chosenBrowser() === 'chromium') {
          await person.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        }
        return person;
      };
      const looks = `${scheme}, ${width} px wide`;

      it(`on the pages of the demos, ${looks}`, async () => {
        const anna = await enter('/');
        const paths = ['', 'product.html', 'cart.html', 'checkout.html', 'thanks.html?order=L-1'];
        const plain = ['', 'agents.html', 'parts.html', 'languages.html'];
        for (const path of [
          '/',
          ...paths.map((name) => `/demo/shop/${name}`),
          ...plain.map((name) => `/demo/declarative/${name}`),
        ]) {
          await anna.page.goto(on.demo.origin + path);
          assert.deepEqual(await findings(anna.page.mainFrame()), [], path);
        }
        await anna.leave();
      });

      it(`during a session, at all who take part, ${looks}`, async () => {
        const agent = await enter('/agent/');
        const anna = await enter('/demo/shop/');
        await agent.page.waitForSelector('#pin', { visible: true });
        assert.deepEqual(await findings(agent.page.mainFrame()), [], 'the empty desk');
        await anna.act('start');
        await anna.waitForEvents('session_started');
        await agent.page.waitForSelector('.item button');
        assert.deepEqual(await findings(agent.page.mainFrame()), [], 'the desk with a queue');
        await agent.page.click('.item button');
        await anna.waitForEvents('viewer_joined');
        await agent.replica();
        assert.deepEqual(await findings(agent.page.mainFrame()), [], 'the desk in a session');
        assert.deepEqual(
          await findings(anna.page.mainFrame()),
          [],
          'the page that holds the session',
        );
        assert.deepEqual(await findings(await anna.inside()), [], 'the page in the session');
        const ben = await Person.enter(on.browser, await anna.get<string>('followerLink'));
        await ben.waitForEvents('viewer_joined');
        await ben.replica();
        assert.deepEqual(await findings(ben.page.mainFrame()), [], 'the page behind the link');
        const window = await until('the follower window', () =>
          Promise.resolve(ben.page.frames().find((frame) => frame.url().endsWith('/follower/'))),
        );
        assert.deepEqual(await findings(window), [], 'the window of a follower');
        await Promise.all([anna.leave(), agent.leave(), ben.leave()]);
      });
    }
  }
});
