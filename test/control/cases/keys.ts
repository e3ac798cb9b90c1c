import type { Case } from './case.js';

const page = 'plain';

const FORM = `<form id="f" onsubmit="event.preventDefault(); o.textContent = 'sent ' + t.value">
  <input id="t" name="t"><input type="checkbox" id="c"><button id="go">go</button></form><output id="o"></output>`;

export const keys: Case[] = [
  {
    page,
    element: 'form',
    gesture: 'Enter in a field',
    html: FORM,
    async act(hand) {
      await hand.click('#t');
      await hand.type('a');
      await hand.press('Enter');
    },
  },
  {
    page,
    element: 'form',
    gesture: 'Enter on a checkbox',
    html: FORM,
    async act(hand) {
      await hand.click('#c');
      await hand.press('Enter');
    },
  },
  {
    page,
    element: 'form without a button',
    gesture: 'Enter in its only field',
    html: `<form id="f" onsubmit="event.preventDefault(); o.textContent = 'sent'"><input id="t"></form><output id="o"></output>`,
    async act(hand) {
      await hand.click('#t');
      await hand.press('Enter');
    },
  },
  {
    page,
    element: 'form without a button',
    gesture: 'Enter in one of two fields',
    html: `<form id="f" onsubmit="event.preventDefault(); o.textContent = 'sent'"><input id="t"><input id="u"></form><output id="o"></output>`,
    async act(hand) {
      await hand.click('#t');
      await hand.press('Enter');
    },
  },
  {
    page,
    element: 'form that is invalid',
    gesture: 'click on its button',
    html: `<form id="f" onsubmit="event.preventDefault(); o.textContent = 'sent'"><input id="t" required><button id="go">go</button></form><output id="o"></output>`,
    act: (hand) => hand.click('#go'),
  },
  {
    page,
    element: 'form',
    gesture: 'reset',
    html: `<form id="f"><input id="t" value="old"><button id="go" type="reset">reset</button></form>`,
    async act(hand) {
      await hand.click('#t');
      await hand.type('x');
      await hand.click('#go');
    },
  },
  {
    page,
    element: 'button',
    gesture: 'Enter and Space',
    html: '<input id="t"><button id="b">b</button>',
    async act(hand) {
      await hand.click('#t');
      await hand.press('Tab', 'Enter', 'Space');
    },
  },
  {
    page,
    element: 'fields',
    gesture: 'Tab and back',
    html: `<input id="a"><input id="ro" readonly value="r"><button id="off" disabled>off</button><div inert><input id="in"></div>
      <a id="l" href="#x">link</a><span id="s" tabindex="0">span</span><input type="radio" name="r" id="r1"><input type="radio" name="r" id="r2" checked>
      <input id="minus" tabindex="-1"><select id="se"><option>o</select><textarea id="ta"></textarea><div id="ce" contenteditable>c</div>`,
    async act(hand) {
      await hand.click('#a');
      await hand.press('Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab');
    },
  },
  {
    page,
    element: 'fields with tabindex',
    gesture: 'Tab',
    html: '<input id="a" tabindex="2"><input id="b" tabindex="1"><input id="c"><input id="d" tabindex="2">',
    async act(hand) {
      await hand.click('#b');
      await hand.press('Tab', 'Tab', 'Tab');
    },
  },
  {
    page,
    element: 'dialog',
    gesture: 'open by a button, Tab, Escape',
    html: `<button id="b" onclick="d.showModal()">open</button>
      <dialog id="d"><button id="x">x</button><button id="y">y</button></dialog>`,
    async act(hand) {
      await hand.click('#b');
      await hand.press('Tab', 'Escape');
    },
    known: 'resting',
  },
  {
    page,
    element: 'dialog that stays',
    gesture: 'Escape',
    html: `<button id="b" onclick="d.showModal()">open</button>
      <dialog id="d" oncancel="event.preventDefault(); o.textContent = 'asked'"><button id="x">x</button></dialog><output id="o"></output>`,
    async act(hand) {
      await hand.click('#b');
      await hand.press('Escape');
    },
    known: 'resting',
  },
  {
    page,
    element: 'dialog',
    gesture: 'close by its form',
    html: `<button id="b" onclick="d.showModal()">open</button>
      <dialog id="d"><form method="dialog"><button id="x" value="yes">yes</button></form></dialog>`,
    async act(hand) {
      await hand.click('#b');
      await hand.click('#x');
    },
    known: 'resting',
  },
  {
    page,
    element: 'popover',
    gesture: 'open, press beside it',
    html: '<button id="b" popovertarget="q">open</button><div id="q" popover>text</div><p id="p">beside</p>',
    async act(hand) {
      await hand.click('#b');
      await hand.click('#p');
    },
    known: 'resting',
  },
  {
    page,
    element: 'popover',
    gesture: 'open, Escape',
    html: '<button id="b" popovertarget="q">open</button><div id="q" popover>text</div>',
    async act(hand) {
      await hand.click('#b');
      await hand.press('Escape');
    },
    known: 'resting',
  },
  {
    page,
    element: 'page that listens for keys',
    gesture: 'Escape, arrows, letters',
    html: '<div id="app" tabindex="0" class="box">app</div><output id="o"></output>',
    setup(stage) {
      stage.querySelector('#app')!.addEventListener('keydown', (event) => {
        stage.querySelector('output')!.textContent += ` ${(event as KeyboardEvent).key}`;
      });
    },
    async act(hand) {
      await hand.click('#app');
      await hand.press('Escape', 'ArrowLeft', 'F', 'Control+k');
    },
  },
  {
    page,
    element: 'page',
    gesture: 'scroll by keys',
    html: '<div id="app" tabindex="0">app</div><div style="height: 3000px"></div>',
    async act(hand) {
      await hand.click('#app');
      await hand.press('End');
    },
    known: 'resting',
  },
  {
    page,
    element: 'menu whose listener waits for a promise',
    gesture: 'arrows that it keeps from scrolling',
    html: '<div id="app" tabindex="0" class="box">app</div><div style="height: 3000px"></div>',
    setup(stage) {
      stage.querySelector('#app')!.addEventListener('keydown', (event) => {
        void Promise.resolve()
          .then(() => undefined)
          .then(() => event.preventDefault());
      });
    },
    async act(hand) {
      await hand.click('#app');
      await hand.press('ArrowDown', 'ArrowDown', 'PageDown');
    },
  },
  {
    page,
    element: 'link',
    gesture: 'Enter',
    html: '<input id="t"><a id="l" href="#there">link</a><p id="there">there</p>',
    async act(hand) {
      await hand.click('#t');
      await hand.press('Tab', 'Enter');
    },
  },
];
