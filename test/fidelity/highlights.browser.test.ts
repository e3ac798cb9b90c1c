import { expect } from '@open-wc/testing';
import { Op, type Json } from '../../src/protocol/records.js';
import { mirror, settled, type Mirror } from '../mirror/mirror.js';

type View = Window & typeof globalThis;

describe('what scripts highlight', () => {
  let page: Mirror;
  const show = (body: string) => {
    page = mirror(`<!doctype html><style>::highlight(found) { color: red }</style><body>${body}`);
  };
  const get = (id: string) => page.document.getElementById(id) as HTMLElement;
  const textOf = (id: string) => get(id).firstChild as Text;
  const rangeOf = (from: Node, start: number, to: Node, end: number) => {
    const range = page.document.createRange();
    range.setStart(from, start);
    range.setEnd(to, end);
    return range;
  };
  const highlight = (name: string, ...ranges: AbstractRange[]) => {
    const made = new page.window.Highlight(...ranges);
    page.window.CSS.highlights.set(name, made);
    return made;
  };
  /** Of each name the texts, as the replica has them. */
  const shown = (document = page.copy) =>
    [...(document.defaultView as View).CSS.highlights].map(([name, of]) => [
      name,
      ...[...of].map(String),
    ]);
  const told = () =>
    page.records
      .filter(({ kind }) => kind === 'change')
      .flatMap(({ json }) => (JSON.parse(json) as Json[]).slice(2) as [number, ...Json[]][])
      .filter(([code]) => code === Op.highlight);

  afterEach(() => {
    expect(page.failures).to.deep.equal([]);
    page.close();
  });

  it('is highlighted by the same names, from when it is until it is not', async () => {
    show('<p id="a">one two <b id="b">three</b></p>');
    const first = rangeOf(textOf('a'), 0, textOf('a'), 3);
    const found = highlight('found', first);
    const wrong = highlight('wrong', rangeOf(textOf('a'), 4, textOf('b'), 3));
    await settled(3);
    expect(shown()).to.deep.equal([
      ['found', 'one'],
      ['wrong', 'two thr'],
    ]);
    found.add(rangeOf(textOf('b'), 0, textOf('b'), 5));
    Object.assign(wrong, { priority: 7, type: 'spelling-error' });
    await settled(3);
    expect(shown()[0]).to.deep.equal(['found', 'one', 'three']);
    const copied = (page.copy.defaultView as View).CSS.highlights.get('wrong');
    expect(copied).to.include({ priority: 7, type: 'spelling-error' });
    first.setStart(textOf('a'), 1);
    await settled(3);
    expect(shown()[0]).to.deep.equal(['found', 'ne', 'three']);
    page.window.CSS.highlights.delete('wrong');
    found.delete(first);
    await settled(3);
    expect(shown()).to.deep.equal([['found', 'three']]);
    found.clear();
    await settled(3);
    expect(shown()).to.deep.equal([]);
  });

  it('moves with the text, and is told to who comes late', async () => {
    show('<p id="a">one two</p>');
    highlight('found', rangeOf(textOf('a'), 4, textOf('a'), 7));
    await settled(3);
    textOf('a').insertData(0, 'zero ');
    await settled(3);
    expect(shown()).to.deep.equal([['found', 'two']]);
    get('a').before('more');
    await settled(3);
    expect(told().length, 'and no more is said than is new').to.equal(2);
    const late = page.late();
    await settled(3);
    expect(shown(late.document)).to.deep.equal([['found', 'two']]);
    late.close();
    get('a').remove();
    await settled(3);
    expect(shown()).to.deep.equal([]);
  });

  it('is highlighted in shadow roots and in frames, and not in the frame’s next page', async () => {
    show('<div id="h"></div><iframe id="f"></iframe>');
    const root = get('h').attachShadow({ mode: 'closed' });
    root.innerHTML = '<i>in the shadow</i>';
    const text = root.firstChild!.firstChild!;
    highlight('found', rangeOf(text, 0, text, 2));
    const frame = get('f') as HTMLIFrameElement;
    const inner = frame.contentWindow as View;
    inner.document.body.textContent = 'framed';
    const range = inner.document.createRange();
    range.selectNodeContents(inner.document.body);
    inner.CSS.highlights.set('inner', new inner.Highlight(range));
    await settled(3);
    const copy = page.twin(frame).contentDocument!;
    expect([shown(), shown(copy)]).to.deep.equal([[['found', 'in']], [['inner', 'framed']]]);
    frame.srcdoc = 'next';
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    await settled(3);
    expect(shown(page.twin(frame).contentDocument!)).to.deep.equal([]);
  });

  it('of private text is told without where, how much and how often', async () => {
    show('<p id="p" surfly_private>a secret secret</p><p id="c">4111 1111 1111 1111</p>');
    const [p, c] = [textOf('p'), textOf('c')];
    highlight('found', rangeOf(p, 2, p, 8), rangeOf(p, 9, p, 15), rangeOf(c, 0, c, 4));
    await settled(3);
    const [of, card] = [get('p'), c].map((node) => page.recorder.idOf(node)!);
    expect(told().map((op) => op.slice(2))).to.deep.equal([
      ['found', 0, 0, of, 0, of, -1, card, 0, card, -1],
    ]);
  });

  it('may be more than is shown, or nothing that a browser draws', async () => {
    show('<p id="a">text</p>');
    const a = textOf('a');
    for (let i = 0; i < 300; i += 1) highlight(`n${i}`, rangeOf(a, 0, a, 1 + (i % 4)));
    highlight('x'.repeat(300), rangeOf(a, 0, a, 1));
    await settled(3);
    expect(shown().length).to.equal(200);
    page.window.CSS.highlights.clear();
    Object.defineProperty(page.window.CSS, 'highlights', { value: new Map([['own', [1]]]) });
    get('a').append('more');
    await settled(3);
    expect(shown()).to.deep.equal([]);
  });
});
