import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { Mod } from '../../src/protocol/input.js';
import { LeaderPage } from './leader-page.js';

/** What pages see of a hand. Moves are left out: a browser sends as many as it likes. */
const TYPES = [
  ...['pointerover', 'pointerout', 'pointerdown', 'pointerup', 'mouseover', 'mouseout'],
  ...['mousedown', 'mouseup', 'click', 'auxclick', 'dblclick', 'contextmenu'],
  ...['keydown', 'keypress', 'beforeinput', 'input', 'keyup', 'change', 'submit'],
  ...['focus', 'blur', 'focusin', 'focusout', 'invalid', 'kept'],
];

interface Doings {
  hand(page: LeaderPage): Promise<void>;
  viewer(page: LeaderPage): Promise<void>;
}

interface Case {
  title: string;
  html: string;
  /** Elements that are clicked, by `#id`, and keys, one after the other; or what each of them does, where that is not the same. */
  does: readonly string[] | Doings;
  /** What the page has come to. */
  state?(page: LeaderPage): unknown;
}

/** Real presses of the mouse and keys, by the browser's driver. */
const at = (page: LeaderPage, selector: string): [number, number] => {
  const outer = page.frame.getBoundingClientRect();
  const box = page.get(selector).getBoundingClientRect();
  const x = outer.left + page.frame.clientLeft + box.left + box.width / 2;
  const y = outer.top + page.frame.clientTop + box.top + box.height / 2;
  return [Math.round(x), Math.round(y)];
};
const press = async (page: LeaderPage, selector: string) => {
  await sendMouse({ type: 'click', position: at(page, selector) });
};
const keys = async (...names: string[]) => {
  for (const name of names) await sendKeys({ press: name });
};

function doingsOf(does: readonly string[]): Doings {
  return {
    async hand(page) {
      for (const one of does) await (one.startsWith('#') ? press(page, one) : keys(one));
    },
    async viewer(page) {
      for (const one of does) await (one.startsWith('#') ? page.click(one) : page.key(one));
    },
  };
}

/** The page makes a promise at each of these, and says so when it is kept: frameworks draw then. */
const promising = (...types: string[]) => `<script>
  for (const type of ${JSON.stringify(types)}) {
    addEventListener(type, async ({ target }) => {
      for (let i = 0; i < 5; i += 1) await null;
      target.dispatchEvent(new CustomEvent('kept', { detail: type }));
    });
  }
</script>`;

/** What is done at an event once a promise is kept. */
const once = (type: string, statement: string) => `<script>
  addEventListener('${type}', () => void Promise.resolve().then(() => { ${statement} }));
</script>`;

const FORM = `<form id="f" onsubmit="return false"><input id="t" name="t"><button id="go">go</button></form>`;

