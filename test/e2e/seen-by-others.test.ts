import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Page } from 'puppeteer-core';
import { Person, until } from './person.js';
import { wireTo } from './proxy.js';
import { stage } from './stage.js';

const on = stage({}, { whole: true, networkEnabled: true });
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LOOK = 'What the others see';

/** The dock is out of every script's reach; so that a test can look into it, its root is opened before any script runs. */
function prepare(page: Page): Promise<unknown> {
  return page.evaluateOnNewDocument(() => {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      return attach.call(this, { ...init, mode: 'open' });
    };
    // What would be saved as a file.
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      if (blob.type === 'application/json') {
        void blob.text().then((text) => ((window as { saved?: string }).saved = text));
      }
      return make(blob);
    };
  });
}

async function leader(
  path: string,
  more?: (page: Page) => Promise<unknown>,
  origin = on.demo.origin,
): Promise<Person> {
  const anna = await Person.enter(on.browser, origin + path, async (page) => {
    await prepare(page);
    await more?.(page);
  });
  await anna.act('start');
  await anna.waitForEvents('session_started');
  await anna.inside();
  return anna;
}

/** What the dock says, as text. */
const dockText = ({ page }: Person) =>
  page.evaluate(() => document.querySelector('.surfly-dock')?.shadowRoot?.textContent ?? '');

/** Presses a button of the dock by the person's own mouse. */
async function press(person: Person, label: string): Promise<void> {
  const place = await until(`the button "${label}"`, () =>
    person.page.evaluate((text) => {
      const root = document.querySelector('.surfly-dock')?.shadowRoot;
      const found = [...(root?.querySelectorAll('button') ?? [])].find(
        ({ textContent, disabled }) => textContent === text && !disabled,
      );
      if (!found) return undefined;
      found.scrollIntoView();
      const { left, top, width, height } = found.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }, label),
  );
  await person.page.mouse.click(place.x, place.y);
}

/** The picture in the panel. */
const preview = (person: Person) => person.replica();

/** Whether the bar has the focus, with none of its buttons. */
const barFocused = ({ page }: Person) =>
  page.evaluate(() => {
    const root = document.querySelector('.surfly-dock')!.shadowRoot!;
    return root.activeElement?.className === 'bar';
  });

const focused = ({ page }: Person) =>
  page.evaluate(() => {
    const root = document.querySelector('.surfly-dock')!.shadowRoot!;
    return root.activeElement?.textContent;
  });

