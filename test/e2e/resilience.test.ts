import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Person, until } from './person.js';
import { samePicture } from './picture.js';
import { wireTo, type Wire } from './proxy.js';
import { stage } from './stage.js';

const on = stage();

/** The leader's link for others, by another way. */
const linkBy = async (leader: Person, port: number) =>
  (await leader.get<string>('followerLink')).replace(/:\d+/, `:${port}`);

describe('a connection that is lost', () => {
  let annas: Wire;
  let bens: Wire;
  let anna: Person;
  let ben: Person;
  before(async () => {
    [annas, bens] = [await wireTo(on.demo.port), await wireTo(on.demo.port)];
    anna = await on.leader('/demo/shop/', `http://127.0.0.1:${annas.port}`);
    ben = await on.follow(await linkBy(anna, bens.port));
  });
  after(async () => {
    await Promise.all([anna.leave(), ben.leave()]);
    await Promise.all([annas, bens].map((wire) => wire.close()));
  });

  it("a viewer's: nothing is lost and nothing comes twice", async () => {
    const inside = await anna.inside();
    await inside.evaluate(() => {
      const list = document.createElement('ol');
      list.id = 'numbers';
      document.body.append(list);
      let n = 0;
      setInterval(() => {
        if (n < 120) list.append(Object.assign(document.createElement('li'), { textContent: ++n }));
      }, 50);
    });
    const numbers = async () =>
      (await ben.replica()).$$eval('#numbers li', (items) => items.map((li) => li.textContent));
    await until('the first numbers', async () => (await numbers()).length > 10);
    const before = await anna.events();
    bens.cut();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    bens.mend();
    await until('all numbers', async () => (await numbers()).length >= 120, 30_000);
    assert.deepEqual(
      await numbers(),
      Array.from({ length: 120 }, (_, n) => String(n + 1)),
    );
    await samePicture(inside, () => ben.replica());
    assert.deepEqual(await anna.events(), before, 'nobody left and nobody joined');
    assert.equal((await ben.eventsNamed('viewer_joined')).length, 1);
  });

  it("the leader's: what happened meanwhile is shown, in order", async () => {
    const inside = await anna.inside();
    annas.cut();
    await inside.evaluate(() => {
      for (let n = 0; n < 50; n += 1) document.body.append(`while cut ${n} `);
      document.title = 'Changed while cut';
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    annas.mend();
    await until('the title', async () => {
      return (await (await ben.replica()).title()) === 'Changed while cut';
    });
    await samePicture(inside, () => ben.replica());
    assert.deepEqual(await anna.eventsNamed('error'), []);
  });
});

describe('a server that is far away', () => {
  const DELAY = 100;
  let wire: Wire;
  let anna: Person;
  before(async () => {
    await on.set;
    wire = await wireTo(on.demo.port, DELAY);
    anna = await Person.enter(on.browser, `http://127.0.0.1:${wire.port}/demo/shop/`, (page) =>
      page.evaluateOnNewDocument(() => {
        const [sent, opened]: [string[], number[]] = [[], []];
        const { send } = WebSocket.prototype;
        WebSocket.prototype.send = function (data) {
          if (typeof data === 'string') sent.push((JSON.parse(data) as { type: string }).type);
          send.call(this, data);
        };
        window.WebSocket = new Proxy(WebSocket, {
          construct(target, args) {
            opened.push(performance.now());
            return Reflect.construct(target, args) as object;
          },
        });
        Object.assign(window, { sent, opened });
      }),
    );
    await anna.act('start');
    await anna.waitForEvents('session_started');
  });
  after(async () => {
    await anna.leave();
    await wire.close();
  });

  it('is asked for what a session starts with together, not for one after the other', async () => {
    const { sent, opened } = await anna.page.evaluate(() => {
      const { sent, opened } = window as unknown as { sent: string[]; opened: number[] };
      return { sent, opened };
    });
    assert.ok(sent.includes('create') && !sent.includes('join'), sent.join());
    const [engine, recorder, dock] = await anna.page.evaluate(() =>
      ['surfly-participation.js', 'surfly-leader.js', 'surfly-dock.js'].map(
        (name) =>
          performance.getEntriesByType('resource').find((one) => one.name.endsWith(name))!
            .startTime,
      ),
    );
    // One tells the page whether agents are there.
    assert.equal(opened.length, 2);
    assert.ok(opened[1]! - engine! < DELAY, `${opened[1]} ${engine}`);
    // The other is asked for when the server has answered.
    assert.ok(dock! - recorder! > 2 * DELAY, `${recorder} ${dock}`);
  });

  it('keeps no viewer waiting who gets control: his first press counts', async () => {
    const ben = await on.follow(await linkBy(anna, wire.port));
    await until('what takes his input', () =>
      ben.followerWindow!.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .some(({ name }) => name.endsWith('surfly-capture.js')),
      ),
    );
    const takesInput = ben.page.evaluate(
      () =>
        new Promise<boolean[]>((resolve) => {
          const { contentDocument } = document.querySelector<HTMLIFrameElement>('.surfly-window')!;
          const before = contentDocument!.querySelector('.surfly-capture');
          document.querySelector('surfly-session')!.addEventListener('control', () =>
            setTimeout(() => {
              const now = contentDocument!.querySelector('.surfly-capturing');
              resolve([before !== null, now !== null]);
            }, 10),
          );
        }),
    );
    await anna.act('giveControl', 1);
    assert.deepEqual(await takesInput, [false, true]);
    await ben.leave();
  });
});

describe("a connection of the leader's that is lost while a viewer types", () => {
  let wire: Wire;
  let anna: Person;
  let ben: Person;
  before(async () => {
    wire = await wireTo(on.demo.port, 300);
    anna = await on.leader('/demo/shop/', `http://127.0.0.1:${wire.port}`);
    ben = await on.follow(await linkBy(anna, on.demo.port));
    await anna.act('giveControl', 1);
    await ben.waitForEvents('control');
  });
  after(async () => {
    await Promise.all([anna.leave(), ben.leave()]);
    await wire.close();
  });

  // In the middle of the way there, and in the middle of the way back.
  for (const [lost, after] of Object.entries({ 'the keys': 150, 'the answers': 450 })) {
    it(`with ${lost} on their way: each comes once, and both see the same`, async () => {
      const inside = await anna.inside();
      await inside.evaluate((of) => {
        const field = Object.assign(document.createElement('input'), { id: `after-${of}` });
        document.body.prepend(field);
      }, after);
      const shown = async () =>
        (await ben.replica()).$eval(
          `#after-${after}`,
          (field) => (field as HTMLInputElement).value,
        );
      const typed = () =>
        inside.$eval(`#after-${after}`, (field) => (field as HTMLInputElement).value);
      await until('the field', async () => (await shown()) === '');
      await ben.clickInReplica(`#after-${after}`);
      await ben.page.keyboard.type('a');
      await until('the first letter', async () => (await typed()) === 'a');
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await ben.page.keyboard.type('bc');
      await new Promise((resolve) => setTimeout(resolve, after));
      wire.cut();
      wire.mend();
      await until('all letters', async () => (await typed()) === 'abc');
      await ben.page.keyboard.type('d');
      await until('one more', async () => (await typed()) === 'abcd');
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      assert.deepEqual([await typed(), await shown()], ['abcd', 'abcd']);
    });
  }
});

describe('a session that goes on', () => {
  let anna: Person;
  let ben: Person;
  before(async () => {
    anna = await on.leader();
    ben = await on.viewer(anna);
  });
  after(() => Promise.all([anna.leave(), ben.leave()]));

  it("after a reload of a viewer's outer page: the same place, without leaving and joining", async () => {
    await ben.page.reload();
    await ben.waitForEvents('session_started', 2);
    await samePicture(await anna.inside(), () => ben.replica());
    await anna.act('giveControl', 1);
    assert.deepEqual(await ben.waitForEvents('control'), [{ to: 1, userData: {}, gained: true }]);
    assert.deepEqual(await anna.eventsNamed('viewer_left'), []);
    assert.equal((await anna.eventsNamed('viewer_joined')).length, 1);
  });

  it("after a reload of the leader's outer page: the session is restored with its people and its page", async () => {
    const cart = `${on.demo.origin}/demo/shop/cart.html`;
    await (await anna.inside()).evaluate((url) => void location.assign(url), cart);
    await anna.waitForEvents('relocated');
    const [link, pin] = [await anna.get('followerLink'), await anna.get('pin')];

    await anna.page.reload();
    await anna.waitForEvents('session_started', 2);
    const inside = await anna.inside();
    assert.equal(inside.url(), cart);
    assert.deepEqual([await anna.get('followerLink'), await anna.get('pin')], [link, pin]);
    assert.equal(await anna.get('viewerCount'), 2);
    assert.equal((await anna.waitForEvents('relocated', 2)).at(-1)?.['url'], cart);
    await samePicture(inside, () => ben.replica());
    assert.deepEqual(await ben.eventsNamed('viewer_left'), []);
    assert.deepEqual(await ben.eventsNamed('session_ended'), []);
  });

  it('a late viewer sees a page of 10,000 nodes that has been changing, without a snapshot for him', async () => {
    const inside = await anna.inside();
    await inside.evaluate(() => {
      const table = document.createElement('div');
      table.id = 'many';
      for (let n = 0; n < 5_000; n += 1) {
        const row = document.createElement('p');
        row.textContent = `row ${n}`;
        table.append(row);
      }
      document.body.append(table);
    });
    await until('the rows at the first viewer', async () => {
      const replica = await ben.replica();
      // A handle for each of them would take seconds.
      return replica.evaluate(() => document.querySelectorAll('#many p').length === 5_000);
    });
    for (let step = 0; step < 5; step += 1) {
      await inside.evaluate((n) => {
        const rows = document.querySelectorAll('#many p');
        rows[n * 7]!.textContent = `changed in step ${n}`;
        rows[n * 11 + 3]!.remove();
      }, step);
    }
    const cleo = await on.viewer(anna);
    await samePicture(inside, () => cleo.replica());
    await cleo.leave();
  });
});
