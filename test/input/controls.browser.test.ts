import { expect, waitUntil } from '@open-wc/testing';
import { Mod } from '../../src/protocol/input.js';
import { LeaderPage } from './leader-page.js';

describe('a viewer uses the controls of a page', () => {
  let page: LeaderPage;
  const open = async (html: string) => {
    page = await LeaderPage.open(html);
  };
  const select = (selector = '#s') => page.get<HTMLSelectElement>(selector);
  afterEach(() => page.close());

  describe('select boxes', () => {
    const OPTIONS = `<option>one<option disabled>two<optgroup disabled><option>three</optgroup>
      <option>four`;

    it('takes a choice', async () => {
      await open(`<select id="s">${OPTIONS}</select>`);
      const seen = page.listen('input', 'change');
      expect(await page.choose('#s', 3)).to.equal('applied');
      expect(select().selectedIndex).to.equal(3);
      expect(await page.choose('#s', 3)).to.equal('applied');
      expect(seen()).to.deep.equal(['input@s', 'change@s']);
    });

    it('refuses what cannot be chosen, and what is not what the viewer read', async () => {
      await open(`<select id="s">${OPTIONS}</select>`);
      const id = page.id(select());
      const choose = (...chosen: { index: number; text: string }[]) =>
        page.apply({ type: 'select', id, chosen, seen: 0 });
      expect(await choose({ index: 1, text: 'two' })).to.equal('disabled');
      expect(await choose({ index: 2, text: 'three' })).to.equal('disabled');
      expect(await choose({ index: 3, text: 'five' })).to.equal('stale');
      expect(await choose({ index: 9, text: '' })).to.equal('stale');
      expect(await choose()).to.equal('unsupported');
      expect(await choose({ index: 0, text: 'one' }, { index: 3, text: 'four' })).to.equal(
        'unsupported',
      );
      expect(select().selectedIndex).to.equal(0);
    });

    it('chooses nothing private, and tells no guess of its text from another', async () => {
      await open(`<select id="s"><option>one<option id="p">secret<option>three</select>`);
      page.privates.add(page.get('#p'));
      const choose = (...chosen: { index: number; text: string }[]) =>
        page.apply({ type: 'select', id: page.id(select()), chosen, seen: 0 });
      for (const text of ['secret', 'guess']) {
        expect(await choose({ index: 1, text }), text).to.equal('masked');
      }
      select().focus();
      for (const [key, index] of [
        ['s', 0],
        ['ArrowDown', 2],
        ['ArrowUp', 0],
      ] as const) {
        await page.key(key);
        expect(select().selectedIndex, key).to.equal(index);
      }
    });

    it('goes on from a private option that is chosen', async () => {
      await open(`<select id="s"><option>a<option>b<option id="p" selected>c<option>d</select>`);
      page.privates.add(page.get('#p'));
      for (const [key, index] of [
        ['ArrowDown', 3],
        ['ArrowUp', 1],
      ] as const) {
        select().selectedIndex = 2;
        select().focus();
        await page.key(key);
        expect(select().selectedIndex, key).to.equal(index);
      }
    });

    it('takes several choices', async () => {
      await open(`<select id="s" multiple>${OPTIONS}</select>`);
      const chosen = () => [...select().selectedOptions].map(({ index }) => index);
      expect(await page.choose('#s', 0, 3)).to.equal('applied');
      expect(chosen()).to.deep.equal([0, 3]);
      expect(await page.choose('#s')).to.equal('applied');
      expect(chosen()).to.deep.equal([]);
    });

    it('takes presses on options that are drawn in the page', async () => {
      await open(
        `<select id="s" multiple size="4"><option id="a">a<option id="b">b<option id="c">c</select>`,
      );
      const chosen = () => [...select().selectedOptions].map(({ index }) => index);
      const seen = page.listen('input', 'change');
      expect(await page.click('#b')).to.equal('applied');
      expect(chosen()).to.deep.equal([1]);
      await page.click('#a', { mods: Mod.ctrl });
      expect(chosen()).to.deep.equal([0, 1]);
      await page.click('#a', { mods: Mod.ctrl });
      expect(chosen()).to.deep.equal([1]);
      await page.click('#c', { mods: Mod.shift });
      expect(chosen()).to.deep.equal([1, 2]);
      expect(seen().filter((event) => event === 'change@s').length).to.equal(4);
      page.privates.add(page.get('#b'));
      await page.click('#a', { mods: Mod.shift });
      expect(chosen()).to.deep.equal([0]);
      await page.click('#c', { mods: Mod.shift });
      expect(chosen()).to.deep.equal([0, 2]);
    });

    it('takes keys', async () => {
      await open(`<select id="s">${OPTIONS}</select>`);
      await page.click('#s');
      await page.key('ArrowDown');
      expect(select().selectedIndex).to.equal(3);
      await page.key('Home');
      expect(select().selectedIndex).to.equal(0);
      await page.key('f');
      expect(select().selectedIndex).to.equal(3);
      await page.key('ArrowUp');
      expect(select().selectedIndex).to.equal(0);
    });
  });

  it('ticks boxes and radio buttons by press, Space and arrows', async () => {
    await open(`<input type="checkbox" id="c"><input type="radio" name="r" id="r1">
      <input type="radio" name="r" id="r2"><input type="radio" name="r" id="r3" disabled>`);
    const seen = page.listen('input', 'change');
    await page.click('#c');
    expect(page.input('#c').checked).to.equal(true);
    await page.key(' ');
    expect(page.input('#c').checked).to.equal(false);
    await page.click('#r1');
    await page.key('ArrowDown');
    expect(page.input('#r2').checked).to.equal(true);
    expect(page.activeId()).to.equal('r2');
    await page.key('ArrowRight');
    expect(page.input('#r1').checked).to.equal(true);
    expect(seen().filter((event) => event.startsWith('change')).length).to.equal(5);
  });

  it('sets a slider to where its thumb comes to lie, however wide that is', async () => {
    const THUMB = 'appearance: none; box-sizing: border-box; width: 60px; height: 60px';
    await open(`<style>.s { appearance: none; width: 300px; margin: 0; transition: all 9s }
      .s::-webkit-slider-thumb { ${THUMB} } .s::-moz-range-thumb { ${THUMB} }
      .v { writing-mode: vertical-lr; width: 60px; height: 300px }
      #t { width: 216px; margin: 0 } #t::-webkit-slider-runnable-track { width: 200px }</style>
      <input type="range" class="s" id="w"><input type="range" class="s" id="r" dir="rtl">
      <div style="zoom: 2"><input type="range" class="s" id="z"></div><input type="range" class="s v" id="v"><input type="range" id="t" step="10">`);
    const values: string[] = [];
    for (const slider of ['#w', '#r', '#z', '#v']) {
      await page.click(slider, { fx: 0.26, fy: 0.26 });
      values.push(page.input(slider).value);
      expect(page.get(slider).getAttribute('style'), slider).to.equal(null);
    }
    expect(values).to.deep.equal(['20', '80', '20', '20']);
    expect(page.get('#w').getAnimations()).to.deep.equal([]);
    // A track of its own width says nothing of the thumb.
    await page.click('#t', { fx: 0.5, fy: 0.5 });
    expect(page.input('#t').value).to.equal('50');
    await page.click('#t', { fx: 0.1, fy: 0.5 });
    expect(page.input('#t').value).to.equal('10');
  });

  it('knows that the track of a slider lies within its padding', async () => {
    await open(`<style>input { box-sizing: content-box; width: 216px; margin: 0; padding: 0 24px 0 80px; transition: all 9s }
      #n { appearance: none; background: #ccc } #n::-webkit-slider-thumb { appearance: none; width: 16px; height: 16px }
      #n::-moz-range-thumb { width: 16px; height: 16px }</style>
      <input type="range" id="r"><input type="range" id="n">`);
    const begun = page.listen('transitionrun');
    await page.click('#n', { fx: 0.4, fy: 0.5 });
    expect(page.input('#n').value).to.equal('20');
    await page.click('#r', { fx: 0.4, fy: 0.5 });
    // Firefox draws a slider of its own over all of its box.
    const isDrawnWithin = !CSS.supports('selector(::-moz-range-thumb)');
    expect(page.input('#r').value).to.equal(isDrawnWithin ? '20' : '39');
    for (let i = 0; i < 2; i += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(begun()).to.deep.equal([]);
  });

  it('drags a slider and moves it by keys', async () => {
    await open(`<input type="range" id="r" min="0" max="10" value="0" style="width: 216px; margin: 0">
      <input type="range" id="l" dir="rtl" min="0" max="10" value="5" style="width: 216px; margin: 0">`);
    const seen = page.listen('input', 'change');
    await page.pointer('down', '#r', { fx: 0 });
    await page.pointer('move', '#r', { fx: 0.5 });
    await page.pointer('move', '#r', { fx: 1 });
    expect(page.input('#r').value).to.equal('10');
    await page.pointer('up', '#r', { fx: 1 });
    expect(seen()).to.deep.equal(['input@r', 'input@r', 'change@r']);
    await page.key('ArrowLeft');
    expect(page.input('#r').value).to.equal('9');
    await page.key('Home');
    expect(page.input('#r').value).to.equal('0');
    await page.click('#l', { fx: 0 });
    expect(page.input('#l').value).to.equal('10');
    await page.key('ArrowRight');
    expect(page.input('#l').value).to.equal('9');
  });

  it('sets fields that are set as a whole', async () => {
    await open(`<input type="date" id="date"><input type="time" id="time"><input type="text" id="t">
      <input type="color" id="color"><input type="month" id="month" value="2020-01">`);
    const seen = page.listen('input', 'change');
    expect(await page.setValue('#date', '2031-02-03')).to.equal('applied');
    expect(await page.setValue('#time', '12:30')).to.equal('applied');
    expect(await page.setValue('#color', '#ff8800')).to.equal('applied');
    expect(page.input('#date').value).to.equal('2031-02-03');
    expect(page.input('#time').value).to.equal('12:30');
    expect(page.input('#color').value).to.equal('#ff8800');
    const each = ['date', 'time', 'color'].flatMap((id) => [`input@${id}`, `change@${id}`]);
    expect(seen()).to.deep.equal(each);
    expect(await page.setValue('#date', 'next week')).to.equal('unsupported');
    expect(page.input('#date').value).to.equal('2031-02-03');
    expect(await page.setValue('#date', '')).to.equal('applied');
    expect(page.input('#date').value).to.equal('');
    expect(await page.setValue('#t', 'text')).to.equal('unsupported');
  });

  it('presses buttons and links by Enter, buttons by Space', async () => {
    await open(`<button id="b" onclick="n = (window.n || 0) + 1">b</button>
      <a id="a" href="#there">a</a><details id="d"><summary id="s">s</summary>d</details>`);
    const count = () => (page.window as unknown as { n?: number }).n;
    page.get('#b').focus();
    await page.key('Enter');
    expect(count()).to.equal(1);
    await page.key(' ');
    expect(count()).to.equal(2);
    page.get('#b').addEventListener('keydown', (event) => event.preventDefault());
    await page.key(' ');
    expect(count()).to.equal(2);
    page.get('#a').focus();
    await page.key(' ');
    expect(page.window.location.hash).to.equal('');
    await page.key('Enter');
    await waitUntil(() => page.window.location.hash === '#there');
    page.get('#s').focus();
    await page.key(' ');
    expect(page.get<HTMLDetailsElement>('#d').open).to.equal(true);
  });

  describe('Enter in a form', () => {
    it('tells the change and presses the submit button', async () => {
      await open(`<form id="f" onsubmit="return false"><input id="t">
        <button type="button" id="no">no</button><button id="go">go</button></form><p id="p">p</p>`);
      await page.click('#t');
      await page.type('x');
      const seen = page.listen('change', 'click', 'submit');
      expect(await page.key('Enter')).to.equal('applied');
      expect(seen()).to.deep.equal(['change@t', 'click@go', 'submit@f']);
      await page.click('#p');
      expect(seen()).to.deep.equal(['click@p']);
      await page.click('#t');
      await page.type('y');
      await page.key('Enter');
      await page.type('z');
      await page.click('#p');
      expect(seen().filter((event) => event === 'change@t').length).to.equal(2);
    });

    it('does nothing with a disabled submit button', async () => {
      await open(
        '<form id="f" onsubmit="return false"><input id="t"><button disabled>go</button></form>',
      );
      const seen = page.listen('submit');
      await page.click('#t');
      await page.key('Enter');
      expect(seen()).to.deep.equal([]);
    });

    it('submits without a button only where there is a single field', async () => {
      await open(`<form id="one" onsubmit="return false"><input id="a"><input type="checkbox"></form>
        <form id="two" onsubmit="return false"><input id="b"><input type="url"></form>`);
      const seen = page.listen('submit');
      for (const id of ['#a', '#b']) {
        await page.click(id);
        await page.key('Enter');
      }
      expect(seen()).to.deep.equal(['submit@one']);
    });

    it('does not submit what the page prevents', async () => {
      await open(
        '<form id="f" onsubmit="return false"><input id="t" onkeydown="return false"></form>',
      );
      const seen = page.listen('submit');
      await page.click('#t');
      expect(await page.key('Enter')).to.equal('prevented');
      expect(seen()).to.deep.equal([]);
    });
  });

  describe('Tab', () => {
    const order = async (count: number, mods = 0) => {
      const ids: unknown[] = [];
      for (let i = 0; i < count; i += 1) {
        await page.press(['Tab'], mods);
        ids.push(page.activeId());
      }
      return ids;
    };

    it('goes from field to field, there and back', async () => {
      await open(`<input id="t1"><input id="off" disabled><input id="gone" hidden>
        <div inert><input id="inert"></div><input id="last" tabindex="0"><input id="not" tabindex="-1">
        <input type="radio" name="r" id="r1"><input type="radio" name="r" id="r2" checked>
        <a id="a" href="#">a</a><a id="nowhere">x</a><div id="c" contenteditable>c</div>
        <input id="first" tabindex="1">`);
      expect(await order(6)).to.deep.equal(['first', 't1', 'last', 'r2', 'a', 'c']);
      expect(await order(5, Mod.shift)).to.deep.equal(['a', 'r2', 'last', 't1', 'first']);
    });

    it('goes on from where the viewer pressed', async () => {
      await open('<input id="a"><p id="p">p</p><input id="b"><input id="c">');
      await page.click('#p');
      expect(await order(1)).to.deep.equal(['b']);
      await page.click('#p');
      expect(await order(1, Mod.shift)).to.deep.equal(['a']);
    });

    it('enters shadow roots and stays in modal dialogs', async () => {
      await open(`<input id="a"><div id="host"></div><input id="z">
        <dialog id="d"><button id="d1">1</button><button id="d2">2</button></dialog>`);
      page.get('#host').attachShadow({ mode: 'open' }).innerHTML = '<input id="in">';
      expect(await order(3)).to.deep.equal(['a', 'in', 'z']);
      page.get<HTMLDialogElement>('#d').showModal();
      expect(await order(3)).to.deep.equal(['d2', 'd1', 'd2']);
    });

    it('passes over private fields and selects the text of the next', async () => {
      await open('<input id="a"><input id="secret"><input id="b" value="old">');
      page.privates.add(page.get('#secret'));
      await page.click('#a');
      await page.press(['Tab']);
      await page.type('new');
      expect(page.input('#b').value).to.equal('new');
    });

    it('goes through what the page has become once the listeners of the key are done', async () => {
      await open(
        '<input id="a"><p id="list"><input id="in"></p><p id="rest" inert><input id="b"></p>',
      );
      page.get('#a').addEventListener('keydown', () => {
        queueMicrotask(() => {
          page.get('#list').remove();
          page.get('#rest').removeAttribute('inert');
        });
      });
      await page.click('#a');
      expect(await order(1)).to.deep.equal(['b']);
    });

    it('stays where a page has handed the focus on, as from the end of a dialog to its start', async () => {
      await open(`<input id="before"><input id="a" value="old"><input id="b">
        <span tabindex="0" onfocus="document.querySelector('#a').focus()"></span><input id="after">`);
      page.input('#a').setSelectionRange(1, 1);
      await page.click('#b');
      expect(await order(2)).to.deep.equal(['a', 'b']);
      expect(page.input('#a').selectionEnd).to.equal(1);
    });

    it('stays where the page prevents it', async () => {
      await open('<input id="a" onkeydown="return false"><input id="b">');
      await page.click('#a');
      expect(await page.key('Tab')).to.equal('prevented');
      expect(page.activeId()).to.equal('a');
    });
  });

  describe('Escape', () => {
    it('closes a modal dialog, if the dialog lets it', async () => {
      await open('<dialog id="d"><button>b</button></dialog>');
      const dialog = page.get<HTMLDialogElement>('#d');
      const seen: string[] = [];
      for (const type of ['cancel', 'close']) dialog.addEventListener(type, () => seen.push(type));
      dialog.showModal();
      await page.key('Escape');
      expect(dialog.open).to.equal(false);
      expect(seen[0]).to.equal('cancel');
      dialog.showModal();
      dialog.addEventListener('cancel', (event) => event.preventDefault());
      await page.key('Escape');
      expect(dialog.open).to.equal(true);
    });

    it('closes a popover first', async () => {
      await open('<dialog id="d"><div id="p" popover>p</div></dialog>');
      page.get<HTMLDialogElement>('#d').showModal();
      page.get('#p').showPopover();
      await page.key('Escape');
      expect(page.get('#p').matches(':popover-open')).to.equal(false);
      expect(page.get<HTMLDialogElement>('#d').open).to.equal(true);
    });

    it('closes nothing where the page prevents it', async () => {
      await open('<div id="p" popover onkeydown="return false"><button id="b">b</button></div>');
      page.get('#p').showPopover();
      page.get('#b').focus();
      expect(await page.key('Escape')).to.equal('prevented');
      expect(page.get('#p').matches(':popover-open')).to.equal(true);
    });
  });

  describe('the wheel', () => {
    const TALL = '<div style="height: 3000px">tall</div>';
    const BOX = 'height: 100px; overflow: auto; border: 1px solid';

    it('scrolls the nearest box with room, then what is around it', async () => {
      await open(
        `<div id="box" style="${BOX}"><div id="in" style="height: 150px">in</div></div>${TALL}`,
      );
      const positions = () => [page.get('#box').scrollTop, page.window.scrollY];
      expect(await page.wheel('#in', 30)).to.equal('applied');
      expect(positions()).to.deep.equal([30, 0]);
      await page.wheel('#in', 500);
      await page.wheel('#in', 40);
      expect(positions()).to.deep.equal([50, 40]);
      await page.wheel('#in', -20);
      expect(positions()).to.deep.equal([30, 40]);
    });

    it('stays in a box that contains it', async () => {
      const style = `${BOX}; overscroll-behavior: contain`;
      await open(`<div id="box" style="${style}"><div style="height: 150px">in</div></div>${TALL}`);
      await page.wheel('#box', 500);
      await page.wheel('#box', 500);
      expect(page.window.scrollY).to.equal(0);
    });

    it('scrolls sideways, with Shift too', async () => {
      await open(
        `<div id="box" style="width: 100px; overflow: auto"><p style="width: 500px">w</p></div>`,
      );
      await page.wheel('#box', 0, { dx: 20 });
      await page.wheel('#box', 30, { mods: Mod.shift });
      expect(page.get('#box').scrollLeft).to.equal(50);
    });

    it('arrives at once, however the page scrolls by itself', async () => {
      await open(`<style>html { scroll-behavior: smooth }</style>${TALL}`);
      await page.wheel('body', 100);
      expect(page.window.scrollY).to.equal(100);
    });

    it('asks the page first', async () => {
      await open(`<div id="map">map</div>${TALL}`);
      let delta = 0;
      page.get('#map').addEventListener('wheel', (event) => {
        delta = event.deltaY;
        event.preventDefault();
      });
      expect(await page.wheel('#map', 50)).to.equal('prevented');
      expect([delta, page.window.scrollY]).to.deep.equal([50, 0]);
    });

    it('does not move a page that is held still', async () => {
      await open(`<style>body { overflow: hidden }</style>${TALL}`);
      await page.wheel('body', 50);
      expect(page.window.scrollY).to.equal(0);
    });

    it('goes on where it began when the element goes', async () => {
      await open(
        `<style>html { overflow-anchor: none }</style><div id="row" style="height: 200px">row</div>${TALL}`,
      );
      await page.wheel('#row', 50);
      const row = page.get('#row');
      row.remove();
      expect(await page.wheel(row, 50)).to.equal('applied');
      expect(page.window.scrollY).to.equal(100);
    });

    it('has its keys', async () => {
      await open(TALL);
      // Listeners may wait for a promise before they keep a key from scrolling.
      const scrolledBy = async (key: string) => {
        await page.key(key);
        await new Promise((resolve) => setTimeout(resolve));
        return page.window.scrollY;
      };
      expect(await scrolledBy('ArrowDown')).to.equal(40);
      expect(await scrolledBy(' ')).to.be.greaterThan(400);
      expect(await scrolledBy('Home')).to.equal(0);
      expect(await scrolledBy('End')).to.be.greaterThan(2000);
    });
  });
});