describe('what the others see, for the leader', () => {
  it('has its title on a phone, before anybody has come', async () => {
    const anna = await leader('/demo/shop/', (page) =>
      page.setViewport({ width: 320, height: 568 }),
    );
    await press(anna, LOOK);
    const top = await anna.page.evaluate(
      () =>
        document
          .querySelector('.surfly-dock')!
          .shadowRoot!.querySelector('.panel')!
          .getBoundingClientRect().top,
    );
    assert.ok(top >= 0, `it begins at ${top}`);
    await anna.leave();
  });

  it('is a live picture, masked as theirs is, and a list of what was shown to whom', async () => {
    const anna = await leader('/demo/shop/?secret=in-the-query');
    const ben = await on.viewer(anna);
    await press(anna, LOOK);
    assert.equal(await focused(anna), LOOK, 'the focus is on the title');
    await until('the picture', async () => (await preview(anna)).$('h1'));
    await until('that the picture is there', async () => (await dockText(anna)).includes('live'));

    // It goes with the page, as the viewer's does.
    const inside = await anna.inside();
    await inside.evaluate(() => (document.querySelector('h1')!.textContent = 'Changed now'));
    for (const person of [anna, ben]) {
      await until('the change', async () => {
        const replica = await person.replica();
        return (await replica.$eval('h1', (title) => title.textContent)) === 'Changed now';
      });
    }
    // A picture comes with its images.
    await until('an image', async () =>
      (await preview(anna)).$$eval('img', (all) =>
        all.some(({ naturalWidth }) => naturalWidth > 0),
      ),
    );

    await inside.evaluate(() => location.assign('/demo/shop/checkout.html'));
    await until('the checkout', async () => {
      const page = await anna.inside();
      return page.url().includes('checkout') && (await page.$('#password'));
    });
    await (
      await anna.inside()
    ).evaluate(() => {
      document.body.insertAdjacentHTML(
        'beforeend',
        '<input type=password id=own value="zq7-canary"><p surfly_private>zq7-canary</p>',
      );
    });
    const shown = await until('the field', async () => {
      const field = await (await preview(anna)).$('#own');
      return field?.evaluate((own) => (own as HTMLInputElement).value);
    });
    assert.match(shown, /^•+$/);
    let text = '';
    await until('the counts', async () => {
      text = await dockText(anna);
      // One of each is the page's own.
      return text.includes('2 passwords') && text.includes('2 private parts');
    }).catch(() => assert.fail(`These are not the counts: ${text}`));
    assert.match(text, /Watching.*, since/);
    assert.match(text, /In controlYou, since/);
    assert.ok(!text.includes('in-the-query') && !text.includes('zq7'), text);

    await press(anna, 'Save as a file');
    const saved = await until('the file', () =>
      anna.page.evaluate(() => (window as { saved?: string }).saved),
    );
    assert.ok(!saved.includes('in-the-query') && !saved.includes('zq7'), saved);
    const ledger = JSON.parse(saved) as Record<string, { address: string; to: string | null }[]>;
    assert.deepEqual(
      ledger['pages']!.map(({ address }) => new URL(address).pathname),
      ['/demo/shop/', '/demo/shop/checkout.html'],
    );
    assert.deepEqual(
      ledger['pages']!.map(({ to }) => to === null),
      [false, true],
    );
    assert.equal(ledger['watched']!.length, 1);

    await anna.page.keyboard.press('Escape');
    await until('the panel to close', async () => !(await dockText(anna)).includes('Watching'));
    assert.equal(await focused(anna), LOOK, 'the focus is back on the button');
    await ben.leave();
    await press(anna, LOOK);
    await until('the end of the watching', async () =>
      /Watching.*, \S+ .*to /.test(await dockText(anna)),
    );
    assert.deepEqual([anna.complaints, ben.complaints], [[], []]);
    await anna.leave();
  });

  it('lists for each address what was masked there, though it was gone before the page was', async () => {
    const anna = await leader('/demo/shop/');
    const inside = await anna.inside();
    // An address comes with what is on it: between the two somebody may look.
    const render = (html: string, path?: string) =>
      inside.evaluate(
        (text, to) => {
          if (to) history.pushState(null, '', to);
          document.querySelector('main')!.innerHTML = text;
        },
        html,
        path,
      );
    await render('<input type=password><p surfly_private>a</p><p>4111 1111 1111 1111</p>');
    // Long enough to be told.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await render('<input name=otp>', '/demo/shop/step-two');
    // It is looked at once a second.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await render('<p>done</p>');
    await inside.evaluate(() => history.pushState(null, '', '/demo/shop/step-three'));
    await press(anna, LOOK);
    await press(anna, 'Save as a file');
    const saved = await until('the file', () =>
      anna.page.evaluate(() => (window as { saved?: string }).saved),
    );
    const { pages } = JSON.parse(saved) as { pages: { title: string; masked: object }[] };
    assert.deepEqual(
      pages.map(({ masked }) => masked),
      [{ password: 1, region: 1, card: 1 }, { code: 1 }, {}],
    );
    assert.match(pages[0]!.title, /Leeward/);
    await anna.leave();
  });

  it('says of a picture that the others do not have that they do not have it', async (test) => {
    const wire = await wireTo(on.demo.port);
    test.after(() => wire.close());
    const anna = await leader('/demo/shop/', undefined, `http://127.0.0.1:${wire.port}`);
    const state = () =>
      anna.page.evaluate(
        () =>
          document.querySelector('.surfly-dock')!.shadowRoot!.querySelector('.state')!.textContent,
      );
    const notice = () => anna.followerWindow!.evaluate(() => document.body.innerText);
    await press(anna, LOOK);
    await until('the picture', async () => (await state()).includes('live'));
    wire.cut();
    await until('that the line is cut', async () => (await state()).includes('Reconnecting'));
    await until('the same in the picture', async () => (await notice()).includes('may be old'));
    wire.mend();
    await until('that it is live again', async () => (await state()).includes('live'), 30_000);
    const other = `http://localhost:${on.demo.port}/demo/shop/`;
    await (await anna.inside()).evaluate((url) => location.assign(url), other);
    await until('the notice of the others', async () =>
      (await notice()).includes('cannot be shared'),
    );
    await anna.leave();
  });
});

const PARTS = ['surfly-dock.js', 'surfly-assets.js', 'surfly-input.js'];

