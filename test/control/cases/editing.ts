import type { Case } from './case.js';

const page = 'plain';

/** A case in a field that has been clicked. */
function inField(
  element: string,
  gesture: string,
  html: string,
  act: Case['act'],
  more: Partial<Case> = {},
): Case {
  return {
    page,
    element,
    gesture,
    html: `${html}<p id="p">beside</p>`,
    async act(hand) {
      await hand.click('#t');
      await act(hand);
    },
    ...more,
  };
}

const FILLED = '<input id="t" value="one two three">';

export const editing: Case[] = [
  inField('text field', 'type, and leave', '<input id="t">', async (hand) => {
    await hand.type('Ann 1!');
    await hand.click('#p');
  }),
  inField('text field', 'Backspace and Delete', FILLED, (hand) =>
    hand.press('End', 'Backspace', 'Home', 'Delete'),
  ),
  inField('text field', 'move the caret', FILLED, async (hand) => {
    await hand.press('End', 'ArrowLeft', 'ArrowLeft');
    await hand.type('x');
    await hand.press('Home', 'ArrowRight');
    await hand.type('y');
  }),
  inField('text field', 'move by words', FILLED, async (hand) => {
    await hand.press('End', 'Control+ArrowLeft', 'Control+ArrowLeft');
    await hand.type('x');
  }),
  inField('text field', 'select by Shift', FILLED, async (hand) => {
    await hand.press('End', 'Shift+ArrowLeft', 'Shift+ArrowLeft');
    await hand.type('x');
  }),
  inField('text field', 'select a word by Shift and Ctrl', FILLED, (hand) =>
    hand.press('End', 'Control+Shift+ArrowLeft'),
  ),
  inField('text field', 'select all', FILLED, (hand) => hand.press('Control+a')),
  inField('text field', 'delete by word', FILLED, (hand) =>
    hand.press('End', 'Control+Backspace', 'Home', 'Control+Delete'),
  ),
  inField('text field', 'undo and redo', '<input id="t">', async (hand) => {
    await hand.type('abc');
    await hand.press('Control+z', 'Control+Shift+Z');
  }),
  inField('text field', 'paste', FILLED, async (hand) => {
    await hand.press('End');
    await hand.paste(' four\nfive');
  }),
  inField('text field', 'paste over a selection', FILLED, async (hand) => {
    await hand.press('Control+a');
    await hand.paste('new');
  }),
  inField('text field', 'cut', FILLED, (hand) => hand.press('Control+a', 'Control+x')),
  inField('text field', 'copy and paste', FILLED, (hand) =>
    hand.press('Control+a', 'Control+c', 'End', 'Control+v'),
  ),
  inField('text field', 'compose', '<input id="t">', (hand) => hand.compose('日本', '日本'), {
    known: 'steps',
  }),
  inField(
    'text field',
    'compose in steps',
    '<input id="t" value="x">',
    (hand) => hand.compose('日本', 'に', 'にほ', '日本'),
    { known: 'steps' },
  ),
  inField('text field', 'select by sweeping', '<input id="t" value="one two three">', (hand) =>
    hand.drag('#t', '#t', { fromAt: [0.02, 0.5], toAt: [0.98, 0.5] }),
  ),
  inField('text field', 'double click on a word', '<input id="t" value="oneword">', (hand) =>
    hand.click('#t', { at: [0.1, 0.5], count: 2 }),
  ),
  inField('text field with maxlength', 'type', '<input id="t" maxlength="3">', (hand) =>
    hand.type('abcde'),
  ),
  inField('text field with maxlength', 'paste', '<input id="t" maxlength="3">', (hand) =>
    hand.paste('abcde'),
  ),
  inField(
    'read-only field',
    'type',
    '<input id="t" readonly value="fixed">',
    (hand) => hand.type('x'),
    { known: 'readonly' },
  ),
  {
    page,
    element: 'disabled field',
    gesture: 'click',
    html: '<input id="t" disabled>',
    act: (hand) => hand.click('#t'),
    refused: /cannot be used/,
  },
  inField('field that refuses digits', 'type', '<input id="t">', (hand) => hand.type('a1b'), {
    setup: (stage) =>
      stage.querySelector('#t')!.addEventListener('beforeinput', (event) => {
        if (/\d/.test((event as InputEvent).data ?? '')) event.preventDefault();
      }),
  }),
  inField('field that takes keys itself', 'type', '<input id="t">', (hand) => hand.type('ab'), {
    setup: (stage) =>
      stage.querySelector('#t')!.addEventListener('keydown', (event) => {
        event.preventDefault();
        (event.target as HTMLInputElement).value += (event as KeyboardEvent).key.toUpperCase();
      }),
  }),
  inField('textarea', 'type lines', '<textarea id="t" rows="3"></textarea>', async (hand) => {
    await hand.type('a\nb');
    await hand.press('ArrowUp');
    await hand.type('x');
  }),
  inField(
    'textarea',
    'paste lines',
    '<textarea id="t" rows="3"></textarea>',
    (hand) => hand.paste('one\ntwo'),
    { known: 'lines' },
  ),
  {
    page,
    element: 'password',
    gesture: 'click, type',
    // What has once been a password stays private, by its name.
    html: '<input id="secret" type="password"><input id="other">',
    async act(hand) {
      await hand.click('#secret');
      await hand.type('abc');
    },
    refused: /private/,
  },
  ...['search', 'tel', 'url', 'email'].map((type) =>
    inField(`field of type ${type}`, 'type', `<input id="t" type="${type}">`, async (hand) => {
      await hand.type('a@b');
      await hand.click('#p');
    }),
  ),
  inField('field of type url', 'text of a script', '<input id="t" type="url">', async (hand) => {
    await hand.type('javascript:alert(1)');
    await hand.click('#p');
  }),
  inField('number', 'type', '<input id="t" type="number">', async (hand) => {
    await hand.type('12');
    await hand.click('#p');
  }),
  inField(
    'number',
    'arrow keys',
    '<input id="t" type="number" value="5" step="2" min="1">',
    (hand) => hand.press('ArrowUp', 'ArrowDown', 'ArrowDown'),
    { known: 'spin' },
  ),
  inField(
    'editable content',
    'type',
    '<div id="t" class="box" contenteditable></div>',
    async (hand) => {
      await hand.type('ab');
      await hand.press('Backspace', 'ArrowLeft');
      await hand.type('c');
    },
  ),
  inField(
    'editable content',
    'a new paragraph',
    '<div id="t" class="box" contenteditable><p>one</p></div>',
    async (hand) => {
      await hand.press('End');
      await hand.press('Enter');
      await hand.type('x');
    },
  ),
  inField('editable content', 'bold', '<div id="t" class="box" contenteditable>one</div>', (hand) =>
    hand.press('Control+a', 'Control+b'),
  ),
  inField(
    'editable content',
    'paste',
    '<div id="t" class="box" contenteditable>one</div>',
    async (hand) => {
      await hand.press('End');
      await hand.paste(' two');
    },
  ),
  inField(
    'editable content',
    'delete by word',
    '<div id="t" class="box" contenteditable>one two</div>',
    (hand) => hand.press('End', 'Control+Backspace'),
  ),
  inField(
    'editable content',
    'compose',
    '<div id="t" class="box" contenteditable>x</div>',
    async (hand) => {
      await hand.press('End');
      await hand.compose('日本', '日本');
    },
    { known: 'steps' },
  ),
];
