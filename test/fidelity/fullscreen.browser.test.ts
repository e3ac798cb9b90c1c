import { expect } from '@open-wc/testing';
import { mirror, settled, type Mirror } from '../mirror/mirror.js';
import { applied } from './hostile.js';

const STYLES = `<!doctype html><style>
  #box { width: 40px; height: 30px; transform: rotate(5deg); color: rgb(9, 9, 9) }
  #around { transform: scale(.5); overflow: hidden }
  #box:fullscreen { color: rgb(2, 2, 2) } #box:not(:fullscreen) { outline-color: rgb(3, 3, 3) }
  dialog, #pop { width: 90px; height: 100px }
  </style><body><div id="around"><p id="box">b</p></div><dialog id="dialog">d</dialog><p id="pop" popover>p</p>
  <x-host id="host"></x-host>`;

/** As a browser does it, which would have to be asked by a person. */
function fill(element: Element, isFull = true): void {
  const root = element.getRootNode() as Document | ShadowRoot;
  const hosts = 'host' in root ? [element, root.host] : [element];
  for (const one of hosts) {
    const matches = Element.prototype.matches.bind(one);
    Object.assign(one, {
      matches: (selectors: string) =>
        selectors
          .replace(/^:is\((.*)\)$/, '$1')
          .split(', ')
          .some((one) => (one === ':fullscreen' || one === ':modal' ? isFull : matches(one))),
    });
    const value = isFull ? one : null;
    Object.defineProperty(one.getRootNode(), 'fullscreenElement', { value, configurable: true });
  }
  element.dispatchEvent(new Event('fullscreenchange', { bubbles: true, composed: true }));
}

describe('an element that fills the screen', () => {
  let open: Mirror | undefined;

  afterEach(() => {
    open?.close();
    open = undefined;
  });

  function show(): Mirror {
    open = mirror(STYLES);
    return open;
  }

  const its = ({ document }: Mirror, id: string) => document.getElementById(id) as HTMLElement;
  const sizeOf = (element: Element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left, top, width, height];
  };
  const topmost = (copy: Document) => copy.elementFromPoint(400, 300)?.id;

  it('fills the picture, over everything, until it no longer does', async () => {
    const page = show();
    const box = page.twin(its(page, 'box'));
    const before = sizeOf(box);
    fill(its(page, 'box'));
    await settled();
    expect(sizeOf(box)).to.deep.equal([0, 0, 800, 600]);
    expect(topmost(page.copy)).to.equal('box');
    const { color, paddingTop, borderTopWidth, backgroundColor } = getComputedStyle(box);
    expect([color, paddingTop, borderTopWidth]).to.deep.equal(['rgb(2, 2, 2)', '0px', '0px']);
    expect(backgroundColor).to.equal('rgba(0, 0, 0, 0)');
    expect(getComputedStyle(box, '::backdrop').backgroundColor).to.equal('rgb(0, 0, 0)');
    const late = page.late();
    const its2 = late.document.getElementById('box') as Element;
    expect(sizeOf(its2)).to.deep.equal([0, 0, 800, 600]);
    late.close();
    expect(page.copy.fullscreenElement).to.equal(null);
    fill(its(page, 'box'), false);
    await settled();
    expect(sizeOf(box)).to.deep.equal(before);
    expect(getComputedStyle(box).outlineColor).to.equal('rgb(3, 3, 3)');
    expect(box.hasAttribute('popover')).to.equal(false);
    expect(page.failures).to.deep.equal([]);
  });

  it('lies among dialogs and popovers in the order in which they came', async () => {
    const page = show();
    its(page, 'pop').showPopover();
    fill(its(page, 'box'));
    await settled();
    expect(topmost(page.copy)).to.equal('box');
    const dialog = its(page, 'dialog') as HTMLDialogElement;
    dialog.showModal();
    await settled();
    expect(topmost(page.copy)).to.equal('dialog');
    dialog.close();
    await settled();
    expect(topmost(page.copy)).to.equal('box');
  });

  it('is found in shadow roots, and may be a popover itself', async () => {
    const page = show();
    const root = its(page, 'host').attachShadow({ mode: 'open' });
    root.innerHTML = '<style>:host(:fullscreen) { color: rgb(2, 2, 2) }</style><p>inner</p>';
    await settled();
    const inner = root.querySelector('p') as HTMLElement;
    fill(inner);
    await settled();
    expect(sizeOf(page.twin(inner))).to.deep.equal([0, 0, 800, 600]);
    expect(page.twin<ShadowRoot>(root).elementFromPoint(400, 300)).to.equal(page.twin(inner));
    expect(getComputedStyle(page.twin(its(page, 'host'))).color).to.equal('rgb(2, 2, 2)');
    fill(inner, false);
    fill(its(page, 'pop'));
    await settled();
    expect(topmost(page.copy)).to.equal('pop');
    fill(its(page, 'pop'), false);
    await settled();
    const pop = page.twin(its(page, 'pop'));
    expect([pop.popover, pop.matches(':popover-open')]).to.deep.equal(['manual', false]);
  });

  it('is no more than that to hostile leaders', () => {
    const page = show();
    const [root, text] = [page.document.documentElement, its(page, 'box').firstChild as Node].map(
      (node) => page.recorder.idOf(node) as number,
    ) as [number, number];
    expect(applied(page, [9, root, 3])).not.to.throw();
    expect(applied(page, [9, root, 77])).not.to.throw();
    expect(applied(page, [9, text, 3]))
      .to.throw()
      .with.property('name', 'MisfitError');
    const box = page.recorder.idOf(its(page, 'box')) as number;
    applied(page, [3, box, 'surfly-fullscreen', '', 'surfly-lifted', ''])();
    expect((page.replica.nodeOf(box) as Element).hasAttribute('surfly-fullscreen')).to.equal(false);
  });
});
