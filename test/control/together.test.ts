// Two and three people at once, and one who means ill: nothing is done by half, nothing stays pressed, and each is told what became of it.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { launch } from '../browsers.mjs';
import { until } from '../e2e/person.js';
import type { Note } from './pages/notes.js';
import type { Place } from './pages/harness.js';
import { openWindow } from './hand.js';
import { Viewer } from './people.js';
import { serve, type Server } from './server.js';

/** Milliseconds for which the leader's own hand keeps others away. */
const OWN_HAND = 450;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const isFirefox = process.env['BROWSER'] === 'firefox';

describe('people at one page', () => {
  let browser: Browser;
  let server: Server;
  let leader: Page;
  let ben: Viewer;
  let carla: Viewer;

  before(async () => {
    [server, browser] = await Promise.all([
      serve({ left: 500 }, { inputsPerSecond: 400 }),
      launch(undefined, { ignoreDefaultArgs: ['--disable-popup-blocking'] }),
    ]);
    [leader] = await openWindow(browser, `${server.origin}/control/lead.html`);
    const link = await until('a session', () => Promise.resolve(server.link()));
    [ben, carla] = await Promise.all([
      Viewer.enter(browser, server, link),
      Viewer.enter(browser, server, link),
    ]);
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const page = () => ben.told;
  const values = async () =>
    (await page().ask<{ elements: Record<string, Record<string, unknown>> }>('state')).elements;
  const happened = async (...types: string[]) =>
    (await page().ask<Note[]>('notes'))
      .filter(({ type }) => types.includes(type))
      .map(({ type, on }) => `${type} ${on}`);
  const open = async (html: string) => {
    await until('the page', () => Promise.resolve(server.page('leader')?.isOpen));
    await page().ask('open', html);
    await Promise.all([ben.settle(), carla.settle()]);
  };
  /** Presses a button of the dock by the leader's own mouse. */
  const pressInDock = async (label: string) => {
    const { x, y } = await until(label, () =>
      server
        .outer()!
        .ask<Place | null>('button', label)
        .then((place) => place ?? undefined),
    );
    await leader.mouse.click(x, y);
  };
  const placeOf = (target: string) => page().ask<Place>('place', target, 0.5, 0.5);

  /** The leader types by their own hand, and Ben goes on. */
  const interrupt = async (target: string) => {
    const { x, y } = await placeOf(target);
    await leader.mouse.click(x, y);
    await leader.keyboard.type('anna');
    await ben.type('xyz');
    await until('a word about it', async () => /other side is using/.test(await ben.hint()));
    await wait(OWN_HAND);
    // What he writes goes nowhere until he has said where: the focus is the leader's.
    await ben.type('q');
    await until('a word about it', async () => /has changed here/.test(await ben.hint()));
  };

  beforeEach(async () => {
    await wait(OWN_HAND);
    if (!(await ben.hasControl())) await ben.takeControl();
  });

  it('the leader’s own hand comes first, and nothing of both is mixed', async () => {
    await open('<input id="a"><input id="b">');
    await ben.click('#b');
    await ben.type('ben');
    await ben.settle();
    await interrupt('#a');
    const { a, b } = await values();
    assert.deepEqual([a!['value'], b!['value']], ['anna', 'ben']);
  });

  it('the leader’s own hand comes first in a frame of the page, too', async () => {
    await open(`<iframe id="f" style="width: 300px; height: 80px"
      srcdoc="<input style='width: 250px; height: 50px'>"></iframe><input id="b">`);
    const frame = await until('the frame', () =>
      Promise.resolve(leader.frames().find((one) => one.url() === 'about:srcdoc')),
    );
    await frame.waitForSelector('input');
    await ben.click('#b');
    await ben.type('ben');
    await ben.settle();
    await interrupt('#f');
    const typed = await frame.$eval('input', ({ value }) => value);
    assert.deepEqual([typed, (await values())['b']!['value']], ['anna', 'ben']);
  });

  it('control that moves in mid-drag lets go of the button', async () => {
    await open('<div id="box" class="box" style="height: 80px">box</div><button id="b">b</button>');
    await ben.down('#box');
    await ben.settle();
    await carla.takeControl();
    await until('the button to come up', async () => (await happened('pointerup')).length === 1);
    await ben.page.mouse.up();
    await carla.click('#b');
    await carla.settle();
    assert.deepEqual(await happened('pointerdown', 'pointerup', 'click'), [
      'pointerdown #box',
      'pointerup #box',
      'pointerdown #b',
      'pointerup #b',
      'click #b',
    ]);
    assert.equal(await ben.hasControl(), false);
  });

  it('a viewer who is gone in mid-word leaves the word, and no key down', async () => {
    await open('<input id="t">');
    await carla.takeControl();
    await carla.click('#t');
    await carla.type('wor');
    await carla.page.keyboard.down('Shift');
    await carla.settle();
    assert.equal((await happened('keyup')).length, 3);
    await carla.page.browserContext().close();
    await until('the key to come up', async () => (await happened('keyup')).length === 4);
    assert.equal((await values())['t']!['value'], 'wor');
    await until('control at the leader', async () => {
      const said = await server.outer()!.ask<string>('dock');
      return !/is in control/.test(said);
    });
    carla = await Viewer.enter(browser, server, server.link()!);
  });

  it('a page that goes in mid-click gets no click', async () => {
    await open('<button id="b" style="width: 300px; height: 200px">b</button>');
    await ben.down('#b');
    await ben.settle();
    await page()
      .ask('go', '/control/plain.html?next')
      .catch(() => undefined);
    await until('the next page', () =>
      Promise.resolve(server.page('leader')?.isOpen && server.page('leader')?.at.includes('next')),
    );
    await open('<button id="other" style="width: 300px; height: 200px">other</button>');
    await ben.page.mouse.up();
    await until('a word about it', async () => /has changed here/.test(await ben.hint()));
    assert.deepEqual(await happened('pointerup', 'click'), []);
  });

  it('what was meant for the page before does nothing on this one', async () => {
    await open('<button id="b">b</button>');
    // As if it had been on its way while the page was replaced. Numbers of nodes begin anew with each page.
    await ben.forge({ seen: 1 });
    await ben.click('#b');
    await ben.settle();
    assert.match(await ben.hint(), /has changed here/);
    assert.deepEqual(await happened('pointerdown', 'click'), []);
    await ben.forge(undefined);
    await ben.click('#b');
    await ben.settle();
    assert.deepEqual(await happened('click'), ['click #b']);
  });

  it('what comes more than three seconds late is not done', async () => {
    await open('<button id="b">b</button>');
    await ben.click('#b');
    await ben.settle();
    await ben.forge({ made: Date.now() - 4_000 });
    await ben.click('#b');
    await ben.settle();
    assert.match(await ben.hint(), /came too late/);
    assert.deepEqual(await happened('click'), ['click #b']);
    await ben.forge(undefined);
  });

  it('typing is shown at once where it is typed, and the page’s own idea of it after that', async () => {
    await open(
      `<input id="t" oninput="value = value.toUpperCase()"><input id="n" onkeydown="event.preventDefault()">`,
    );
    await ben.click('#t');
    await ben.settle();
    // Nothing is written ahead before the caret has had the time to come.
    await wait(150);
    const first = await ben.shownAfterKey('a', '#t');
    assert.equal(first, 'a', 'the picture, before the leader’s page has said anything');
    await until('the page’s own', async () => (await ben.shown('#t')) === 'A');
    await ben.type('bc');
    await until('the page’s own', async () => (await ben.shown('#t')) === 'ABC');
    await ben.click('#n');
    await ben.settle();
    await wait(150);
    assert.equal(await ben.shownAfterKey('z', '#n'), 'z');
    await until('that it is taken back', async () => (await ben.shown('#n')) === '');
  });

  it('the leader answers what the page asks, the viewer is told, and all goes on', async () => {
    await open(
      `<button id="b" onclick="o.textContent = confirm('sure?')">b</button><output id="o">?</output>`,
    );
    const asked = new Promise<void>((resolve) => {
      leader.once('dialog', (dialog) => {
        void until('a word about it', async () =>
          /asks the other side/.test(await ben.note()),
        ).then(async () => {
          await dialog.accept();
          resolve();
        });
      });
    });
    await ben.click('#b');
    await asked;
    await until('the word to go', async () => !/asks the other side/.test(await ben.note()));
    await ben.settle();
    assert.equal((await values())['o']!['text'], 'true');
  });

  // Firefox's driver tells of no file chooser, not even where a page opens it by itself.
  it('a file is chosen by the leader, who is asked in words', { skip: isFirefox }, async () => {
    await open('<input type="file" id="f">');
    await ben.click('#f');
    await ben.settle();
    assert.match(await ben.hint(), /Only the person at the other side/);
    assert.match(
      await server.outer()!.ask<string>('dock'),
      /pressed something that only you can do/,
    );
    const chooser = leader.waitForFileChooser();
    await pressInDock('Do it');
    await (await chooser).accept([import.meta.filename]);
    await until('the file', async () => (await values())['f']!['value'] === 1);
  });

  it('one key takes control back, and no one else can press it', async () => {
    await open('<input id="t">');
    await ben.click('#t');
    await ben.press('Alt+Shift+C');
    assert.equal(await ben.hasControl(), true);
    await leader.keyboard.down('Alt');
    await leader.keyboard.down('Shift');
    await leader.keyboard.press('C');
    await leader.keyboard.up('Shift');
    await leader.keyboard.up('Alt');
    await until('control at the leader', async () => !(await ben.hasControl()));
  });

  it('one button takes control back', async () => {
    await pressInDock('Take back control');
    await until('control at the leader', async () => !(await ben.hasControl()));
    await open('<button id="b">b</button>');
    await ben.click('#b');
    assert.deepEqual(await happened('click'), []);
  });

  it('one who acts without end holds up nobody else, and is answered', async () => {
    await open('<button id="b">b</button>');
    await ben.click('#b');
    await ben.settle();
    // Of these, 800 may come at once and 400 a second.
    await ben.flood(5_000);
    await carla.settle();
    await carla.settle();
    await pressInDock('Take back control');
    await until('control at the leader', async () => !(await ben.hasControl()));
    await carla.settle();
    const { length } = await happened('click');
    assert.ok(length > 1 && length < 2_500, `${length} clicks`);
    assert.ok((await ben.unanswered()) > 0, 'not all of it has got through');
    await until('an answer to each', async () => (await ben.unanswered()) === 0, 30_000);
    assert.equal((await happened('click')).length, length);
    const { x, y } = await placeOf('#b');
    await leader.mouse.click(x, y);
    assert.equal((await happened('click')).length, length + 1);
    assert.equal((await happened('pointerdown')).length, (await happened('pointerup')).length);
  });

  it('a page that asks before it is left asks the leader, the viewer is told, and all goes on', async () => {
    const elsewhere = new URL('/control/landed.html', server.origin);
    elsewhere.hostname = elsewhere.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
    await open(`<button id="b">b</button> <a id="l" href="${elsewhere.href}">away</a>`);
    await page().ask('guard');
    // Browsers ask only who has used the page.
    const { x, y } = await placeOf('#b');
    await leader.mouse.click(x, y);
    await wait(OWN_HAND);
    const isAsked = async () => /asks the other side/.test(await ben.note());
    /** Answers once the viewer has been told. Who is told nothing leaves no question open. */
    const asked = (leaves: boolean) =>
      new Promise<string>((resolve, reject) => {
        leader.once('dialog', (dialog) => {
          const answer = () => (leaves ? dialog.accept() : dialog.dismiss());
          until('a word about it', isAsked)
            .finally(answer)
            .then(() => resolve(dialog.type()), reject);
        });
      });
    const stays = asked(false);
    await ben.click('#l');
    assert.equal(await stays, 'beforeunload');
    await until('the word to go', async () => !(await isAsked()));
    await ben.click('#b');
    await ben.settle();
    assert.deepEqual(await happened('click'), ['click #b', 'click #l', 'click #b']);

    const goes = asked(true);
    await ben.click('#l');
    assert.equal(await goes, 'beforeunload');
    await until('the next page', () => Promise.resolve(page().at === elsewhere.pathname));
    await until('the word to go', async () => !(await isAsked()));
    await leader.evaluate(() => {
      document.querySelector('iframe')!.src = '/control/plain.html';
    });
    await until('a page of ours', () => Promise.resolve(page().at === '/control/plain.html'));
  });

  for (const [how, script] of [
    [
      'a listener',
      `window.addEventListener('beforeunload', (leaving) => leaving.preventDefault()); event.stopPropagation()`,
    ],
    [
      'a listener of the old kind',
      `window.addEventListener('beforeunload', (leaving) => { leaving.returnValue = 'lost' }); event.stopPropagation()`,
    ],
    ['a handler', `window.onbeforeunload = () => 'lost'`],
  ] as const) {
    it(`a page to which the very click that leaves it adds ${how} asks as if that had been there`, async () => {
      await open(
        `<button id="b">b</button> <a id="l" href="/control/landed.html" onclick="${script}">away</a>`,
      );
      const { x, y } = await placeOf('#b');
      await leader.mouse.click(x, y);
      await wait(OWN_HAND);
      const isAsked = async () => /asks the other side/.test(await ben.note());
      const asked = new Promise<string>((resolve, reject) => {
        leader.once('dialog', (dialog) => {
          until('a word about it', isAsked)
            .finally(() => dialog.accept())
            .then(() => resolve(dialog.type()), reject);
        });
      });
      await ben.click('#l');
      assert.equal(await asked, 'beforeunload');
      await until('the next page', () => Promise.resolve(page().at === '/control/landed.html'));
      await until('the word to go', async () => !(await isAsked()));
      await leader.evaluate(() => {
        document.querySelector('iframe')!.src = '/control/plain.html';
      });
      await until('a page of ours', () => Promise.resolve(page().at === '/control/plain.html'));
    });
  }

  it('what is forged does nothing', async () => {
    await open(
      '<input id="t"><input type="password" id="secret" name="secret"><a id="l" href="#x">l</a>',
    );
    const mark = await values();
    await ben.click('#t');
    await ben.settle();
    for (const instead of [
      { type: 'eval', text: 'document.title = 1' },
      { id: 4_294_967_295 },
      { frames: [1, 2, 3, 4] },
      { fx: 1e9 },
      { seen: -1 },
      { extra: true },
    ]) {
      await ben.forge(instead);
      await ben.click('#l');
    }
    await ben.forge({ type: 'value', value: 'javascript:alert(1)' });
    await ben.click('#secret');
    await ben.forge(undefined);
    await ben.settle();
    assert.deepEqual(Object.keys(await values()), Object.keys(mark));
    assert.equal((await values())['secret']!['value'], '');
    assert.deepEqual(await happened('click'), ['click #t']);
  });
});
