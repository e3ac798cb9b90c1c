import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'node:test';
import { Person, until } from './person.js';
import { stage } from './stage.js';

const on = stage();
const SIZE = { width: 1200, height: 800 };
/** In a session without settings, until the browser is closed. */
let anna: Person;
let ben: Person;

before(async () => {
  await on.set;
  anna = await on.leader();
  ben = await on.viewer(anna);
});
afterEach(async () => {
  for (const { page } of [anna, ben]) await page.setViewport(SIZE);
});

interface Fit {
  /** Of the picture, in the follower's window. */
  left: number;
  top: number;
  width: number;
  height: number;
  /** Of the window. */
  across: number;
  down: number;
  /** Of the page in the picture, in its own pixels. */
  page: { width: number; height: number };
}

/** How the picture lies in a follower's window. */
async function fitOf(person: Person): Promise<Fit> {
  return person.followerWindow!.evaluate(() => {
    const stage = document.querySelector('.stage')!;
    const { left, top, width, height } = stage.firstElementChild!.getBoundingClientRect();
    const picture = stage.querySelector('iframe')!;
    return {
      left,
      top,
      width,
      height,
      across: stage.clientWidth,
      down: stage.clientHeight,
      page: { width: picture.clientWidth, height: picture.clientHeight },
    };
  });
}

const sizeInside = async (leader: Person) =>
  (await leader.inside()).evaluate(() => ({ width: innerWidth, height: innerHeight }));

/** Whole, in the leader's proportions, as large as can be, and in the middle. */
function isFitted(fit: Fit, { width, height }: { width: number; height: number }): boolean {
  const scale = Math.min(fit.across / width, fit.down / height);
  const close = (a: number, b: number) => Math.abs(a - b) < 1.5;
  return (
    fit.page.width === width &&
    fit.page.height === height &&
    close(fit.width, width * scale) &&
    close(fit.height, height * scale) &&
    close(fit.left, (fit.across - fit.width) / 2) &&
    close(fit.top, (fit.down - fit.height) / 2)
  );
}

async function fits(leader: Person, follower: Person, what: string): Promise<void> {
  let last = '';
  await until(`${what}: a picture that fits`, async () => {
    const [fit, size] = [await fitOf(follower), await sizeInside(leader)];
    last = JSON.stringify({ fit, size });
    return isFitted(fit, size);
  }).catch((error: unknown) => assert.fail(`${String(error)} ${last}`));
}

async function withSettings(settings: Record<string, unknown>, size: [number, number]) {
  const anna = await Person.enter(on.browser, `${on.demo.origin}/demo/shop/`);
  await anna.page.setViewport({ width: size[0], height: size[1] });
  await anna.page.evaluate((given) => {
    const tag = document.querySelector('surfly-session') as unknown as { settings: object };
    tag.settings = { ...tag.settings, ...given };
  }, settings);
  await anna.act('start');
  await anna.waitForEvents('session_started');
  await anna.inside();
  return anna;
}

describe('the picture', () => {
  it('has the leader’s true proportions, whatever the windows and however they change', async () => {
    await fits(anna, ben, 'two windows alike');
    for (const [what, width, height] of [
      ['320 pixels', 320, 640],
      ['very wide', 1600, 200],
      ['very tall', 360, 1200],
    ] as const) {
      await ben.page.setViewport({ width, height });
      await fits(anna, ben, `a follower with ${what}`);
      // The page behind the link is the session, and nothing of it is out of sight.
      const hidden = await ben.page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement;
        return [scrollWidth - innerWidth, scrollHeight - innerHeight];
      });
      assert.deepEqual(hidden, [0, 0], what);
    }
    for (const [what, width, height] of [
      ['a phone', 390, 844],
      ['the phone turned', 844, 390],
      ['a wide screen', 1900, 500],
    ] as const) {
      await anna.page.setViewport({ width, height });
      await fits(anna, ben, `a leader with ${what}`);
    }
    await anna.page.setViewport({ width: 600, height: 400, deviceScaleFactor: 2 });
    await fits(anna, ben, 'a leader who zoomed in');
  });

  it('is where it was when the leader’s window has no size for a while', async () => {
    await fits(anna, ben, 'at first');
    const before = await fitOf(ben);
    const show = (display: string) =>
      anna.page.$eval(
        '.surfly-window',
        (node, value) => (node as HTMLElement).style.setProperty('display', value, 'important'),
        display,
      );
    await show('none');
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(await fitOf(ben), before);
    await show('block');
    await fits(anna, ben, 'shown again');
  });
});

describe('set_to_smallest', () => {
  it('gives the leader’s page the size of the smallest window, in the middle, until its owner leaves', async () => {
    const anna = await withSettings({ set_to_smallest: true }, [1200, 800]);
    const style = () => anna.page.$eval('.surfly-window', (node) => node.getAttribute('style'));
    const before = await style();
    const ben = await on.viewer(anna);
    const cleo = await on.viewer(anna);
    await ben.page.setViewport({ width: 700, height: 760 });
    await cleo.page.setViewport({ width: 1000, height: 500 });
    const size = async (person: Person) => {
      const { across, down } = await fitOf(person);
      return { across, down };
    };
    await until('the narrowest width and the lowest height', async () => {
      const { width, height } = await sizeInside(anna);
      return width === (await size(ben)).across && height === (await size(cleo)).down;
    });
    await fits(anna, ben, 'at his own size');
    await until('the true size', async () => {
      const fit = await fitOf(cleo);
      return Math.abs(fit.height - fit.page.height) < 1;
    });
    const box = await anna.page.$eval('.surfly-window', (node) => {
      const { width, height } = node.getBoundingClientRect();
      const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(node);
      return { width, height, paddingLeft, paddingRight, paddingTop, paddingBottom };
    });
    assert.deepEqual([box.width, box.height], [1200, 800], 'the window keeps its box');
    assert.deepEqual([box.paddingLeft, box.paddingTop], [box.paddingRight, box.paddingBottom]);

    await ben.act('remove');
    await until('the width of the other', async () => {
      return (await sizeInside(anna)).width === (await size(cleo)).across;
    });
    await cleo.act('remove');
    await until('the leader’s own size', async () => {
      const { width, height } = await sizeInside(anna);
      return width === 1200 && height === 800;
    });
    assert.equal((await style()) ?? '', before ?? '', 'nothing is left on the window');
    await Promise.all([anna.leave(), ben.leave(), cleo.leave()]);
  });

  it('never makes the page too small to be used', async () => {
    const anna = await withSettings({ set_to_smallest: true }, [1200, 800]);
    const ben = await on.viewer(anna);
    await ben.page.setViewport({ width: 200, height: 150 });
    await until('the least size', async () => {
      const { width, height } = await sizeInside(anna);
      return width === 320 && height === 256;
    });
    await fits(anna, ben, 'scaled to fit');
    await Promise.all([anna.leave(), ben.leave()]);
  });

  it('does nothing unless it is asked for', async () => {
    await ben.page.setViewport({ width: 500, height: 400 });
    await fits(anna, ben, 'scaled to fit');
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(await sizeInside(anna), SIZE);
  });
});