const CASES: Case[] = [
  {
    title: 'a click on the text of a button',
    html: '<button id="b"><b id="in">Buy now</b></button>',
    does: ['#in'],
  },
  {
    title: 'two clicks, of which the second moves the focus',
    html: '<input id="a"> <button id="b">b</button>',
    does: ['#a', '#b'],
  },
  {
    title: 'a click beside everything takes the focus away',
    html: '<input id="a"><p id="p">text</p>',
    does: ['#a', '#p'],
  },
  {
    title: 'a checkbox through its label',
    html: '<label id="l" for="c">a long label for a box</label> <input type="checkbox" id="c">',
    does: ['#l'],
    state: (page) => page.input('#c').checked,
  },
  {
    title: 'a radio button',
    html: '<input type="radio" name="r" id="r"> <input type="radio" name="r" checked>',
    does: ['#r'],
    state: (page) => page.input('#r').checked,
  },
  {
    title: 'a press that the page prevents',
    html: `<button id="b" onmousedown="return false">b</button>`,
    does: ['#b'],
  },
  {
    title: 'a prevented pointerdown',
    html: `<button id="b" onpointerdown="return false">b</button>`,
    does: ['#b'],
  },
  {
    title: 'writing and leaving a field',
    html: '<input id="t"><p id="p">text</p>',
    does: ['#t', 'a', 'b', 'Backspace', 'c', '#p'],
    state: (page) => page.input('#t').value,
  },
  {
    title: 'writing with the caret moved',
    html: '<input id="t" value="one two">',
    does: ['#t', 'End', 'ArrowLeft', 'x', 'Home', 'y', 'Delete'],
    state: (page) => page.input('#t').value,
  },
  {
    title: 'lines in a textarea',
    html: '<textarea id="t"></textarea>',
    does: ['#t', 'a', 'Enter', 'b'],
    state: (page) => page.get<HTMLTextAreaElement>('#t').value,
  },
  {
    title: 'editable content',
    html: '<div id="c" contenteditable style="height: 100px"></div>',
    does: ['#c', 'a', 'Enter', 'b', 'Backspace'],
    state: (page) => page.get('#c').innerText.trim(),
  },
  {
    title: 'Enter in a form, and leaving the field after it',
    html: `${FORM}<p id="p">text</p>`,
    does: ['#t', 'a', 'Enter', '#p'],
  },
  {
    title: 'Enter and Space on a button',
    html: '<button id="b">b</button>',
    does: ['#b', 'Enter', ' '],
  },
  {
    title: 'Tab through fields',
    html: '<input id="a"><input type="checkbox" id="c"><button id="b">b</button><a id="l" href="#x">l</a>',
    does: ['#a', 'Tab', ' ', 'Tab', 'Tab'],
    state: (page) => page.activeId(),
  },
  {
    title: 'arrows in a group of radio buttons',
    html: '<input type="radio" name="r" id="r1"><input type="radio" name="r" id="r2">',
    does: ['#r1', 'ArrowDown', 'ArrowDown'],
    state: (page) => page.input('#r1').checked,
  },
  {
    title: 'arrows on a slider',
    html: '<input id="before"><input type="range" id="r" max="10" value="5">',
    does: ['#before', 'Tab', 'ArrowRight', 'ArrowUp', 'ArrowLeft', 'Home'],
    state: (page) => page.input('#r').value,
  },
  {
    title: 'selecting and deleting by keys',
    html: '<input id="t" value="one two">',
    does: {
      async hand(page) {
        await press(page, '#t');
        await keys('End');
        for (let i = 0; i < 2; i += 1) {
          await sendKeys({ down: 'Shift' });
          await keys('ArrowLeft');
          await sendKeys({ up: 'Shift' });
        }
        await keys('Delete');
      },
      async viewer(page) {
        await page.click('#t');
        await page.key('End');
        const shift = {
          type: 'key',
          key: 'Shift',
          code: 'ShiftLeft',
          repeat: false,
          seen: 0,
        } as const;
        for (let i = 0; i < 2; i += 1) {
          await page.apply({ ...shift, phase: 'down', mods: Mod.shift });
          await page.key('ArrowLeft', Mod.shift);
          await page.apply({ ...shift, phase: 'up', mods: 0 });
        }
        await page.key('Delete');
      },
    },
    state: (page) => page.input('#t').value,
  },
  {
    title: 'promises are kept between the events of a click',
    html: `<button id="b">b</button>${promising('pointerdown', 'mousedown', 'focusin', 'pointerup', 'mouseup', 'click')}`,
    does: ['#b'],
  },
  {
    title: 'promises are kept between the events of a key that writes',
    html: `<input id="t">${promising('keydown', 'keypress', 'input', 'keyup')}`,
    does: ['#t', 'a'],
  },
  {
    title: 'promises are kept between the events of a key that submits',
    html: FORM + promising('keydown', 'keypress', 'change', 'submit', 'keyup'),
    does: ['#t', 'a', 'Enter'],
  },
  {
    title: 'a button that is gone once it is pressed',
    html: `<div id="d"><button id="b">b</button></div>${once('pointerdown', "document.getElementById('b').remove()")}`,
    does: {
      hand: (page) => press(page, '#b'),
      async viewer(page) {
        await page.pointer('down', '#b');
        await page.pointer('up', '#d');
      },
    },
  },
  {
    title: 'a key writes where the focus is once the promise of the one before is kept',
    html: `<input id="a"> <input id="t">${once('keydown', "document.getElementById('t').focus()")}`,
    does: ['#a', 'x'],
    state: (page) => [page.input('#a').value, page.input('#t').value],
  },
  {
    title: 'a press that a promise prevents moves no focus',
    html: `<input id="a"> <input id="t">
      <script>
        t.onmousedown = (event) => void Promise.resolve().then(() => event.preventDefault());
      </script>`,
    does: ['#a', '#t'],
    state: (page) => page.activeId(),
  },
  {
    title: 'a key that a promise prevents writes nothing',
    html: `<input id="t">
      <script>
        t.onkeypress = (event) => void Promise.resolve().then(() => event.preventDefault());
      </script>`,
    does: ['#t', 'x'],
    state: (page) => page.input('#t').value,
  },
];

