import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Surfly } from '../../src/surfly/api.js';
import {
  aWhile,
  isAt,
  layerText,
  optionsStage,
  press,
  settingsOf,
  warningsOf,
} from './options-stage.js';
import { Person, until } from './person.js';
import { stage } from './stage.js';

const on = stage();
const with_ = optionsStage(on);
const away = (...people: Person[]) => Promise.all(people.map((person) => person.leave()));
const at = (path: string) => on.demo.origin + path;

/** What there is of the dock. */
const dock = (person: Person) =>
  until('the dock', () =>
    person.page.evaluate(() => {
      const root = document.querySelector('.surfly-dock')?.shadowRoot;
      const bar = root?.querySelector('.bar');
      if (!bar) return undefined;
      const { left, top, right } = bar.getBoundingClientRect();
      const shown = [...root!.querySelectorAll('button')].filter((one) => one.checkVisibility());
      return { left, top, right, buttons: shown.map(({ textContent }) => textContent) };
    }),
  );

describe('a window of its own size', () => {
  let anna: Person;
  let ben: Person;
  after(() => away(anna, ben));

  it('dock_top_position and start_docked', async () => {
    anna = await with_.leader({
      ...{ min_width: 1600, max_height: 700, dock_top_position: true, start_docked: true },
    });
    const small = await dock(anna);
    assert.ok(small.top < 50);
    assert.deepEqual(small.buttons, ['End session', 'More']);
    await press(anna, 'dock', 'More');
    const { buttons } = await dock(anna);
    assert.deepEqual(buttons, ['Copy link', 'What the others see', 'End session', 'More']);
  });

  it('file_download, for the participant in control alone', async () => {
    ben = await on.viewer(anna);
    const download = async () =>
      (await anna.inside()).evaluate(() => {
        const link = document.createElement('a');
        link.href = '/demo/shop/img/mark.svg?secret=1';
        link.download = 'mark.svg';
        link.click();
      });
    await download();
    const url = at('/demo/shop/img/mark.svg');
    const own = { url: `${url}?secret=1`, filename: 'mark.svg' };
    assert.deepEqual(await anna.waitForEvents('file_download'), [own]);
    await anna.act('giveControl', 1);
    await ben.waitForEvents('control');
    await download();
    assert.deepEqual(await ben.waitForEvents('file_download'), [{ url, filename: 'mark.svg' }]);
    assert.deepEqual(await anna.eventsNamed('file_download'), [own]);
    await anna.act('giveControl', 0);
    await ben.waitForEvents('control', 2);
  });

  it('user_activity of the participant in control, for everybody, at most once a second', async () => {
    const move = async (person: Person, times: number) => {
      for (let n = 0; n < times; n += 1) {
        await person.page.mouse.move(300 + n * 5, 300);
        await aWhile(100);
      }
    };
    await move(ben, 4);
    await aWhile();
    assert.deepEqual(await anna.eventsNamed('user_activity'), [], 'he only watches');
    const began = Date.now();
    await move(anna, 12);
    const seconds = (Date.now() - began) / 1000;
    await ben.waitForEvents('user_activity');
    const told = (await anna.eventsNamed('user_activity')).length;
    assert.ok(told >= 1 && told <= seconds + 1, `${told} in ${seconds} s`);
    assert.deepEqual((await ben.eventsNamed('user_activity'))[0], {});

    await anna.act('giveControl', 1);
    await ben.waitForEvents('control', 3);
    await aWhile(1100);
    const before = (await anna.eventsNamed('user_activity')).length;
    await move(anna, 2);
    await move(ben, 4);
    await anna.waitForEvents('user_activity', before + 1);
  });

  const inside = async (person: Person) =>
    (await person.inside()).evaluate(() => [innerWidth, innerHeight]);

  it('min_width, min_height, max_width and max_height, for the followers’ picture too', async () => {
    // The window is 1200 × 800: three quarters of the page, which is in its middle.
    assert.deepEqual(await inside(anna), [1600, 700]);
    const { left, top, width, height } = await anna.page.$eval('.surfly-window', (node) => {
      const box = node.getBoundingClientRect();
      return { left: box.left, top: box.top, width: box.width, height: box.height };
    });
    assert.deepEqual([left, top, width, height], [0, 137.5, 1200, 525]);
    await until('the picture', async () => {
      const [across] = await (await ben.replica()).evaluate(() => [innerWidth]);
      return across === 1600;
    });
    // A pointer is where it points to, although the page is scaled.
    const { x, y } = await ben.placeOf('.logo');
    await ben.page.mouse.move(x - 5, y);
    await ben.page.mouse.move(x, y);
    const logo = await (
      await anna.inside()
    ).$eval('.logo', (node) => {
      const box = node.getBoundingClientRect();
      return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    });
    await until('the pointer over the leader’s page', () =>
      anna.page.evaluate(
        (wantedX, wantedY) => {
          const root = document.querySelector('.surfly-cursors')?.shadowRoot;
          const shown = [...(root?.querySelectorAll('*') ?? [])].map((node) =>
            node.getBoundingClientRect(),
          );
          return shown.some(
            (box) =>
              box.width > 0 && Math.abs(box.left - wantedX) < 8 && Math.abs(box.top - wantedY) < 8,
          );
        },
        logo.x * 0.75,
        137.5 + logo.y * 0.75,
      ),
    );
    await anna.page.setViewport({ width: 2000, height: 600 });
    await until('the larger window', async () => {
      const [across, down] = await inside(anna);
      return across === 2000 && down === 600;
    });
  });
});

