// Pages that come otherwise than most: gone back to, drawings alone, under a policy that lets no own style count.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { Person, until } from './person.js';
import { samePicture } from './picture.js';
import { stage } from './stage.js';

const on = stage({}, { whole: true });
/** They go from page to page, until the browser is closed. */
let anna: Person;
let ben: Person;
let server: Server;
let origin: string;

const html = (body: string, policy = '') => ({
  'content-type': 'text/html; charset=utf-8',
  ...(policy && { 'content-security-policy': policy }),
  body: `<!doctype html><title>Shop</title><link rel="icon" href="data:,">${body}`,
});

before(async () => {
  const tag = () => `<script src="${on.demo.origin}/surfly-session.js"></script>
    <surfly-session script-src="${on.demo.origin}/surfly.js" widget-key="demo"></surfly-session>`;
  const pages: Record<string, () => Record<string, string>> = {
    '/': () => html(`<p>Welcome</p>${tag()}`),
    '/form': () =>
      html(`<form><input id="name"><textarea id="note"></textarea><input id="ticked" type="checkbox">
        <select id="size"><option>Small<option>Large</select><input id="code" type="password"></form>`),
    '/empty': () => html('<input id="name">'),
    '/next': () => html('<p>Thanks</p>'),
    '/drawing': () => ({
      'content-type': 'image/svg+xml',
      body: '<svg xmlns="http://www.w3.org/2000/svg"><style>circle { fill: red }</style><circle r="40"/></svg>',
    }),
    '/feed': () => ({
      'content-type': 'application/xml',
      body: '<?xml version="1.0"?><feed><title>News</title></feed>',
    }),
    '/invoice': () => ({ 'content-type': 'application/pdf', body: '%PDF-1.4' }),
    '/strict': () => html('<p style="color: red">No</p>', "style-src 'self'"),
  };
  server = createServer(({ url = '' }, response) => {
    const { body, ...headers } = pages[url]?.() ?? { body: '' };
    response.writeHead(pages[url] ? 200 : 404, headers).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  await on.set;
  anna = await on.leader('/', origin);
  ben = await on.viewer(anna);
});
after(() => {
  server.close();
  server.closeAllConnections();
});

/** @param address - where the leader goes, or by how much in what was visited before */
async function go(anna: Person, address: string | number, path = address) {
  const inside = await anna.inside();
  await inside.evaluate((to) => {
    setTimeout(() => (typeof to === 'number' ? history.go(to) : location.assign(to)));
  }, address);
  return until(`the page ${path}`, async () => {
    const page = await anna.inside();
    return page.url() === origin + path && page;
  });
}

describe('a page', () => {
  it('that is gone back to shows what the browser puts back into its fields', async () => {
    for (const path of ['/form', '/empty']) {
      let page = await go(anna, path);
      await page.type('#name', 'Anna');
      if (path === '/form') {
        await page.type('#note', 'By the door');
        await page.click('#ticked');
        await page.select('#size', 'Large');
      }
      await go(anna, '/next');
      page = await go(anna, -1, path);
      await until(
        'what was typed',
        async () =>
          (await page.$eval('#name', (field) => (field as HTMLInputElement).value)) === 'Anna',
      );
      await samePicture(page, () => ben.replica());
    }
  });

  it('that is a drawing is shown', async () => {
    await go(anna, '/drawing');
    await until('the drawing', async () => {
      const replica = ben.page.frames().at(-1);
      return replica?.evaluate(() => {
        const circle = document.querySelector('svg:root > circle');
        return circle && getComputedStyle(circle).fill === 'rgb(255, 0, 0)';
      });
    });
  });

  it('whose policy lets no style attribute count is shown without', async () => {
    ben.complaints.length = 0;
    const page = await go(anna, '/strict');
    const colours = async () =>
      (await ben.replica()).$$eval('p', (all) => all.map((p) => getComputedStyle(p).color));
    await until('no red', async () => (await colours()).join() === 'rgb(0, 0, 0)');
    await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<p style="color: red">Nor here</p>');
      document.body.insertAdjacentHTML('beforeend', '<p>Yes</p>');
      document.querySelector<HTMLElement>('p:last-child')!.style.color = 'green';
    });
    await until(
      'green alone',
      async () => (await colours()).join(' ') === 'rgb(0, 0, 0) rgb(0, 0, 0) rgb(0, 128, 0)',
    );
    assert.deepEqual(ben.complaints, []);
  });

  it('that is a PDF is said not to be shared, and there is a way back', async () => {
    await (await anna.inside()).evaluate(() => setTimeout(() => location.assign('/invoice')));
    const notice = () => ben.followerWindow!.$eval('.notice', (element) => element.textContent);
    await until('the notice', async () => /cannot be shared/.test((await notice()) ?? ''));
    await anna.act('relocate', `${origin}/next`);
    await until('no notice', async () => (await notice()) === '');
  });

  it('that another page has made is shown, and the session goes on', async () => {
    const before = await anna.eventsNamed('error');
    await (
      await anna.inside()
    ).evaluate(() => {
      const made = new Blob(['<p>Your invoice</p>'], { type: 'text/html' });
      setTimeout(() => location.assign(URL.createObjectURL(made)));
    });
    await until('the invoice', async () =>
      (await ben.replica()).evaluate(() => document.body.textContent.includes('invoice')),
    );
    await anna.act('relocate', `${origin}/next`);
    await until('the next page', async () =>
      (await ben.replica()).evaluate(() => document.body.textContent.includes('Thanks')),
    );
    assert.deepEqual(await anna.eventsNamed('error'), before);
  });

  it('that is XML is shown without a complaint', async () => {
    await (await anna.inside()).evaluate(() => setTimeout(() => location.assign('/feed')));
    await until('the news', async () => {
      const replica = ben.page.frames().at(-1);
      return replica?.evaluate(() => document.documentElement.textContent.includes('News'));
    });
    assert.deepEqual(
      anna.complaints.filter((line) => line.includes('observe')),
      [],
    );
  });
});
