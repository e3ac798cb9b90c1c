import type { Case } from './case.js';

const page = 'plain';
const INSIDE = '<input id="t"><button id="b">b</button><input type="checkbox" id="c">';

function shadow(mode: ShadowRootMode): Case['setup'] {
  return (stage) => {
    stage.querySelector('#host')!.attachShadow({ mode }).innerHTML = INSIDE;
  };
}

const framed = (stage: HTMLElement) => {
  const frame = stage.querySelector('iframe')!;
  frame.contentDocument!.body.innerHTML = INSIDE;
};

function all(how: string): Case['act'] {
  return async (hand) => {
    await hand.click(`#host ${how} #b`);
    await hand.click(`#host ${how} #t`);
    await hand.type('ab');
    await hand.press('Tab', 'Tab', 'Space');
    await hand.click('#p');
  };
}

export const roots: Case[] = [
  {
    page,
    element: 'open shadow root',
    gesture: 'click, type, Tab, Space, leave',
    html: '<div id="host"></div><p id="p">beside</p>',
    setup: shadow('open'),
    act: all('>>>'),
  },
  {
    page,
    element: 'closed shadow root',
    gesture: 'click, type, Tab, Space, leave',
    html: '<div id="host"></div><p id="p">beside</p>',
    setup: shadow('closed'),
    act: all('>>>'),
  },
  {
    page,
    element: 'slotted button',
    gesture: 'click',
    html: '<div id="host"><button id="b">slotted</button></div>',
    setup(stage) {
      const root = stage.querySelector('#host')!.attachShadow({ mode: 'open' });
      root.innerHTML = '<div id="frame"><slot id="slot"></slot></div>';
    },
    act: (hand) => hand.click('#b'),
  },
  {
    page,
    element: 'frame of the same site',
    gesture: 'click, type, Tab, Space, leave',
    html: '<iframe id="host" width="400" height="100" title="f"></iframe><p id="p">beside</p>',
    setup: framed,
    act: all('|||'),
  },
  {
    page,
    element: 'field that hands on the focus',
    gesture: 'click, type',
    html: '<div id="host"></div>',
    setup(stage) {
      stage.querySelector('#host')!.attachShadow({ mode: 'open', delegatesFocus: true }).innerHTML =
        '<span id="s">label text </span><input id="t">';
    },
    async act(hand) {
      await hand.click('#host >>> #s');
      await hand.type('ab');
    },
  },
];
