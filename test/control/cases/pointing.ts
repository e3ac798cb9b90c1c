import type { Case } from './case.js';

const page = 'plain';

/** A list whose items can be taken from one box into another. */
function dragAndDrop(stage: HTMLElement): void {
  const out = stage.querySelector('output')!;
  const item = stage.querySelector<HTMLElement>('#item')!;
  const box = stage.querySelector<HTMLElement>('#box')!;
  item.addEventListener('dragstart', (event) => {
    event.dataTransfer!.setData('text/plain', 'kite');
    event.dataTransfer!.effectAllowed = 'move';
  });
  box.addEventListener('dragover', (event) => event.preventDefault());
  box.addEventListener('drop', (event) => {
    event.preventDefault();
    box.append(item);
    out.textContent = `dropped ${event.dataTransfer!.getData('text/plain')}`;
  });
}

/** A box that takes whatever has an address. */
function dropAddress(stage: HTMLElement): void {
  const box = stage.querySelector<HTMLElement>('#box')!;
  box.addEventListener('dragover', (event) => event.preventDefault());
  box.addEventListener('drop', (event) => {
    event.preventDefault();
    stage.querySelector('output')!.textContent = event.dataTransfer!.getData('text/uri-list');
  });
}

/** A map: it is moved by the pointer that it captures. */
function draggedMap(stage: HTMLElement): void {
  const map = stage.querySelector<HTMLElement>('#map')!;
  let from: [number, number] | undefined;
  let at = [0, 0];
  map.addEventListener('pointerdown', (event) => {
    map.setPointerCapture(event.pointerId);
    from = [event.clientX - at[0]!, event.clientY - at[1]!];
  });
  map.addEventListener('pointermove', (event) => {
    if (!from || !map.hasPointerCapture(event.pointerId)) return;
    at = [Math.round(event.clientX - from[0]), Math.round(event.clientY - from[1])];
    stage.querySelector('output')!.textContent = String(at);
  });
  map.addEventListener('pointerup', () => (from = undefined));
}

function byMouse(stage: HTMLElement): void {
  const knob = stage.querySelector<HTMLElement>('#knob')!;
  const out = stage.querySelector('output')!;
  knob.addEventListener('mousedown', (down) => {
    const move = (event: MouseEvent) =>
      (out.textContent = String(Math.round(event.clientX - down.clientX)));
    document.addEventListener('mousemove', move);
    document.addEventListener('mouseup', () => document.removeEventListener('mousemove', move), {
      once: true,
    });
    down.preventDefault();
  });
}

