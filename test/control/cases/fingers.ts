// What a finger does to a page that listens to fingers, and to one that knows only clicks.
import type { Case } from './case.js';

const fingers = { page: 'plain', fingers: true, known: 'glass' } as const;

/** A pad to draw on: it takes the finger for itself, as drawing must not scroll. */
function drawingPad(stage: HTMLElement): void {
  const pad = stage.querySelector<HTMLElement>('#pad')!;
  const out = stage.querySelector('output')!;
  let from: Touch | undefined;
  const draw = (event: TouchEvent) => {
    event.preventDefault();
    const [touch] = event.changedTouches;
    from ??= touch;
    const path = [touch!.clientX - from!.clientX, touch!.clientY - from!.clientY].map(Math.round);
    out.textContent = `${event.type} ${event.touches.length} ${path.join()}`;
  };
  for (const type of ['touchstart', 'touchmove', 'touchend'] as const) {
    pad.addEventListener(type, draw, { passive: false });
  }
}

/** Pictures that a finger goes through, sideways; up and down it scrolls. */
function carousel(stage: HTMLElement): void {
  const box = stage.querySelector<HTMLElement>('#box')!;
  const out = stage.querySelector('output')!;
  let from = 0;
  let at = 0;
  box.addEventListener('touchstart', (event) => (from = event.touches[0]!.clientX));
  box.addEventListener(
    'touchmove',
    (event) => {
      const by = event.touches[0]!.clientX - from;
      if (event.cancelable && Math.abs(by) > 5) event.preventDefault();
      box.style.translate = `${Math.round(by)}px`;
    },
    { passive: false },
  );
  box.addEventListener('touchend', (event) => {
    const by = event.changedTouches[0]!.clientX - from;
    if (Math.abs(by) > 40) at -= Math.sign(by);
    box.style.translate = '';
    out.textContent = `picture ${at}`;
  });
}

/** Is moved by the pointer, and needs no capture of its own: a finger's pointer stays where it came down. */
function slidingPanel(stage: HTMLElement): void {
  const panel = stage.querySelector<HTMLElement>('#panel')!;
  let from = 0;
  panel.addEventListener('pointerdown', (event) => (from = event.clientX));
  panel.addEventListener('pointermove', (event) => {
    stage.querySelector('output')!.textContent =
      `${event.pointerType} ${Math.round(event.clientX - from)} ${panel.hasPointerCapture(event.pointerId)}`;
  });
}

const SCROLLER = `<div id="s" class="box" style="height: 80px; overflow: auto" tabindex="0"><p id="p">text</p>
  <div style="height: 100px"></div><p id="q">more</p></div>`;

export const byFinger: Case[] = [
  {
    ...fingers,
    element: 'button that knows only clicks',
    gesture: 'tap',
    html: `<button id="b" onclick="this.textContent = 'clicked'"><b id="in">Buy now</b></button>`,
    act: (hand) => hand.tap('#in'),
  },
  {
    ...fingers,
    element: 'button that knows only clicks',
    gesture: 'tap twice',
    html: '<button id="b" style="touch-action: manipulation">b</button>',
    act: (hand) => hand.tap('#b', 2),
  },
  {
    ...fingers,
    element: 'check box with a label',
    gesture: 'tap',
    html: '<label id="l"><input type="checkbox" id="c"> <span id="in">yes</span></label>',
    act: (hand) => hand.tap('#in'),
  },
  {
    ...fingers,
    element: 'text field',
    gesture: 'tap and type',
    html: '<button id="b">b</button><input id="t">',
    async act(hand) {
      await hand.tap('#t');
      await hand.type('hi');
    },
  },
  {
    ...fingers,
    element: 'disabled button',
    gesture: 'tap',
    html: '<div id="d"><button id="b" disabled>b</button></div>',
    act: (hand) => hand.tap('#b'),
    refused: /cannot be used/,
  },
  {
    ...fingers,
    element: 'button that prevents touchstart',
    gesture: 'tap',
    html: '<button id="b">b</button>',
    setup: (stage) =>
      stage
        .querySelector('#b')!
        .addEventListener('touchstart', (event) => event.preventDefault(), { passive: false }),
    act: (hand) => hand.tap('#b'),
  },
  {
    ...fingers,
    element: 'button that prevents touchend',
    gesture: 'tap',
    html: '<button id="b">b</button>',
    setup: (stage) =>
      stage.querySelector('#b')!.addEventListener('touchend', (event) => event.preventDefault()),
    act: (hand) => hand.tap('#b'),
  },
  {
    ...fingers,
    element: 'button that prevents pointerdown',
    gesture: 'tap',
    html: '<input id="t"><button id="b" onpointerdown="return false">b</button>',
    act: (hand) => hand.tap('#b'),
  },
  {
    ...fingers,
    element: 'drawing pad',
    gesture: 'tap',
    html: '<div id="pad" class="box" style="height: 120px">pad</div><output id="o"></output>',
    setup: drawingPad,
    act: (hand) => hand.tap('#pad'),
  },
  {
    ...fingers,
    element: 'drawing pad',
    gesture: 'draw by finger',
    html: `<div id="pad" class="box" style="height: 120px">pad</div><p id="p">beside</p><output id="o"></output>
      <div style="height: 3000px"></div>`,
    setup: drawingPad,
    act: (hand) => hand.swipe('#pad', [0.2, 0.2], [0.7, 1.4]),
  },
  {
    ...fingers,
    element: 'carousel',
    gesture: 'swipe sideways',
    html: `<div id="box" class="box" style="height: 80px; touch-action: pan-y">pictures</div><output id="o"></output>
      <div style="height: 3000px"></div>`,
    setup: carousel,
    act: (hand) => hand.swipe('#box', [0.8, 0.5], [0.2, 0.55]),
  },
  {
    ...fingers,
    element: 'map with a captured pointer',
    gesture: 'drag by finger',
    html: '<div id="panel" class="box" style="height: 120px; touch-action: none">map</div><p id="p">far away</p><output id="o"></output>',
    setup: slidingPanel,
    act: (hand) => hand.swipe('#panel', [0.2, 0.2], [0.5, 1.6]),
  },
  {
    ...fingers,
    element: 'scroller',
    gesture: 'swipe to its end',
    html: `${SCROLLER}<output id="o"></output>`,
    act: (hand) => hand.swipe('#p', [0.2, 0.8], [0.2, -9]),
    known: 'fling',
  },
];
