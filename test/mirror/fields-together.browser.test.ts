import { expect } from '@open-wc/testing';
import { settled, type Mirror } from './mirror.js';
import { shownPage } from './shown.js';

describe('fields that go together', () => {
  const opened = shownPage();

  async function show(body: string): Promise<Mirror> {
    const page = opened.show(`<body>${body}`);
    await settled();
    return page;
  }

  async function expectTicks({ document, copy, failures }: Mirror): Promise<void> {
    await settled();
    const ticks = (of: Document) =>
      [...of.querySelectorAll<HTMLInputElement>('[type=radio]')].map(({ checked }) => checked);
    expect(ticks(copy)).to.deep.equal(ticks(document));
    expect(ticks(document)).to.contain(true);
    expect(failures).to.deep.equal([]);
  }

  it('a radio button that comes back takes no tick', async () => {
    const page = await show(`<form><input id="a" type="radio" name="r">
      <input id="b" type="radio" name="r" checked></form>`);
    const [a, b] = [...page.document.querySelectorAll('input')] as [
      HTMLInputElement,
      HTMLInputElement,
    ];
    a.checked = true;
    await settled();
    b.remove();
    await settled();
    page.document.querySelector('form')!.append(b);
    await expectTicks(page);
    const late = page.document.createElement('input');
    Object.assign(late, { type: 'radio', name: 'r' });
    late.setAttribute('checked', '');
    late.checked = false;
    page.document.querySelector('form')!.append(late);
    await expectTicks(page);
  });

  it('radio buttons keep their ticks when they change names', async () => {
    const page =
      await show(`<input type="radio" name="A" value="1" checked><input type="radio" name="A">
      <input type="radio" name="B" checked><input type="radio" name="B">`);
    const [a, , b] = [...page.document.querySelectorAll('input')];
    b!.name = 'tmp';
    a!.name = 'B';
    b!.name = 'A';
    await expectTicks(page);
  });

  it('what their lists are told is heard', async () => {
    const page = await show(`<form><input type="radio" name="r" value="a" checked>
      <input type="radio" name="r" value="b"><select><option>1<option>2<option>3</select></form>`);
    const form = page.document.forms[0]!;
    (form.elements.namedItem('r') as RadioNodeList).value = 'b';
    const select = page.document.querySelector('select')!;
    select.options.selectedIndex = 2;
    await expectTicks(page);
    expect(page.copy.querySelector('select')!.selectedIndex).to.equal(2);
  });

  it('a form that is reset is reset for all, those who come in the same moment and those who are there', async () => {
    const page = await show(`<form><input value="a"><input type="checkbox" checked>
      <textarea>b</textarea><select><option>1<option>2</select></form>`);
    const form = page.document.forms[0]!;
    const shown = (of: Document) =>
      [...of.querySelectorAll<HTMLInputElement>('input, textarea, select')].map(
        ({ type, checked, value }) => (type === 'checkbox' ? checked : value),
      );
    const [input, box, area, select] = [...form.elements] as [
      HTMLInputElement,
      HTMLInputElement,
      HTMLTextAreaElement,
      HTMLSelectElement,
    ];
    input.value = area.value = 'typed';
    box.checked = false;
    select.selectedIndex = 1;
    await settled();
    expect(shown(page.copy)).to.deep.equal(['typed', false, 'typed', '2']);
    form.reset();
    const late = page.late();
    await settled();
    expect(shown(page.copy)).to.deep.equal(['a', true, 'b', '1']);
    expect(shown(late.document)).to.deep.equal(['a', true, 'b', '1']);
    late.close();
  });

  it('many numbers side by side are no card number, and hold nobody up', async function () {
    this.timeout(20_000);
    const rows = Array.from({ length: 1000 }, (_, i) => `<input value="${1000 + 7 * i}">`);
    const page = await show(`<form>${rows.join('')}</form>
      <form><input value="4111"><input value="1111"><input value="1111"><input value="1111"></form>`);
    const values = () => [...page.copy.querySelectorAll('input')].map(({ value }) => value);
    const wanted = [...page.document.querySelectorAll('input')].map(({ value }) => value);
    expect(values().slice(0, 1000)).to.deep.equal(wanted.slice(0, 1000));
    for (const value of values().slice(1000)) expect(value).not.to.match(/\d/);
  });

  it('some cards side by side are private, where their fields take no more than a group', async () => {
    const card = '4111 1111 1111 1111'
      .split(' ')
      .map((part) => `<input maxlength="4" value="${part}">`);
    const page = await show(`<form>${card.join('').repeat(3)}<input value="2024"></form>`);
    const copies = [...page.copy.querySelectorAll('input')];
    for (const { value } of copies.slice(0, 12)) expect(value).not.to.match(/\d/);
    expect(copies[12]!.value).to.equal('2024');
  });
});