function record(page: LeaderPage): string[] {
  const seen: string[] = [];
  for (const type of TYPES) {
    page.window.addEventListener(
      type,
      (event) => {
        const [target] = event.composedPath() as Partial<Element>[];
        if (target?.id) seen.push(`${described(event)} on ${target.id}`);
      },
      true,
    );
  }
  return seen;
}

/** The event with all that a page would read of it. */
function described(event: Event): string {
  const { type, bubbles, cancelable, composed } = event;
  const parts: unknown[] = [type, event.constructor.name, { bubbles, cancelable, composed }];
  if ('button' in event) {
    const { button, buttons, detail } = event as MouseEvent;
    parts.push({ button, buttons, detail });
  }
  if (type.startsWith('pointer')) {
    const { pointerType, isPrimary } = event as PointerEvent;
    parts.push({ pointerType, isPrimary });
  }
  if ('key' in event) {
    const { key, code, keyCode, charCode, which, shiftKey, ctrlKey } = event as KeyboardEvent;
    // One of the drivers presses the Enter of the number pad.
    parts.push({
      key,
      code: code.replace('Numpad', ''),
      keyCode,
      charCode,
      which,
      shiftKey,
      ctrlKey,
    });
  }
  if (type === 'kept') parts.push((event as CustomEvent).detail);
  if ('inputType' in event) {
    const { inputType, data } = event as InputEvent;
    parts.push({ inputType, data });
  }
  return parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ');
}

describe('a viewer’s action is, to the page, the same as one by hand', () => {
  const pages: LeaderPage[] = [];
  const open = async (html: string) => {
    const page = await LeaderPage.open(html);
    pages.push(page);
    return page;
  };
  afterEach(() => {
    for (const page of pages.splice(0)) page.close();
  });

  for (const { title, html, does, state } of CASES) {
    const { hand, viewer } = 'hand' in does ? does : doingsOf(does);
    it(title, async () => {
      await sendMouse({ type: 'move', position: [1, 1] });
      const byHand = await open(html);
      const recorded = record(byHand);
      await hand(byHand);
      const end = state?.(byHand);
      // A page that is closed takes leave of what has the focus.
      const expected = [...recorded];
      byHand.close();

      const byViewer = await open(html);
      const seen = record(byViewer);
      await viewer(byViewer);
      const viewersEnd = state?.(byViewer);

      const differing = expected.findIndex((event, i) => event !== seen[i]);
      if (differing >= 0) {
        expect.fail(`event ${differing} is
          ${seen[differing]} after ${seen[differing - 1]}, by hand it is
          ${expected[differing]}`);
      }
      expect(seen.slice(expected.length)).to.deep.equal([]);
      expect(viewersEnd).to.deep.equal(end);
    });
  }
});
