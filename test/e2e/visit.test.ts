import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Frame } from 'puppeteer-core';
import { Person, until } from './person.js';
import { samePicture } from './picture.js';
import { stage } from './stage.js';

const on = stage();

const SECRETS = {
  '[type=password]': 'kite-string-1742',
  '[autocomplete=cc-number]': '4111 1111 1111 1111',
  '[autocomplete=one-time-code]': '918273',
};

describe('a visit of the whole shop: the viewer sees what the leader sees', () => {
  let anna: Person;
  let ben: Person;

  before(async () => {
    anna = await on.leader();
    ben = await on.viewer(anna);
  });
  after(() => Promise.all([anna.leave(), ben.leave()]));

  const same = async () => samePicture(await anna.inside(), () => ben.replica());
  /** Does something that leads to another page, and waits for that. */
  const goTo = async (path: string, act: (page: Frame) => Promise<unknown>) => {
    await act(await anna.inside());
    return until(`the page ${path}`, async () => {
      const page = await anna.inside();
      const ready = page.url().includes(path);
      return ready && (await page.evaluate(() => document.readyState)) === 'complete' && page;
    });
  };

  it('the catalogue', async () => {
    const page = await anna.inside();
    await page.click('#departures-pause');
    await same();
  });

  it('a category, without a page load', async () => {
    const page = await anna.inside();
    await page.click('#categories li:nth-child(2) a');
    await same();
    assert.equal((await anna.waitForEvents('relocated')).length, 1);
  });

  it('the wind slider, and scrolling', async () => {
    const page = await anna.inside();
    await page.focus('#wind');
    await page.page().keyboard.press('ArrowRight');
    await page.page().keyboard.press('ArrowRight');
    await same();
    await page.evaluate(() => scrollTo(0, 700));
    await same();
  });

  it('a search, by a form', async () => {
    const page = await goTo('q=tail', async (catalogue) => {
      await catalogue.type('#q', 'tail');
      await catalogue.click('.search button');
    });
    await page.click('#departures-pause');
    await same();
  });

  it('a product, with its dialog, details, choices and a custom element', async () => {
    const page = await goTo('product.html', async (results) => {
      await results.waitForSelector('#grid a');
      await results.click('#grid a');
    });
    await same();
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('details summary')?.click();
      document.querySelector<HTMLInputElement>('main input[type=radio]:not(:checked)')?.click();
    });
    await same();
    await page.evaluate(() => document.querySelector('dialog')!.showModal());
    await same();
    const modal = await (
      await ben.replica()
    ).$eval('dialog[open]', (dialog) => dialog.matches(':modal'));
    assert.equal(modal, true, 'a modal dialog is modal in the replica');
    await page.evaluate(() => document.querySelector('dialog')!.close());
    await same();
    await page.evaluate(() => document.querySelector<HTMLElement>('.add')!.click());
    await same();
  });

  it('the cart, with a part made by React', async () => {
    const page = await goTo('cart.html', (product) => product.click('.cart-link'));
    await same();
    await page.click('.gift-switch input');
    await page.type('#gift-text', 'Fly high');
    await page.type('#coupon-code', 'TAILWIND');
    await page.click('#coupon button');
    await same();
  });

  it('the checkout: every field but what is private', async () => {
    const page = await goTo('checkout.html', (cart) => cart.click('.checkout-link'));
    await page.click('#fill');
    await same();
    await page.type('#remark', ' Ring twice.');
    await page.evaluate((secrets) => {
      for (const [selector, value] of Object.entries(secrets)) {
        for (const field of document.querySelectorAll<HTMLInputElement>(selector)) {
          field.value = value;
          field.dispatchEvent(new Event('input', { bubbles: true }));
        }
      }
    }, SECRETS);
    await same();
    const shown = await (
      await ben.replica()
    ).evaluate(() => {
      const values = [...document.querySelectorAll('input')].map(({ value }) => value);
      return values.join('\n') + document.documentElement.outerHTML;
    });
    for (const secret of Object.values(SECRETS)) assert.ok(!shown.includes(secret), secret);
    const masked = await (
      await ben.replica()
    ).$eval('#card', (field) => (field as HTMLInputElement).value);
    assert.match(masked, /^•+$/);
  });

  it('the order, sent by POST, and the thanks', async () => {
    await goTo('thanks.html?order=', (checkout) => checkout.click('.place'));
    await same();
  });

  it('nothing went wrong on the way', async () => {
    assert.deepEqual(await ben.eventsNamed('error'), []);
    assert.deepEqual([anna.complaints, ben.complaints], [[], []]);
    const urls = async (person: Person) =>
      (await person.eventsNamed('relocated')).map(({ url }) => url);
    assert.deepEqual(await urls(ben), await urls(anna));
  });
});
