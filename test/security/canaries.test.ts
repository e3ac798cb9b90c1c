/**
 * Secrets are planted wherever a page can hold one, before a session and during it; then everything that passes between
 * leader, relay and follower is read. None may be found. The control hides nothing, and must find them.
 */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Browser, Frame } from 'puppeteer-core';
import { launch } from '../browsers.mjs';
import { Person, until } from '../e2e/person.js';
import { CARDS, OUTSIDE, REGION } from './canary-doors.js';
import { startListeningRelay, type ListeningRelay } from './listening-relay.js';

const HIDE = '.vip, .shut p, li:has(.mark)';

/** Gives out texts that are nowhere else, and remembers where each was put. */
class Canaries {
  readonly planted = new Map<string, string>();
  #next = 0;

  secret(door: string): string {
    // No two have eight characters in common at any place.
    const canary = `q${(this.#next += 1).toString(36)}7z${Math.random().toString(36).slice(2, 10)}`;
    this.planted.set(canary, door);
    return canary;
  }

  card(door: string): string {
    for (;;) {
      const digits = `4${Array.from({ length: 15 }, () => Math.floor(Math.random() * 10)).join('')}`;
      if (luhn(digits) % 10 !== 0) continue;
      this.planted.set(digits, door);
      return digits;
    }
  }

  code(door: string): string {
    const digits = String(Math.floor(1e7 + Math.random() * 9e7));
    this.planted.set(digits, door);
    return digits;
  }

  foundIn(text: string): string[] {
    return [...this.planted].filter(([canary]) => text.includes(canary)).map(([, door]) => door);
  }
}

function luhn(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 1 : 2);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
}