describe('a session that waits, and goes on after a reload', () => {
  let anna: Person;
  after(() => away(anna));

  it('language: the session’s for everybody, but a follower’s own', async () => {
    anna = await with_.leader({
      ...{ language: 'de', block_until_agent_joins: true, session_autorestore_enabled: true },
    });
    await until('the dock in German', async () =>
      (await layerText(anna, 'dock'))?.includes('Sitzung beenden'),
    );
    await until('the screen in German', async () =>
      (await layerText(anna, 'screen'))?.includes('Noch ist niemand beigetreten'),
    );
    const ben = await on.viewer(anna);
    const cleo = await with_.follower(anna, {}, { language: 'ar-EG' });
    const said = (person: Person, text: string) =>
      until(text, () =>
        person.followerWindow!.evaluate(
          (wanted) => document.body.textContent.includes(wanted),
          text,
        ),
      );
    await said(ben, 'Sitzung verlassen');
    await said(cleo, 'مغادرة الجلسة');
    const turned = await cleo.followerWindow!.evaluate(() => {
      const { lang, dir } = document.documentElement;
      return { lang, dir };
    });
    assert.deepEqual(turned, { lang: 'ar', dir: 'rtl' });
    await anna.act('giveControl', 1);
    await said(ben, 'Sie haben die Steuerung');
    await until('the name of a guest', async () =>
      (await layerText(anna, 'dock'))?.includes('Gast 1 hat die Steuerung'),
    );
    for (const person of [ben, cleo]) await person.act('remove');
    await anna.waitForEvents('viewer_left', 2);
    await away(ben, cleo);
  });

  it('auto_restore: a reload goes on with the session', async () => {
    await anna.page.reload();
    await anna.waitForEvents('session_started', 2);
    await (await anna.inside()).waitForSelector('h1');
    await until('the dock', async () => (await layerText(anna, 'dock'))?.includes('beenden'));
    await aWhile();
    assert.doesNotMatch((await layerText(anna, 'screen')) ?? '', /Noch ist/, 'somebody had joined');
  });
});

describe('the window', () => {
  it('dock_position, sharing_button and, with auto_restore: false, a reload', async () => {
    const anna = await with_.leader({
      ...{ dock_position: 'right', invitations_allowed: false, auto_restore: false },
    });
    const right = await dock(anna);
    assert.ok(right.top > 600 && right.right > 1150, JSON.stringify(right));
    assert.deepEqual(right.buttons, ['What the others see', 'End session']);
    await anna.page.reload();
    await aWhile(800);
    assert.equal(await anna.page.$('.surfly-window'), null);
    await away(anna);
  });

  it('open_in_new_window: the session is in a tab, and this page is told of it', async () => {
    const anna = await with_.visitor({ open_in_new_window: true, url: '/demo/shop/cart.html' });
    const opened = new Promise<void>((resolve) => anna.page.once('popup', () => resolve()));
    // A start from anything but a click would not get a tab.
    await anna.page.evaluate(() => {
      const tag = document.querySelector('surfly-session') as unknown as { start(): void };
      addEventListener('click', () => tag.start(), { once: true });
    });
    await anna.page.mouse.click(600, 5);
    await opened;
    assert.deepEqual(await anna.waitForEvents('session_started'), [{}]);
    assert.equal(await anna.page.$('.surfly-window'), null);
    const ben = await on.viewer(anna);
    assert.equal((await anna.waitForEvents('viewer_joined')).length, 1);
    assert.match(await (await ben.replica()).evaluate(() => document.title), /cart/i);
    await anna.act('giveControl', 1);
    await ben.waitForEvents('control');
    const [, tab] = await anna.page.browserContext().pages();
    await anna.act('end');
    for (const person of [anna, ben]) await person.waitForEvents('session_ended');
    await until('the tab', () => Promise.resolve(tab?.url() === at('/demo/shop/cart.html')));
    assert.equal(anna.page.url(), at('/demo/shop/'));
    await away(anna, ben);
  });
});