export const pointing: Case[] = [
  {
    page,
    element: 'button',
    gesture: 'click',
    html: '<button id="b"><b id="in">Buy now</b></button>',
    act: (hand) => hand.click('#in'),
  },
  {
    page,
    element: 'button',
    gesture: 'double click',
    html: '<button id="b">b</button>',
    act: (hand) => hand.click('#b', { count: 2 }),
  },
  {
    page,
    element: 'button',
    gesture: 'right click, page has a menu',
    html: '<button id="b" oncontextmenu="return false">b</button>',
    act: (hand) => hand.click('#b', { button: 'right' }),
  },
  {
    page,
    element: 'button',
    gesture: 'middle click',
    html: '<button id="b">b</button>',
    act: (hand) => hand.click('#b', { button: 'middle' }),
    known: 'system',
  },
  {
    page,
    element: 'button',
    gesture: 'press here, let go there',
    html: '<div id="box" class="box"><button id="a">a</button> <button id="b">b</button></div>',
    act: (hand) => hand.drag('#a', '#b', { steps: 1 }),
  },
  {
    page,
    element: 'button on pointerdown only',
    gesture: 'click',
    html: `<button id="b" onpointerdown="this.textContent = 'pressed'">b</button>`,
    act: (hand) => hand.click('#b'),
    known: 'resting',
  },
  {
    page,
    element: 'button that prevents mousedown',
    gesture: 'click',
    html: '<input id="t"><button id="b" onmousedown="return false">b</button>',
    async act(hand) {
      await hand.click('#t');
      await hand.click('#b');
    },
  },
  {
    page,
    element: 'button that prevents pointerdown',
    gesture: 'click',
    html: '<button id="b" onpointerdown="return false">b</button>',
    act: (hand) => hand.click('#b'),
  },
  {
    page,
    element: 'disabled button',
    gesture: 'click',
    html: '<div id="d"><button id="b" disabled>b</button></div>',
    act: (hand) => hand.click('#b'),
    refused: /cannot be used/,
  },
  {
    page,
    element: 'button in an inert part',
    gesture: 'click',
    html: '<div id="d" inert><button id="b">b</button></div>',
    act: (hand) => hand.click('#b'),
  },
  {
    page,
    element: 'JavaScript menu',
    gesture: 'hover in and out',
    html: `<div id="menu" class="box" onmouseenter="m.hidden = false" onmouseleave="m.hidden = true">menu<p id="m" hidden>entry</p></div>
      <p id="p">beside</p>`,
    async act(hand) {
      await hand.move('#menu', [0.3, 0.3]);
      await hand.move('#p');
    },
    known: 'resting',
  },
  {
    page,
    element: 'nested boxes',
    gesture: 'hover through',
    html: '<div id="a" class="box"><div id="b" class="box"><button id="c">c</button></div></div><p id="p">beside</p>',
    async act(hand) {
      await hand.move('#a', [0.01, 0.5]);
      await hand.move('#c');
      await hand.move('#b', [0.9, 0.5]);
      await hand.move('#p');
    },
  },
  {
    page,
    element: 'page',
    gesture: 'wheel',
    html: '<p id="p">text</p><div style="height: 3000px"></div>',
    act: (hand) => hand.wheel('#p', 120),
    known: 'resting',
  },
  {
    page,
    element: 'scroller',
    gesture: 'wheel',
    html: `<div id="s" class="box" style="height: 80px; overflow: auto" tabindex="0"><p id="p">text</p><div style="height: 400px"></div></div>
      <div style="height: 3000px"></div>`,
    act: (hand) => hand.wheel('#s', 60),
  },
  {
    page,
    element: 'scroller at its end',
    gesture: 'wheel, chained to the page',
    html: `<div id="s" class="box" style="height: 80px; overflow: auto" tabindex="0"><div style="height: 400px">text</div></div>
      <div style="height: 3000px"></div>`,
    setup: (stage) => void (stage.querySelector('#s')!.scrollTop = 1e6),
    act: (hand) => hand.wheel('#s', 60),
    known: 'resting',
  },
  {
    page,
    element: 'scroller that contains',
    gesture: 'wheel, not chained',
    html: `<div id="s" class="box" style="height: 80px; overflow: auto; overscroll-behavior: contain" tabindex="0"><div style="height: 400px">text</div></div>
      <div style="height: 3000px"></div>`,
    setup: (stage) => void (stage.querySelector('#s')!.scrollTop = 1e6),
    act: (hand) => hand.wheel('#s', 60),
  },
  {
    page,
    element: 'zooming map',
    gesture: 'wheel that the page takes',
    html: '<div id="s" class="box">map</div><output id="o"></output><div style="height: 3000px"></div>',
    setup(stage) {
      stage.querySelector('#s')!.addEventListener(
        'wheel',
        (event) => {
          event.preventDefault();
          stage.querySelector('output')!.textContent = String(
            Math.sign((event as WheelEvent).deltaY),
          );
        },
        { passive: false },
      );
    },
    act: (hand) => hand.wheel('#s', -120),
  },
  {
    page,
    element: 'map with a captured pointer',
    gesture: 'drag',
    html: '<div id="map" class="box" style="height: 120px; touch-action: none">map</div><p id="p">far away</p><output id="o"></output>',
    setup: draggedMap,
    act: (hand) => hand.drag('#map', '#p', { fromAt: [0.2, 0.2], toAt: [0.8, 0.5] }),
  },
  {
    page,
    element: 'knob by mouse events',
    gesture: 'drag',
    html: '<div id="knob" class="box" style="width: 60px">knob</div><p id="p">text beside it</p><output id="o"></output>',
    setup: byMouse,
    act: (hand) => hand.drag('#knob', '#p', { toAt: [0.4, 0.5] }),
  },
  {
    page,
    element: 'draggable item',
    gesture: 'drag and drop',
    html: `<div id="item" class="box" draggable="true">kite</div><div id="box" class="box" style="height: 100px; margin-top: 40px">box</div>
      <output id="o"></output>`,
    setup: dragAndDrop,
    act: (hand) => hand.drag('#item', '#box'),
    known: 'drag',
  },
  {
    page,
    element: 'draggable item',
    gesture: 'drag beside the box',
    html: `<div id="item" class="box" draggable="true">kite</div><div id="box" class="box" style="margin-top: 40px">box</div>
      <p id="p">beside</p><output id="o"></output>`,
    setup: dragAndDrop,
    act: (hand) => hand.drag('#item', '#p', { steps: 6 }),
    known: 'drag',
  },
  {
    page,
    element: 'link',
    gesture: 'drag and drop',
    html: `<a id="item" href="#there">kite and string</a><div id="box" class="box" style="height: 100px; margin-top: 40px">box</div>
      <output id="o"></output>`,
    setup: dropAddress,
    act: (hand) => hand.drag('#item', '#box'),
    known: 'drag',
  },
  {
    page,
    element: 'link',
    gesture: 'drag by a few letters',
    html: '<a id="item" href="#there">kite and string</a>',
    act: (hand) => hand.drag('#item', '#item', { fromAt: [0.3, 0.5], toAt: [0.5, 0.5] }),
    known: 'drag',
  },
  {
    page,
    element: 'link that is not draggable',
    gesture: 'drag',
    html: `<a id="item" href="#there" draggable="false">kite and string</a><div id="box" class="box" style="margin-top: 40px">box</div>
      <output id="o"></output>`,
    setup: dropAddress,
    act: (hand) => hand.drag('#item', '#box'),
  },
  {
    page,
    element: 'image',
    gesture: 'drag and drop',
    html: `<img id="item" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>" width="60" height="40" alt=""><div id="box"
      class="box" style="height: 100px; margin-top: 40px">box</div><output id="o"></output>`,
    setup: dropAddress,
    act: (hand) => hand.drag('#item', '#box'),
    known: 'drag',
  },
  {
    page,
    element: 'text of the page',
    gesture: 'select by sweeping',
    html: '<p id="p">some words to be selected</p>',
    act: (hand) => hand.sweep('#p', 5, 10),
  },
  {
    page,
    element: 'text of the page',
    gesture: 'select a word by double click',
    html: '<p id="p" style="width: 60px">word</p>',
    act: (hand) => hand.click('#p', { at: [0.2, 0.5], count: 2 }),
  },
  {
    page,
    element: 'image with an area',
    gesture: 'click',
    html: `<svg id="i" width="100" height="60"><rect id="r" width="100" height="60" fill="teal"
      onclick="this.setAttribute('fill', 'red')"/></svg><output id="o"></output>`,
    act: (hand) => hand.click('#r'),
  },
];
