import type { Known } from '../known.js';
import type { Hand } from '../hand.js';
import type { PageName } from '../server.js';
import type { Case } from './case.js';

/** The same little app, made in different ways; its elements may lie in a shadow root. */
const APPS: [page: PageName, name: string, inside: string][] = [
  ['react', 'React', ''],
  ['vue', 'Vue', ''],
  ['lit', 'Lit element', '#app >>> '],
  ['vue', 'Vue element', '#app >>> '],
  ['elements', 'custom element', '#app >>> '],
  ['elements', 'closed custom element', '#app >>> '],
];

const GESTURES: [
  gesture: string,
  act: (hand: Hand, inside: string) => Promise<void>,
  known?: Known,
][] = [
  ['click a button', (hand, at) => hand.click(`${at}#count`)],
  [
    'type into a bound field',
    async (hand, at) => {
      await hand.click(`${at}#name`);
      await hand.type('Ann');
      await hand.press('Backspace');
    },
  ],
  [
    'type into a field that changes the text',
    async (hand, at) => {
      await hand.click(`${at}#upper`);
      await hand.type('abc');
    },
  ],
  [
    'type into a textarea',
    async (hand, at) => {
      await hand.click(`${at}#area`);
      await hand.type('a\nb');
    },
  ],
  ['tick a box', (hand, at) => hand.click(`${at}#gift`)],
  [
    'choose a radio button, by key',
    async (hand, at) => {
      await hand.click(`${at}#red`);
      await hand.press('ArrowDown');
    },
  ],
  [
    'choose in a select box, by key',
    async (hand, at) => {
      await hand.click(`${at}#upper`);
      await hand.press('Tab', 'Tab', 'Tab', 'Tab');
      await hand.press('ArrowDown');
    },
  ],
  [
    'drag a slider',
    (hand, at) =>
      hand.drag(`${at}#range`, `${at}#range`, { fromAt: [0.5, 0.5], toAt: [0.75, 0.5] }),
    'slider',
  ],
  [
    'hover',
    async (hand, at) => {
      await hand.move(`${at}#count`);
      await hand.move(`${at}#known`);
    },
    'resting',
  ],
  [
    'Enter sends the form',
    async (hand, at) => {
      await hand.click(`${at}#name`);
      await hand.type('A');
      await hand.press('Enter');
    },
  ],
];

export const apps: Case[] = APPS.flatMap(([page, element, inside]) =>
  GESTURES.map(([gesture, act, known]): Case => ({
    ...{ page, element, gesture, act: (hand) => act(hand, inside) },
    ...(known && { known }),
  })),
);
