import type { Case } from './case.js';

const page = 'quill';
const element = 'rich text editor (Quill)';
const TEXT = '#editor .ql-editor';

function inEditor(gesture: string, act: Case['act'], more: Partial<Case> = {}): Case {
  return {
    page,
    element,
    gesture,
    async act(hand) {
      await hand.click(TEXT, { at: [0.5, 0.8] });
      await act(hand);
    },
    known: 'editor',
    ...more,
  };
}

export const editors: Case[] = [
  inEditor('type, new line, delete', async (hand) => {
    await hand.type('ab\ncX');
    await hand.press('Backspace');
  }),
  inEditor('bold by shortcut', async (hand) => {
    await hand.press('Control+b');
    await hand.type('bold');
  }),
  inEditor('bold by its button', async (hand) => {
    await hand.type('plain');
    await hand.press('Control+a');
    await hand.click('.ql-bold');
  }),
  inEditor('paste', (hand) => hand.paste('one two')),
  inEditor('undo', async (hand) => {
    await hand.type('one');
    await hand.press('Control+z');
  }),
];