describe('the support button', () => {
  type Page = { Surfly: Surfly };
  const button = ({ page }: Person) =>
    page.evaluate(() => {
      const found = document.querySelector('.surfly-button');
      if (!found) return undefined;
      const { left, top, right } = found.getBoundingClientRect();
      const { textContent, className, checkVisibility } = found as HTMLElement;
      return { textContent, className, left, top, right, visible: checkVisibility.call(found) };
    });
  const withButton = async (settings: Record<string, unknown>) => {
    const person = await with_.visitor({});
    await person.page.evaluate(() => (document.querySelector('surfly-session') as never)['ready']);
    await person.page.evaluate((given) => {
      (window as unknown as Page).Surfly.button(given);
    }, settings);
    return person;
  };

  it('has its place, its classes and its language, and hides without agents', async () => {
    const anna = await withButton({ position: 'middleright', language: 'fr' });
    const shown = await until('the button', async () => {
      const now = await button(anna);
      return now?.textContent ? now : undefined;
    });
    assert.equal(shown.textContent, 'Obtenir de l’aide');
    assert.match(shown.className, /^surfly-button .*surfly-button-hidden/);
    assert.equal(shown.visible, false);
    const agent = await Person.enter(on.browser, at('/agent/'));
    const visible = await until('the button with an agent', async () => {
      const now = await button(anna);
      return now?.visible ? now : undefined;
    });
    assert.match(visible.className, /surfly-button-visible/);
    assert.ok(visible.right > 1150 && visible.top > 300 && visible.top < 450);
    const none = await withButton({ hide_support_button: true });
    assert.equal(await button(none), undefined);
    await away(agent, none, anna);
  });

  it('starts a session that is blocked until an agent joins, and is not inside it', async () => {
    const anna = await withButton({ autohide_button: false });
    await until('the button', async () => (await button(anna))?.visible);
    await anna.page.click('.surfly-button');
    await until('the screen', async () =>
      (await layerText(anna, 'screen'))?.includes('Waiting for someone'),
    );
    const inside = await anna.inside();
    await inside.evaluate(() => {
      (window as unknown as Page).Surfly.button({ autohide_button: false });
    });
    assert.equal(await inside.$('.surfly-button'), null);
    const link = await anna.page.evaluate(
      () => (window as unknown as Page).Surfly.listSessions()[0]!.followerLink!,
    );
    const ben = await on.follow(link);
    await until('the page', async () => (await layerText(anna, 'screen')) === undefined);
    await away(anna, ben);
  });

  it('stealth_mode: CTRL+ENTER starts one too, but not while something is typed', async () => {
    const press = async (person: Person) => {
      await person.page.keyboard.down('Control');
      await person.page.keyboard.press('Enter');
      await person.page.keyboard.up('Control');
    };
    const sessions = ({ page }: Person) =>
      page.evaluate(() => (window as unknown as Page).Surfly.listSessions().length);
    const off = await with_.visitor({ stealth_mode: false });
    const anna = await with_.visitor({});
    for (const person of [off, anna]) {
      await person.page.evaluate(
        () => (document.querySelector('surfly-session') as never)['ready'],
      );
      await person.page.bringToFront();
      await person.page.evaluate(() => {
        const field = document.body.appendChild(document.createElement('textarea'));
        field.focus();
      });
      await press(person);
      await person.page.evaluate(() => document.activeElement!.remove());
    }
    assert.equal(await sessions(anna), 0, 'in a field');
    await off.page.bringToFront();
    await press(off);
    await anna.page.bringToFront();
    await press(anna);
    await anna.inside();
    assert.equal(await sessions(anna), 1);
    assert.equal(await sessions(off), 0);
    await away(anna, off);
  });
});

describe('settings that are not obeyed', () => {
  const strange = { made_up: 1, another: true, videochat: true, splash: 'no' };

  it('are kept, and told of once', async () => {
    const anna = await with_.visitor(strange);
    const lines = warningsOf(anna);
    for (const n of [1, 2]) {
      await anna.act('start');
      await anna.waitForEvents('session_loaded', n);
      await until('what is said', () => Promise.resolve(lines.length >= 2));
      if (n === 1) {
        await anna.act('end');
        await anna.waitForEvents('session_ended');
      }
    }
    await aWhile();
    assert.equal(lines.length, 2, lines.join('\n'));
    assert.match(lines.join('\n'), /"videochat" has no effect here: there is no audio/);
    assert.match(lines.join('\n'), /unknown settings "made_up", "another"/);
    const wrong = anna.complaints.filter((line) => line.includes('"splash" is "no"'));
    assert.deepEqual(wrong.length, 1);
    const ben = await with_.follower(anna);
    assert.equal((await settingsOf(ben))['made_up'], 1);
    await away(anna, ben);
  });

  it('verbose_console: false keeps that to itself', async () => {
    const anna = await with_.visitor({ ...strange, verbose_console: false });
    const lines = warningsOf(anna);
    await anna.act('start');
    await until('the one error', () =>
      Promise.resolve(anna.complaints.some((line) => line.includes('"splash"'))),
    );
    assert.deepEqual(lines, []);
    await isAt(anna, at('/demo/shop/'));
    await away(anna);
  });
});
