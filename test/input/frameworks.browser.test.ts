import { expect, waitUntil } from '@open-wc/testing';
import { LeaderPage } from './leader-page.js';

describe('a viewer uses a page made with React', () => {
  let page: LeaderPage;
  beforeEach(async () => {
    page = await LeaderPage.open('', '/test/input/pages/react-page.ts');
  });
  afterEach(() => page.close());

  /** What React knows, once it does: it may put off its work for a moment. */
  const knows = (id: string, value: string) =>
    waitUntil(
      () => page.get(`#${id}-known`).textContent === value,
      `React does not know that ${id} is "${value}"`,
    );

  it('types into controlled fields', async () => {
    await page.click('#name');
    await page.type('Ann');
    await knows('name', 'Ann');
    expect(page.input('#name').value).to.equal('Ann');
    await page.key('Backspace');
    await knows('name', 'An');
    await page.text('nie', 'compose');
    await knows('name', 'Annie');
    await page.click('#upper');
    await page.type('abc');
    await knows('upper', 'ABC');
    expect(page.input('#upper').value).to.equal('ABC');
    await knows('blurred', '1');
    await page.click('#area');
    await page.type('a');
    await page.key('Enter');
    await page.type('b');
    await knows('area', 'a\nb');
  });

  it('types where the browser carries out no editing commands', async () => {
    page.document.execCommand = () => false;
    await page.click('#name');
    await page.type('Ann');
    await knows('name', 'Ann');
  });

  it('ticks, chooses and sets', async () => {
    await page.click('#gift');
    await knows('gift', 'true');
    await page.click('#blue');
    await knows('colour', 'blue');
    await page.choose('#size', 2);
    await knows('size', 'l');
    await page.setValue('#date', '2031-02-03');
    await knows('date', '2031-02-03');
    await page.click('#range', { fx: 1 });
    await knows('range', '100');
  });

  it('clicks, hovers and presses keys', async () => {
    await page.click('#count');
    await knows('count', '1');
    await knows('inside', 'true');
    await page.pointer('move', '#name');
    await knows('inside', 'false');
    await page.click('#keys');
    await page.type('ab');
    await page.key('ArrowLeft');
    await knows('keys', 'abArrowLeft');
  });

  it('sends the form by Enter', async () => {
    await page.click('#name');
    await page.type('Ann');
    await page.key('Enter');
    await knows('sent', 'Ann');
  });
});

describe('a viewer uses a page made with Lit', () => {
  it('types and clicks in its shadow root', async () => {
    const page = await LeaderPage.open('', '/test/input/pages/lit-page.ts');
    await page.click('tiny-form>>>#name');
    await page.type('Ann');
    await page.click('tiny-form>>>#more');
    const known = () => page.get('tiny-form>>>#known').textContent;
    await waitUntil(() => known() === 'Ann 1', 'Lit does not know');
    page.close();
  });
});
