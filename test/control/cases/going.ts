import type { Case } from './case.js';

const page = 'plain';
const viewerOnly = true;

export const going: Case[] = [
  {
    page,
    element: 'link',
    gesture: 'click, to a place on the page',
    html: '<a id="l" href="#there">link</a><p id="there">there</p>',
    act: (hand) => hand.click('#l'),
  },
  {
    page,
    element: 'link',
    gesture: 'click, to another page',
    html: '<a id="l" href="/control/landed.html?link">link</a>',
    act: (hand) => hand.click('#l'),
    leads: '/control/landed.html?link',
  },
  {
    page,
    element: 'link that the page takes',
    gesture: 'click',
    html: `<a id="l" href="/control/landed.html?never" onclick="event.preventDefault(); o.textContent = 'routed'">link</a><output id="o"></output>`,
    act: (hand) => hand.click('#l'),
  },
  {
    page,
    element: 'link with target=_blank',
    gesture: 'click, stays in the session',
    html: '<a id="l" target="_blank" href="/control/landed.html?blank">link</a>',
    act: (hand) => hand.click('#l'),
    viewerOnly,
    leads: '/control/landed.html?blank',
  },
  {
    page,
    element: 'window.open',
    gesture: 'click, stays in the session',
    html: `<button id="b" onclick="window.open('/control/landed.html?open')">open</button>`,
    act: (hand) => hand.click('#b'),
    viewerOnly,
    leads: '/control/landed.html?open',
  },
  {
    page,
    element: 'link',
    gesture: 'Ctrl and click, stays in the session',
    html: '<a id="l" href="/control/landed.html?ctrl">link</a>',
    act: (hand) => hand.hold('Control', () => hand.click('#l')),
    viewerOnly,
    leads: '/control/landed.html?ctrl',
  },
  {
    page,
    element: 'form',
    gesture: 'Enter, to another page',
    html: '<form action="/control/landed.html"><input id="t" name="q"><button id="go">go</button></form>',
    async act(hand) {
      await hand.click('#t');
      await hand.type('kite');
      await hand.press('Enter');
    },
    leads: '/control/landed.html?q=kite',
  },
  {
    page,
    element: 'form with target=_blank',
    gesture: 'click, stays in the session',
    html: '<form action="/control/landed.html" target="_blank"><input name="q" value="x"><button id="go">go</button></form>',
    act: (hand) => hand.click('#go'),
    viewerOnly,
    leads: '/control/landed.html?q=x',
  },
];