describe('secrets planted in a page', () => {
  let browser: Browser;
  let relay: ListeningRelay;
  let site: Server;
  let origin: string;
  /** The page that the session shows. */
  let content = '';

  before(async () => {
    [browser, relay] = await Promise.all([launch(), startListeningRelay()]);
    site = createServer(({ url }, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      const isPage = url?.startsWith('/page') ?? false;
      const settings = JSON.stringify({
        url: `${origin}/page`,
        ...(masks && { hide_selector: HIDE }),
      });
      response.end(
        isPage
          ? content
          : `<!doctype html><title>Host</title><link rel="icon" href="data:,">
             <script src="${relay.origin}/surfly-session.js"></script>
             <surfly-session script-src="${relay.origin}/surfly.js" widget-key="demo" settings='${settings}'></surfly-session>`,
      );
    });
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
    origin = `http://localhost:${(site.address() as AddressInfo).port}`;
  });
  after(async () => {
    await browser.close();
    site.close();
    site.closeAllConnections();
    await relay.close();
  });

  let masks = true;
  let canaries: Canaries;
  const plant = (door: string, canary: string) =>
    door
      .replaceAll('C', (found, at: number) =>
        /[A-Z]/.test(door[at - 1] ?? '') || /[A-Z]/.test(door[at + 1] ?? '') ? found : canary,
      )
      .replaceAll('PRIVATE', masks ? 'surfly_private' : 'data-none')
      .replaceAll('PASSWORD', masks ? 'password' : 'text')
      .replaceAll('AUTOCOMPLETE', masks ? 'autocomplete' : 'data-autocomplete');
  const region = (round: string) =>
    REGION.map((door) =>
      plant(`<div PRIVATE>${door}</div>`, canaries.secret(`${round}: ${door}`)),
    ).join('\n');
  const outside = (round: string) =>
    OUTSIDE.map((door) => plant(door, canaries.secret(`${round}: ${door}`))).join('\n');
  /** Card numbers are hidden whatever the settings say, so the control plants others in their place. */
  const card = (door: string) => (masks ? canaries.card(door) : canaries.secret(door));
  const cards = (round: string) =>
    CARDS.map((door) => plant(door, card(`${round}: ${door}`))).join('\n');

  async function session(): Promise<{ found: string[]; logged: string[]; planted: number }> {
    canaries = new Canaries();
    relay.forget();
    relay.records = 0;
    relay.unread = [];
    const pw = masks ? 'password' : 'text';
    content = `<!doctype html><html lang="en"><head><title>${card('title')}</title><link rel="icon" href="data:,"></head><body>
      <input id="typed" type="${pw}"><input id="toggled" type="${pw}"><input id="replaced" type="${pw}">
      <input id="copied" type="${pw}"><input id="pasted" type="${pw}"><input id="filled" ${masks ? 'autocomplete="cc-number"' : ''}>
      <input id="otp" ${masks ? 'autocomplete="one-time-code"' : ''}><input id="open"><textarea id="area"></textarea>
      <form id="form" action="/page"><input id="sent" name="${masks ? 'password' : 'plain'}" type="${pw}"></form>
      <p id="echo">e</p><p id="attributes">a</p><div id="room"></div><main>${region('at first')}</main>${outside('at first')}${cards('at first')}
      </body></html>`;
    const anna = await Person.enter(browser, `${origin}/`);
    await anna.act('start');
    await anna.waitForEvents('session_started');
    const page = await anna.inside();
    const ben = await Person.enter(browser, await anna.get<string>('followerLink'));
    await ben.waitForEvents('viewer_joined');
    await ben.replica();
    await later(page);
    await drained('the last change', 'end-of-changes', page);

    // Leads to another page, with what is in the field in its address.
    const sent = canaries.secret('the address after a form');
    await page.type('#sent', sent);
    await page.evaluate(() => document.querySelector<HTMLFormElement>('#form')!.requestSubmit());
    await until('the next page', async () => (await anna.inside()).url().includes('?'));
    await drained('the next page', 'end-of-pages', await anna.inside());
    // Somebody who comes late gets the newest snapshot.
    const cat = await Person.enter(browser, await anna.get<string>('followerLink'));
    await cat.waitForEvents('viewer_joined');
    await cat.replica();
    await Promise.all([anna.leave(), ben.leave(), cat.leave()]);
    const { unread, records } = relay;
    assert.deepEqual(unread, []);
    assert.ok(records > 20, `${records} records were read`);
    return {
      found: canaries.foundIn(relay.said()),
      logged: canaries.foundIn(relay.logs()),
      planted: canaries.planted.size,
    };
  }

  /** Waits until what the page says now has been said on the wire. */
  async function drained(what: string, mark: string, page: Frame): Promise<void> {
    await page.evaluate((text) => document.body.append(text), mark);
    await until(what, () => Promise.resolve(relay.said().includes(mark)));
  }

  /** What happens on the page during the session. */
  async function later(page: Frame): Promise<void> {
    const { keyboard } = page.page();
    const set = (html: string) =>
      page.evaluate((text) => {
        const room = document.querySelector('#room')!;
        (room as HTMLElement & { setHTMLUnsafe?(html: string): void }).setHTMLUnsafe?.(text);
      }, html);
    await set(region('later') + outside('later') + cards('later'));

    await page.type('#typed', canaries.secret('typed'));
    const toggled = canaries.secret('typed, shown, typed on');
    await page.type('#toggled', toggled.slice(0, 5));
    await page.$eval('#toggled', (field) => field.setAttribute('type', 'text'));
    await page.type('#toggled', toggled.slice(5));
    const replaced = canaries.secret('in a field that another one replaces');
    await page.type('#replaced', replaced);
    await page.$eval('#replaced', (field) => {
      const other = document.createElement('input');
      other.value = (field as HTMLInputElement).value;
      other.setAttribute('value', other.value);
      field.replaceWith(other, ` It was ${other.value}`);
    });
    // A page that shows what is typed, everywhere.
    await page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>('#copied')!;
      field.addEventListener('input', () => {
        const { value } = field;
        if (value.length < 4) return;
        const attributes = document.querySelector<HTMLElement>('#attributes')!;
        document.querySelector('#echo')!.textContent = `You typed ${value}`;
        attributes.title = value;
        attributes.dataset['value'] = value;
        attributes.setAttribute('aria-label', value);
        attributes.style.setProperty('--value', `"${value}"`);
        document.title = value;
        document.querySelector<HTMLInputElement>('#open')!.value = value;
        document.querySelector('#area')!.textContent = value;
        history.pushState(null, '', `?v=${value}#${value}`);
        const style = document.createElement('style');
        document.head.append(style);
        style.sheet!.insertRule(`#echo::after { content: "${value}" }`);
        style.sheet!.insertRule(`#copied[value="${value}"] { color: red }`);
        getSelection()?.selectAllChildren(document.querySelector('#echo')!);
        field.focus();
      });
    });
    await page.type('#copied', canaries.secret('copied by the page'));
    const pasted = canaries.secret('pasted');
    await page.focus('#pasted');
    await page.evaluate((text) => document.execCommand('insertText', false, text), pasted);
    // As browsers fill in what they have saved: the value at once, then the events.
    const filled = canaries.secret('filled in');
    await page.$eval(
      '#filled',
      (field, value) => {
        (field as HTMLInputElement).value = value;
        for (const type of ['input', 'change'])
          field.dispatchEvent(new Event(type, { bubbles: true }));
      },
      filled,
    );
    await page.type('#otp', canaries.code('a one-time code'));
    if (masks) {
      await page.$eval('#open', (field) => ((field as HTMLInputElement).value = ''));
      await page.type('#open', canaries.card('a card number typed into any field'));
    }
    await keyboard.press('Tab');

    // Regions that become private, and what is put into them then.
    const made = [1, 2, 3, 4].map((n) => canaries.secret(`a region made private, ${n}`));
    await page.evaluate(
      ([one, two, three, four], masked) => {
        const place = document.createElement('article');
        for (const text of 'abcd') {
          place.append(Object.assign(document.createElement('p'), { textContent: text }));
        }
        document.body.append(place);
        const [a, b, c, d] = place.children as unknown as HTMLElement[];
        return new Promise<void>((resolve) => {
          setTimeout(() => {
            if (masked) a!.setAttribute('surfly_private', '');
            a!.textContent = one!;
            b!.firstChild!.nodeValue = two!;
            if (masked) b!.className = 'vip';
            c!.title = three!;
            if (masked) place.className = 'shut';
            d!.append(four!);
            resolve();
          }, 100);
        });
      },
      made,
      masks,
    );
    const address = card('in the address');
    await page.evaluate(
      (text) => history.pushState(null, '', `/page/${text}?card=${text}#${text}`),
      address,
    );
    await page.evaluate(() => history.replaceState(null, '', '/page'));
    await page.evaluate((text) => (document.title = text), card('a title set later'));
    await page.evaluate((text) => {
      const target = document.querySelector('main > div')!;
      target.dispatchEvent(
        new DragEvent('dragstart', { bubbles: true, dataTransfer: new DataTransfer() }),
      );
      target.append(text);
    }, canaries.secret('appended to a region'));
  }

  it('are nowhere on the wire, nor in the logs', async (test) => {
    masks = true;
    const { found, logged, planted } = await session();
    test.diagnostic(`${planted} secrets`);
    assert.ok(planted >= 100, `${planted} secrets`);
    assert.deepEqual(found, []);
    assert.deepEqual(logged, []);
  });

  it('are found by the same eyes where nothing is masked', async (test) => {
    masks = false;
    const { found, planted } = await session();
    test.diagnostic(`${found.length} of ${planted} found`);
    assert.ok(found.length > 90, `only ${found.length} of ${planted} were found`);
  });
});