describe('parts that cannot be loaded at first', () => {
  let anna: Person;
  let ben: Person;
  /** How often the loading of each was refused. */
  const refused = new Map<string, number>(PARTS.map((part) => [part, 0]));
  before(async () => {
    anna = await leader('/demo/shop/', async (page) => {
      await page.setRequestInterception(true);
      page.on('request', (request) => {
        const part = PARTS.find((name) => request.url().includes(name));
        const times = refused.get(part ?? '') ?? 2;
        if (part !== undefined && times < 2) {
          refused.set(part, times + 1);
          void request.abort();
        } else {
          void request.continue();
        }
      });
    });
    ben = await on.viewer(anna);
  });
  after(() => Promise.all([anna.leave(), ben.leave()]));

  const isReported = (part: string) =>
    assert.ok(
      anna.complaints.some((line) => line.includes(part)),
      `it was reported: ${anna.complaints.join('\n')}`,
    );

  it('the dock: asks for control all the same, once it is there', async () => {
    await ben.act('requestControl');
    await press(anna, 'Allow');
    await ben.waitForEvents('control');
    assert.ok(refused.get('surfly-dock.js')! > 0);
    isReported('surfly-dock.js');
  });

  it('images: are shown all the same, once it is there', async () => {
    await until('an image', async () =>
      (await ben.replica()).$$eval('img', (all) =>
        // Those of a few bytes are a part of the page.
        all.some(({ naturalWidth, src }) => naturalWidth > 0 && src.startsWith('blob:')),
      ),
    );
    assert.equal(refused.get('surfly-assets.js'), 2);
    isReported('surfly-assets.js');
  });

  it('what is for others: has a place for their pointers all the same, once it is there', async () => {
    await until('the layer of pointers', () =>
      anna.page.evaluate(() => document.querySelector('.surfly-cursors') !== null),
    );
    assert.equal(refused.get('surfly-input.js'), 2);
    isReported('surfly-input.js');
  });
});

describe('the bar over the leader’s window', () => {
  let anna: Person;
  before(async () => (anna = await leader('/demo/shop/')));
  after(() => anna.leave());

  it('has a panel that axe does not object to, also where there is little room', async () => {
    await press(anna, LOOK);
    await until('the picture', async () => (await preview(anna)).$('h1'));
    for (const width of [1200, 320]) {
      await anna.page.setViewport({ width, height: 800 });
      await anna.page.evaluate(AXE);
      const { violations } = await anna.page.evaluate(async (): Promise<AxeResults> => {
        const { axe } = window as unknown as { axe: typeof import('axe-core') };
        return axe.run('.surfly-dock', { iframes: false });
      });
      assert.deepEqual(
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
        [],
      );
      const box = await anna.page.evaluate(() => {
        const root = document.querySelector('.surfly-dock')!.shadowRoot!;
        const { left, right, top } = root.querySelector('.panel')!.getBoundingClientRect();
        return left >= 0 && right <= innerWidth && top >= 0;
      });
      assert.ok(box, `the panel is in sight at ${width} px`);
    }
    await anna.page.setViewport({ width: 1200, height: 800 });
    await anna.page.keyboard.press('Escape');
    await until('the panel to close', async () => !(await dockText(anna)).includes('Watching'));
  });

  it('keeps the focus when what was pressed in it goes', async () => {
    await press(anna, 'Copy link');
    const ben = await on.viewer(anna);
    await until('the bar with the focus', () => barFocused(anna));
    await anna.act('giveControl', 1);
    await until('control at the viewer', async () =>
      (await dockText(anna)).includes('is in control'),
    );
    await press(anna, 'Take back control');
    await until('the bar with the focus, again', () => barFocused(anna));
    await ben.leave();
  });

  it('says of a page that cannot be shared that it cannot, also to screen readers', async () => {
    const live = () =>
      anna.page.evaluate(
        () =>
          document.querySelector('.surfly-dock')!.shadowRoot!.querySelector('.live')!.textContent,
      );
    const other = on.demo.origin.replace('127.0.0.1', 'localhost');
    await (await anna.inside()).evaluate((url) => location.assign(url), `${other}/demo/shop/`);
    await until('that it is told', async () => (await live()).includes('cannot be shared'));
    await press(anna, 'Back to the shared page');
    await until('that it is over', async () => !(await live()).includes('cannot be shared'));
    assert.ok(await barFocused(anna));
  });
});
