import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chosenBrowser } from '../browsers.mjs';
import { until, type Person } from './person.js';
import { stage } from './stage.js';

const on = stage();

/** A menu that opens under the pointer, above everything else. */
const MENU = `<style>
  #hover-menu { position: fixed; left: 20px; top: 20px; z-index: 9; width: 200px; background: white }
  #hover-menu ul { display: none; margin: 0 }
  #hover-menu:hover ul { display: block }
  #hover-menu li:hover { color: rgb(1, 2, 3) }
  #hover-menu b:active { color: rgb(4, 5, 6) }</style>
  <nav id="hover-menu"><b id="hover-title">Kites</b><ul id="hover-list"><li id="hover-item">Red ones</ul></nav>`;

describe('what the one in control points at is seen by everybody', () => {
  let anna: Person;
  let ben: Person;
  let cleo: Person;

  before(async () => {
    anna = await on.leader();
    ben = await on.viewer(anna);
    cleo = await on.viewer(anna);
    const page = await anna.inside();
    await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), MENU);
    for (const viewer of [ben, cleo]) {
      await until('the menu', async () => (await viewer.replica()).$('#hover-menu'));
    }
  });
  after(() => Promise.all([anna.leave(), ben.leave(), cleo.leave()]));

  const style = async (viewer: Person, selector: string, property: string) =>
    (await viewer.replica()).$eval(
      selector,
      (element, name) => getComputedStyle(element).getPropertyValue(name),
      property,
    );
  const isOpen = (viewer: Person) =>
    until(
      'the menu is open',
      async () => (await style(viewer, '#hover-list', 'display')) === 'block',
    );
  const isClosed = (viewer: Person) =>
    until(
      'the menu is closed',
      async () => (await style(viewer, '#hover-list', 'display')) === 'none',
    );

  it('the leader’s own pointer', async () => {
    await (await anna.inside()).hover('#hover-title');
    await Promise.all([isOpen(ben), isOpen(cleo)]);
    await anna.page.mouse.move(600, 500);
    await Promise.all([isClosed(ben), isClosed(cleo)]);
  });

  it('the follower’s, while he has control', async () => {
    await anna.act('giveControl', 1);
    await ben.waitForEvents('control');
    const title = await ben.placeOf('#hover-title');
    await ben.page.mouse.move(title.x, title.y);
    await Promise.all([isOpen(ben), isOpen(cleo)]);
    const item = await ben.placeOf('#hover-item');
    await ben.page.mouse.move(item.x, item.y);
    for (const viewer of [ben, cleo]) {
      await until('the item shows it', async () => {
        return (await style(viewer, '#hover-item', 'color')) === 'rgb(1, 2, 3)';
      });
    }
    await ben.page.mouse.move(title.x, title.y);
    await ben.page.mouse.down();
    await until('the title is pressed', async () => {
      return (await style(cleo, '#hover-title', 'color')) === 'rgb(4, 5, 6)';
    });
    await ben.page.mouse.up();
    await until('the title is let go', async () => {
      return (await style(cleo, '#hover-title', 'color')) !== 'rgb(4, 5, 6)';
    });
    await isOpen(cleo);
  });

  it('the leader’s again as soon as she moves it', async () => {
    await anna.page.mouse.move(610, 510);
    await Promise.all([isClosed(ben), isClosed(cleo)]);
  });

  const skip = chosenBrowser() === 'chromium' ? false : 'only Chromium is driven by a finger here';
  it('a finger does not stay', { skip }, async () => {
    await anna.act('giveControl', 0);
    const page = await anna.inside();
    await page.evaluate(() => {
      document.querySelector('#hover-title')!.addEventListener('click', ({ target }) => {
        (target as Element).textContent = 'tapped';
      });
    });
    await page.tap('#hover-title');
    await until('the tap', async () => {
      return (await cleo.replica()).$eval('#hover-title', (e) => e.textContent === 'tapped');
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(await style(cleo, '#hover-list', 'display'), 'none');
  });

  it('nothing went wrong on the way', () => {
    for (const person of [anna, ben, cleo]) assert.deepEqual(person.complaints, []);
  });
});
