import { expect } from '@open-wc/testing';
import { resetMouse, sendKeys } from '@web/test-runner-commands';
import { Op, type Json } from '../../src/protocol/records.js';
import { mirror, settled, until, type Mirror, type MirrorOptions } from '../mirror/mirror.js';
import { button, click, moveAway, moveTo } from './hand.js';

const GREEN = 'rgb(0, 128, 0)';
const STYLE = `body { margin: 0; font: 16px/20px monospace } .hover:hover { color: green }
  .active:active { background-color: green }`;

describe('what the leader points at', () => {
  let page: Mirror;
  const show = (body: string, options?: MirrorOptions) => {
    page = mirror(`<!doctype html><style>${STYLE}</style><body>${body}`, {
      height: 500,
      ...options,
    });
  };
  const get = (id: string) => page.document.getElementById(id) as HTMLElement;
  /** Computed styles of page and replica, which are to be the same. */
  const both = (element: Element, property: string, pseudo?: string) =>
    [element, page.twin(element)].map((one) =>
      one.ownerDocument.defaultView!.getComputedStyle(one, pseudo).getPropertyValue(property),
    );
  const told = (op: number) =>
    page.records
      .filter(({ kind }) => kind === 'change')
      .flatMap(({ json }) => (JSON.parse(json) as Json[]).slice(2) as Json[][])
      .filter(([code]) => code === op)
      .map(([, ...rest]) => rest);

  beforeEach(async () => {
    await resetMouse();
  });
  afterEach(() => {
    expect(page.failures).to.deep.equal([]);
    page.close();
  });

  it('is hovered, with all around it, and no longer when the pointer leaves', async () => {
    show(`<style>nav ul { display: none } nav:hover ul { display: block }
      nav:not(:hover) i { color: green } nav:is(:focus, :hover) b { color: green }</style>
      <nav id="nav"><b id="b">menu</b> <i id="i">i</i><ul id="ul"><li id="li" class="hover">one</ul></nav>`);
    await moveAway();
    expect(both(get('ul'), 'display')).to.deep.equal(['none', 'none']);
    expect(both(get('i'), 'color')).to.deep.equal([GREEN, GREEN]);
    await moveTo(get('b'));
    expect(both(get('ul'), 'display')).to.deep.equal(['block', 'block']);
    expect(both(get('b'), 'color')).to.deep.equal([GREEN, GREEN]);
    expect(both(get('i'), 'color')).to.deep.equal(['rgb(0, 0, 0)', 'rgb(0, 0, 0)']);
    await moveTo(get('li'));
    expect(both(get('li'), 'color')).to.deep.equal([GREEN, GREEN]);
    await moveAway();
    expect(both(get('ul'), 'display')).to.deep.equal(['none', 'none']);
    expect(page.copy.querySelector('[surfly-hover]')).to.equal(null);
  });

  it('is where the pointer is, in frames as well, and nowhere within what is private', async () => {
    show(`<iframe id="f" style="position: absolute; left: 100px; top: 40px; border: 5px solid; width: 200px; height: 100px"
      srcdoc="<body style='margin: 0'><p id=p style='margin: 0; width: 100px; height: 40px'>in it"></iframe>
      <div surfly_private style="position: absolute; left: 20px; top: 200px">
      <button id="one">1</button> <button id="two">2</button></div>`);
    const frame = get('f') as HTMLIFrameElement;
    await until('the frame is there', () => frame.contentDocument?.querySelector('p') != null);
    await settled();
    await moveTo(frame.contentDocument!.querySelector('p')!);
    expect(page.pointers.at(-1)).to.deep.equal([155, 65]);
    await moveTo(get('one'));
    await moveTo(get('two'));
    expect(page.pointers.filter(([, y]) => y > 200)).to.deep.equal([]);
    await moveTo(get('f'), 0.9, 0.9);
    expect(page.pointers.at(-1)).to.deep.equal([289, 139]);
    frame.style.padding = '30px';
    frame.style.transform = 'scale(0.5)';
    await moveTo(get('f'), 0.3, 0.7);
    const box = frame.getBoundingClientRect();
    const [x, y] = page.pointers.at(-1)!;
    expect(Math.abs(x - (box.left + 0.3 * box.width))).to.be.at.most(1);
    expect(Math.abs(y - (box.top + 0.7 * box.height))).to.be.at.most(1);
  });

  it('is told when it changes, and only then', async () => {
    show('<p id="a">aaaaaaaaaa</p><p id="b">b</p>');
    await moveTo(get('a'), 0.1);
    const records = page.records.length;
    await moveTo(get('a'), 0.2);
    await moveTo(get('a'), 0.3);
    expect(page.records.length).to.equal(records);
    await moveTo(get('b'));
    const [a, b] = [page.recorder.idOf(get('a')), page.recorder.idOf(get('b'))];
    expect(told(Op.hover).slice(-2)).to.deep.equal([[a], [b]]);
  });

  it('is known to somebody who comes later, and after it was made anew', async () => {
    show('<p id="a" class="hover">a</p>');
    await moveTo(get('a'));
    const late = page.late();
    await settled();
    const twin = late.document.getElementById('a') as HTMLElement;
    expect(getComputedStyle(twin).color).to.equal(GREEN);
    late.close();
  });

  it('is hovered and pressed through shadow roots, closed ones too, and slots', async () => {
    show('<div id="open"><b id="slotted">slotted</b></div><div id="closed"></div>');
    const open = get('open').attachShadow({ mode: 'open' });
    open.innerHTML = `<style>:host(:hover) { color: green } section:hover { background-color: green }
      ::slotted(:hover) { text-decoration-line: underline }</style><section>in <slot></slot></section>`;
    const closed = get('closed').attachShadow({ mode: 'closed' });
    closed.innerHTML = `<style>b:hover, i:active { color: green }</style><b>one</b><br><i>two</i>`;
    await settled();
    const section = open.querySelector('section') as Element;
    await moveTo(get('slotted'));
    expect(both(get('open'), 'color')).to.deep.equal([GREEN, GREEN]);
    expect(both(section, 'background-color')).to.deep.equal([GREEN, GREEN]);
    expect(both(get('slotted'), 'text-decoration-line')).to.deep.equal(['underline', 'underline']);
    const [b, i] = [closed.querySelector('b'), closed.querySelector('i')] as Element[];
    await moveTo(b!);
    expect(both(b!, 'color')).to.deep.equal([GREEN, GREEN]);
    await moveTo(i!);
    expect(both(b!, 'color')).to.deep.equal(['rgb(0, 0, 0)', 'rgb(0, 0, 0)']);
    await button('down');
    expect(both(i!, 'color')).to.deep.equal([GREEN, GREEN]);
    await button('up');
    expect(both(i!, 'color')).to.deep.equal(['rgb(0, 0, 0)', 'rgb(0, 0, 0)']);
  });

  it('is hovered in frames, whose inside is left without a word', async () => {
    show('<p id="p" class="hover">p</p><iframe id="f" style="height: 90px"></iframe>');
    const inner = (get('f') as HTMLIFrameElement).contentDocument!;
    inner.body.innerHTML = `<style>${STYLE} iframe:hover { color: green }</style><p class="hover">in</p>`;
    const within = inner.querySelector('p') as Element;
    await settled();
    await moveTo(within);
    expect(both(within, 'color')).to.deep.equal([GREEN, GREEN]);
    expect(page.twin(get('f')).hasAttribute('surfly-hover')).to.equal(get('f').matches(':hover'));
    await moveTo(get('p'));
    expect(both(within, 'color')).to.deep.equal(['rgb(0, 0, 0)', 'rgb(0, 0, 0)']);
    expect(both(get('p'), 'color')).to.deep.equal([GREEN, GREEN]);
    await moveTo(within);
    await moveAway();
    expect(page.copy.querySelector('[surfly-hover]')).to.equal(null);
  });

  it('is pressed as long as the button or the space bar is down, a label with its control', async () => {
    show(`<button id="b" class="active">press</button><br>
      <label id="l" class="active hover">label <input id="c" type="checkbox"></label>
      <label id="far" for="other">other</label><input id="other" class="active hover">`);
    await moveTo(get('b'));
    await button('down');
    expect(both(get('b'), 'background-color')).to.deep.equal([GREEN, GREEN]);
    await button('up');
    expect(page.twin(get('b')).matches('[surfly-active]')).to.equal(false);
    await moveTo(get('far'));
    await button('down');
    expect(both(get('other'), 'color')).to.deep.equal([GREEN, GREEN]);
    expect(page.twin(get('other')).matches('[surfly-active]')).to.equal(
      get('other').matches(':active'),
    );
    await button('up');
    get('b').focus();
    await sendKeys({ down: ' ' });
    await settled();
    // Not every browser does so.
    const [own, copied] = both(get('b'), 'background-color');
    expect(copied).to.equal(own);
    await sendKeys({ up: ' ' });
    await settled();
    expect(page.twin(get('b')).matches('[surfly-active]')).to.equal(false);
  });

  it('tells of a private region no more than the region', async () => {
    show(
      `<div id="d" surfly_private class="hover"><p><b id="b" class="active">secret</b></p></div>`,
    );
    await moveTo(get('b'));
    await button('down');
    const id = page.recorder.idOf(get('d'));
    expect(told(Op.hover).at(-1)).to.deep.equal([id]);
    const inside = [...get('d').querySelectorAll('*')].map((one) => page.recorder.idOf(one));
    expect(told(Op.hover).flat()).not.to.include.members(inside);
    expect(told(Op.active)).to.deep.equal([[id]]);
    expect(both(get('d'), 'color')).to.deep.equal([GREEN, GREEN]);
    await button('up');
  });

  it('is what a follower in control points at, until the leader’s own pointer moves', async () => {
    show('<p id="a" class="hover">a</p><p id="b" class="hover active">b</p>');
    await moveTo(get('a'));
    const b = get('b');
    page.recorder.pointed({ over: b, down: b });
    await settled();
    const twins = () =>
      ['a', 'b'].map((id) => getComputedStyle(page.twin(get(id))).color === GREEN);
    expect(twins()).to.deep.equal([false, true]);
    expect(getComputedStyle(page.twin(b)).backgroundColor).to.equal(GREEN);
    await moveTo(get('a'), 0.1);
    expect(twins()).to.deep.equal([true, false]);
    page.recorder.pointed({ over: b, down: undefined });
    await settled();
    expect(twins()).to.deep.equal([false, true]);
    page.recorder.pointed(undefined);
    await settled();
    expect(twins()).to.deep.equal([true, false]);
  });

  it('leaves rules alone whose pseudo-elements are pointed at', async () => {
    show(`<style>#r::part(x):hover, #p { color: green } #r::-webkit-scrollbar-thumb:hover { color: red }
      #p::before { content: 'x' } #p:hover::before { color: rgb(1, 2, 3) }</style>
      <div id="r"></div><p id="p">p</p>`);
    await settled();
    expect(both(get('p'), 'color')).to.deep.equal([GREEN, GREEN]);
    await moveTo(get('p'));
    expect(both(get('p'), 'color', '::before')).to.deep.equal(['rgb(1, 2, 3)', 'rgb(1, 2, 3)']);
  });

  it('has the focus in hosts and frames as browsers see it', async () => {
    show(`<style>:focus, :focus-within { color: green } :focus-visible { background-color: green }</style>
      <section id="s"><div id="d"></div></section><section id="t"><iframe id="f"></iframe></section>`);
    const root = get('d').attachShadow({ mode: 'open' });
    root.innerHTML = `<style>:host(:focus) { background-color: blue }</style><button>in</button>`;
    const inner = (get('f') as HTMLIFrameElement).contentDocument!;
    inner.body.innerHTML = `<button>in</button>`;
    await settled();
    for (const focused of [root.querySelector('button'), inner.querySelector('button')]) {
      await click(focused as Element);
      for (const id of ['s', 'd', 't', 'f']) {
        for (const property of ['color', 'background-color']) {
          const [own, copied] = both(get(id), property);
          expect(copied, `${property} of ${id}`).to.equal(own);
        }
      }
    }
  });

  it('has the ring that browsers draw around drawings, also where the mouse put the focus', async () => {
    show(`<style>:focus-visible { color: green } #n { outline: none }</style>
      <svg id="s" tabindex="0" width="90" height="50"></svg>
      <svg width="300" height="60"><g id="g" tabindex="0"><rect id="r" width="60" height="40" /></g>
        <foreignObject x="90" width="60" height="40"><button id="b">in</button></foreignObject></svg>
      <svg id="n" tabindex="0" width="90" height="50"></svg>`);
    await settled();
    const same = (id: string, how: string) => {
      for (const property of ['outline-style', 'outline-width', 'color']) {
        const [own, copied] = both(get(id), property);
        expect(copied, `${property} of ${id} by ${how}`).to.equal(own);
      }
    };
    for (const [id, clicked] of Object.entries({ s: 's', g: 'r', b: 'b', n: 'n' })) {
      await click(get(clicked));
      expect(page.document.activeElement).to.equal(get(id));
      await settled();
      same(id, 'mouse');
    }
    get('s').focus();
    for (const id of ['g', 'b', 'n']) {
      await sendKeys({ press: 'Tab' });
      expect(page.document.activeElement).to.equal(get(id));
      await settled();
      same(id, 'key');
    }
  });

  it('has the ring that the style sheets around its slots leave it', async () => {
    show('<div id="d"><input id="i" slot="in"></div><div id="e"><input id="j"></div>');
    const STYLES = '<style>::slotted(input) { outline: none }</style>';
    const outer = get('d').attachShadow({ mode: 'open' });
    outer.innerHTML = `<p><slot name="in" slot="deep"></slot></p>`;
    const inner = outer.querySelector('p')!.attachShadow({ mode: 'open' });
    inner.innerHTML = `${STYLES}<slot name="deep"></slot>`;
    const other = get('e').attachShadow({ mode: 'open' });
    other.innerHTML = '<slot></slot>';
    await settled();
    for (const [id, outline] of [
      ['i', 'none'],
      ['j', 'auto'],
    ] as const) {
      await click(get(id));
      expect(both(get(id), 'outline-style')).to.deep.equal([outline, outline]);
    }
    expect(both(get('i'), 'outline-style')).to.deep.equal(['none', 'none']);
    // Where the page has the focus drawn, it stays.
    inner.querySelector('style')!.remove();
    await click(get('i'));
    expect(both(get('i'), 'outline-style')).to.deep.equal(['auto', 'auto']);
  });

  it('is where the address leads', async () => {
    show('<style>:target { color: green }</style><p id="a">a</p><p id="b">b</p>');
    const { window } = page;
    for (const [hash, a, b] of [
      ['#a', true, false],
      ['#b', false, true],
      ['#c', false, false],
    ] as const) {
      window.location.hash = hash;
      await new Promise((resolve) => setTimeout(resolve, 50));
      await settled();
      const expected = [a, b].map((is) => (is ? GREEN : 'rgb(0, 0, 0)'));
      expect(both(get('a'), 'color')).to.deep.equal([expected[0], expected[0]]);
      expect(both(get('b'), 'color')).to.deep.equal([expected[1], expected[1]]);
    }
    window.location.hash = '#a';
    await new Promise((resolve) => setTimeout(resolve, 50));
    const late = page.late();
    expect(getComputedStyle(late.document.getElementById('a')!).color).to.equal(GREEN);
    late.close();
  });
});
