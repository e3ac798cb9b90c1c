// Frames of another origin in the leader's page: shown where their own page takes part, a box with a label where it does not.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Frame } from 'puppeteer-core';
import { startHostSite, type HostPage, type HostSite } from '../hosts/host-site.js';
import { Person, until } from './person.js';
import { samePicture } from './picture.js';
import { stage } from './stage.js';

/** Keeps pictures that no script may read: it allows none. Who asks, from where. */
const asked: { path: string; from: string }[] = [];
const pictures = createServer(({ url = '', headers }, response) => {
  asked.push({ path: url, from: headers.referer ?? '' });
  // For a page of the session only.
  const isGone = url === '/gone' && [undefined, `${on.demo.origin}/`].includes(headers.referer);
  response.writeHead(isGone ? 404 : 200, {
    'content-type': 'image/svg+xml',
    'cache-control': 'no-store',
  });
  response.end('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>');
});
await once(pictures.listen(0), 'listening');
const { port: picturesPort } = pictures.address() as AddressInfo;
const pictureOrigin = `http://127.0.0.1:${picturesPort}`;
/** The same, by a name that the server was not told. */
const otherOrigin = `http://localhost:${picturesPort}`;

const on = stage({ imageOrigins: [pictureOrigin] });
/** Of the shop, whose pages are shared; and of the bank, which the shop frames. */
let shop: HostSite;
let bank: HostSite;
/** Another site too, in browsers that keep sites apart. */
let bankOrigin: string;
/** They go from page to page, as each test shows them its own, until the browser is closed. */
let anna: Person;
let ben: Person;
/** Who comes for one test only. */
const people: Person[] = [];

before(async () => {
  [shop, bank] = await Promise.all([startHostSite(), startHostSite()]);
  bankOrigin = bank.origin.replace('localhost', '127.0.0.1');
  await on.set;
  const entrance = shop.add({ body: () => tag(`settings='{"hide_selector": ".hidden"}'`) });
  anna = await on.leader(new URL(entrance).pathname, shop.origin);
  ben = await on.viewer(anna);
});
afterEach(async () => {
  await Promise.all(people.splice(0).map((person) => person.leave()));
});
after(async () => {
  pictures.close();
  await Promise.all([shop.close(), bank.close()]);
});

const script = (attributes = `data-share-with="${shop.origin}"`) =>
  `<script src="${on.demo.origin}/surfly.js" ${attributes}></script>`;
/** Brings the script long after the page has loaded, as tag managers do. */
const lateScript = () => `<script>setTimeout(() => {
    const script = document.createElement('script');
    Object.assign(script, { src: '${on.demo.origin}/surfly.js' }).dataset.shareWith = '${shop.origin}';
    document.head.append(script);
  }, 1200)</script>`;
const tag = (attributes = '') => `<script src="${on.demo.origin}/surfly-session.js"></script>
  <surfly-session script-src="${on.demo.origin}/surfly.js" widget-key="demo" ${attributes}></surfly-session>`;

/** Adds a page of the bank. */
const banking = (page: HostPage) => bank.add(page).replace(bank.origin, bankOrigin);
const FORM = `<form onsubmit="return false">
    <input id="name" value="Anna"><input id="password" type="password" value="kite-1742">
    <p class="secret">Balance 9731</p>
    <select id="plan"><option>Monthly<option>Yearly</select>
    <button id="pay" type="button" onclick="this.textContent = 'Paid ' + (++window.paid)">Pay</button>
  </form>
  <div id="terms" style="height: 40px; overflow: auto"><p style="height: 400px">Terms</p></div>
  <iframe id="inner" srcdoc="<p>Inside the bank" title="Inner"></iframe>
  <script>window.paid = 0;</script>`;
const sharing = (body = FORM): HostPage => ({ head: () => script(), body: () => body });
const framed = (src: string, attributes = 'title="Payment"') =>
  `<iframe id="bank" src="${src}" ${attributes} width="500" height="360" style="border: 3px solid"></iframe>`;

