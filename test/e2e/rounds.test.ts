import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Frame, Page } from 'puppeteer-core';
import { LEADER_WINDOW_FRAMES } from '../../src/protocol/limits.js';
import { chosenBrowser } from '../browsers.mjs';
import { Person } from './person.js';
import { wireTo } from './proxy.js';
import { stage } from './stage.js';

/** More sessions than one address may make in a minute. */
const on = stage({ limits: { newSessionsPerMinute: 1_000 } });

/** Each commit is tried with some rounds; ROUNDS in the environment chooses another number. */
const ROUNDS = Number(process.env['ROUNDS'] ?? 20);
/** Caches fill and code is compiled in the first rounds; those after them may leave nothing. */
const WARM_UP = 30;

/**
 * What a round may leave on average. It is not nothing: the browser clears up when it likes, so the last rounds may still
 * be there. A page that stays is some hundred nodes and 100,000 bytes a round.
 */
const PER_ROUND = {
  Documents: 0.05,
  Frames: 0.05,
  JSEventListeners: 0.25,
  Nodes: 10,
  JSHeapUsedSize: 5_000,
};
/** Bytes of the last session and of what the browser remembers of it, however many there were. */
const LEFT_OVER = 700_000;

/** Starts a session on the page's tag, waits for its page, and ends it. */
const ROUND = `(async () => {
  const tag = document.querySelector('surfly-session');
  const next = (name) => new Promise((resolve) => tag.addEventListener(name, resolve, { once: true }));
  const loaded = next('session_loaded');
  await tag.start();
  await loaded;
  await new Promise(requestAnimationFrame);
  const ended = next('session_ended');
  tag.end();
  await ended;
})()`;

/** Takes the page's tag off and puts it back. */
const MOVE = `(async () => {
  const tag = document.querySelector('surfly-session');
  const { parentNode, nextSibling } = tag;
  tag.remove();
  await new Promise((resolve) => setTimeout(resolve));
  parentNode.insertBefore(tag, nextSibling);
  await tag.updateComplete;
})()`;

/** Brings a frame into the page that is shown, and takes it away. */
const FRAME = `(async () => {
  const part = document.createElement('section');
  part.innerHTML = '<iframe srcdoc="<p>in it"></iframe>';
  document.body.append(part);
  await new Promise((resolve) => part.firstChild.addEventListener('load', resolve));
  for (let i = 0; i < 4; i += 1) await new Promise(requestAnimationFrame);
  part.remove();
  for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
})()`;

/** Brings another content into the page that is shown. */
const FILL = `(async () => {
  const part = document.querySelector('#filled') ?? document.createElement('section');
  part.id = 'filled';
  document.body.append(part);
  part.innerHTML = '<p>a'.repeat(200);
  await new Promise(requestAnimationFrame);
})()`;

const skip = chosenBrowser() === 'chromium' ? false : 'only Chromium tells what it holds';

describe('again and again', { skip }, () => {
  async function grows(
    person: Person,
    act: string,
    warmUp: number,
    rounds: number,
    where: Page | Frame = person.page,
  ) {
    const devtools = await person.page.createCDPSession();
    await devtools.send('Performance.enable');
    const held = async () => {
      for (let n = 0; n < 3; n += 1) await devtools.send('HeapProfiler.collectGarbage');
      const { metrics } = await devtools.send('Performance.getMetrics');
      return new Map(metrics.map(({ name, value }) => [name, value]));
    };
    for (let n = 0; n < warmUp; n += 1) await where.evaluate(act);
    const before = await held();
    for (let n = 0; n < rounds; n += 1) await where.evaluate(act);
    const after = await held();
    for (const [name, most] of Object.entries(PER_ROUND)) {
      const more = after.get(name)! - before.get(name)!;
      const once = name === 'JSHeapUsedSize' ? LEFT_OVER : 0;
      assert.ok(more <= most * rounds + once, `${more} more ${name} after ${rounds} rounds`);
    }
  }

  it('a session that is started and ended leaves nothing behind', async () => {
    const anna = await Person.enter(on.browser, `${on.demo.origin}/demo/shop/cart.html`);
    await anna.page.evaluate(() => {
      Object.assign(document.querySelector('surfly-session')!, {
        settings: { end_redirect_enabled: false },
      });
    });
    await grows(anna, ROUND, WARM_UP, ROUNDS);
    assert.deepEqual(anna.complaints, []);
    await anna.leave();
  });

  it('a frame that comes into the shared page and goes leaves nothing behind', async () => {
    const anna = await Person.enter(on.browser, `${on.demo.origin}/demo/shop/cart.html`);
    await anna.act('start');
    await anna.waitForEvents('session_loaded');
    await grows(anna, FRAME, 10, 20, await anna.inside());
    assert.deepEqual(anna.complaints, []);
    await anna.leave();
  });

  it('a tag that is taken off and put back leaves nothing behind', async () => {
    const anna = await Person.enter(on.browser, `${on.demo.origin}/demo/shop/cart.html`);
    await grows(anna, MOVE, 100, 1_000);
    assert.deepEqual(anna.complaints, []);
    await anna.leave();
  });

  it('a page that goes on without a connection leaves nothing behind', async (test) => {
    const wire = await wireTo(on.demo.port);
    test.after(() => wire.close());
    const anna = await on.leader('/demo/shop/cart.html', `http://127.0.0.1:${wire.port}`);
    wire.cut();
    // Until as much is on its way as may be.
    await grows(anna, FILL, LEADER_WINDOW_FRAMES + 50, 100, await anna.inside());
    await anna.leave();
  });
});
