import { expect } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { Op, type Json } from '../../src/protocol/records.js';
import { mirror, settled, until, type Mirror } from '../mirror/mirror.js';
import { click, placeOf } from './hand.js';

type View = Window & typeof globalThis;

describe('what the leader selects', () => {
  let page: Mirror;
  const show = (body: string) => {
    page = mirror(
      `<!doctype html><style>body { margin: 8px; font: 16px/20px monospace }
      ::selection { background-color: rgb(255, 215, 0); color: rgb(1, 2, 3) }</style><body>${body}`,
      { height: 500 },
    );
  };
  const get = (id: string) => page.document.getElementById(id) as HTMLElement;
  const field = (id: string) => get(id) as HTMLInputElement;
  /** The texts that are highlighted in a document of the replica. */
  const highlighted = (document = page.copy) => {
    const view = document.defaultView as View;
    return [...(view.CSS.highlights.get('surfly-selection') ?? [])].map(String);
  };
  /** Over the picture, in CSS pixels of the leader's viewport. */
  const marks = () => {
    const layer = page.container.querySelector('iframe')!.nextElementSibling as HTMLElement;
    return [...layer.children].map((mark) => {
      const { left, top, width, height, opacity } = (mark as HTMLElement).style;
      const [x, y, w, h] = [left, top, width, height].map(parseFloat) as [
        number,
        number,
        number,
        number,
      ];
      return { x, y, w, h, isCaret: opacity === '1' };
    });
  };
  const told = (...ops: number[]) =>
    page.records
      .filter(({ kind }) => kind === 'change')
      .flatMap(({ json }) => (JSON.parse(json) as Json[]).slice(2) as [number, ...Json[]][])
      .filter(([code]) => ops.includes(code));
  const drag = async (from: [number, number], to: [number, number]) => {
    // What is selected already would be dragged itself.
    page.window.getSelection()!.removeAllRanges();
    await sendMouse({ type: 'move', position: from });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: to });
    await sendMouse({ type: 'up' });
    await settled(3);
  };

  beforeEach(async () => {
    await resetMouse();
  });
  afterEach(() => {
    expect(page.failures).to.deep.equal([]);
    expect(page.copy.getSelection()?.rangeCount, 'the viewer’s own selection').to.equal(0);
    expect(page.copy.activeElement === page.copy.body, 'the viewer’s own focus').to.equal(true);
    page.close();
  });

  it('is highlighted in the colours of the page, across elements', async () => {
    show('<p id="a">one <b>two</b> three</p><!-- c --><p id="b">four <i>five</i> six</p>');
    await drag(placeOf(get('a').querySelector('b')!, 0), placeOf(get('b').querySelector('i')!, 1));
    const own = String(page.window.getSelection()).replace(/\s+/g, ' ');
    expect(own).to.equal('two three four five');
    expect(highlighted().map((text) => text.replace(/\s+/g, ' '))).to.deep.equal([
      'two threefour five',
    ]);
    const style = getComputedStyle(page.twin(get('a')), '::highlight(surfly-selection)');
    // Firefox does not compute it.
    if (!navigator.userAgent.includes('Firefox')) {
      expect(style.backgroundColor).to.equal('rgb(255, 215, 0)');
      expect(style.color).to.equal('rgb(1, 2, 3)');
    }
    expect(marks()).to.deep.equal([]);
    await click(get('b'), 0.9);
    expect(highlighted()).to.deep.equal([]);
  });

  it('has the colour of the text where the page names a background alone', async () => {
    page = mirror(`<!doctype html><style>p::selection { background: rgb(255, 215, 0) }
      @media all { b::selection { color: red } }</style>
      <p id=one style="color: rgb(0, 99, 0)">one</p><b id=two>two</b><i id=three>three</i>`);
    await settled();
    const colorsOf = (id: string) => {
      const element = page.copy.getElementById(id) as Element;
      const style = getComputedStyle(element, '::highlight(surfly-selection)');
      return [style.color, style.backgroundColor];
    };
    // Firefox does not compute it.
    if (navigator.userAgent.includes('Firefox')) return;
    expect(colorsOf('one')).to.deep.equal(['rgb(0, 99, 0)', 'rgb(255, 215, 0)']);
    expect(colorsOf('two')).to.deep.equal(['rgb(255, 0, 0)', 'rgba(0, 0, 0, 0)']);
    expect(colorsOf('three')).not.to.include('rgba(0, 0, 0, 0)');
  });

  it('counts children as replicas have them', async () => {
    show('<p id="a"><!-- 1 --><b>one</b><!-- 2 --><i>two</i><script></script><u>three</u></p>');
    page.window.getSelection()!.setBaseAndExtent(get('a'), 2, get('a'), 4);
    await settled(3);
    expect(highlighted()).to.deep.equal(['two']);
    const late = page.late();
    await settled(3);
    expect(highlighted(late.document)).to.deep.equal(['two']);
    late.close();
  });

  it('stays true when the text around it changes', async () => {
    show('<p id="a">one <b id="b">two</b></p>');
    page.window.getSelection()!.selectAllChildren(get('b'));
    await settled(3);
    get('a').prepend('more ');
    get('b').firstChild!.nodeValue = 'changed';
    await settled(3);
    expect(highlighted()).to.deep.equal([String(page.window.getSelection())]);
    get('b').remove();
    await settled(3);
    expect(highlighted().join('')).to.equal('');
  });

  it('reaches into shadow roots, closed ones too, and over their borders', async () => {
    show(
      '<p id="a">before</p><div id="h"></div><p id="z">after</p><div id="whole"></div><p id="e">end</p>',
    );
    const root = get('h').attachShadow({ mode: 'closed' });
    root.innerHTML = '<b>in the</b> <i>shadow</i>';
    get('whole').attachShadow({ mode: 'open' }).innerHTML = 'wholly';
    await settled();
    const [b, i] = [root.querySelector('b')!, root.querySelector('i')!];
    await drag(placeOf(b, 0), placeOf(i, 1));
    expect(highlighted()).to.deep.equal(['in the shadow']);
    await drag(
      placeOf(i, 0),
      [...placeOf(get('z'))].map((n, at) => (at === 0 ? 700 : n)) as [number, number],
    );
    expect(highlighted().map((text) => text.trim())).to.deep.equal(['shadow', 'after']);
    await drag([9, placeOf(get('z'))[1]], [700, placeOf(get('e'))[1]]);
    // Firefox highlights what a host shows with the host, and nothing behind it where that is said once more.
    const inside = CSS.supports('-moz-appearance:none') ? [] : ['wholly'];
    expect(highlighted().sort()).to.deep.equal(['afterend', ...inside]);
  });

  it('is shown in frames', async () => {
    show('<p>out</p><iframe id="f"></iframe>');
    const inner = (get('f') as HTMLIFrameElement).contentDocument!;
    inner.body.innerHTML = '<p>inside it</p>';
    await settled();
    const p = inner.querySelector('p')!;
    await drag(
      placeOf(p, 0),
      [...placeOf(p)].map((n, at) => (at === 0 ? 280 : n)) as [number, number],
    );
    expect(highlighted((page.twin(get('f')) as HTMLIFrameElement).contentDocument!)).to.deep.equal([
      'inside it',
    ]);
  });

  it('is drawn over fields, with the caret', async () => {
    show(`<input id="t" value="hello world" style="font: 16px monospace; width: 300px; padding: 4px">
      <textarea id="a" style="font: 16px/20px monospace; width: 200px; height: 90px">one two
three</textarea>`);
    const width = () => {
      const canvas = document.createElement('canvas').getContext('2d')!;
      canvas.font = '16px monospace';
      return canvas.measureText('m').width;
    };
    const t = field('t');
    t.focus();
    t.setSelectionRange(6, 11);
    await settled(3);
    const box = t.getBoundingClientRect();
    const left = box.left + 2 + 4;
    const [selection, ...others] = marks();
    expect(others).to.deep.equal([]);
    expect(selection!.isCaret).to.equal(false);
    expect(selection!.x).to.be.closeTo(left + 6 * width(), 1.5);
    expect(selection!.w).to.be.closeTo(5 * width(), 1.5);
    expect(selection!.y).to.be.within(box.top, box.top + 12);
    t.setSelectionRange(3, 3);
    await settled(3);
    expect(marks()[0]).to.include({ isCaret: true, w: 1.5 });
    expect(marks()[0]!.x).to.be.closeTo(left + 3 * width(), 1.5);
    const a = field('a');
    a.focus();
    a.setSelectionRange(10, 10);
    await settled(3);
    const area = a.getBoundingClientRect();
    const [caret] = marks();
    expect(caret!.x).to.be.closeTo(area.left + 1 + 2 + 2 * width(), 1.5);
    expect(caret!.y).to.be.within(area.top + 20, area.top + 30);
    a.blur();
    await settled(3);
    expect(marks()).to.deep.equal([]);
  });

  it('costs nothing while somebody types at the end of a field', async () => {
    show('<input id="t">');
    await click(get('t'));
    await sendKeys({ type: 'abc' });
    await settled(3);
    const id = page.recorder.idOf(get('t'))!;
    expect(told(Op.selection, Op.fieldSelection)).to.deep.equal([[Op.fieldSelection, id]]);
    const { x } = marks()[0]!;
    await sendKeys({ press: 'ArrowLeft' });
    await settled(3);
    expect(marks()[0]!.x).to.be.lessThan(x);
    expect(told(Op.fieldSelection).at(-1)).to.deep.equal([Op.fieldSelection, id, 2, 2]);
  });

  it('is a caret in editable content', async () => {
    show('<div id="e" contenteditable>some <b>text</b></div><p id="p">plain</p>');
    await click(get('e').querySelector('b')!, 1);
    await settled(3);
    const end = get('e').querySelector('b')!.getBoundingClientRect();
    const [caret, ...others] = marks();
    expect(others).to.deep.equal([]);
    expect(caret!.isCaret).to.equal(true);
    expect(caret!.x).to.be.closeTo(end.right, 1.5);
    await sendKeys({ type: 'ual' });
    await until('the caret follows', () => (marks()[0]?.x ?? 0) > caret!.x + 20);
    get('e').textContent = '';
    get('e').focus();
    await settled(3);
    expect(marks()[0]!.x).to.be.closeTo(8, 1.5);
    await click(get('p'));
    await settled(3);
    expect(marks()).to.deep.equal([]);
  });

  it('is cut off where the field ends, and where what it is in does', async () => {
    show(`<div id="box" style="height: 60px; overflow: auto"><input id="t" style="width: 60px" value="a long, long text">
      <div style="height: 500px"></div></div>`);
    const t = field('t');
    t.focus();
    t.setSelectionRange(0, 5);
    await settled(3);
    const box = t.getBoundingClientRect();
    for (const { x, w } of marks()) {
      expect(x).to.be.at.least(box.left);
      expect(x + w).to.be.at.most(box.right + 1.5);
    }
    expect(marks().length).to.equal(1);
    get('box').scrollTop = 100;
    await settled(4);
    expect(marks()).to.deep.equal([]);
  });

  it('of private text is told without where and how much', async () => {
    show(`<div id="d" surfly_private><p id="p">a secret of ours</p></div><p id="q">open</p>
      <input id="w" type="password" value="hunter2"><input id="c" value="my card 4111 1111 1111 1111">
      <div id="e" surfly_private contenteditable>diary</div>`);
    const id = (name: string) => page.recorder.idOf(get(name))!;
    const last = () => told(Op.selection, Op.fieldSelection).at(-1);
    const selection = page.window.getSelection()!;
    const text = get('p').firstChild!;
    const records = () => told(Op.selection, Op.fieldSelection).length;
    selection.setBaseAndExtent(text, 2, text, 5);
    await settled(3);
    expect(last()).to.deep.equal([Op.selection, id('d'), 0, id('d'), -1]);
    const before = records();
    selection.setBaseAndExtent(text, 1, text, 9);
    await settled(3);
    expect(records()).to.equal(before);
    selection.setBaseAndExtent(text, 7, get('q').firstChild!, 2);
    await settled(3);
    const open = page.recorder.idOf(get('q').firstChild!);
    expect(last()).to.deep.equal([Op.selection, id('d'), 0, open, 2]);
    field('w').focus();
    field('w').setSelectionRange(1, 3);
    await settled(3);
    expect(last()).to.deep.equal([Op.fieldSelection, id('w'), 0, -1]);
    field('w').setSelectionRange(4, 4);
    await settled(3);
    expect(last()).to.deep.equal([Op.fieldSelection, id('w')]);
    field('c').focus();
    field('c').setSelectionRange(9, 12);
    await settled(3);
    expect(last()).to.deep.equal([Op.fieldSelection, id('c'), 0, -1]);
    get('e').focus();
    selection.collapse(get('e').firstChild, 3);
    await settled(3);
    expect(last()).to.deep.equal([Op.selection, id('e'), 0, id('e'), 0]);
  });
});