/** Leads to a page of the shop, of whose own only this is told apart, and waits until the viewer sees that. */
async function show(body: string): Promise<void> {
  for (const person of [anna, ben]) person.complaints.length = 0;
  pages += 1;
  const mark = `page-${pages}`;
  await anna.act('relocate', shop.add({ body: () => `<i id="${mark}"></i>${body}` }));
  await until('the page', async () => (await ben.replica()).$(`#${mark}`));
  await until('all of the page', async () => (await anna.inside()).$(`#${mark}`));
}
let pages = 0;

/** Somebody more who sees the page. */
async function comes(): Promise<Person> {
  const person = await on.viewer(anna);
  people.push(person);
  return person;
}

/** What a frame of a frame shows. */
async function shownIn(frame: Frame, selector = '#bank'): Promise<Frame> {
  const inner = await (await frame.$(selector))?.contentFrame();
  if (!inner) throw new Error(`Nothing is shown in ${selector}.`);
  return inner;
}

const bankOf = async (anna: Person, selector?: string) => shownIn(await anna.inside(), selector);
const pictureOf = async (ben: Person, selector?: string) => shownIn(await ben.replica(), selector);
const textOf = async (ben: Person, selector?: string) =>
  (await pictureOf(ben, selector)).evaluate(() => document.body?.innerText ?? '');
/** A frame that is replaced meanwhile answers nobody: then it is asked again. */
const answerOf = (asked: Promise<string>) =>
  Promise.race([asked.catch(() => ''), new Promise<string>((go) => setTimeout(go, 2_000, ''))]);
/** The label of a frame that shows nothing yet says what that is called, and no more. */
const LABEL = 'Not shared: ';
const shows = (ben: Person, text: string, selector?: string) =>
  until(`a frame with "${text}"`, async () => {
    const shown = await answerOf(textOf(ben, selector));
    return shown.includes(text) && shown.startsWith(LABEL) === text.startsWith(LABEL);
  });
const isLabelled = (ben: Person, title = 'Payment', selector?: string) =>
  shows(ben, LABEL + title, selector);

