import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { InputAction } from '../../src/protocol/input-schema.js';
import { MAX_INPUT_TEXT, Mod } from '../../src/protocol/input.js';
import { FollowerWindow, SCALE } from './follower-window.js';

const press = (...names: string[]) =>
  names.reduce((before, name) => before.then(() => sendKeys({ press: name })), Promise.resolve());

/** Longer than two frames, so that what is told once per frame has been told. */
const frames = () => new Promise((resolve) => setTimeout(resolve, 120));

describe('capturing a viewer’s input', () => {
  let view: FollowerWindow;
  const open = async (html: string) => {
    view = await FollowerWindow.open(html);
    view.capture.enable();
  };
  const click = (selector: string, fx?: number) =>
    sendMouse({ type: 'click', position: view.at(selector, fx) });
  beforeEach(() => sendMouse({ type: 'move', position: [1, 1] }));
  afterEach(() => view.close());

  it('takes nothing without control, and shows that', async () => {
    view = await FollowerWindow.open('<button id="b">b</button><input id="t">');
    await click('#b');
    view.overlay.dispatchEvent(new WheelEvent('wheel', { deltaY: 10 }));
    await press('a');
    await frames();
    expect(view.take()).to.deep.equal([]);
    expect(getComputedStyle(view.overlay).cursor).to.equal('not-allowed');
    expect(view.keyboard.disabled).to.equal(true);

    view.capture.enable();
    await click('#b');
    expect(view.takeActs().length).to.equal(2);
    view.capture.disable();
    await click('#b');
    await press('a');
    await frames();
    expect(view.take()).to.deep.equal([]);
  });

  describe('mouse', () => {
    it('tells the node, the place in it and what had been seen', async () => {
      await open('<p></p><button id="b" style="width: 200px; height: 100px">b</button>');
      await click('#b', 0.25);
      const [down] = view.actions.filter(
        (action) => action.type === 'pointer' && action.phase === 'down',
      );
      expect(down).to.deep.include({ id: view.id('#b'), button: 0, clicks: 1, mods: 0, seen: 7 });
      const { fx, fy } = down as { fx: number; fy: number };
      expect(fx).to.be.closeTo(0.25, 0.02);
      expect(fy).to.be.closeTo(0.5, 0.02);
      for (const action of view.actions) {
        expect(InputAction.safeParse(action).success, JSON.stringify(action)).to.equal(true);
      }
    });

    it('counts presses that follow one another', async () => {
      await open('<button id="b">b</button><button id="c">c</button>');
      await click('#b');
      await click('#b');
      await click('#c');
      const acts = view.takeActs().filter((action) => action.startsWith('down'));
      expect(acts).to.deep.equal([
        'down b button 0 clicks 1',
        'down b button 0 clicks 2',
        'down c button 0 clicks 1',
      ]);
    });

    it('tells moves once per frame, before what comes after them', async () => {
      await open('<div id="d" style="height: 500px">d</div>');
      const [x, y] = view.at('#d');
      for (let i = 0; i < 20; i += 1) {
        view.overlay.dispatchEvent(
          new PointerEvent('pointermove', { clientX: x + i, clientY: y, pointerType: 'mouse' }),
        );
      }
      await click('#d');
      const taken = view.take();
      expect(taken.slice(-2)).to.deep.equal(['down d button 0 clicks 1', 'up d button 0 clicks 1']);
      expect(taken.length).to.be.within(3, 5);
    });

    it('tells moves in a window that gets no frames', async () => {
      await open('<div id="d" style="height: 500px">d</div>');
      const native = window.requestAnimationFrame;
      window.requestAnimationFrame = () => 1;
      try {
        await sendMouse({ type: 'move', position: view.at('#d') });
        await waitUntil(() => view.actions.length > 0);
      } finally {
        window.requestAnimationFrame = native;
      }
      expect(view.take()).to.deep.equal(['move d']);
    });

    it('lets a button come up beside the picture', async () => {
      await open('<div id="d" style="height: 500px">d</div>');
      await sendMouse({ type: 'move', position: view.at('#d') });
      await sendMouse({ type: 'down' });
      await sendMouse({ type: 'move', position: [700, 500] });
      await sendMouse({ type: 'up' });
      expect(view.takeActs()).to.deep.equal(['down d button 0 clicks 1', 'up d button 0 clicks 1']);
    });

    it('asks for the page’s menu, not for one of the viewer’s browser', async () => {
      await open('<div id="d" style="height: 500px">d</div>');
      const [clientX, clientY] = view.at('#d');
      const init = { clientX, clientY, cancelable: true };
      const event = new MouseEvent('contextmenu', init);
      view.overlay.dispatchEvent(event);
      expect(event.defaultPrevented).to.equal(true);
      expect(view.take()).to.deep.equal(['menu d']);
    });

    it('adds up the wheel, and leaves zooming to the viewer’s browser', async () => {
      await open('<div id="d" style="height: 500px">d</div>');
      const [clientX, clientY] = view.at('#d');
      const turn = (init: WheelEventInit) => {
        const event = new WheelEvent('wheel', { clientX, clientY, cancelable: true, ...init });
        view.overlay.dispatchEvent(event);
        return event.defaultPrevented;
      };
      expect(turn({ deltaY: 10 })).to.equal(true);
      expect(turn({ deltaY: 15, deltaX: 1 })).to.equal(true);
      expect(turn({ deltaY: 15, ctrlKey: true })).to.equal(false);
      await frames();
      expect(view.take()).to.deep.equal(['wheel d 1 25']);
      turn({ deltaY: 1e9 });
      await frames();
      const [action] = view.actions;
      expect(InputAction.safeParse(action).success).to.equal(true);
    });

    it('taps and scrolls by finger', async () => {
      await open('<div id="d" style="height: 500px">d</div>');
      const [x, y] = view.at('#d');
      const finger = (type: string, dy: number, isPrimary = true) =>
        view.overlay.dispatchEvent(
          new PointerEvent(type, {
            ...{ clientX: x, clientY: y + dy, pointerType: 'touch', isPrimary, pointerId: 9 },
          }),
        );
      finger('pointerdown', 0);
      finger('pointermove', 3);
      finger('pointerup', 3);
      expect(view.take()).to.deep.equal([
        'finger down d 0 0 clicks 1',
        `finger up d 0 ${3 / SCALE} clicks 1`,
      ]);
      finger('pointerdown', 0);
      finger('pointermove', -30);
      finger('pointermove', -40);
      finger('pointerup', -40);
      // Moves are told once per frame, in pixels of the page.
      expect(view.take()).to.deep.equal([
        'finger down d 0 0 clicks 1',
        `finger move d 0 ${-40 / SCALE} clicks 1`,
        `finger up d 0 ${-40 / SCALE} clicks 1`,
      ]);
      finger('pointerdown', 0);
      view.overlay.dispatchEvent(new MouseEvent('contextmenu', { clientX: x, clientY: y }));
      finger('pointerup', 0);
      expect(view.take()).to.deep.equal([
        'finger down d 0 0 clicks 1',
        'finger cancel d 0 0 clicks 1',
        'menu d',
      ]);
      // Two fingers that go apart.
      finger('pointerdown', 0);
      finger('pointerdown', 20, false);
      finger('pointermove', -40);
      finger('pointermove', 60, false);
      finger('pointerup', 60, false);
      finger('pointerup', -40);
      expect(view.take()).to.deep.equal([
        'finger down d 0 0 clicks 1',
        'finger cancel d 0 0 clicks 1',
      ]);
    });

    it('shows what the page’s own pointer would say, and nothing misleading', async () => {
      await open(`<p id="p" style="cursor: grab">p</p><p id="n" style="cursor: none">n</p>`);
      await sendMouse({ type: 'move', position: view.at('#p') });
      await waitUntil(() => view.overlay.style.cursor === 'grab');
      await sendMouse({ type: 'move', position: view.at('#n') });
      await waitUntil(() => view.overlay.style.cursor === '');
    });
  });

  describe('keyboard', () => {
    const field = '<input id="t">';

    it('sends keys down and up once the viewer has pressed on the page', async () => {
      await open(field);
      await press('x');
      expect(view.takeActs()).to.deep.equal([]);
      await click('#t');
      view.take();
      await press('a', 'Tab', 'Backspace', 'ArrowLeft');
      expect(view.take()).to.deep.equal([
        ...['down a', 'up a', 'down Tab', 'up Tab'],
        ...['down Backspace', 'up Backspace', 'down ArrowLeft', 'up ArrowLeft'],
      ]);
      expect(document.activeElement === view.keyboard).to.equal(true);
    });

    it('sends modifiers with the keys', async () => {
      await open(field);
      await click('#t');
      view.take();
      await sendKeys({ down: 'Shift' });
      await press('ArrowLeft');
      await sendKeys({ up: 'Shift' });
      expect(view.take()).to.deep.equal([
        `down Shift mods ${Mod.shift}`,
        `down ArrowLeft mods ${Mod.shift}`,
        `up ArrowLeft mods ${Mod.shift}`,
        'up Shift',
      ]);
    });

    it('leaves the viewer’s browser its shortcuts', async () => {
      await open(field);
      await click('#t');
      view.take();
      const down = (key: string, init: KeyboardEventInit = {}) => {
        const event = new KeyboardEvent('keydown', { key, code: key, cancelable: true, ...init });
        view.keyboard.dispatchEvent(event);
        return event.defaultPrevented;
      };
      for (const key of ['t', 'r', 'w', 'n', 'l', 'Tab', 'PageDown', '+']) {
        expect(down(key, { ctrlKey: true }), key).to.equal(false);
      }
      for (const key of ['F5', 'F11', 'F12', 'BrowserBack']) expect(down(key), key).to.equal(false);
      expect(down('ArrowLeft', { altKey: true })).to.equal(false);
      expect(view.take()).to.deep.equal([]);
      expect(down('a', { ctrlKey: true })).to.equal(true);
      expect(down('@', { ctrlKey: true, altKey: true, modifierAltGraph: true })).to.equal(true);
      expect(down('å', { altKey: true })).to.equal(true);
      expect(view.take()).to.deep.equal([`down a mods ${Mod.ctrl}`, 'down @', 'down å']);
    });

    it('copies what is selected in the page to the viewer’s own clipboard', async () => {
      await open('<p>some text</p>');
      for (const [key, type] of [
        ['c', 'copy'],
        ['x', 'cut'],
      ] as const) {
        const init = { key, code: `Key${key.toUpperCase()}`, ctrlKey: true, cancelable: true };
        const down = new KeyboardEvent('keydown', init);
        view.keyboard.dispatchEvent(down);
        expect(down.defaultPrevented, 'the browser goes on to copy').to.equal(false);
        expect(view.take()).to.deep.equal([`down ${key} mods 2`]);
        const clipboardData = new DataTransfer();
        const event = new ClipboardEvent(type, { clipboardData, cancelable: true });
        view.keyboard.dispatchEvent(event);
        expect(event.defaultPrevented).to.equal(true);
        expect(event.clipboardData!.getData('text/plain')).to.equal('selected text');
      }
    });

    it('lets go of keys when the focus goes', async () => {
      await open(field);
      await click('#t');
      await sendKeys({ down: 'Shift' });
      view.take();
      view.keyboard.blur();
      expect(view.take()).to.deep.equal([`up Shift mods ${Mod.shift}`]);
      await sendKeys({ up: 'Shift' });
      expect(view.take()).to.deep.equal([]);
    });

    it('can be left by the keyboard alone, and says how', async () => {
      await open(field);
      const after = document.body.appendChild(document.createElement('button'));
      after.id = 'after';
      view.keyboard.focus();
      expect(view.hint).to.contain('Escape twice');
      const help = view.keyboard.getAttribute('aria-describedby') ?? '';
      expect(document.getElementById(help)?.textContent).to.contain('Escape twice');
      await press('Escape', 'Escape');
      expect(view.take()).to.deep.equal(['down Escape', 'up Escape']);
      expect(view.part('[role=status].surfly-status')?.textContent).to.contain('left');
      await press('a');
      expect(view.take()).to.deep.equal([]);
      await press('Enter', 'b');
      expect(view.take()).to.contain('down b').and.not.contain('down Enter');
      await press('Escape', 'Escape', 'Tab');
      expect(document.activeElement?.id).to.equal('after');
      after.remove();
    });

    it('is not said to be there when control is gone', async () => {
      view = await FollowerWindow.open('<input>');
      view.capture.enable();
      view.keyboard.focus();
      expect(view.hint).to.contain('Escape twice');
      view.capture.disable();
      expect(view.hint).to.equal(undefined);
    });

    it('sends composed text as a whole', async () => {
      await open(field);
      await click('#t');
      view.take();
      const fire = (type: string, data: string) =>
        view.keyboard.dispatchEvent(new CompositionEvent(type, { data, bubbles: true }));
      fire('compositionstart', '');
      view.keyboard.dispatchEvent(new KeyboardEvent('keydown', { key: 'Process', keyCode: 229 }));
      fire('compositionupdate', 'に');
      const { opacity } = getComputedStyle(view.keyboard);
      expect(opacity).to.equal('1');
      fire('compositionend', '日');
      expect(view.take()).to.deep.equal(['compose 日']);
      expect(getComputedStyle(view.keyboard).opacity).to.equal('0');
    });

    it('sends what keyboards on glass write without keys', async () => {
      await open(field);
      await click('#t');
      view.take();
      const before = (inputType: string, data: string | null = null) => {
        const init = { inputType, data, cancelable: true, bubbles: true };
        view.keyboard.dispatchEvent(new InputEvent('beforeinput', init));
      };
      before('insertText', 'x');
      before('deleteContentBackward');
      before('insertLineBreak');
      expect(view.take()).to.deep.equal([
        ...['write x', 'down Backspace', 'up Backspace', 'down Enter', 'up Enter'],
      ]);
      expect(view.keyboard.inputMode).to.equal('text');
      await sendMouse({ type: 'click', position: [300, 250] });
      expect(view.keyboard.inputMode).to.equal('none');
    });

    it('sends pasted text, in pieces that fit, and says so when it is too long', async () => {
      await open(field);
      await click('#t');
      view.take();
      const paste = (text: string) => {
        const event = new ClipboardEvent('paste', {
          clipboardData: new DataTransfer(),
          cancelable: true,
        });
        event.clipboardData?.setData('text/plain', text);
        view.keyboard.dispatchEvent(event);
      };
      paste('one\r\ntwo');
      expect(view.take()).to.deep.equal(['paste one\ntwo']);
      const long = `${'x'.repeat(MAX_INPUT_TEXT - 1)}😀${'y'.repeat(10)}`;
      paste(long);
      const pieces = view.actions.splice(0).map((action) => (action as { text: string }).text);
      expect(pieces.join('') === long).to.equal(true);
      expect(pieces.map(({ length }) => length)).to.deep.equal([MAX_INPUT_TEXT - 1, 12]);
      paste('x'.repeat(MAX_INPUT_TEXT * 10 + 1));
      expect(view.actions.length).to.equal(0);
      expect(view.hint).to.contain('too long');
    });
  });

  describe('select boxes', () => {
    const SELECT = `<label>Size <select id="s"><option>small<option selected>medium
      <optgroup label="more"><option disabled>large<option>huge</optgroup></select></label>`;

    it('shows the options in the viewer’s window and sends the choice', async () => {
      await open(SELECT);
      await click('#s');
      expect(view.takeActs()).to.deep.equal(['down s button 0 clicks 1', 'up s button 0 clicks 1']);
      const list = view.part('[role=listbox]') as HTMLElement;
      expect(document.activeElement === list).to.equal(true);
      await expect(list).to.be.accessible();
      const options = [...list.querySelectorAll('[role=option]')];
      expect(options.map((option) => option.textContent)).to.deep.equal([
        ...['small', 'medium', 'large', 'huge'],
      ]);
      expect(list.querySelector('[aria-selected=true]')?.textContent).to.equal('medium');
      const [x, y] = view.at('#s', 0, 1);
      const box = list.getBoundingClientRect();
      expect(box.left).to.be.closeTo(x, 2);
      expect(box.top).to.be.closeTo(y, 2);
      const huge = options[3]?.getBoundingClientRect() as DOMRect;
      const position: [number, number] = [Math.round(huge.left + 5), Math.round(huge.top + 5)];
      await sendMouse({ type: 'click', position });
      expect(view.takeActs()).to.deep.equal(['select s [{"index":3,"text":"huge"}]']);
      expect(view.part('[role=listbox]')).to.equal(null);
      expect(document.activeElement === view.keyboard).to.equal(true);
    });

    it('is used by keys', async () => {
      await open(SELECT);
      await click('#s');
      view.take();
      await press('ArrowUp', 'Enter');
      expect(view.takeActs()).to.deep.equal(['select s [{"index":0,"text":"small"}]']);
      await click('#s');
      view.take();
      await press('h', 'Enter');
      expect(view.takeActs()).to.deep.equal(['select s [{"index":3,"text":"huge"}]']);
      await click('#s');
      view.take();
      await press('l', 'Enter');
      expect(view.takeActs(), 'large is disabled').to.deep.equal([]);
      await press('Escape');
      expect(view.part('[role=listbox]')).to.equal(null);
      expect(view.takeActs()).to.deep.equal([]);
    });

    it('goes away when the leader’s page refuses the press', async () => {
      await open(SELECT);
      await click('#s');
      const n =
        view.actions.findIndex((action) => action.type === 'pointer' && action.phase === 'down') +
        1;
      view.capture.outcome(n, 'masked');
      expect(view.part('[role=listbox]')).to.equal(null);
      expect(view.hint).to.equal('This field is private.');
    });

    it('leaves boxes whose options are drawn to the page', async () => {
      await open('<select id="m" multiple><option id="o">one<option>two</select>');
      await click('#o');
      expect(view.part('[role=listbox]')).to.equal(null);
      expect(view.takeActs()[0]).to.equal('down o button 0 clicks 1');
    });
  });

  it('sets dates and the like in a field of the viewer’s own window', async () => {
    await open('<input type="date" id="d" value="2020-01-01" min="2019-01-01"><input id="t">');
    await click('#d');
    view.take();
    const own = view.part<HTMLInputElement>('.surfly-value input') as HTMLInputElement;
    expect([own.type, own.value, own.min]).to.deep.equal(['date', '2020-01-01', '2019-01-01']);
    await expect(view.part('.surfly-value')).to.be.accessible();
    own.value = '2031-02-03';
    const button = view.part('.surfly-value button') as HTMLButtonElement;
    button.click();
    expect(view.takeActs()).to.deep.equal(['value d 2031-02-03']);
    expect(view.part('.surfly-value')).to.equal(null);
    await click('#d');
    expect(view.part('.surfly-value')).to.not.equal(null);
    await click('#t');
    expect(view.part('.surfly-value')).to.equal(null);
  });

  describe('outcomes', () => {
    it('are told where the viewer acted, and to screen readers', async () => {
      await open('<button id="b">b</button>');
      await click('#b');
      view.capture.outcome(view.actions.length, 'stale');
      expect(view.hint).to.contain('changed');
      const bubble = view.part('.surfly-bubble')?.getBoundingClientRect() as DOMRect;
      const [x, y] = view.at('#b');
      expect(Math.hypot(bubble.left - x, bubble.top - y)).to.be.lessThan(40);
      const status = view.part('[role=status]');
      expect(status?.textContent).to.equal(view.hint);
      await waitUntil(() => view.hint === undefined, 'the hint stays', { timeout: 4_000 });
    });

    it('are not told where there is nothing to tell', async () => {
      await open('<button id="b">b</button><input id="t">');
      await click('#t');
      await press('Enter', 'a');
      view.actions.forEach((action, i) => {
        if (action.type === 'key' && action.key === 'a') return;
        view.capture.outcome(
          i + 1,
          action.type === 'pointer' && action.phase === 'move' ? 'stale' : 'prevented',
        );
      });
      view.capture.outcome(9_999, 'stale');
      view.capture.outcome(1, 'no such outcome');
      expect(view.hint).to.equal(undefined);
      view.capture.outcome(
        view.actions.findIndex((action) => action.type === 'key' && action.key === 'a') + 1,
        'prevented',
      );
      expect(view.hint).to.contain('page');
    });
  });

  it('shows no longer what was written and got no answer, where what came after it did', async () => {
    await open('<input id="t">');
    const field = view.document.querySelector('input') as HTMLInputElement;
    await click('#t');
    view.actions.forEach((_, i) => view.capture.outcome(i + 1, 'applied'));
    await frames();
    view.edited = { field, start: 0, end: 0 };
    await press('a', 'b');
    await waitUntil(() => field.value === 'ab');
    const n = view.actions.findLastIndex((one) => one.type === 'key' && one.phase === 'down') + 1;
    view.capture.outcome(n, 'applied');
    field.value = 'b';
    await waitUntil(() => field.value === 'b');
  });

  it('puts nothing on the page that a strict policy would block, and takes all of it away', async () => {
    await open('<button id="b">b</button>');
    const sheets = document.adoptedStyleSheets.length;
    expect(view.overlay.querySelectorAll('style, script').length).to.equal(0);
    view.capture.destroy();
    expect(view.overlay.childElementCount).to.equal(0);
    expect(document.adoptedStyleSheets.length).to.equal(sheets - 1);
    await click('#b');
    expect(view.take()).to.deep.equal([]);
  });
});
