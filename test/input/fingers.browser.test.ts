import { expect } from '@open-wc/testing';
import { LeaderPage } from './leader-page.js';

const FAR = '<div style="height: 3000px"></div>';

describe('a viewer’s finger', () => {
  let page: LeaderPage;
  const open = async (html: string) => {
    page = await LeaderPage.open(html);
  };
  const listen = () =>
    page.listen('pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'mousedown', 'click');
  afterEach(() => page.close());

  it('taps', async () => {
    await open('<button id="b">b</button>');
    const seen = listen();
    expect(await page.finger('down', '#b')).to.equal('applied');
    expect(await page.finger('up', '#b', 2, -3)).to.equal('applied');
    expect(seen()).to.deep.equal(['pointerdown@b', 'pointerup@b', 'mousedown@b', 'click@b']);
    expect(page.activeId()).to.equal('b');
  });

  it('scrolls what the page leaves to it, as far as it moves, and is no tap', async () => {
    await open(`<button id="b">b</button>${FAR}`);
    const seen = listen();
    await page.finger('down', '#b');
    await page.finger('move', '#b', 0, -30);
    await page.finger('move', '#b', 0, -100);
    expect(page.window.scrollY).to.equal(100);
    await page.finger('move', '#b', 0, -80);
    expect(page.window.scrollY).to.equal(80);
    expect(await page.finger('up', '#b', 0, -80)).to.equal('applied');
    expect(seen()).to.deep.equal(['pointerdown@b', 'pointermove@b', 'pointercancel@b']);
    expect(page.activeId()).to.equal('');
  });

  it('scrolls nothing in a direction that the page keeps', async () => {
    await open(`<div id="d" style="height: 90px; touch-action: pan-y">d</div>${FAR}
      <div style="width: 3000px">wide</div>`);
    const seen = listen();
    await page.finger('down', '#d');
    await page.finger('move', '#d', -50, -10);
    expect(await page.finger('up', '#d', -50, -10)).to.equal('applied');
    expect([page.window.scrollX, page.window.scrollY]).to.deep.equal([0, 0]);
    expect(seen()).to.deep.equal(['pointerdown@d', 'pointermove@d', 'pointerup@d']);
    await page.finger('down', '#d');
    await page.finger('move', '#d', -10, -50);
    expect(page.window.scrollY).to.equal(50);
  });

  it('scrolls by what it may not press, and tells the page nothing of that', async () => {
    await open(`<input id="t"><input id="secret"><button id="b" disabled>b</button>${FAR}`);
    page.privates.add(page.get('#secret'));
    const seen = listen();
    for (const [target, refusal] of [
      ['#secret', 'masked'],
      ['#b', 'disabled'],
    ] as const) {
      page.window.scrollTo(0, 0);
      expect(await page.finger('down', target)).to.equal(refusal);
      expect(await page.finger('move', target, 0, -50)).to.equal('applied');
      expect(page.window.scrollY).to.equal(50);
      expect(await page.finger('up', target, 0, -50)).to.equal('applied');
    }
    expect(seen()).to.deep.equal([]);
  });

  it('is refused where it taps, and so is what is written after it', async () => {
    await open('<input id="t"><input id="secret">');
    page.privates.add(page.get('#secret'));
    await page.finger('down', '#t');
    await page.finger('up', '#t');
    await page.finger('down', '#secret');
    expect(await page.finger('up', '#secret')).to.equal('masked');
    expect(await page.key('a')).to.equal('masked');
    expect(page.input('#t').value).to.equal('');
    await page.finger('down', '#t');
    await page.finger('up', '#t');
    expect(await page.key('a')).to.equal('applied');
  });

  it('moves and lifts nothing that has not come down', async () => {
    await open(`<button id="b">b</button>${FAR}`);
    const seen = listen();
    expect(await page.finger('move', '#b', 0, -90)).to.equal('stale');
    expect(await page.finger('up', '#b')).to.equal('stale');
    const button = page.get('#b');
    button.remove();
    expect(await page.finger('down', button)).to.equal('stale');
    expect(await page.finger('up', button)).to.equal('stale');
    expect(page.window.scrollY).to.equal(0);
    expect(seen()).to.deep.equal([]);
  });

  it('is taken off the glass when control goes to somebody else', async () => {
    await open('<button id="b">b</button>');
    const seen = listen();
    await page.finger('down', '#b');
    page.applier.release();
    expect(await page.finger('up', '#b')).to.equal('stale');
    expect(seen()).to.deep.equal(['pointerdown@b', 'pointercancel@b']);
  });

  it('holds its pointer until the page lets go of it', async () => {
    await open(
      `<div id="a" style="height: 50px; touch-action: none">a</div><div id="b" style="height: 50px">b</div>`,
    );
    const seen = page.listen('pointermove', 'pointerover');
    await page.finger('down', '#a');
    await page.finger('move', '#a', 0, 50);
    expect(seen()).to.deep.equal(['pointerover@a', 'pointermove@a']);
    page
      .get('#a')
      .addEventListener('pointermove', ({ currentTarget, pointerId }) =>
        (currentTarget as Element).releasePointerCapture(pointerId),
      );
    await page.finger('move', '#a', 0, 51);
    await page.finger('move', '#a', 0, 52);
    expect(seen()).to.deep.equal(['pointermove@a', 'pointerover@b', 'pointermove@b']);
  });
});