describe('a frame of another origin that takes part', () => {
  it('is shown node by node and live, with what is private left out', async () => {
    await show(framed(banking(sharing(FORM.replace('secret', 'secret hidden')))));
    await shows(ben, 'Pay');
    const hidden = await (await pictureOf(ben)).$eval('.secret', (secret) => secret.textContent);
    assert.match(hidden, /^•+$/, 'what the session hides');
    const page = await bankOf(anna);
    // The comparison leaves out what is private by its own attribute, and has an id.
    await page.$eval('.secret', (secret) => {
      secret.id = 'secret';
      secret.setAttribute('surfly_private', '');
    });
    const same = () => samePicture(page, () => pictureOf(ben));
    await same();
    assert.equal(page.url().startsWith(bankOrigin), true);

    await page.$eval('body', (body) => body.append('More of the bank'));
    await page.type('#name', ' Berg');
    await page.type('#password', 'x');
    await page.$eval('#terms', (terms) => (terms.scrollTop = 120));
    await same();
    await until('the frame in the frame', async () => {
      const inner = await shownIn(await pictureOf(ben), '#inner');
      return (await inner.$eval('body', (body) => body.innerText)).includes('Inside the bank');
    });
    const picture = await (
      await pictureOf(ben)
    ).evaluate(
      () =>
        document.documentElement.outerHTML +
        [...document.querySelectorAll('input')].map(({ value }) => value).join(),
    );
    // Digits alone may be in an address by chance.
    for (const secret of ['kite-1742', 'Balance']) assert.ok(!picture.includes(secret), secret);
    // The picture that every page here has came too, from the bank.
    await until('a picture', async () =>
      (await pictureOf(ben)).$eval('img', (img) => img.naturalWidth === 1),
    );
    assert.deepEqual([anna.complaints, ben.complaints], [[], []]);
  });

  it('takes what the one in control does: clicks, types, chooses, scrolls', async () => {
    await show(`<input id="own">${framed(banking(sharing()))}`);
    await shows(ben, 'Pay');
    await anna.act('giveControl', 1);
    await ben.controls();
    const page = await bankOf(anna);
    const inPicture = async (selector: string) =>
      ben.clickInReplica(selector, await pictureOf(ben));
    const bankShows = (what: string, look: () => boolean | Promise<boolean>) =>
      until(what, () => page.evaluate(look));

    await inPicture('#pay');
    await bankShows('a click', () => document.querySelector('#pay')!.textContent === 'Paid 1');
    await shows(ben, 'Paid 1');
    await inPicture('#name');
    await ben.page.keyboard.press('End');
    await ben.page.keyboard.type(' Lind');
    await bankShows(
      'what was typed',
      () => document.querySelector<HTMLInputElement>('#name')!.value === 'Anna Lind',
    );
    // Into the page around it, and back.
    await ben.clickInReplica('#own');
    await ben.page.keyboard.type('outside');
    await until('what was typed outside', async () =>
      (await anna.inside()).$eval('#own', (own) => (own as HTMLInputElement).value === 'outside'),
    );
    await inPicture('#plan');
    await ben.page.keyboard.press('ArrowDown');
    await ben.page.keyboard.press('Enter');
    await bankShows(
      'a choice',
      () => document.querySelector<HTMLSelectElement>('#plan')!.value === 'Yearly',
    );
    const { x, y } = await ben.placeOf('#terms', await pictureOf(ben));
    await ben.page.mouse.move(x, y);
    await ben.page.mouse.wheel({ deltaY: 80 });
    await bankShows('a scrolled box', () => document.querySelector('#terms')!.scrollTop > 0);
    await samePicture(page, () => pictureOf(ben));

    // What is private takes nothing.
    await inPicture('#password');
    await ben.page.keyboard.type('stolen');
    await until('a refusal', async () =>
      (await ben.followerWindow!.$eval('body', (body) => body.innerText)).includes(
        'Dieses Feld ist privat.',
      ),
    );
    const password = await page.$eval('#password', (field) => (field as HTMLInputElement).value);
    assert.equal(password, 'kite-1742');
    await anna.act('giveControl', 0);
    assert.deepEqual([anna.complaints, ben.complaints], [[], []]);
  });

  it('is there for somebody who comes late, with what has changed since', async () => {
    await show(`<p id="own" hidden></p>${framed(banking(sharing()))}`);
    await shows(ben, 'Pay');
    const page = await bankOf(anna);
    await page.type('#name', ' Berg');
    await page.$eval('#pay', (button) => button.replaceWith('Paid already'));
    // So much changes that the relay asks for a new snapshot; who comes now begins with that one.
    await (
      await anna.inside()
    ).$eval('#own', async (own) => {
      for (let i = 0; i < 4; i += 1) {
        const bytes = crypto.getRandomValues(new Uint8Array(60_000));
        own.textContent = Array.from({ length: 10 }, () => String.fromCodePoint(...bytes)).join('');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      own.textContent = 'Calm again';
    });
    await until('calm', async () =>
      (await ben.replica()).$eval('#own', (own) => own.textContent === 'Calm again'),
    );
    const carla = await comes();
    await samePicture(page, () => pictureOf(carla));
    await samePicture(page, () => pictureOf(ben));
    // A picture made anew while the frame goes on.
    await page.$eval('body', (body) => body.prepend('News'));
    await samePicture(page, () => pictureOf(carla));
  });

  it('goes to other pages: the old picture stays until the new one, and leaves with the last', async () => {
    const silent = banking({ body: () => '<p>Says nothing' });
    const second = banking({
      body: () => `<p>The second page</p><a id="on" href="${silent}">On</a>${lateScript()}`,
    });
    const first = banking(sharing(`<p>The first page</p><a id="on" href="${second}">On</a>`));
    await show(framed(first));
    await shows(ben, 'The first page');
    await (await bankOf(anna)).click('#on');
    const seen: string[] = [];
    await until('the second page', async () => {
      seen.push(await textOf(ben).catch(() => ''));
      return seen.at(-1)!.includes('The second page');
    });
    assert.ok(seen.length > 5, 'the way there takes a while');
    assert.ok(!seen.some((text) => text.includes('Not shared')), seen.join('\n'));
    await (await bankOf(anna)).click('#on');
    await isLabelled(ben);
    // And back again.
    await (
      await anna.inside()
    ).$eval('#bank', (frame, src) => ((frame as HTMLIFrameElement).src = src), first);
    await shows(ben, 'The first page');
    assert.deepEqual([anna.complaints, ben.complaints], [[], []]);
  });

  it('comes, moves and goes at any time, beside others', async () => {
    const url = banking(sharing('<p id="who">A bank</p>'));
    await show(`<main></main><aside></aside>`);
    const page = await anna.inside();
    await page.evaluate((src) => {
      for (const id of ['one', 'two', 'three']) {
        const frame = Object.assign(document.createElement('iframe'), { id, src });
        document.querySelector('main')!.append(frame);
      }
    }, url);
    for (const id of ['#one', '#two', '#three']) await shows(ben, 'A bank', id);
    await (await bankOf(anna, '#two')).$eval('#who', (who) => (who.textContent = 'The second'));
    await shows(ben, 'The second', '#two');
    await page.evaluate(() => {
      document.querySelector('#one')!.remove();
      document.querySelector('aside')!.append(document.querySelector('#three')!);
    });
    await shows(ben, 'A bank', 'aside #three');
    await (await bankOf(anna, '#three')).$eval('#who', (who) => (who.textContent = 'Moved'));
    await shows(ben, 'Moved', 'aside #three');
    assert.equal(await (await ben.replica()).$('#one'), null);
    assert.equal(
      await textOf(ben, '#two'),
      await (await bankOf(anna, '#two')).$eval('body', (body) => body.innerText),
    );
    assert.deepEqual([anna.complaints, ben.complaints], [[], []]);
  });

  it('is shown though its script comes late, and under strict policies', async () => {
    const { host } = new URL(on.demo.origin);
    const late = banking({ body: () => `<p>A slow bank</p>${lateScript()}` });
    const strict = banking({
      head: (nonce) =>
        script(`nonce="${nonce}" data-share-with="https://other.example ${shop.origin}"`),
      body: () => '<p>A strict bank</p>',
      headers: (nonce) => ({
        'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; img-src 'self' data:; connect-src 'self'; frame-ancestors ${shop.origin}`,
      }),
    });
    // A session of its own: the policy is that of the page around it, too.
    const page = shop.add({
      body: () => `${framed(strict)}<iframe id="late" src="${late}"></iframe>${tag()}`,
      headers: () => ({
        'content-security-policy': `default-src 'none'; script-src ${on.demo.origin}; style-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ws://${host}; frame-src 'self' ${bankOrigin}`,
      }),
    });
    const leader = await on.leader(new URL(page).pathname, shop.origin);
    people.push(leader);
    const viewer = await on.viewer(leader);
    people.push(viewer);
    await shows(viewer, 'A strict bank');
    await shows(viewer, 'A slow bank', '#late');
    await leader.act('giveControl', 1);
    await viewer.waitForEvents('control');
    assert.deepEqual([leader.complaints, viewer.complaints], [[], []]);
  });

  it('is shown though its part is long on the way', async () => {
    const server = createServer(({ url = '' }, response) => {
      const headers = { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' };
      const send = () => response.writeHead(200, headers).end(readFileSync(`dist${url}`));
      setTimeout(send, url === '/surfly-frame.js' ? 2600 : 0);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const slow = `<script src="http://127.0.0.1:${port}/surfly.js" data-share-with="${shop.origin}"></script>`;
      await show(framed(banking({ head: () => slow, body: () => FORM })));
      await shows(ben, 'Pay');
      // It was asked more than once, and goes on telling what it shows.
      await (await bankOf(anna)).$eval('#pay', (pay) => (pay.textContent = 'Pay now'));
      await shows(ben, 'Pay now');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('has frames of a third origin in it, if those name everybody around them', async () => {
    const third = await startHostSite();
    try {
      const naming = (origins: string) =>
        third.add({
          head: () => script(`data-share-with="${origins}"`),
          body: () => '<p>The third',
        });
      const whole = naming(`${bankOrigin} ${shop.origin}`);
      const half = naming(bankOrigin);
      await show(
        framed(
          banking(
            sharing(
              `<p>The second</p><iframe id="whole" src="${whole}"></iframe><iframe id="half" src="${half}" title="Half"></iframe>`,
            ),
          ),
        ),
      );
      await shows(ben, 'The second');
      const inBank = async (selector: string) =>
        (await shownIn(await pictureOf(ben), selector)).evaluate(() => document.body.innerText);
      await until('the third', async () => (await inBank('#whole')).includes('The third'));
      assert.match(await inBank('#half'), /Not shared: Half/);
      const carla = await comes();
      await until('the third, late', async () => {
        const inner = await shownIn(await pictureOf(carla), '#whole');
        return (await inner.evaluate(() => document.body.innerText)).includes('The third');
      });
    } finally {
      await third.close();
    }
  });
});

describe('a frame of another origin that does not take part', () => {
  it('is a box of its size with its title: named nobody, somebody else, or has no origin', async () => {
    const others: Record<string, [string, string?]> = {
      none: [banking({ body: () => '<p>Says nothing' })],
      other: [
        banking({
          head: () => script('data-share-with="https://other.example"'),
          body: () => '<p>Not for you',
        }),
      ],
      nobody: [banking({ head: () => script(''), body: () => '<p>Not for you' })],
      opaque: [banking(sharing('<p>Not for you')), 'sandbox="allow-scripts"'],
    };
    const frames = Object.entries(others).map(
      ([id, [src, attributes = '']]) =>
        `<iframe id="${id}" title="The ${id}" src="${src}" ${attributes} width="431" height="157"></iframe>`,
    );
    await show(frames.join('') + framed(banking(sharing())));
    // By then the others would be there too.
    await shows(ben, 'Pay');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    for (const id of Object.keys(others)) {
      await isLabelled(ben, `The ${id}`, `#${id}`);
      const size = (frame: Element) => [frame.clientWidth, frame.clientHeight];
      const theirs = await (await anna.inside()).$eval(`#${id}`, size);
      assert.deepEqual(await (await ben.replica()).$eval(`#${id}`, size), theirs);
    }
  });

  it('says one clear thing about a name that is no origin', async () => {
    const page = await on.browser.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    const inner = banking({ head: () => script('data-share-with="*"'), body: () => '' });
    await page.goto(shop.add({ body: () => framed(inner) }));
    await until('an error', async () => said.length > 0);
    assert.match(said.join(), /data-share-with names "\*", which is no origin such as https:/);
    await page.close();
  });
});

describe('a page that a framed page did not name', () => {
  /** Runs in the hostile page: knocks as our own engine does, and with whatever else may come to mind. */
  const knocking = `<script>
    window.heard = [];
    addEventListener('message', ({ data, ports }) => heard.push([data, ports.length]));
    const knock = () => {
      const { contentWindow } = document.querySelector('#bank');
      for (const type of ['knock', 'answer', 'start']) {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => heard.push([data, -1]);
        const data = JSON.stringify({ type: 'surfly-session:' + type });
        contentWindow.postMessage(data, '*', type === 'start' ? [port2] : []);
      }
    };
    document.querySelector('#bank').addEventListener('load', () => setInterval(knock, 100));
  </script>`;
  /** What the page around it has heard, and what the framed page has loaded. */
  const knockAt = async (origin: string) => {
    const page = await on.browser.newPage();
    const inner = banking({ head: () => script(`data-share-with="${origin}"`), body: () => FORM });
    await page.goto(shop.add({ body: () => framed(inner) + knocking }));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const heard = (await page.evaluate('window.heard')) as [unknown, number][];
    const bank = await shownIn(page.mainFrame());
    const loaded = await bank.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    );
    await page.close();
    return { heard, loaded };
  };

  it('hears nothing, and nothing is loaded', async () => {
    const unnamed = await knockAt(shop.origin.replace(/\d+$/, '1'));
    assert.deepEqual(unnamed.heard, []);
    assert.ok(!unnamed.loaded.includes('/surfly-frame.js'));
    // The same page, named: it hears that somebody is there.
    const named = await knockAt(shop.origin);
    const [[answer, ports] = []] = named.heard;
    assert.deepEqual([answer, ports], ['{"type":"surfly-session:answer"}', 1]);
    assert.ok(named.loaded.includes('/surfly-frame.js'));
  });
});

describe('a hostile frame', () => {
  /** Answers as a page that takes part, and then says what none of ours would say. */
  const hostile = (talk: string) =>
    banking({
      body: () => `<p>Hostile</p><script>
        addEventListener('message', ({ data, source, origin }) => {
          if (data !== '{"type":"surfly-session:knock"}') return;
          const { port1, port2 } = new MessageChannel();
          const say = (message) => port1.postMessage(message);
          const tell = (kind, record) => say({ type: 'record', kind, text: typeof record === 'string' ? record : JSON.stringify(record) });
          source.postMessage('{"type":"surfly-session:answer"}', origin, [port2]);
          // A page with a text, as our recorder tells it.
          const page = (...ops) => [1, 7, 1, [1, 5], [4, 0, 1, 1, 'html', 0, 1, 1, 'body', 0, 1, 2, 'From the frame'], ...ops];
          ${talk}
        });
      </script>`,
    });
  const talks: Record<string, string> = {
    nonsense: `say(null); say('x'); say({ type: 'record' }); say({ type: 'constructor' });`,
    'no record': `tell('snapshot', '{"not": "a list"}'); tell('change', '[1,2,3]');`,
    'no JSON': `tell('snapshot', '[[[[[[');`,
    'a list that is deep': `tell('snapshot', '['.repeat(900000) + ']'.repeat(900000));`,
    'a record that is large': `tell('snapshot', page(['x'.repeat(5000000)]));`,
    'a text that grows on the way': `tell('snapshot', '\\u0001'.repeat(2000000));`,
    'nodes of the page around': `tell('snapshot', page([0, 1, 2, 3], [2, 1000, 'x'])); tell('change', [2, 6, [0, 99]]);`,
    'an operation that is not there': `tell('snapshot', page([4711]));`,
    'a frame in itself': `tell('snapshot', page([40, 3, 0, JSON.stringify(page())]));`,
    'nodes without end': `tell('snapshot', page([1, 3, 0, ...Array(200000).fill([2, '']).flat()]));`,
    'changes without end': `tell('snapshot', page()); setInterval(() => { for (let i = 0; i < 2000; i += 1) tell('change', [2 + i, 6, [2, 4, 'x' + i]]); }, 20);`,
    'messages without end': `setInterval(() => { for (let i = 0; i < 3000; i += 1) say({ type: 'pointer', x: i, y: i }); }, 10);`,
    'pictures that are none': `say({ type: 'asset', mediaType: 'text/html', bytes: new Uint8Array(9) });`,
    'values that no JSON has': `say({ type: 'record', kind: 'snapshot', text: 5n, more: new Map([[1, 2]]) });`,
    'a pointer of its own': `tell('snapshot', page()); for (const x of [-5000, 5000, NaN, 'x', 10]) say({ type: 'pointer', x, y: x });`,
    'one answer after the other': `setInterval(() => source.postMessage('{"type":"surfly-session:answer"}', origin, [new MessageChannel().port1]), 1);`,
    'its leaving, again and again': `for (let i = 0; i < 50; i += 1) say({ type: 'gone' });`,
  };

  it('harms nobody, whatever it says', async () => {
    await show(`<p id="own">The shop</p>${framed(banking(sharing()))}<main></main>`);
    await shows(ben, 'Pay');
    const page = await anna.inside();
    for (const [what, talk] of Object.entries(talks)) {
      await page.$eval(
        'main',
        (main, src) => {
          const frame = Object.assign(document.createElement('iframe'), { src, id: 'hostile' });
          main.replaceChildren(frame);
        },
        hostile(talk),
      );
      await new Promise((resolve) => setTimeout(resolve, 700));
      // The page around it and the frame beside it go on.
      await page.$eval('#own', (own, text) => (own.textContent = text), `The shop beside ${what}`);
      await (
        await bankOf(anna)
      ).$eval('#pay', (pay, text) => (pay.textContent = text), `Pay ${what}`);
      await until(`a page that goes on beside ${what}`, async () => {
        const own = await (await ben.replica()).$eval('#own', ({ textContent }) => textContent);
        return own === `The shop beside ${what}`;
      });
      await shows(ben, `Pay ${what}`);
      const shown = await textOf(ben, '#hostile');
      if (/tell\('snapshot', page\(\)\)/.test(talk)) assert.match(shown, /not shared|x\d+|From/i);
      else assert.match(shown, /not shared/i, what);
    }
    // Nobody had to make the picture anew, and nobody complains of more than a frame that is not shown.
    assert.deepEqual([anna.complaints, ben.complaints], [[], []]);
    const carla = await comes();
    await shows(carla, 'Pay');
  });

  it('shows, where it says the right things, what it likes in its own frame only', async () => {
    await show(
      `<p id="own">The shop</p>${framed(hostile(`tell('snapshot', page([2, 4, 'x']));`))}`,
    );
    // Number 4 of its own is not number 4 of the page.
    const text = await until('a word from the frame', async () => {
      const found = await textOf(ben);
      return !found.includes('Not shared') && found;
    });
    assert.match(text, /From the frame|x/);
    assert.equal(
      await (await ben.replica()).$eval('#own', ({ textContent }) => textContent),
      'The shop',
    );
  });
});

describe('an image that no script may read', () => {
  const seen = (page: Frame, selector: string) =>
    until(`the image ${selector}`, () =>
      page.evaluate(
        (one) => document.querySelector<HTMLImageElement>(one)?.naturalWidth === 8,
        selector,
      ),
    );

  const isPage = (from: string) =>
    [shop.origin, bankOrigin].some((origin) => from === `${origin}/`);

  it('is asked for by the viewer where the server names its origin', async () => {
    const inner = banking(sharing(`<img id="inner" src="${pictureOrigin}/inner">`));
    await show(`<img id="one" src="${pictureOrigin}/one?a=%22b%22&c=(d)'e\\f">
      <p id="two" style="background-image: url('${pictureOrigin}/two(2)')">Two</p>${framed(inner)}`);
    const replica = await ben.replica();
    await seen(replica, '#one');
    await until('the image in the frame', async () =>
      (await pictureOf(ben)).evaluate(
        () => document.querySelector<HTMLImageElement>('#inner')?.naturalWidth === 8,
      ),
    );
    const background = await replica.$eval('#two', (two) => getComputedStyle(two).backgroundImage);
    assert.equal(background, `url("${pictureOrigin}/two(2)")`);
    for (const path of ['/one', '/two', '/inner']) {
      const from = asked.filter((one) => one.path.startsWith(path)).map((one) => one.from);
      assert.equal(from.filter(isPage).length, 1, path);
      // Of more than the server nobody hears.
      const viewers = from.filter((one) => !isPage(one));
      assert.ok(viewers.length > 0, path);
      assert.ok(
        viewers.every((one) => ['', `${on.demo.origin}/`].includes(one)),
        `${viewers}`,
      );
    }
    assert.deepEqual([anna.complaints, ben.complaints], [[], []]);
  });

  it('is not asked for elsewhere, or with a secret in its address, which is not told', async () => {
    await show(`<input type="password" value="kite-1742"><input type="password" value="red 17@42">
      <img class="code" src="${pictureOrigin}/code?of=kite-1742"><img class="code" src="${pictureOrigin}/code?of=red+17%4042">
      <img class="code" src="${pictureOrigin}/code?of=red%2017@42">
      <img id="other" src="${otherOrigin}/other"><img id="one" src="${pictureOrigin}/last">`);
    await seen(await ben.replica(), '#one');
    const markup = await (
      await ben.replica()
    ).$$eval('#other, .code', (images) => images.map((image) => image.outerHTML).join());
    assert.ok(!markup.includes(String(picturesPort)), markup);
    const hidden = asked.filter(({ path }) => /^\/(?:other|code)/.test(path));
    assert.ok(hidden.length >= 4 && hidden.every(({ from }) => isPage(from)), `${hidden.length}`);
  });

  it('leaves its place as it is where the viewer does not get it, and what has no address is none', async () => {
    await show(`<img id="gone" src="${pictureOrigin}/gone">
      <p style="background-image: url('blob:${pictureOrigin}/no-address')">Two</p>`);
    await seen(await ben.replica(), '#gone');
  });
});
