import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { ElementHandle, Frame, Page } from 'puppeteer-core';
import { Person, until } from './person.js';
import { stage } from './stage.js';

const on = stage();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Breaking = Window & { breaks?: 'before' | 'after' };

/**
 * Dock, buttons and drawings are out of every script's reach; so that a test can look into them, their roots are opened. And
 * the connection breaks when a message of the chat is sent, where a test wants it to: before or after it has gone.
 */
const openRoots = (page: Page) =>
  page.evaluateOnNewDocument(() => {
    const send = Function.prototype.call.bind(WebSocket.prototype.send);
    WebSocket.prototype.send = function (data) {
      const { breaks } = window as Breaking;
      if (!breaks || !String(data).includes('"type":"chat"')) return send(this, data);
      delete (window as Breaking).breaks;
      if (breaks === 'after') send(this, data);
      this.close();
    };
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      return attach.call(this, { ...init, mode: 'open' });
    };
  });

async function lead(settings: Record<string, unknown>): Promise<Person> {
  const person = await Person.enter(on.browser, `${on.demo.origin}/demo/shop/`, openRoots);
  await person.page.evaluate((given) => {
    const tag = document.querySelector('surfly-session') as unknown as { settings: object };
    tag.settings = { ...tag.settings, ...given };
  }, settings);
  await person.act('start');
  await person.waitForEvents('session_started');
  await person.inside();
  return person;
}

async function follow(leader: Person): Promise<Person> {
  const person = await Person.enter(
    on.browser,
    await leader.get<string>('followerLink'),
    openRoots,
  );
  await person.waitForEvents('viewer_joined');
  await person.replica();
  return person;
}

/** The page that somebody's buttons and lines are in: a follower's window, or the leader's own page. */
const frameOf = (person: Person): Frame => person.followerWindow ?? person.page.mainFrame();

/** Something in somebody's dock or bar. */
async function part(person: Person, selector: string): Promise<ElementHandle | undefined> {
  const handle = await frameOf(person).evaluateHandle(
    (wanted) =>
      [...document.querySelectorAll('.surfly-dock, .surfly-talk')]
        .map((host) => host.shadowRoot?.querySelector<HTMLElement>(wanted))
        .find((found) => found?.checkVisibility()),
    selector,
  );
  return (handle.asElement() as ElementHandle | null) ?? undefined;
}

/** Presses a button by the person's own mouse, where it is in his window. */
async function press(person: Person, selector: string): Promise<void> {
  const at = await until(`${selector} to press`, async () => {
    const found = await part(person, selector);
    return found?.evaluate((one) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      const isReady = !(one as HTMLButtonElement).disabled;
      return isReady && { x: left + width / 2, y: top + height / 2 };
    });
  });
  const frame = await frameOf(person).frameElement();
  const { left, top } = (await frame?.evaluate((one) => {
    const { x, y } = one.getBoundingClientRect();
    return { left: x, top: y };
  })) ?? { left: 0, top: 0 };
  await person.page.mouse.click(left + at.x, top + at.y);
}

/** A line as it is drawn somewhere. */
interface Drawn {
  index: number;
  colour: string;
  /** Where it begins, in the window. */
  x: number;
  y: number;
  width: number;
}

/** The lines that somebody sees. */
const drawn = (person: Person): Promise<Drawn[]> =>
  frameOf(person).evaluate(() => {
    const root = document.querySelector('.surfly-drawing')?.shadowRoot;
    return [...(root?.querySelectorAll<SVGGElement>('.line:not(.fading)') ?? [])].map((line) => {
      const ink = line.querySelector<SVGPathElement>('.ink')!;
      const { a, e, f } = ink.getScreenCTM()!;
      return {
        index: Number(line.dataset['index']),
        colour: getComputedStyle(ink).stroke,
        x: e,
        y: f,
        width: ink.getBBox().width * a,
      };
    });
  });

