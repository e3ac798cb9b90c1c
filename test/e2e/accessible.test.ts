import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'puppeteer-core';
import { chosenBrowser } from '../browsers.mjs';
import { Person, until } from './person.js';
import { stage } from './stage.js';

const on = stage();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe has to say of a page, one line each. Frames are looked at on their own. */
async function findings(page: Frame): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(async (): Promise<AxeResults> => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    // Forced colours are the person's own, and axe reads those that the page wanted.
    const enabled = !matchMedia('(forced-colors: active)').matches;
    return axe.run({ iframes: false, rules: { 'color-contrast': { enabled } } });
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Each of the schemes, and each of the widths. */
const looks = [
  { scheme: 'light', width: 1200 },
  { scheme: 'dark', width: 320 },
  { scheme: 'forced', width: 1200 },
];

/** Without motion: what is half faded in has no colours that anybody is to read. */
async function emulate(page: Page, scheme: string): Promise<void> {
  const colors =
    scheme === 'forced'
      ? { name: 'forced-colors', value: 'active' }
      : { name: 'prefers-color-scheme', value: scheme };
  const features = [colors, { name: 'prefers-reduced-motion', value: 'reduce' }];
  const devtools = await page.createCDPSession();
  await devtools.send('Emulation.setEmulatedMedia', { features });
}

/** Buttons of the tag that cannot be told from what is around them: forced colours leave nothing but the border. */
const borderless = (page: Frame) =>
  page.evaluate(() => {
    const tag = document.querySelector('surfly-session')!;
    const buttons = [...tag.shadowRoot!.querySelectorAll('button')];
    return buttons
      .filter((button) => {
        const { borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(button);
        return borderTopStyle !== 'solid' || borderTopColor === backgroundColor;
      })
      .map(({ textContent }) => textContent.trim());
  });

const skip = chosenBrowser() === 'chromium' ? false : 'only Chromium can be told the colours';

describe('axe finds nothing', { skip }, () => {
  for (const { scheme, width } of looks) {
    const enter = async (path: string) => {
      const person = await Person.enter(on.browser, on.demo.origin + path);
      await person.page.setViewport({ width, height: 800 });
      await emulate(person.page, scheme);
      return person;
    };
    const name = `${scheme}, ${width} px wide`;

    it(`on the pages of the demos, ${name}`, async () => {
      const anna = await enter('/');
      const shop = ['', 'product.html', 'cart.html', 'checkout.html', 'thanks.html?order=L-1'];
      const plain = ['', 'agents.html', 'parts.html', 'languages.html'];
      for (const path of [
        '/',
        ...shop.map((page) => `/demo/shop/${page}`),
        ...plain.map((page) => `/demo/declarative/${page}`),
      ]) {
        await anna.page.goto(on.demo.origin + path);
        assert.deepEqual(await findings(anna.page.mainFrame()), [], path);
      }
      await anna.leave();
    });

    it(`during a session, at all who take part, ${name}`, async () => {
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
      const link = new URL(await anna.get<string>('followerLink'));
      const ben = await enter(link.pathname + link.hash);
      await ben.waitForEvents('viewer_joined');
      await ben.replica();
      assert.deepEqual(await findings(ben.page.mainFrame()), [], 'the page behind the link');
      const window = await until('the follower window', () => Promise.resolve(ben.followerWindow));
      assert.deepEqual(await findings(window), [], 'the window of a follower');
      if (scheme === 'forced') {
        assert.equal(await window.evaluate(() => matchMedia('(forced-colors)').matches), true);
        assert.deepEqual(await borderless(ben.page.mainFrame()), []);
        assert.deepEqual(await borderless(anna.page.mainFrame()), []);
      }
      await Promise.all([anna.leave(), agent.leave(), ben.leave()]);
    });
  }
});

describe('pages behind links', () => {
  it('say that the session is over, and offer no way back into it', async () => {
    const anna = await on.leader();
    const ben = await on.viewer(anna);
    await ben.page.evaluate(() => document.querySelector('surfly-session')!.focus());
    await anna.act('end');
    await ben.waitForEvents('session_ended');
    const said = await ben.page.evaluate(() => [
      document.title,
      document.querySelector('#message')!.textContent,
      document.querySelector('surfly-session')!.checkVisibility(),
      document.activeElement!.id,
    ]);
    assert.deepEqual(said, [
      'Shared session',
      'The session is over. You can close this page.',
      false,
      'message',
    ]);
    await Promise.all([anna.leave(), ben.leave()]);
  });

  async function told(path: string, languages: string[]): Promise<string[]> {
    const anna = await Person.enter(on.browser, on.demo.origin + path, (page) =>
      page.evaluateOnNewDocument(
        `Object.defineProperty(navigator, 'languages', { value: ${JSON.stringify(languages)} })`,
      ),
    );
    const said = await anna.page.evaluate(() => [
      document.documentElement.lang,
      getComputedStyle(document.body).direction,
      document.title,
      document.querySelector('#message')!.textContent,
    ]);
    assert.deepEqual(anna.complaints, []);
    await anna.leave();
    return said;
  }

  it('speak the first of the visitor’s languages that they know', async () => {
    assert.deepEqual(await told('/join/', ['gsw', 'DE-ch', 'fr']), [
      ...['de', 'ltr', 'Gemeinsame Sitzung'],
      'Diese Seite öffnet eine gemeinsame Sitzung über deren Link. Bitten Sie um den Link und öffnen Sie ihn vollständig.',
    ]);
    assert.deepEqual(await told('/lead/', ['ar-EG', 'en']), [
      ...['ar', 'rtl', 'بدء الجلسة'],
      'هذا الرابط غير مكتمل. اطلبه مرة أخرى وافتحه كاملًا.',
    ]);
    assert.deepEqual(await told('/lead/#cut', ['constructor', 'tlh']), [
      ...['en', 'ltr', 'Start the session'],
      'This link is not complete. Ask for it again and open it whole.',
    ]);
  });
});
