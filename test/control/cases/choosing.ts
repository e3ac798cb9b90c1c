import type { Case } from './case.js';

const page = 'plain';
const click =
  (target: string): Case['act'] =>
  (hand) =>
    hand.click(target);
const GROUP = ['a', 'b', 'c']
  .map(
    (id) =>
      `<label id="l${id}"><input type="radio" name="r" id="${id}" value="${id}"> ${id}</label>`,
  )
  .join(' ');
const FRUIT = ['apple', 'banana', 'cherry', 'date']
  .map((name) => `<option id="${name}">${name}`)
  .join('');

export const choosing: Case[] = [
  {
    page,
    element: 'checkbox',
    gesture: 'click',
    html: '<input type="checkbox" id="c">',
    act: click('#c'),
  },
  {
    page,
    element: 'checkbox',
    gesture: 'click on its label',
    html: '<label id="l" for="c">a label</label> <input type="checkbox" id="c">',
    act: click('#l'),
  },
  {
    page,
    element: 'checkbox that the page refuses',
    gesture: 'click',
    html: '<input type="checkbox" id="c" onclick="return false">',
    act: click('#c'),
  },
  {
    page,
    element: 'checkbox',
    gesture: 'Space',
    html: '<input id="t"><input type="checkbox" id="c">',
    async act(hand) {
      await hand.click('#t');
      await hand.press('Tab');
      await hand.press('Space');
    },
  },
  { page, element: 'radio button', gesture: 'click', html: GROUP, act: click('#b') },
  {
    page,
    element: 'radio group',
    gesture: 'arrow keys',
    html: GROUP,
    async act(hand) {
      await hand.click('#a');
      await hand.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp');
    },
  },
  {
    page,
    element: 'label around a field',
    gesture: 'click',
    html: '<label id="l">Name <input id="t" style="width: 100px"></label>',
    act: (hand) => hand.click('#l', { at: [0.05, 0.5] }),
  },
  {
    page,
    element: 'label around a button-like span',
    gesture: 'click',
    html: '<label id="l"><span id="s">text</span><input type="checkbox" id="c" style="position: absolute; opacity: 0"></label>',
    act: click('#s'),
  },
  {
    page,
    element: 'select box',
    gesture: 'choose from its menu',
    html: `<select id="s">${FRUIT}</select>`,
    async act(hand) {
      await hand.click('#s');
      await hand.press('ArrowDown', 'ArrowDown', 'Enter');
    },
    known: 'menu',
  },
  {
    page,
    element: 'select box',
    gesture: 'letters, closed',
    html: `<input id="t"><select id="s">${FRUIT}</select>`,
    async act(hand) {
      await hand.click('#t');
      await hand.press('Tab');
      await hand.type('c');
    },
  },
  {
    page,
    element: 'select box',
    gesture: 'arrow keys, closed',
    html: `<input id="t"><select id="s">${FRUIT}</select>`,
    async act(hand) {
      await hand.click('#t');
      await hand.press('Tab', 'ArrowDown', 'ArrowDown', 'ArrowUp');
    },
  },
  {
    page,
    element: 'select box, multiple',
    gesture: 'click',
    html: `<select id="s" multiple size="4">${FRUIT}</select>`,
    act: click('#banana'),
  },
  {
    page,
    element: 'select box, multiple',
    gesture: 'Ctrl and click',
    html: `<select id="s" multiple size="4">${FRUIT}</select>`,
    async act(hand) {
      await hand.click('#apple');
      await hand.hold('Control', () => hand.click('#cherry'));
    },
  },
  {
    page,
    element: 'select box, multiple',
    gesture: 'Shift and click',
    html: `<select id="s" multiple size="4">${FRUIT}</select>`,
    async act(hand) {
      await hand.click('#apple');
      await hand.hold('Shift', () => hand.click('#cherry'));
    },
  },
  {
    page,
    element: 'list box',
    gesture: 'arrow keys',
    html: `<select id="s" size="4">${FRUIT}</select>`,
    async act(hand) {
      await hand.click('#apple');
      await hand.press('ArrowDown', 'ArrowDown');
    },
  },
  {
    page,
    element: 'slider',
    gesture: 'drag',
    html: '<input type="range" id="r" style="width: 216px" max="10">',
    act: (hand) => hand.drag('#r', '#r', { fromAt: [0.5, 0.5], toAt: [0.8, 0.5] }),
    known: 'slider',
  },
  {
    page,
    element: 'slider',
    gesture: 'click beside its thumb',
    html: '<input type="range" id="r" style="width: 216px" max="10">',
    act: (hand) => hand.click('#r', { at: [0.25, 0.5] }),
    known: 'slider',
  },
  {
    page,
    element: 'slider',
    gesture: 'keys',
    html: '<input id="t"><input type="range" id="r" max="50">',
    async act(hand) {
      await hand.click('#t');
      await hand.press('Tab', 'ArrowRight', 'ArrowUp', 'PageUp', 'ArrowLeft');
    },
  },
  {
    page,
    element: 'colour',
    gesture: 'set',
    html: '<input type="color" id="c" value="#ff0000"><p id="p">p</p>',
    async act(hand) {
      await hand.setWhole('#c', '#00ff00');
    },
    known: 'whole',
  },
  ...(
    [
      ['date', '2031-02-03'],
      ['time', '12:34'],
      ['datetime-local', '2031-02-03T12:34'],
      ['month', '2031-02'],
      ['week', '2031-W05'],
    ] as const
  ).map(([type, value]): Case => ({
    page,
    element: type,
    gesture: 'set',
    html: `<input type="${type}" id="d" style="width: 220px"><p id="p">p</p>`,
    act: (hand) => hand.setWhole('#d', value),
    known: 'whole',
  })),
  {
    page,
    element: 'file field',
    gesture: 'click',
    html: '<input type="file" id="f">',
    act: (hand) => hand.click('#f'),
    refused: /Only the person/,
  },
  {
    page,
    element: 'details',
    gesture: 'click on its summary',
    html: '<details id="d"><summary id="s">more</summary><p id="p">text</p></details>',
    act: click('#s'),
  },
  {
    page,
    element: 'details',
    gesture: 'Enter and Space',
    html: '<input id="t"><details id="d"><summary id="s">more</summary>text</details>',
    async act(hand) {
      await hand.click('#t');
      await hand.press('Tab', 'Enter');
      // Two toggles within one task are told as one.
      await new Promise((resolve) => setTimeout(resolve, 300));
      await hand.press('Space');
    },
  },
];