const linesOf = async (index: number, at: Person) =>
  (await drawn(at)).filter((line) => line.index === index);

/** Draws, by the person's own mouse, to the right and down. */
async function draw(person: Person, { x, y }: { x: number; y: number }): Promise<void> {
  await person.page.mouse.move(x, y);
  await person.page.mouse.down();
  await person.page.mouse.move(x + 40, y + 10, { steps: 4 });
  await person.page.mouse.move(x + 80, y + 30, { steps: 4 });
  await person.page.mouse.up();
}

/** Where something of the shared page is on the leader's screen: the session's window covers his page. */
async function placeAtLeader(leader: Person, selector: string) {
  const inside = await leader.inside();
  return inside.$eval(selector, (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
}

/** Where a point of the leader's screen is in a follower's window, whose picture is scaled. */
async function inWindow(follower: Person, leader: Person, { x, y }: { x: number; y: number }) {
  const { width, height } = await (
    await leader.inside()
  ).evaluate(() => ({
    width: innerWidth,
    height: innerHeight,
  }));
  return frameOf(follower).evaluate(
    (at) => {
      const scale = Math.min(innerWidth / at.width, innerHeight / at.height);
      return {
        x: (innerWidth - at.width * scale) / 2 + at.x * scale,
        y: (innerHeight - at.height * scale) / 2 + at.y * scale,
        scale,
      };
    },
    { x, y, width, height },
  );
}

function isNear(one: { x: number; y: number } | undefined, other: { x: number; y: number }) {
  return one !== undefined && Math.hypot(one.x - other.x, one.y - other.y) < 3;
}

async function open(person: Person): Promise<void> {
  await press(person, '.write');
  await until('the chat', () => part(person, '.field'));
}

async function say(person: Person, text: string): Promise<void> {
  await person.page.keyboard.type(text);
  await person.page.keyboard.press('Enter');
}

/** What somebody reads in the chat: names where they are shown, and texts. */
const read = (person: Person): Promise<string[]> =>
  frameOf(person).evaluate(() =>
    [...document.querySelectorAll('.surfly-dock, .surfly-talk')].flatMap((host) =>
      [...(host.shadowRoot?.querySelectorAll('.message .name, .message .text') ?? [])].map(
        (one) => one.textContent,
      ),
    ),
  );

describe('drawing', () => {
  let anna: Person;
  let ben: Person;
  const settings = { drawing_timeout: 1 };

  before(async () => {
    anna = await lead(settings);
    ben = await follow(anna);
  });
  after(() => Promise.all([anna.leave(), ben.leave()]));

  const change = (given: object) =>
    anna.page.evaluate((to) => {
      const tag = document.querySelector('surfly-session') as unknown as {
        session: { setDrawingSettings(to: object): object };
      };
      return tag.session.setDrawingSettings(to);
    }, given);

  it('is seen by the other, at the same place of the page, in the colour of who draws', async () => {
    await anna.page.setViewport({ width: 1000, height: 700 });
    await press(ben, '.draw');
    await press(anna, '.draw');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const at = await placeAtLeader(anna, 'h1');
    await draw(anna, at);
    const atBen = await until('the line', async () => (await linesOf(0, ben))[0]);
    const there = await inWindow(ben, anna, at);
    assert.ok(isNear(atBen, there), `${JSON.stringify(atBen)} is not at ${JSON.stringify(there)}`);
    await until('all of it, scaled with the picture', async () => {
      const [line] = await linesOf(0, ben);
      return line && Math.abs(line.width - 80 * there.scale) < 4;
    });

    const place = await ben.placeOf('h1');
    await draw(ben, place);
    const atAnna = await until('the line of the other', async () => (await linesOf(1, anna))[0]);
    assert.ok(isNear(atAnna, at), `${JSON.stringify(atAnna)} is not at ${JSON.stringify(at)}`);
    assert.notEqual(atAnna.colour, atBen.colour, 'everybody has a colour of his own');
    assert.equal((await linesOf(1, ben))[0]?.colour, atAnna.colour);
  });

  it('fades by itself', async () => {
    await draw(anna, await placeAtLeader(anna, 'h1'));
    await until('the line', async () => (await linesOf(0, ben)).length > 0);
    await until('it to fade', async () => {
      return (await drawn(ben)).length === 0 && (await drawn(anna)).length === 0;
    });
  });

  it('never takes the page’s input unless it is on, and Escape leaves it', async () => {
    const overPage = () =>
      anna.page.evaluate(() => {
        const found = document.elementFromPoint(300, 300);
        return found?.className ?? '';
      });
    assert.equal(await overPage(), 'surfly-drawing');
    await anna.page.keyboard.press('Escape');
    await until('the layer to let go', async () => !(await overPage()).includes('drawing'));
    await frameOf(ben).evaluate(() => window.focus());
    await ben.page.keyboard.press('Escape');
    await until('it to be off', async () => {
      const button = await part(ben, '.draw');
      return (await button?.evaluate((one) => one.textContent)) === 'Draw';
    });
  });

  it('works with a finger, and shows everybody where the drawing hand is', async () => {
    await press(ben, '.draw');
    const { x, y } = await ben.placeOf('h1');
    const finger = await ben.page.touchscreen.touchStart(x, y);
    for (const step of [20, 40, 60]) await finger.move(x + step, y);
    await finger.end();
    await until('all of the line', async () => {
      const [line] = await linesOf(1, anna);
      return line && line.width > 40;
    });
    // A pointer may come behind the line that it draws.
    await until('the hand', () =>
      anna.page.evaluate(() => {
        const cursors = document.querySelector('.surfly-cursors')?.shadowRoot;
        return Boolean(cursors?.querySelector('[data-index="1"]:not(.gone)'));
      }),
    );
    await press(ben, '.draw');
  });

  it('stays where it is permanent, scrolls with the page, and reaches a late joiner', async () => {
    const now = await change({ mode: 'permanent', color: 'rgb(200, 0, 100)', width: 6 });
    assert.deepEqual(now, {
      mode: 'permanent',
      color: 'rgb(200, 0, 100)',
      width: 6,
      timeout: 1,
    });
    await press(anna, '.draw');
    await until('the settings', async () =>
      ben.page.evaluate(
        () =>
          (
            document.querySelector('surfly-session') as unknown as {
              session: { setDrawingSettings(): { mode: string } };
            }
          ).session.setDrawingSettings().mode === 'permanent',
      ),
    );
    const inside = await anna.inside();
    await inside.evaluate(() => window.scrollTo({ top: 200, behavior: 'instant' }));
    const at = { x: 400, y: 420 };
    await draw(anna, at);
    await inside.evaluate(() => window.scrollTo({ top: 300, behavior: 'instant' }));
    await until('the line where it is now', async () => {
      return isNear((await linesOf(0, anna))[0], { x: at.x, y: at.y - 100 });
    });
    const cleo = await follow(anna);
    const [there] = await Promise.all([inWindow(cleo, anna, { x: at.x, y: at.y - 100 })]);
    const line = await until('the line at who comes late', async () => {
      const [found] = await linesOf(0, cleo);
      return found && isNear(found, there) ? found : undefined;
    });
    assert.equal(line.colour, 'rgb(200, 0, 100)');
    // Longer than a temporary one would have stayed.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    assert.equal((await linesOf(0, ben)).length, 1);
    await cleo.leave();
  });

  it('is taken away by the leader, and is gone with the page', async () => {
    await press(anna, '.wipe');
    await until('no lines', async () => (await drawn(ben)).length === 0);
    await draw(anna, { x: 400, y: 300 });
    await until('a line', async () => (await drawn(ben)).length === 1);
    await anna.act('relocate', `${on.demo.origin}/demo/shop/cart.html`);
    await until('no lines on another page', async () => {
      return (await drawn(ben)).length === 0 && (await drawn(anna)).length === 0;
    });
  });

  it('is offered to nobody where it is disabled', async () => {
    await change({ mode: 'disabled' });
    for (const person of [anna, ben]) {
      await until('no button', async () => !(await part(person, '.draw')));
    }
    assert.deepEqual([anna.complaints, ben.complaints], [[], []]);
  });
});

describe('chat', () => {
  let anna: Person;
  let ben: Person;

  before(async () => {
    anna = await lead({});
    ben = await follow(anna);
  });
  after(() => Promise.all([anna.leave(), ben.leave()]));

  it('goes both ways, in order, with names, by keyboard alone', async () => {
    await open(anna);
    await say(anna, 'Hello there');
    await until('a count of what is unread', async () => {
      const button = await part(ben, '.write');
      return (await button?.evaluate((one) => one.ariaLabel)) === 'Chat, 1 unread message';
    });
    await open(ben);
    await say(ben, 'Hello too');
    await say(ben, 'A second line');
    const wanted = (own: string, other: string) => {
      return [own, 'Hello there', other, 'Hello too', 'A second line'];
    };
    await until('both messages', async () => (await read(anna)).length === 5);
    assert.deepEqual(await read(anna), wanted('You', 'Guest 1'));
    const atBen = await until('both', async () => {
      const found = await read(ben);
      return found.length === 5 && found;
    });
    assert.deepEqual(atBen.slice(1), wanted('', 'You').slice(1));
    assert.notEqual(atBen[0], 'You');
    await ben.page.keyboard.press('Escape');
    await until('it to close', async () => !(await part(ben, '.field')));
    const focused = await frameOf(ben).evaluate(
      () => document.activeElement?.shadowRoot?.activeElement?.className,
    );
    assert.equal(focused, 'write', 'the focus goes back to where it came from');
  });

  it('can be closed in a low window', async () => {
    await ben.page.setViewport({ width: 568, height: 320 });
    await open(ben);
    const close = await part(ben, '.chat .close');
    const top = await close!.evaluate((button) => button.getBoundingClientRect().top);
    assert.ok(top >= 0, `it begins at ${top}`);
    await press(ben, '.chat .close');
    await until('it to close', async () => !(await part(ben, '.field')));
    await ben.page.setViewport({ width: 1200, height: 800 });
  });

  it('shows text as text, and only web addresses as links', async () => {
    const hostile =
      '<img src=x onerror="window.hit=1"> javascript:alert(1) https://bank.example@evil.example/ https://kites.example/a?b=1.';
    await say(anna, hostile);
    await until('the message', async () => (await read(ben)).includes(hostile));
    const found = await frameOf(ben).evaluate(() => {
      const root = document.querySelector('.surfly-talk')!.shadowRoot!;
      const links = [...root.querySelectorAll<HTMLAnchorElement>('.text a')];
      return {
        images: root.querySelectorAll('img').length,
        hit: 'hit' in window,
        links: links.map(({ href, rel, target }) => [href, rel, target]),
      };
    });
    assert.deepEqual(found, {
      images: 0,
      hit: false,
      links: [['https://kites.example/a?b=1', 'noopener noreferrer', '_blank']],
    });
  });

  // Firefox tells only the window in front that it loses the focus, and here two people share one browser.
  const skip = process.env['BROWSER'] === 'firefox';
  it(
    'keeps what is written out of the page, into which a follower’s hand goes meanwhile',
    { skip },
    async () => {
      await anna.act('giveControl', 1);
      await ben.controls();
      const search = 'input[type="search"]';
      const inside = await anna.inside();
      await inside.$eval(search, (field) => field.scrollIntoView({ block: 'center' }));
      await until('the field in the replica', async () => {
        const { y } = await ben.placeOf(search);
        return y > 100 && y < 600;
      });
      await inside.$eval(search, (field) =>
        field.addEventListener('focus', () => (document.body.dataset['taken'] = 'true')),
      );
      // What captures his hand may still be on its way.
      await until('the page to have the focus', async () => {
        await anna.page.keyboard.type('I ');
        await ben.clickInReplica(search);
        await new Promise((resolve) => setTimeout(resolve, 300));
        return inside.evaluate(() => document.body.dataset['taken']);
      });
      await new Promise((resolve) => setTimeout(resolve, 100));
      await anna.page.keyboard.type('writing');
      await anna.page.keyboard.press('Enter');
      await until('the message', async () =>
        (await read(ben)).some((text) => /^(I )+writing$/.test(text)),
      );
      assert.equal(await inside.$eval(search, (field) => field.value), '');
      await anna.act('giveControl', 0);
      await ben.waitForEvents('control', 2);
    },
  );

  it('tells who comes late nothing of before, and is there again after a reload', async () => {
    const cleo = await follow(anna);
    await say(anna, 'Welcome');
    await until('the newest', async () => (await read(cleo)).includes('Welcome'));
    assert.equal((await read(cleo)).length, 2);
    await cleo.page.reload();
    await until('it again', async () => (await read(cleo)).includes('Welcome'));
    assert.equal((await read(cleo)).length, 2);
    await cleo.leave();
  });

  it('loses nothing, and says nothing twice, when the connection breaks', async () => {
    const written = async () => {
      const field = await part(anna, '.field');
      return field?.evaluate((one) => (one as HTMLTextAreaElement).value);
    };
    const fails = (breaks: 'before' | 'after') =>
      anna.page.evaluate((when) => void ((window as Breaking).breaks = when), breaks);
    await fails('before');
    await say(anna, 'Is lost');
    await until('the text, in the field again', async () => (await written()) === 'Is lost');
    const trouble = await part(anna, '.trouble');
    await until('the connection', () => trouble!.evaluate((one) => one.textContent === ''));
    await anna.page.keyboard.press('Enter');
    await until('it', async () => (await read(ben)).includes('Is lost'));
    await fails('after');
    await say(anna, 'Arrives');
    await until('it', async () => (await read(anna)).includes('Arrives'));
    await until('an empty field', async () => (await written()) === '');
    const atBen = (await read(ben)).filter((text) => /^(Is lost|Arrives)$/.test(text));
    assert.deepEqual(atBen, ['Is lost', 'Arrives']);
  });

  it('has nothing that axe objects to, also where there is little room', async () => {
    await open(ben);
    for (const [person, host] of [
      [anna, '.surfly-dock'],
      [ben, '.surfly-talk'],
    ] as const) {
      await person.page.setViewport({ width: 320, height: 640 });
      const frame = frameOf(person);
      await frame.evaluate(AXE);
      const { violations } = await frame.evaluate(async (within): Promise<AxeResults> => {
        const { axe } = window as unknown as { axe: typeof import('axe-core') };
        return axe.run(within, { iframes: false });
      }, host);
      assert.deepEqual(
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
        [],
      );
      const fits = await frame.evaluate((within) => {
        const root = document.querySelector(within)!.shadowRoot!;
        return ['.chat', '.tools', '.send', '.close'].every((part) => {
          const { left, right, top, bottom } = root.querySelector(part)!.getBoundingClientRect();
          return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
        });
      }, host);
      assert.ok(fits, 'all of it is in sight');
    }
  });

  it('is not there with `docked_only`; drawing is', async () => {
    const dora = await lead({ docked_only: true });
    const eve = await follow(dora);
    for (const person of [dora, eve]) {
      await until('drawing', () => part(person, '.draw'));
      assert.equal(await part(person, '.write'), undefined);
    }
    await dora.leave();
    await eve.leave();
    assert.deepEqual([anna.complaints, ben.complaints], [[], []]);
  });
});
