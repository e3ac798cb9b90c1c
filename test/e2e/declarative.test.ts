import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Frame } from 'puppeteer-core';
import { Person, until } from './person.js';
import { stage } from './stage.js';

const on = stage();
const PAGES = ['', 'agents.html', 'parts.html', 'languages.html'];
const enter = (name: string) =>
  Person.enter(on.browser, `${on.demo.origin}/demo/declarative/${name}`);

/** What a style sheet writes after an element; browsers differ in whether `attr()` is told as such or as what it stands for. */
function words(page: Frame, selector: string): Promise<string> {
  return page.$eval(selector, (element) =>
    getComputedStyle(element, '::after')
      .content.replace(/attr\(([\w-]+)\)/g, (_, name: string) => element.getAttribute(name) ?? '')
      .replace(/["“”]/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

const reads = (page: Frame, selector: string, text: string) =>
  until(`"${text}" after ${selector}`, async () => (await words(page, selector)) === text);

const isSeen = (page: Frame, selector: string) =>
  page.$eval(selector, (element) => element.checkVisibility());

/** Labels of the tag's own buttons, those that can be seen. */
const builtIn = (page: Frame) =>
  page.$$eval('surfly-session', (tags) =>
    tags.flatMap((tag) =>
      [...tag.shadowRoot!.querySelectorAll('button')]
        .filter((button) => button.checkVisibility() && !button.closest('[part=notice]'))
        .map((button) => button.textContent.trim()),
    ),
  );

describe('the pages without a line of script', () => {
  it('have none but the tag’s, no style in their markup, and keep to the policy', async () => {
    for (const name of PAGES) {
      const anna = await enter(name);
      await until('the service', async () => /ready|started/.test(await anna.get('state')));
      const found = await anna.page.evaluate(() => ({
        scripts: [...document.scripts].map(({ src }) => new URL(src || 'inline:').pathname),
        styled: document.querySelectorAll('[style], style').length,
        handlers: [...document.querySelectorAll('*')].flatMap((element) =>
          element.getAttributeNames().filter((attribute) => attribute.startsWith('on')),
        ),
      }));
      assert.deepEqual(
        found,
        { scripts: ['/surfly-session.js', '/surfly.js'], styled: 0, handlers: [] },
        name,
      );
      assert.deepEqual(anna.complaints, [], name);
      await anna.leave();
    }
  });

  it('are listed on the page of all demos', async () => {
    const anna = await Person.enter(on.browser, on.demo.origin);
    const links = await anna.page.$$eval('a', (all) => all.map((each) => each.pathname));
    for (const name of PAGES) assert.ok(links.includes(`/demo/declarative/${name}`), name);
    await anna.leave();
  });
});

describe('own buttons and own words', () => {
  it('start, tell who is there and who has control, and end', async () => {
    const anna = await enter('');
    const outside = anna.page.mainFrame();
    await reads(outside, '.agent', 'nobody in');
    await reads(outside, '.people', 'nobody yet');
    const agent = await Person.enter(on.browser, `${on.demo.origin}/agent/`);
    await reads(outside, '.agent', 'somebody is in');
    assert.equal(await isSeen(outside, '[slot=end]'), false);
    await anna.page.click('[slot=start]');
    await anna.waitForEvents('session_started');

    // The page in the session is the same page again, with the same words.
    const inside = await anna.inside();
    await reads(inside, '.people', 'only you');
    await reads(inside, '.holder', 'yours');
    assert.equal(await isSeen(inside, '[slot=start]'), false);
    await agent.page.waitForSelector('.item button');
    await agent.page.click('.item button');
    await reads(inside, '.people', '2 people');

    await inside.$eval('surfly-session', (tag) => tag.giveControl(1));
    await reads(inside, '.holder', 'Agent');
    assert.equal(await isSeen(inside, '[slot=end]'), true);
    await inside.click('[slot=end]');
    await anna.waitForEvents('session_ended');
    await reads(outside, '.people', 'nobody yet');
    assert.equal(await isSeen(outside, '[slot=start]'), true);
    assert.deepEqual(anna.complaints, []);
    await Promise.all([anna.leave(), agent.leave()]);
  });

  it('do the same by commands from elsewhere on the page', async (test) => {
    const anna = await enter('');
    if (!(await anna.page.evaluate(() => 'command' in HTMLButtonElement.prototype))) {
      test.skip('this browser has no commands');
      return anna.leave();
    }
    await until('the service', async () => (await anna.get('state')) === 'ready');
    await anna.page.click('.for-start');
    await anna.waitForEvents('session_started');
    const ben = await on.viewer(anna);
    const inside = await anna.inside();
    await until('the session inside', () => isSeen(inside, '.for-end'));
    assert.equal(await isSeen(inside, '.for-start'), false);
    assert.equal(await isSeen(inside, '.for-control'), false);
    await inside.$eval('surfly-session', (tag) => tag.giveControl(1));
    await until('the button for control', () => isSeen(inside, '.for-control'));
    await reads(inside, '.holder', 'Viewer 1');
    await inside.click('.for-control');
    await reads(inside, '.holder', 'yours');
    await inside.click('.for-end');
    await anna.waitForEvents('session_ended');
    await Promise.all([anna.leave(), ben.leave()]);
  });
});

describe('help with an agent only', () => {
  it('comes and goes with the agent, and stays for a session that runs', async () => {
    const anna = await enter('agents.html');
    const outside = anna.page.mainFrame();
    await until('the service', async () => (await anna.get('state')) === 'ready');
    // An agent of another test may be on the way out still.
    await until('no card', async () => !(await isSeen(outside, '.live')));
    const agent = await Person.enter(on.browser, `${on.demo.origin}/agent/`);
    await until('the card', () => isSeen(outside, '.live'));
    await agent.leave();
    await until('no card', async () => !(await isSeen(outside, '.live')));

    await anna.act('start');
    await anna.waitForEvents('session_started');
    const inside = await anna.inside();
    await until('the card of the session', () => isSeen(inside, '.live'));
    assert.equal(await anna.get('agentAvailable'), false);
    await anna.leave();
  });
});

describe('every part', () => {
  const manifest = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8')) as {
    modules: { declarations?: { tagName?: string; cssParts?: { name: string }[] }[] }[];
  };
  const parts = manifest.modules
    .flatMap(({ declarations = [] }) => declarations)
    .find(({ tagName }) => tagName === 'surfly-session')!
    .cssParts!.map(({ name }) => name);

  it('is named by the page’s style sheet, and no other', () => {
    const sheet = readFileSync('demo/declarative/parts.css', 'utf8');
    const named = new Set([...sheet.matchAll(/::part\(([\w-]+)\)/g)].map(([, name]) => name));
    assert.deepEqual([...named].sort(), [...parts].sort());
  });

  it('looks as it says', async () => {
    const anna = await enter('parts.html');
    await until('the service', async () => (await anna.get('state')) === 'ready');
    await anna.act('create');
    await until('the session', async () => (await anna.get('state')) === 'created');
    const follower = '[mode=follower]';
    await anna.page.$eval(follower, (tag) => void tag.shadowRoot!.querySelector('button')!.click());
    await until('the notice', () =>
      anna.page.$eval(
        follower,
        (tag) => tag.shadowRoot!.querySelector('[part=notice]')?.checkVisibility() ?? false,
      ),
    );
    const look = (selector: string, part: string, property: string) =>
      anna.page.$eval(
        selector,
        (tag, name, wanted) =>
          getComputedStyle(tag.shadowRoot!.querySelector(`[part=${name}]`)!).getPropertyValue(
            wanted,
          ),
        part,
        property,
      );
    const leader = 'surfly-session';
    assert.equal(await look(leader, 'base', 'border-top-width'), '12px');
    assert.equal(await look(leader, 'pin', 'font-size'), '40px');
    assert.equal(await look(leader, 'invitation', 'border-bottom-style'), 'dashed');
    assert.equal(await look(leader, 'link', 'border-top-width'), '0px');
    assert.equal(await look(leader, 'button', 'min-height'), '44px');
    assert.equal(await look(follower, 'notice', 'border-top-width'), '2px');
    await anna.leave();
  });
});

describe('languages', () => {
  it('are those of the text around the tag, and words of the page’s own', async () => {
    const anna = await enter('languages.html');
    const page = anna.page.mainFrame();
    await until('the languages', async () => {
      const labels = (await builtIn(page)).join('|');
      return labels === 'Sessie starten|بدء الجلسة|セッションを開始|Call the crew';
    });
    assert.equal(
      await page.$eval('[lang=ar] surfly-session', (tag) =>
        tag.shadowRoot!.querySelector('[part=base]')!.getAttribute('dir'),
      ),
      'rtl',
    );
    const agent = await Person.enter(on.browser, `${on.demo.origin}/agent/`);
    await until('the crew', () =>
      page.$eval(
        '[texts]',
        (tag) => tag.shadowRoot!.textContent?.includes('The crew is on deck') ?? false,
      ),
    );
    await Promise.all([anna.leave(), agent.leave()]);
  });
});
