import { expect } from '@open-wc/testing';
import { differences } from './compare.js';
import { settled, type Mirror } from './mirror.js';
import { shownPage } from './shown.js';

const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';

describe('markup that nobody writes by hand', () => {
  const { show } = shownPage();

  /** Who is there and who comes now have what the page has, and everything was understood. */
  async function expectSame(page: Mirror): Promise<void> {
    await settled();
    const late = page.late();
    expect(page.failures).to.deep.equal([]);
    for (const copy of [page.copy, late.document]) {
      expect(differences(page.document, copy)).to.deep.equal([]);
    }
    late.close();
  }

  it('names of attributes with capital letters stop nothing', async () => {
    const page = show('<body><p>known</p>');
    const made = page.document.createElement('p');
    for (const target of [made, page.document.querySelector('p')!]) {
      target.setAttributeNS(null, 'fooBar', 'v');
    }
    page.document.body.append(made, 'more');
    await settled();
    const late = page.late();
    expect(page.failures).to.deep.equal([]);
    for (const copy of [page.copy, late.document]) {
      expect(copy.body.textContent.trim()).to.equal('knownmore');
    }
    late.close();
  });

  it('text in attributes of SVG is not read as CSS', async () => {
    await expectSame(show('<body><svg aria-label="Choose a:b (c) /* or d */"></svg>'));
  });

  it('elements may be called as what every object has', async () => {
    const page = show('<body><constructor class="x">text</constructor>');
    page.document.body.append(page.document.createElement('__proto__'), 'more');
    page.document.querySelector('__proto__')!.className = 'y';
    await expectSame(page);
  });

  it('a colon in a name hides nothing', async () => {
    const page = show(
      '<p>one <o:p class="x">two</o:p> three</p><style>o\\:p { color: red }</style>',
    );
    await expectSame(page);
    const copy = page.copy.querySelector('.x') as HTMLElement;
    expect(copy.localName).to.equal('o:p');
    expect(getComputedStyle(copy).color).to.equal('rgb(255, 0, 0)');
    expect(copy.offsetWidth).to.be.greaterThan(5);
  });

  it('namespaces of attributes are kept where they change', async () => {
    const page = show(
      '<body><svg><g id="a"/><g id="b"/><text id="t"> a </text><use id="u" xlink:href="#a"/></svg>',
    );
    const { document } = page;
    const made = document.createElementNS(SVG, 'use');
    made.setAttributeNS(XLINK, 'href', '#a');
    document.querySelector('svg')!.append(made);
    await settled();
    made.setAttributeNS(XLINK, 'href', '#b');
    const space = 'http://www.w3.org/XML/1998/namespace';
    document.getElementById('t')!.setAttributeNS(space, 'xml:space', 'preserve');
    const old = document.getElementById('u')!;
    old.setAttribute('href', '#b');
    await settled();
    old.removeAttributeNS(XLINK, 'href');
    await settled();
    expect(page.twin(made).getAttribute('href')).to.equal('#b');
    expect(page.twin(old).getAttribute('href')).to.equal('#b');
    expect(page.copy.getElementById('t')!.getAttributeNS(space, 'space')).to.equal('preserve');
    expect(page.failures).to.deep.equal([]);
  });

  it('a frame that is put into its own document is gone', async () => {
    const page = show('<body><p>a</p><iframe></iframe><i>b</i>');
    const frame = page.document.querySelector('iframe')!;
    frame.contentDocument!.body.innerHTML = '<b>x</b>';
    await settled();
    frame.contentDocument!.body.append(frame);
    await expectSame(page);
    page.document.body.append(frame);
    await expectSame(page);
    page.document.body.append('more');
    await expectSame(page);
  });

  it('no selector sees an attribute that frames have here alone', async () => {
    const page = show('<body><style>[tabindex] { border: 3px solid red }</style><iframe></iframe>');
    await settled();
    const frame = page.copy.querySelector('iframe')!;
    expect(getComputedStyle(frame).borderTopWidth).not.to.equal('3px');
  });

  it('styles of a frame’s elements are read by the rules of its own mode', async () => {
    const page = show('<!doctype html><body><iframe></iframe><p style="width:100">p</p>');
    const inner = page.document.querySelector('iframe')!.contentDocument!;
    inner.open();
    inner.write('<body><p style="width:100">old</p>');
    inner.close();
    await settled();
    inner.body.insertAdjacentHTML('beforeend', '<p style="width:50">new</p>');
    await settled();
    const late = page.late();
    for (const copy of [page.copy, late.document]) {
      const copied = copy.querySelector('iframe')!.contentDocument!;
      const widths = [...copied.querySelectorAll('p')].map(({ style }) => style.width);
      expect(widths).to.deep.equal(['100px', '50px']);
      expect(copy.querySelector('p')!.style.width).to.equal('');
    }
    late.close();
    expect(page.failures).to.deep.equal([]);
  });

  for (const [system, doctype] of [
    ['XHTML 1.0', 'PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"'],
    ['HTML 4.01', 'PUBLIC "-//W3C//DTD HTML 4.01 Frameset//EN" "http://www.w3.org/TR/html4/"'],
    ['HTML', ''],
  ]) {
    it(`cells with images alone are as high as ${system} has them`, async () => {
      const page = show('<body><iframe></iframe>');
      const inner = page.document.querySelector('iframe')!.contentDocument!;
      inner.open();
      const image = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"></svg>';
      const src = `data:image/svg+xml,${encodeURIComponent(image)}`;
      inner.write(`<!doctype html ${doctype}><table><td><img width=20 height=20 src="${src}">`);
      inner.close();
      await settled();
      const height = (of: Document) => of.querySelector('td')!.offsetHeight;
      const copied = page.copy.querySelector('iframe')!.contentDocument!;
      expect(height(copied)).to.equal(height(inner));
      expect(height(inner)).to[doctype ? 'below' : 'above'](25);
    });
  }
});
