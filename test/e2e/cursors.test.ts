import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Frame } from 'puppeteer-core';
import { encodeFrame, FrameKind } from '../../src/protocol/frames.js';
import { encodePointer } from '../../src/protocol/pointer.js';
import { joinAs, TestClient } from '../relay/harness.js';
import { Person, until } from './person.js';
import { stage } from './stage.js';

const on = stage();

/** What is shown of one pointer. */
interface Shown {
  index: number;
  name: string;
  x: number;
  y: number;
  colour: string;
  inControl: boolean;
  resting: boolean;
}

/** Somebody who follows under a name. */
async function follow(link: string, userData: Record<string, unknown>): Promise<Person> {
  const person = await Person.enter(on.browser, link, (page) =>
    page.evaluateOnNewDocument((json) => {
      new MutationObserver((_, observer) => {
        const tag = document.querySelector('surfly-session');
        tag?.setAttribute('user-data', json);
        if (tag) observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    }, JSON.stringify(userData)),
  );
  await person.waitForEvents('viewer_joined');
  await person.replica();
  return person;
}

/** The page in which the pointers of the others are drawn for somebody: a follower's window, or the leader's own page. */
async function drawnIn(person: Person): Promise<Frame> {
  return person.followerWindow ?? person.page.mainFrame();
}

/** The pointers that somebody sees, with the place of their tips in that page. */
async function cursors(person: Person): Promise<Shown[]> {
  const page = await drawnIn(person);
  return page.evaluate(() => {
    const layer = document.querySelector('.surfly-cursors')?.shadowRoot;
    const all = [...(layer?.querySelectorAll<HTMLElement>('.cursor:not(.gone)') ?? [])];
    return all.map((cursor) => {
      const { left, top } = cursor.getBoundingClientRect();
      return {
        index: Number(cursor.dataset['index']),
        name: cursor.querySelector('.name')!.textContent,
        x: left,
        y: top,
        colour: getComputedStyle(cursor.querySelector('.label')!).backgroundColor,
        inControl: cursor.querySelector('.mark')!.textContent === 'in control',
        resting: cursor.classList.contains('resting'),
      };
    });
  });
}

const cursorOf = async (index: number, at: Person) =>
  (await cursors(at)).find((cursor) => cursor.index === index);

/** Where the middle of an element is on the leader's screen. */
async function placeAtLeader(leader: Person, selector: string): Promise<{ x: number; y: number }> {
  const inside = await leader.inside();
  const frame = await inside.frameElement();
  const offset = await frame!.evaluate((node) => {
    const { left, top } = node.getBoundingClientRect();
    const { paddingLeft, paddingTop } = getComputedStyle(node);
    return { left: left + parseFloat(paddingLeft), top: top + parseFloat(paddingTop) };
  });
  return inside.$eval(
    selector,
    (element, { left, top }) => {
      const box = element.getBoundingClientRect();
      return { x: left + box.left + box.width / 2, y: top + box.top + box.height / 2 };
    },
    offset,
  );
}

/** Where the middle of an element of the replica is, in the follower's window. */
async function placeInWindow(follower: Person, selector: string) {
  const { x, y } = await follower.placeOf(selector);
  const frame = await (await drawnIn(follower)).frameElement();
  const { left, top } = await frame!.evaluate((node) => {
    const box = node.getBoundingClientRect();
    return { left: box.left, top: box.top };
  });
  return { x: x - left, y: y - top };
}

function near(shown: { x: number; y: number } | undefined, wanted: { x: number; y: number }) {
  return shown && Math.hypot(shown.x - wanted.x, shown.y - wanted.y) < 2.5 ? shown : undefined;
}

/** Points by the person's own mouse at the middle of an element of the replica. */
async function pointAt(person: Person, selector: string): Promise<void> {
  const { x, y } = await person.placeOf(selector);
  await person.page.mouse.move(x - 9, y - 9);
  await person.page.mouse.move(x, y);
}

describe('pointers', () => {
  let anna: Person;
  let ben: Person;
  let cleo: Person;

  before(async () => {
    anna = await on.leader();
    const link = await anna.get<string>('followerLink');
    ben = await follow(link, { name: 'Ben' });
    cleo = await follow(link, {});
  });
  after(() => Promise.all([anna.leave(), ben.leave(), cleo.leave()]));

  it('of followers are seen by the leader and by the other followers, at what they point at', async () => {
    await pointAt(ben, 'h1');
    await until('Ben’s pointer at the leader', async () =>
      near(await cursorOf(1, anna), await placeAtLeader(anna, 'h1')),
    );
    await until('Ben’s pointer at Cleo', async () =>
      near(await cursorOf(1, cleo), await placeInWindow(cleo, 'h1')),
    );
    assert.equal((await cursorOf(1, anna))?.name, 'Ben');
    await pointAt(cleo, 'h1');
    assert.equal(
      await until('Cleo’s pointer', async () => (await cursorOf(2, ben))?.name),
      'Guest 2',
    );
    await until('Cleo’s pointer at the leader', () => cursorOf(2, anna));
  });

  it('of the leader are seen by every follower', async () => {
    const { x, y } = await placeAtLeader(anna, 'h1');
    await anna.page.mouse.move(x - 5, y - 5);
    await anna.page.mouse.move(x, y);
    for (const person of [ben, cleo]) {
      const shown = await until('the leader’s pointer', async () =>
        near(await cursorOf(0, person), await placeInWindow(person, 'h1')),
      );
      assert.equal((shown as Shown).name, 'Visitor');
    }
  });

  it('of oneself are not drawn', async () => {
    for (const [person, own] of [
      [anna, 0],
      [ben, 1],
      [cleo, 2],
    ] as const) {
      assert.equal(await cursorOf(own, person), undefined);
    }
  });

  it('have the same colour at everybody, and each another', async () => {
    const seen = (await Promise.all([anna, ben, cleo].map(cursors))).flat();
    const colours = new Map(seen.map(({ index, colour }) => [index, colour]));
    assert.deepEqual([...colours.keys()].sort(), [0, 1, 2]);
    assert.equal(new Set(colours.values()).size, 3);
    for (const { index, colour } of seen) assert.equal(colour, colours.get(index));
  });

  it('stay at what they point at while the leader scrolls', async () => {
    await pointAt(ben, 'h1');
    await until('Ben’s pointer', async () =>
      near(await cursorOf(1, anna), await placeAtLeader(anna, 'h1')),
    );
    const before = await ben.placeOf('h1');
    await (await anna.inside()).evaluate(() => scrollTo(0, 60));
    await until('the scrolled picture', async () => (await ben.placeOf('h1')).y < before.y - 20);
    // His hand has not moved: now it points at what has come below it.
    const scale = (before.y - (await ben.placeOf('h1')).y) / 60;
    await until('the pointer at its place', async () => {
      const heading = await placeAtLeader(anna, 'h1');
      const shown = await cursorOf(1, anna);
      return shown && Math.abs(shown.y - (heading.y + 60)) < 3 / scale;
    });
    await (await anna.inside()).evaluate(() => scrollTo(0, 0));
  });

  it('mark who is in control', async () => {
    await anna.act('giveControl', 1);
    await ben.waitForEvents('control');
    await pointAt(cleo, 'h1');
    await pointAt(ben, 'h1');
    for (const person of [anna, cleo]) {
      await until('the mark', async () => (await cursorOf(1, person))?.inControl);
    }
    assert.equal((await cursorOf(2, anna))?.inControl, false);
    await anna.act('giveControl', 0);
    await until('no mark', async () => (await cursorOf(1, anna))?.inControl === false);
  });

  it('are not recorded: the page and its replicas know nothing of them', async () => {
    await pointAt(ben, 'h1');
    await until('Ben’s pointer', () => cursorOf(1, anna));
    assert.equal(await (await anna.inside()).$('.surfly-cursors'), null);
    assert.equal(await (await cleo.replica()).$('.surfly-cursors'), null);
  });

  it('let every click through', async () => {
    const { x, y } = await placeAtLeader(anna, 'h1');
    await pointAt(ben, 'h1');
    await until('Ben’s pointer', async () => near(await cursorOf(1, anna), { x, y }));
    const hit = await anna.page.evaluate(
      (left, top) => document.elementFromPoint(left, top)?.className,
      x,
      y,
    );
    assert.match(hit ?? '', /surfly-window/);
  });

  it('leave with the mouse, and fade when at rest', async () => {
    await pointAt(cleo, 'h1');
    await until('Cleo’s pointer', () => cursorOf(2, anna));
    await until('a resting pointer', async () => (await cursorOf(2, anna))?.resting);
    await pointAt(cleo, 'h1');
    await until('an awake pointer', async () => (await cursorOf(2, anna))?.resting === false);
    await cleo.page.evaluate(() => {
      document.querySelector('surfly-session')!.after(document.createElement('hr'));
      document.querySelector<HTMLElement>('hr')!.style.setProperty('height', '300px');
    });
    await cleo.page.mouse.move(1, 1);
    await until('no pointer', async () => (await cursorOf(2, anna)) === undefined);
  });

  it('go with their participant', async () => {
    await pointAt(cleo, 'h1');
    await until('Cleo’s pointer', () => cursorOf(2, ben));
    await cleo.act('remove');
    await anna.waitForEvents('viewer_left');
    for (const person of [anna, ben]) {
      await until('no pointer of Cleo', async () => !(await cursorOf(2, person)));
    }
    assert.deepEqual(anna.complaints, []);
  });
});

describe('names beside pointers', () => {
  const names: [what: string, userData: Record<string, unknown>, shown: RegExp][] = [
    ['markup', { name: '<img src=x onerror=alert(1)>' }, /^<img src=x onerror=alert\(1\)>$/],
    ['a long one', { name: 'x'.repeat(5_000) }, /^x{31}…$/],
    ['one that turns the text around', { name: '\u202Enimda\u202C' }, /^nimda$/],
    ['one from right to left', { name: 'דנה כהן' }, /^דנה כהן$/],
    ['one that piles up marks', { name: `a${'\u0301'.repeat(400)}` }, /^a\u0301{4}$/],
    ['no text at all', { name: { toString: 'x' } }, /^Guest \d$/],
    ['nothing to see', { name: '\u200B \u2060' }, /^Guest \d$/],
  ];

  /** Joins by nothing but a connection: no page of ours has a say in what the name is. */
  async function joins(link: string, userData: Record<string, unknown>) {
    const { origin } = on.demo;
    const client = await TestClient.connect({ url: `${origin}/` }, origin);
    const [session, token] = new URL(link).hash.slice(1).split('.');
    client.send(joinAs('follower', session!, token!, { userData }));
    // He may be there before the picture is.
    const { stream } = (await client.next('welcome')).stream ?? (await client.next('reset'));
    const payload = encodePointer({ x: 300, y: 200 });
    const pointer = { kind: FrameKind.pointer, first: true, last: true, stream, seq: 0, payload };
    return { client, point: () => client.send(encodeFrame(pointer)) };
  }

  it('are text, and nothing but text, however hostile', async () => {
    const anna = await on.leader();
    const link = await anna.get<string>('followerLink');
    for (const [at, [what, userData, shown]] of names.entries()) {
      const { client, point } = await joins(link, userData);
      const cursor = await until(`the pointer of ${what}`, () => {
        // A leader alone has not loaded yet what draws pointers.
        point();
        return cursorOf(at + 1, anna);
      });
      assert.match(cursor.name, shown, what);
      const size = await anna.page.evaluate(() => {
        const root = document.querySelector('.surfly-cursors')!.shadowRoot!;
        const { width, height } = root
          .querySelector('.cursor:not(.gone) .label')!
          .getBoundingClientRect();
        return { width, height, images: root.querySelectorAll('img').length };
      });
      assert.ok(size.width < 200 && size.height < 40, `${what}: ${size.width} × ${size.height}`);
      assert.equal(size.images, 0);
      client.send({ type: 'bye' });
      await until('no pointer', async () => (await cursors(anna)).length === 0);
      await client.closed;
    }
    await anna.leave();
  });
});
