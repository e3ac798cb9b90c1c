import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { Mod } from '../../src/protocol/input.js';
import { LeaderPage } from './leader-page.js';

/** What pages see of a hand. Moves are left out: a browser sends as many as it likes. */
const TYPES = [
  ...['pointerover', 'pointerout', 'pointerdown', 'pointerup', 'mouseover', 'mouseout'],
  ...['mousedown', 'mouseup', 'click', 'auxclick', 'dblclick', 'contextmenu'],
  ...['keydown', 'keypress', 'beforeinput', 'input', 'keyup', 'change', 'submit'],
  ...['focus', 'blur', 'focusin', 'focusout', 'invalid'],
];

interface Case {
  title: string;
  html: string;
  hand(page: LeaderPage): Promise<void>;
  viewer(page: LeaderPage): void | Promise<void>;
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

const FORM = `<form id="f" onsubmit="return false"><input id="t" name="t"><button id="go">go</button></form>`;

const CASES: Case[] = [
  {
    title: 'a click on the text of a button',
    html: '<button id="b"><b id="in">Buy now</b></button>',
    hand: (page) => press(page, '#in'),
    viewer: (page) => void page.click('#in'),
  },
  {
    title: 'two clicks, of which the second moves the focus',
    html: '<input id="a"> <button id="b">b</button>',
    async hand(page) {
      await press(page, '#a');
      await press(page, '#b');
    },
    viewer(page) {
      page.click('#a');
      page.click('#b');
    },
  },
  {
    title: 'a click beside everything takes the focus away',
    html: '<input id="a"><p id="p">text</p>',
    async hand(page) {
      await press(page, '#a');
      await press(page, '#p');
    },
    viewer(page) {
      page.click('#a');
      page.click('#p');
    },
  },
  {
    title: 'a checkbox through its label',
    html: '<label id="l" for="c">a long label for a box</label> <input type="checkbox" id="c">',
    hand: (page) => press(page, '#l'),
    viewer: (page) => void page.click('#l'),
    state: (page) => page.input('#c').checked,
  },
  {
    title: 'a radio button',
    html: '<input type="radio" name="r" id="r"> <input type="radio" name="r" checked>',
    hand: (page) => press(page, '#r'),
    viewer: (page) => void page.click('#r'),
    state: (page) => page.input('#r').checked,
  },
  {
    title: 'a press that the page prevents',
    html: `<button id="b" onmousedown="return false">b</button>`,
    hand: (page) => press(page, '#b'),
    viewer: (page) => void page.click('#b'),
  },
  {
    title: 'a prevented pointerdown',
    html: `<button id="b" onpointerdown="return false">b</button>`,
    hand: (page) => press(page, '#b'),
    viewer: (page) => void page.click('#b'),
  },
  {
    title: 'writing and leaving a field',
    html: '<input id="t"><p id="p">text</p>',
    async hand(page) {
      await press(page, '#t');
      await keys('a', 'b', 'Backspace', 'c');
      await press(page, '#p');
    },
    viewer(page) {
      page.click('#t');
      for (const key of ['a', 'b', 'Backspace', 'c']) page.key(key);
      page.click('#p');
    },
    state: (page) => page.input('#t').value,
  },
  {
    title: 'writing with the caret moved',
    html: '<input id="t" value="one two">',
    async hand(page) {
      await press(page, '#t');
      await keys('End', 'ArrowLeft', 'x', 'Home', 'y', 'Delete');
    },
    viewer(page) {
      page.click('#t');
      for (const key of ['End', 'ArrowLeft', 'x', 'Home', 'y', 'Delete']) page.key(key);
    },
    state: (page) => page.input('#t').value,
  },
  {
    title: 'lines in a textarea',
    html: '<textarea id="t"></textarea>',
    async hand(page) {
      await press(page, '#t');
      await keys('a', 'Enter', 'b');
    },
    viewer(page) {
      page.click('#t');
      for (const key of ['a', 'Enter', 'b']) page.key(key);
    },
    state: (page) => page.get<HTMLTextAreaElement>('#t').value,
  },
  {
    title: 'editable content',
    html: '<div id="c" contenteditable style="height: 100px"></div>',
    async hand(page) {
      await press(page, '#c');
      await keys('a', 'Enter', 'b', 'Backspace');
    },
    viewer(page) {
      page.click('#c');
      for (const key of ['a', 'Enter', 'b', 'Backspace']) page.key(key);
    },
    state: (page) => page.get('#c').innerText.trim(),
  },
  {
    title: 'Enter in a form, and leaving the field after it',
    html: `${FORM}<p id="p">text</p>`,
    async hand(page) {
      await press(page, '#t');
      await keys('a', 'Enter');
      await press(page, '#p');
    },
    viewer(page) {
      page.click('#t');
      for (const key of ['a', 'Enter']) page.key(key);
      page.click('#p');
    },
  },
  {
    title: 'Enter and Space on a button',
    html: '<button id="b">b</button>',
    async hand(page) {
      await press(page, '#b');
      await keys('Enter', ' ');
    },
    viewer(page) {
      page.click('#b');
      page.key('Enter');
      page.key(' ');
    },
  },
  {
    title: 'Tab through fields',
    html: '<input id="a"><input type="checkbox" id="c"><button id="b">b</button><a id="l" href="#x">l</a>',
    async hand(page) {
      await press(page, '#a');
      await keys('Tab', ' ', 'Tab', 'Tab');
    },
    async viewer(page) {
      page.click('#a');
      await page.press(['Tab', ' ', 'Tab', 'Tab']);
    },
    state: (page) => page.activeId(),
  },
  {
    title: 'arrows in a group of radio buttons',
    html: '<input type="radio" name="r" id="r1"><input type="radio" name="r" id="r2">',
    async hand(page) {
      await press(page, '#r1');
      await keys('ArrowDown', 'ArrowDown');
    },
    viewer(page) {
      page.click('#r1');
      page.key('ArrowDown');
      page.key('ArrowDown');
    },
    state: (page) => page.input('#r1').checked,
  },
  {
    title: 'arrows on a slider',
    html: '<input id="before"><input type="range" id="r" max="10" value="5">',
    async hand(page) {
      await press(page, '#before');
      await keys('Tab', 'ArrowRight', 'ArrowUp', 'ArrowLeft', 'Home');
    },
    async viewer(page) {
      page.click('#before');
      await page.press(['Tab', 'ArrowRight', 'ArrowUp', 'ArrowLeft', 'Home']);
    },
    state: (page) => page.input('#r').value,
  },
  {
    title: 'selecting and deleting by keys',
    html: '<input id="t" value="one two">',
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
    viewer(page) {
      page.click('#t');
      page.key('End');
      const shift = {
        type: 'key',
        key: 'Shift',
        code: 'ShiftLeft',
        repeat: false,
        seen: 0,
      } as const;
      for (let i = 0; i < 2; i += 1) {
        page.apply({ ...shift, phase: 'down', mods: Mod.shift });
        page.key('ArrowLeft', Mod.shift);
        page.apply({ ...shift, phase: 'up', mods: 0 });
      }
      page.key('Delete');
    },
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

  for (const { title, html, hand, viewer, state } of CASES) {
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
