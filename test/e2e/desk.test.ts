import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Person, until } from './person.js';
import { samePicture } from './picture.js';
import { stage } from './stage.js';

const on = stage();

describe('an agent helps a visitor', () => {
  let anna: Person;
  let agent: Person;

  before(async () => {
    agent = await Person.enter(on.browser, `${on.demo.origin}/agent/`);
    anna = await on.leader();
  });
  after(() => Promise.all([anna.leave(), agent.leave()]));

  const inside = <T>(read: () => T) => anna.inside().then((page) => page.evaluate(read));

  it('finds the visitor in the queue and joins by one click', async () => {
    await agent.page.waitForSelector('.item button');
    assert.match(await agent.page.$eval('.item', (item) => item.textContent), /Visitor/);
    await agent.page.click('.item button');
    await anna.waitForEvents('viewer_joined');
    await samePicture(await anna.inside(), () => agent.replica());
    const [joined] = await anna.eventsNamed('viewer_joined');
    assert.equal((joined?.['userData'] as { name?: string }).name, 'Agent');
  });

  it('can do nothing before the visitor has agreed', async () => {
    const before = (await anna.inside()).url();
    await agent.clickInReplica('.cart-link');
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal((await anna.inside()).url(), before);
  });

  it('asks for control, and the visitor allows it', async () => {
    await agent.page.click('#control');
    // The question is out of any script's reach: it is answered by the visitor's own keys, and not before it can be read. Keys that come
    // just when it can be might press the other button.
    await until('the question', async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await anna.page.keyboard.press('Tab');
      await anna.page.keyboard.press('Enter');
      await new Promise((resolve) => setTimeout(resolve, 300));
      return (await agent.eventsNamed('control')).length > 0;
    });
    assert.deepEqual(await agent.eventsNamed('control'), [
      { to: 1, userData: (await agent.eventsNamed('control'))[0]!['userData'], gained: true },
    ]);
    assert.equal((await anna.waitForEvents('control'))[0]!['gained'], false);
    // The visitor's own hand comes first, and has just been at work.
    await new Promise((resolve) => setTimeout(resolve, 500));
  });

  it('follows a link', async () => {
    await agent.clickInReplica('.cart-link');
    await until('the cart', async () => (await anna.inside()).url().includes('cart.html'));
    await samePicture(await anna.inside(), () => agent.replica());
    await agent.clickInReplica('.logo');
    await until('the catalogue', async () => (await anna.inside()).url().endsWith('/demo/shop/'));
    await samePicture(await anna.inside(), () => agent.replica());
  });

  it('types into a field and searches', async () => {
    await agent.clickInReplica('#q');
    await agent.page.keyboard.type('tail');
    await until('the text', () =>
      inside(() => document.querySelector<HTMLInputElement>('#q')!.value === 'tail'),
    );
    await agent.page.keyboard.press('Enter');
    await until('the results', async () => (await anna.inside()).url().includes('q=tail'));
  });

  it('scrolls', async () => {
    const place = await agent.placeOf('#q');
    await agent.page.mouse.move(place.x, place.y);
    await agent.page.mouse.wheel({ deltaY: 300 });
    await until('the scroll position', () => inside(() => scrollY > 100));
  });

  it('ticks a box and types into fields made by React, in a cart that it fills', async () => {
    const results = await anna.inside();
    await results.waitForSelector('#grid a');
    // Not by the mouse: while the visitor's own hand is at work, the agent's waits.
    await results.$eval('#grid a', (link) => (link as HTMLElement).click());
    await until('a product', async () => (await anna.inside()).url().includes('product.html'));
    await (await anna.inside()).waitForSelector('.add');
    await samePicture(await anna.inside(), () => agent.replica());
    await (
      await anna.inside()
    ).evaluate(() => document.querySelector('.add')!.scrollIntoView({ block: 'center' }));
    await samePicture(await anna.inside(), () => agent.replica());
    await agent.clickInReplica('.add');
    await until('something in the cart', () =>
      inside(() => !document.querySelector<HTMLElement>('.cart-count')!.hidden),
    );
    await (await anna.inside()).evaluate(() => void location.assign('/demo/shop/cart.html'));
    await until('the gift note', async () => (await anna.inside()).$('.gift-switch input'));
    await (
      await anna.inside()
    ).evaluate(() => document.querySelector('.gift-switch')!.scrollIntoView({ block: 'center' }));
    await samePicture(await anna.inside(), () => agent.replica());
    await agent.clickInReplica('.gift-switch input');
    await until('the ticked box', () =>
      inside(() => document.querySelector<HTMLInputElement>('.gift-switch input')!.checked),
    );
    await samePicture(await anna.inside(), () => agent.replica());
    await agent.clickInReplica('#gift-text');
    await agent.page.keyboard.type('Hi');
    await until('the words on the tag', () =>
      inside(() => document.querySelector('.gift-tag-text')!.textContent === 'Hi'),
    );
    await samePicture(await anna.inside(), () => agent.replica());
  });

  it('chooses in a select', async () => {
    await (await anna.inside()).evaluate(() => void location.assign('/demo/shop/checkout.html'));
    await until('the checkout', async () => (await anna.inside()).$('select:not([multiple])'));
    await (
      await anna.inside()
    ).evaluate(() =>
      document.querySelector('select:not([multiple])')!.scrollIntoView({ block: 'center' }),
    );
    await samePicture(await anna.inside(), () => agent.replica());
    const chosen = () =>
      inside(
        () => document.querySelector<HTMLSelectElement>('select:not([multiple])')!.selectedIndex,
      );
    const first = await chosen();
    await agent.clickInReplica('select:not([multiple])');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await agent.page.keyboard.press('ArrowDown');
    await agent.page.keyboard.press('ArrowDown');
    await agent.page.keyboard.press('Enter');
    await until('the choice', async () => (await chosen()) !== first);
    await samePicture(await anna.inside(), () => agent.replica());
  });

  it('cannot type into a private field', async () => {
    await (
      await anna.inside()
    ).evaluate(() =>
      document.querySelector('[type=password]')!.scrollIntoView({ block: 'center' }),
    );
    await samePicture(await anna.inside(), () => agent.replica());
    await agent.clickInReplica('[type=password]');
    await agent.page.keyboard.type('guess');
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(
      await inside(() => document.querySelector<HTMLInputElement>('[type=password]')!.value),
      '',
    );
  });

  it('gives control back, and leaves', async () => {
    await agent.page.click('#control');
    assert.equal((await anna.waitForEvents('control', 2))[1]!['gained'], true);
    await agent.page.click('#leave');
    await anna.waitForEvents('viewer_left');
    assert.equal(await anna.get('viewerCount'), 1);
    assert.equal(await agent.page.$('.surfly-window'), null);
  });

  it('joins again by the PIN', async () => {
    await agent.page.type('#pin', await anna.get<string>('pin'));
    await agent.page.keyboard.press('Enter');
    await anna.waitForEvents('viewer_joined', 2);
    await samePicture(await anna.inside(), () => agent.replica());
  });

  it('no error on the way', async () => {
    assert.deepEqual([anna.complaints, agent.complaints], [[], []]);
  });
});
