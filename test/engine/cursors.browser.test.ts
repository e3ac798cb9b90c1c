import { expect } from '@open-wc/testing';
import { locate } from '../../src/engine/cursors/anchor.js';
import { Cursors } from '../../src/engine/cursors/cursors.js';
import { COLOURS } from '../../src/engine/cursors/styles.js';
import {
  decodePointer,
  encodePoint,
  encodePointer,
  type PointerAt,
} from '../../src/protocol/pointer.js';

const frames = async (count = 2) => {
  for (let n = 0; n < count; n += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
};

describe('a pointer on the wire', () => {
  it('is read as it was written', () => {
    const at: PointerAt = { x: -3, y: 700, anchor: { id: 4_000_000_000, fx: -0.25, fy: 30.5 } };
    expect(decodePointer(encodePointer(at))).to.deep.equal(at);
    expect(decodePointer(encodePoint(12.4, 1e9))).to.deep.equal({ x: 12, y: 32_767 });
    expect(decodePointer(encodePointer(undefined))).to.equal(null);
  });

  it('is nothing else', () => {
    for (const size of [1, 3, 5, 15, 17, 64]) {
      expect(decodePointer(new Uint8Array(size)), String(size)).to.equal(undefined);
    }
    for (const [fx, fy] of [
      [NaN, 0],
      [0, Infinity],
      [-2001, 0],
      [0, 2001],
    ] as const) {
      const bytes = encodePointer({ x: 0, y: 0, anchor: { id: 1, fx, fy } });
      expect(decodePointer(bytes), `${fx} ${fy}`).to.equal(undefined);
    }
  });
});

describe('what a pointer points at', () => {
  let page: HTMLIFrameElement;
  let target: HTMLElement;
  const at: PointerAt = { x: 5, y: 6, anchor: { id: 7, fx: 0.5, fy: 0.5 } };

  beforeEach(() => {
    page = document.createElement('iframe');
    page.style.cssText = 'width:400px;height:300px;border:0';
    document.body.append(page);
    const inner = page.contentDocument!;
    inner.body.style.cssText = 'margin:0;height:2000px';
    target = inner.createElement('div');
    target.style.cssText = 'position:absolute;left:100px;top:200px;width:40px;height:20px';
    inner.body.append(target);
  });
  afterEach(() => page.remove());

  const found = (node: Node | undefined) => locate(at, page.contentDocument, () => node);

  it('is where it is now, however the page is scrolled', () => {
    expect(found(target)).to.deep.equal({ x: 120, y: 210 });
    page.contentWindow!.scrollTo(0, 150);
    expect(found(target)).to.deep.equal({ x: 120, y: 60 });
  });

  it('is found in a frame of the page', () => {
    const frame = page.contentDocument!.createElement('iframe');
    frame.style.cssText = 'position:absolute;left:50px;top:30px;border:3px solid';
    page.contentDocument!.body.append(frame);
    frame.contentDocument!.body.append(target);
    expect(found(target)).to.deep.equal({ x: 173, y: 243 });
    frame.style.padding = '10px';
    frame.style.transform = 'scale(0.5)';
    frame.style.transformOrigin = '0 0';
    expect(found(target)).to.deep.equal({ x: 116.5, y: 141.5 });
  });

  it('is where its sender saw it when it is not here, or not shown', () => {
    expect(found(undefined)).to.deep.equal({ x: 5, y: 6 });
    expect(found(target.ownerDocument)).to.deep.equal({ x: 5, y: 6 });
    target.style.setProperty('display', 'none');
    expect(found(target)).to.deep.equal({ x: 5, y: 6 });
    target.remove();
    expect(found(target)).to.deep.equal({ x: 5, y: 6 });
  });
});

describe('the layer of pointers', () => {
  let cursors: Cursors;
  let places: number;
  const shown = () =>
    [...cursors.element.shadowRoot!.querySelectorAll<HTMLElement>('.cursor:not(.gone)')].map(
      (cursor) => cursor.dataset['index'],
    );
  const labelOf = (index: number) =>
    cursors.element.shadowRoot!.querySelector(`[data-index="${index}"] .label`)!;

  beforeEach(() => {
    places = 0;
    cursors = new Cursors({
      locate: ({ x, y }) => ({ x, y }),
      place(x, y) {
        places += 1;
        return x < 0 ? undefined : { x, y };
      },
    });
    cursors.element.style.cssText = 'position:fixed;left:0;top:0;width:400px;height:300px';
    document.body.append(cursors.element);
    cursors.people([
      { index: 0, name: 'Anna', mark: '' },
      { index: 2, name: 'Ben', mark: 'in control' },
    ]);
  });
  afterEach(() => cursors.remove());

  it('shows those who are there, and nobody else', async () => {
    cursors.point(2, { x: 10, y: 20 });
    cursors.point(3, { x: 10, y: 20 });
    await frames();
    expect(shown()).to.deep.equal(['2']);
    cursors.people([]);
    expect(shown()).to.deep.equal([]);
    cursors.point(2, { x: 10, y: 20 });
    await frames();
    expect(shown()).to.deep.equal([]);
  });

  it('draws once per frame, the newest place', async () => {
    for (let x = 0; x < 50; x += 1) cursors.point(2, { x, y: 20 });
    expect(places).to.equal(0);
    await frames();
    expect(places).to.equal(1);
    for (const glide of labelOf(2).parentElement!.getAnimations()) glide.finish();
    const { left } = labelOf(2).parentElement!.getBoundingClientRect();
    expect(left).to.equal(49);
  });

  it('shows nothing beside the picture, nor what has left it', async () => {
    cursors.point(0, { x: -1, y: 20 });
    cursors.point(2, { x: 10, y: 20 });
    await frames();
    expect(shown()).to.deep.equal(['2']);
    cursors.point(2, null);
    expect(shown()).to.deep.equal([]);
    cursors.moved();
    await frames();
    expect(shown()).to.deep.equal([]);
  });

  it('keeps labels in the picture', async () => {
    cursors.people([{ index: 2, name: 'x'.repeat(400), mark: 'in control' }]);
    for (const [x, y] of [
      [0, 0],
      [399, 0],
      [0, 299],
      [399, 299],
    ] as const) {
      cursors.point(2, { x, y });
      await frames();
      // Where frames come late, it glides there.
      for (const glide of labelOf(2).parentElement!.getAnimations()) glide.finish();
      const { left, top, right, bottom } = labelOf(2).getBoundingClientRect();
      const inside = left >= 0 && top >= 0 && right <= 400 && bottom <= 300;
      expect(inside, `${x} ${y}: ${left} ${top} ${right} ${bottom}`).to.equal(true);
    }
  });

  it('takes no input, and says nothing to screen readers', async () => {
    cursors.point(2, { x: 10, y: 20 });
    await frames();
    expect(document.elementFromPoint(14, 26)).to.not.equal(cursors.element);
    expect(cursors.element.getAttribute('aria-hidden')).to.equal('true');
  });

  it('has inks that can be read on their colours, and colours that differ', () => {
    const light = (colour: string) => {
      const [r, g, b] = [1, 3, 5].map((start) => {
        const part = parseInt(colour.slice(start, start + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    for (const [colour, ink] of COLOURS) {
      const [low, high] = [light(colour), light(ink)].sort((a, b) => a - b);
      expect((high! + 0.05) / (low! + 0.05), colour).to.be.at.least(4.5);
    }
    expect(new Set(COLOURS.map(([colour]) => colour)).size).to.equal(COLOURS.length);
  });
});
