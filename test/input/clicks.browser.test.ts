import { expect, waitUntil } from '@open-wc/testing';
import { createHand } from '../../src/engine/leader/input/hand.js';
import { elementAt } from '../../src/engine/leader/input/tree.js';
import { Mod, type InputAction } from '../../src/protocol/input.js';
import { LeaderPage } from './leader-page.js';

describe('a viewer clicks', () => {
  let page: LeaderPage;
  const open = async (html: string) => {
    page = await LeaderPage.open(html);
  };
  afterEach(() => page.close());

  it('causes the whole sequence of events', async () => {
    await open('<button id="b"><b id="inner">Buy</b></button>');
    const seen = page.listen(
      ...['pointerover', 'pointermove', 'pointerdown', 'pointerup'],
      ...['mouseover', 'mousemove', 'mousedown', 'mouseup', 'click', 'dblclick', 'focus'],
    );
    expect(await page.click('#inner')).to.equal('applied');
    expect(seen()).to.deep.equal([
      'pointerover@inner',
      'mouseover@inner',
      'pointermove@inner',
      'mousemove@inner',
      'pointerdown@inner',
      'mousedown@inner',
      'focus@b',
      'pointerup@inner',
      'mouseup@inner',
      'click@inner',
    ]);
  });

  it('tells what a mouse tells', async () => {
    await open('<button id="b">Buy</button>');
    const told: unknown[] = [];
    for (const type of ['pointerdown', 'mousedown', 'click']) {
      page.window.addEventListener(type, (event) => {
        const { detail, button, buttons, bubbles, cancelable, composed } = event as MouseEvent;
        const { clientX, clientY, shiftKey, ctrlKey, view } = event as MouseEvent;
        const box = page.get('#b').getBoundingClientRect();
        told.push({ type, detail, button, buttons, bubbles, cancelable, composed });
        expect(clientX).to.be.closeTo(box.left + box.width / 4, 1);
        expect(clientY).to.be.closeTo(box.top + box.height / 2, 1);
        expect([shiftKey, ctrlKey]).to.deep.equal([true, false]);
        expect(view).to.equal(page.window);
        expect(event).to.be.instanceOf(
          type === 'mousedown' ? page.window.MouseEvent : page.window.PointerEvent,
        );
        if (type === 'pointerdown') {
          const { pointerId, isPrimary, pointerType, pressure } = event as PointerEvent;
          expect({ pointerId, isPrimary, pointerType, pressure }).to.deep.equal({
            pointerId: 1,
            isPrimary: true,
            pointerType: 'mouse',
            pressure: 0.5,
          });
        }
      });
    }
    await page.click('#b', { fx: 0.25, mods: Mod.shift });
    const common = { button: 0, bubbles: true, cancelable: true, composed: true };
    expect(told).to.deep.equal([
      { type: 'pointerdown', detail: 0, buttons: 1, ...common },
      { type: 'mousedown', detail: 1, buttons: 1, ...common },
      { type: 'click', detail: 1, buttons: 0, ...common },
    ]);
  });

  it('reaches a button that listens to pointerdown only', async () => {
    await open('<div id="b" onpointerdown="this.textContent = \'pressed\'">press</div>');
    expect(await page.pointer('down', '#b')).to.equal('applied');
    expect(page.get('#b').textContent).to.equal('pressed');
  });

  it('clicks what press and release have in common', async () => {
    await open('<div id="both"><p id="one">one</p><p id="two">two</p></div>');
    const seen = page.listen('click');
    await page.pointer('down', '#one');
    await page.pointer('up', '#two');
    expect(seen()).to.deep.equal(['click@both']);
  });

  it('lets go where it pressed what is gone by then, without a click', async () => {
    await open('<div id="d"><p id="option" onmousedown="this.remove()">one</p></div>');
    page.get('#d').style.height = '100px';
    const seen = page.listen('pointerup', 'mouseup', 'click');
    expect(await page.click(page.get('#option'))).to.equal('applied');
    expect(seen()).to.deep.equal(['pointerup@d', 'mouseup@d']);
    expect(await page.click('#d')).to.equal('applied');
  });

  it('double-clicks', async () => {
    await open('<div id="d">text</div>');
    const details: number[] = [];
    page.get('#d').addEventListener('click', (event) => details.push(event.detail));
    const seen = page.listen('click', 'dblclick');
    await page.click('#d');
    await page.click('#d', { clicks: 2 });
    expect(seen()).to.deep.equal(['click@d', 'click@d', 'dblclick@d']);
    expect(details).to.deep.equal([1, 2]);
  });

  it('tells the other buttons apart', async () => {
    await open('<div id="d">text</div>');
    const seen = page.listen('click', 'auxclick', 'contextmenu');
    await page.click('#d', { button: 1 });
    await page.click('#d', { button: 2 });
    expect(seen()).to.deep.equal(['auxclick@d', 'auxclick@d']);
  });

  it('opens the context menu of a page, and says that the browser has none for others', async () => {
    await open('<div id="own" oncontextmenu="return false">own</div><p id="none">none</p>');
    const menu = (selector: string) => {
      const id = page.id(page.get(selector));
      return page.apply({ type: 'menu', id, fx: 0.5, fy: 0.5, mods: 0, seen: 0 });
    };
    const seen = page.listen('contextmenu');
    expect(await menu('#own')).to.equal('applied');
    expect(await menu('#none')).to.equal('unsupported');
    expect(seen()).to.deep.equal(['contextmenu@own', 'contextmenu@none']);
  });

  it('toggles a checkbox through its label', async () => {
    await open('<label id="l">Gift <input type="checkbox" id="c"></label>');
    const seen = page.listen('input', 'change');
    expect(await page.click('#l', { fx: 0.1 })).to.equal('applied');
    expect(page.input('#c').checked).to.equal(true);
    expect(await page.click('#c')).to.equal('applied');
    expect(page.input('#c').checked).to.equal(false);
    expect(seen()).to.deep.equal(['input@c', 'change@c', 'input@c', 'change@c']);
  });

  it('leaves the focus with what the page has given it back to, in silence', async () => {
    await open('<input id="field"><button id="more">+</button>');
    const { window } = page;
    const [field, more] = [page.get('#field'), page.get('#more')];
    // The steppers of React Aria do this.
    more.addEventListener('mousedown', () => {
      field.focus();
      const silence = (event: Event) => event.stopImmediatePropagation();
      const back = (event: Event) => {
        silence(event);
        if (event.target === more) field.focus();
      };
      window.addEventListener('blur', silence, true);
      window.addEventListener('focus', back, true);
      setTimeout(() => {
        window.removeEventListener('blur', silence, true);
        window.removeEventListener('focus', back, true);
      });
    });
    expect(await page.click('#more')).to.equal('applied');
    expect(window.document.activeElement).to.equal(field);
  });

  it('shows a focus that came by a key, and none that came by the mouse', async () => {
    await open(`<button id="a">a</button><button id="b">b</button><input id="t">
      <div id="e" contenteditable>e</div><ul id="menu" tabindex="-1"><li id="i" tabindex="-1">i</ul>`);
    const { document } = page;
    const shown = () => document.activeElement?.matches(':focus-visible');
    const clicked = async (selector: string) => {
      expect(await page.click(selector)).to.equal('applied');
      expect(document.activeElement).to.equal(page.get(selector));
      return shown();
    };
    page.get('#b').addEventListener('click', () => page.get('#menu').focus());
    page.get('#menu').addEventListener('keydown', () => page.get('#i').focus());
    expect(await clicked('#a')).to.equal(false);
    await page.press(['Tab']);
    expect(shown()).to.equal(true);
    expect(await clicked('#a')).to.equal(false);
    expect([await clicked('#t'), await clicked('#e')]).to.deep.equal([true, true]);
    await page.click('#b');
    expect(document.activeElement).to.equal(page.get('#menu'));
    expect(shown()).to.equal(false);
    await page.key('ArrowDown');
    expect(document.activeElement).to.equal(page.get('#i'));
    expect(shown()).to.equal(true);
  });

  it('focuses a field through its label', async () => {
    await open('<label id="l" for="t">Name</label><input id="t">');
    await page.click('#l');
    expect(await page.type('Ann')).to.deep.equal(['applied', 'applied', 'applied']);
    expect(page.input('#t').value).to.equal('Ann');
  });

  it('opens details', async () => {
    await open('<details id="d"><summary id="s">More</summary>text</details>');
    expect(await page.click('#s')).to.equal('applied');
    expect(page.get<HTMLDetailsElement>('#d').open).to.equal(true);
  });

  it('opens a popover, and closes it by a press beside it', async () => {
    await open(`<button id="b" popovertarget="p">menu</button><p id="beside">beside</p>
      <div id="p" popover><button id="in">in</button></div>`);
    await page.click('#b');
    expect(page.get('#p').matches(':popover-open')).to.equal(true);
    await page.click('#in');
    expect(page.get('#p').matches(':popover-open')).to.equal(true);
    await page.click('#beside');
    expect(page.get('#p').matches(':popover-open')).to.equal(false);
    await page.click('#b');
    await page.click('#b');
    expect(page.get('#p').matches(':popover-open')).to.equal(false);
  });

  it('closes a dialog that allows it by a press beside it', async () => {
    await open('<dialog id="any" closedby="any">any</dialog><dialog id="esc">esc</dialog>');
    const isOpen = (id: string) => page.get<HTMLDialogElement>(id).open;
    for (const id of ['#any', '#esc']) {
      page.get<HTMLDialogElement>(id).showModal();
      expect(await page.click(id)).to.equal('applied');
      expect(isOpen(id)).to.equal(true);
      // The backdrop is part of the dialog, outside its box.
      expect(await page.click(id, { fx: -1 })).to.equal('applied');
    }
    expect([isOpen('#any'), isOpen('#esc')]).to.deep.equal([false, true]);
  });

  it('submits a form, unless its fields are invalid', async () => {
    await open(`<form id="f" onsubmit="return false"><input id="t" name="t" required>
      <button id="b" name="go" value="1">go</button></form>`);
    const seen = page.listen('submit', 'invalid');
    await page.click('#b');
    expect(seen()).to.deep.equal(['invalid@t']);
    await page.click('#t');
    await page.type('x');
    await page.click('#b');
    expect(seen()).to.deep.equal(['submit@f']);
  });

  it('follows a link', async () => {
    await open(
      '<a id="a" href="#there">there</a><a id="w" href="/test-server/respond?type=html">away</a>',
    );
    await page.click('#a', { mods: Mod.ctrl });
    await waitUntil(() => page.window.location.hash === '#there');
    const left = new Promise((resolve) => page.window.addEventListener('pagehide', resolve));
    expect(await page.click('#w')).to.equal('applied');
    await left;
  });

  it('clicks nothing that was taken out and put back meanwhile, as lists do that are sorted by hand', async () => {
    await open('<ul id="u"><li id="one">one<li id="two">two</ul>');
    const [list, one] = [page.get('#u'), page.get('#one')];
    const seen = page.listen('mouseup', 'click');
    for (const type of ['mousedown', 'mouseup']) {
      page.document.addEventListener(type, () => list.append(one), { once: true });
      await page.pointer('down', '#one');
      await page.pointer('move', '#one', { fx: 0.6 });
      await page.pointer('up', '#one', { fx: 0.6 });
    }
    expect(seen()).to.deep.equal(['mouseup@one', 'mouseup@one']);
    await page.click('#one');
    expect(seen()).to.deep.equal(['mouseup@one', 'click@one']);
  });

  it('tells what is around a button that is gone once it is let go, and clicks nothing', async () => {
    await open('<div id="d"><button id="b">b</button></div>');
    const button = page.get('#b');
    button.addEventListener('pointerup', () => void Promise.resolve().then(() => button.remove()));
    const seen = page.listen('pointerup', 'mouseup', 'click');
    await page.click('#b');
    expect(seen()).to.deep.equal(['pointerup@b', 'mouseup@d']);
  });

  it('says so where the page prevents what a press does', async () => {
    await open(`<a id="a" href="#there" onclick="return false">there</a>
      <input id="t" onmousedown="return false">`);
    expect(await page.click('#a')).to.equal('prevented');
    expect(page.window.location.hash).to.equal('');
    expect(await page.pointer('down', '#t')).to.equal('prevented');
    expect(page.activeId()).to.equal('a');
  });

  it('sends no mouse events after a prevented pointerdown, but a click', async () => {
    await open('<div id="d">x</div>');
    page.get('#d').addEventListener('pointerdown', (event) => event.preventDefault());
    const seen = page.listen('pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click');
    await page.click('#d');
    expect(seen()).to.deep.equal(['pointerdown@d', 'pointerup@d', 'click@d']);
    page.get('#d').outerHTML = '<div id="d">y</div>';
    await page.click('#d');
    expect(seen()).to.contain('mousedown@d');
  });

  it('hovers, entering and leaving what lies on the way', async () => {
    await open(`<div id="o" style="padding: 20px"><p id="one">one</p><p id="two">two</p></div>`);
    const seen = page.listen('mouseenter', 'mouseleave', 'mouseover', 'mouseout', 'mousemove');
    await page.pointer('move', '#one');
    expect(seen()).to.contain.members(['mouseover@one', 'mouseenter@o', 'mouseenter@one']);
    await page.pointer('move', '#two');
    expect(seen()).to.deep.equal([
      'mouseout@one',
      'mouseleave@one',
      'mouseover@two',
      'mouseenter@two',
      'mousemove@two',
    ]);
  });

  it('brings along of a link only what viewers may read', async () => {
    await open(`<p id="to" style="height: 40px">to</p>
      <a id="open" href="https://a.example/x">x <b>open</b></a>
      <a id="part" href="https://a.example/x">x <b id="secret">secret</b></a>
      <a id="key" href="https://a.example/x?key=secret">x</a>`);
    page.privates.add(page.get('#secret'));
    const target = page.get('#to');
    target.addEventListener('dragover', (event) => event.preventDefault());
    let given: string[] = [];
    target.addEventListener('drop', ({ dataTransfer }) => {
      given = [...dataTransfer!.types].map((type) => dataTransfer!.getData(type));
    });
    const drag = async (from: string) => {
      given = [];
      await page.pointer('down', from, { fx: 0.02 });
      await page.pointer('move', target, { fx: 0.5 });
      await page.pointer('move', target, { fx: 0.6 });
      await page.pointer('up', target, { fx: 0.6 });
      return given;
    };
    const address = 'https://a.example/x';
    expect(await drag('#open')).to.deep.equal([address, address, page.get('#open').outerHTML]);
    expect(await drag('#part')).to.deep.equal([address, address]);
    expect(await drag('#key')).to.deep.equal([]);
  });

  it('drags with the pointer captured, and lets go of it', async () => {
    await open(`<div id="thumb" style="width: 20px; height: 20px"></div><div id="far">far</div>`);
    const thumb = page.get('#thumb');
    const seen = page.listen('gotpointercapture', 'lostpointercapture', 'pointermove', 'pointerup');
    thumb.addEventListener('pointerdown', (event) => thumb.setPointerCapture(event.pointerId));
    await page.pointer('down', '#thumb');
    await page.pointer('move', '#far');
    await page.pointer('up', '#far');
    await page.pointer('move', '#far');
    expect(seen()).to.deep.equal([
      'pointermove@thumb',
      'gotpointercapture@thumb',
      'pointermove@thumb',
      'pointerup@thumb',
      'lostpointercapture@thumb',
      'pointermove@far',
    ]);
  });

  it('tells how far the mouse has moved', async () => {
    await open('<div id="d" style="width: 100px; height: 100px"></div>');
    const told: unknown[] = [];
    const note = ({ type, movementX, movementY }: MouseEvent) =>
      told.push([type, Math.round(movementX), Math.round(movementY)]);
    await page.pointer('down', '#d', { fx: 0.2, fy: 0.2 });
    for (const type of ['pointermove', 'mousemove', 'pointerup'] as const) {
      page.window.addEventListener(type, note);
    }
    await page.pointer('move', '#d', { fx: 0.5, fy: 0.3 });
    await page.pointer('up', '#d', { fx: 0.5, fy: 0.3 });
    expect(told).to.deep.equal([
      ['pointermove', 30, 10],
      ['mousemove', 30, 10],
      ['pointerup', 0, 0],
    ]);
  });

  it('lets go of what is held when control is lost', async () => {
    await open('<button id="b">b</button>');
    const seen = page.listen('pointerup', 'mouseup', 'keyup', 'click');
    await page.pointer('down', '#b');
    const key = { type: 'key', phase: 'down', key: 'Shift', code: 'ShiftLeft' } as const;
    await page.apply({ ...key, repeat: false, mods: Mod.shift, seen: 0 });
    page.applier.release();
    page.applier.release();
    expect(seen()).to.deep.equal(['pointerup@b', 'mouseup@b', 'keyup@b']);
    expect(await page.pointer('up', '#b')).to.equal('stale');
    expect(seen()).to.deep.equal([]);
  });

  /** Of a hand on a page of which the viewer knows one button. */
  const onlyButton = () => ({
    window: page.window,
    nodeOf: () => page.get('#b'),
    isPrivate: () => false,
    url: (href: string) => href,
    guest: () => undefined,
  });
  const pointer = (phase: 'down' | 'move'): InputAction => {
    const at = { id: 0, fx: 0.5, fy: 0.5, seen: 0 };
    return { type: 'pointer', phase, ...at, button: 0, clicks: 1, mods: 0 };
  };

  it('lets go of what is still to be pressed, too', async () => {
    await open('<button id="b">b</button>');
    const seen = page.listen('pointerdown', 'pointerup');
    const hand = createHand(onlyButton());
    const pressed = hand.act(pointer('down'));
    hand.release();
    expect(await pressed).to.equal('applied');
    await waitUntil(() => seen().includes('pointerup@b'));
  });

  it('goes on after an action that broke', async () => {
    await open('<button id="b">b</button>');
    let n = 0;
    const hand = createHand({
      ...onlyButton(),
      pointed() {
        n += 1;
        if (n === 1) throw new Error('broken');
      },
    });
    expect(await hand.act(pointer('move'))).to.equal('stale');
    expect(await hand.act(pointer('move'))).to.equal('applied');
  });

  it('lets go when the leader’s own hand takes the mouse', async () => {
    await open('<button id="b" style="width: 100px; height: 100px">b</button>');
    const { sendMouse } = await import('@web/test-runner-commands');
    const seen = page.listen('mousedown', 'mouseup', 'click');
    await page.pointer('down', '#b');
    const { left, top } = page.frame.getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(left + 50), Math.round(top + 50)] });
    expect(seen()).to.deep.equal([
      'mousedown@b',
      'mouseup@b',
      'mousedown@b',
      'mouseup@b',
      'click@b',
    ]);
    expect(await page.pointer('up', '#b')).to.equal('stale');
  });

  it('tells of fingers where a page knows only fingers', async () => {
    await open('<button id="b">b</button><button id="own">own</button>');
    const seen = page.listen('touchstart', 'touchmove', 'touchend', 'mousedown', 'click');
    expect(await page.click('#b')).to.equal('applied');
    expect(seen()).to.deep.equal(['mousedown@b', 'click@b']);
    // A machine without a mouse.
    Object.assign(page.window, { ontouchstart: null, matchMedia: () => ({ matches: false }) });
    if (!('Touch' in page.window)) return;
    expect(await page.click('#b')).to.equal('applied');
    expect(seen()).to.deep.equal(['touchstart@b', 'mousedown@b', 'touchend@b', 'click@b']);
    page.get('#own').addEventListener('touchstart', (event) => event.preventDefault());
    await page.pointer('down', '#own');
    await page.pointer('move', '#own', { fx: 0.6 });
    expect(await page.pointer('up', '#own')).to.equal('prevented');
    expect(seen()).to.deep.equal(['touchstart@own', 'touchmove@own', 'touchend@own']);
  });

  it('says that the inside of a foreign frame is out of reach', async () => {
    await open('<iframe id="f" sandbox srcdoc="<button>b</button>"></iframe>');
    expect(await page.click('#f')).to.equal('unsupported');
  });

  it('finds its way through open shadow roots and slots', async () => {
    await open('<div id="host"><span id="slotted">light</span></div>');
    page.get('#host').attachShadow({ mode: 'open' }).innerHTML =
      '<button id="b"><slot></slot></button><button id="c">own</button>';
    const seen = page.listen('click', 'focus');
    expect(await page.click('#slotted')).to.equal('applied');
    expect(await page.click('#host>>>#c')).to.equal('applied');
    // A focus that moves inside one shadow root is not seen outside.
    expect(seen()).to.deep.equal(['focus@b', 'click@slotted', 'click@c']);
    expect(page.activeId()).to.equal('c');
  });

  it('hits the slot that the text of a host is drawn in', async () => {
    await open('<span id="host">Send me the catalogue, please</span>');
    page.get('#host').attachShadow({ mode: 'open' }).innerHTML =
      '<label id="l"><input type="checkbox" id="t"><slot id="s"></slot></label>';
    const targets: string[] = [];
    page.get('#host>>>#l').addEventListener('click', ({ target }) => {
      targets.push((target as Element).id);
    });
    // What viewers point at: browsers tell one or the other.
    expect(await page.click('#host')).to.equal('applied');
    expect(page.input('#host>>>#t').checked).to.equal(true);
    expect(await page.click('#host>>>#l')).to.equal('applied');
    expect(targets).to.deep.equal(['s', 't', 's', 't']);
    expect(page.input('#host>>>#t').checked).to.equal(false);
  });

  it('hits no slot whose text is cut off there, or that shows an element nobody sees', async () => {
    await open(
      `<div id="host"><i slot="tip">${'not seen '.repeat(20)}</i>${'all of it '.repeat(20)}</div>`,
    );
    page.get('#host').attachShadow({ mode: 'open' }).innerHTML =
      `<style>:host { position: relative; display: block; width: 90px; height: 100px }
        #tip { position: absolute; inset: 0; visibility: hidden }</style>
      <button><span id="tip"><slot id="no" name="tip"></slot></span></button>
      <label id="l" style="display: block; height: 20px; overflow: hidden"><input type="checkbox" id="t"><slot id="s"></slot></label>`;
    const { left, top } = page.get('#host>>>#l').getBoundingClientRect();
    expect(elementAt(page.document, left + 40, top + 8)?.id).to.equal('s');
    expect(elementAt(page.document, left + 40, top + 40)?.id).to.equal('host');
  });

  it('hits what lies beside all of a page in a slot as fast as elsewhere', async () => {
    await open('<div id="host"></div>');
    page.get('#host').innerHTML = `<main>${'<p>A <b>row</b></p>'.repeat(3000)}</main>`;
    page.get('#host').attachShadow({ mode: 'open' }).innerHTML =
      '<header id="head">Shop</header><slot></slot>';
    const measured = page.window.Range.prototype.getClientRects;
    let asked = 0;
    for (const { prototype } of [Range, page.window.Range])
      prototype.getClientRects = function () {
        asked += 1;
        return measured.call(this);
      };
    const { left, top } = page.get('#host>>>#head').getBoundingClientRect();
    expect(elementAt(page.document, left + 2, top + 2)?.id).to.equal('head');
    Range.prototype.getClientRects = page.window.Range.prototype.getClientRects = measured;
    expect(asked).to.equal(0);
  });

  it('selects text that is drawn in a slot', async () => {
    await open('<div id="host">Something to read</div>');
    page.get('#host').attachShadow({ mode: 'open' }).innerHTML = '<p><slot></slot></p>';
    await page.click('#host', { fx: 0.02, clicks: 2 });
    expect(page.window.getSelection()?.toString().trim()).to.equal('Something');
  });

  it('finds its way into closed shadow roots that are shown', async () => {
    await open('<div id="host"></div>');
    const root = page.get('#host').attachShadow({ mode: 'closed' });
    root.innerHTML = '<button id="b">b</button><input id="t">';
    let clicks = 0;
    root.querySelector('button')?.addEventListener('click', () => (clicks += 1));
    expect(await page.click(root.querySelector('button') as Element)).to.equal('applied');
    expect(clicks).to.equal(1);
    expect(await page.click(root.querySelector('input') as Element)).to.equal('applied');
    await page.type('in');
    expect(root.querySelector('input')?.value).to.equal('in');
  });

  it('finds its way into frames of the same site', async () => {
    await open(`<iframe id="f" srcdoc="<body><input id=t></body>"></iframe>`);
    const frame = page.get<HTMLIFrameElement>('#f');
    const input = frame.contentDocument?.querySelector('input') as HTMLInputElement;
    expect(await page.click(input)).to.equal('applied');
    await page.type('in');
    expect(input.value).to.equal('in');
    frame.insertAdjacentHTML(
      'afterend',
      '<div style="position: fixed; inset: 0; background: white">over</div>',
    );
    expect(await page.click(input)).to.equal('stale');
  });
});
