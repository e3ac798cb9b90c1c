import { expect } from '@open-wc/testing';
import { cleanPicture } from '../../src/engine/follower/replica/clean-picture.js';
import { mirror, until, type Mirror } from '../mirror/mirror.js';

const cleaned = async (content: string, root = '<svg xmlns="http://www.w3.org/2000/svg">') => {
  const clean = await cleanPicture(new Blob([`${root}${content}</svg>`]));
  const text = (await clean?.text()) ?? '';
  const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
  return { text, documentElement };
};

describe('files that `use` takes something from', () => {
  let open: Mirror | undefined;
  afterEach(() => {
    open?.close();
    open = undefined;
  });

  it('keep what is drawn', async () => {
    const { documentElement, text } = await cleaned(
      `<style><![CDATA[.a > b { fill: red }]]></style><defs><linearGradient id="g" xlink:href="#h"/></defs>
       <symbol id="s" tool:x="1" xml:space="preserve"><path d="M0 0h5" fill="url(#g)" class="a"/><text>T &lt; U</text></symbol>`,
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:tool="urn:tool" viewBox="0 0 9 9">',
    );
    expect(documentElement.localName, text).to.equal('svg');
    expect(documentElement.getAttribute('viewBox')).to.equal('0 0 9 9');
    expect(documentElement.querySelector('style')!.textContent).to.equal('.a > b { fill: red }');
    expect(documentElement.querySelector('linearGradient')!.getAttribute('href')).to.equal('#h');
    expect(documentElement.querySelector('path')!.getAttribute('fill')).to.match(/^url\("?#g"?\)$/);
    expect(documentElement.querySelector('text')!.textContent).to.equal('T < U');
  });

  it('lose what could run, load or lead anywhere', async () => {
    const { text, documentElement } = await cleaned(
      `<script>alert(1)</script><g id="a" onload="alert(2)" onclick="alert(3)"/>
       <image href="https://evil.example/a.png" onerror="alert(4)"/><image href="javascript:alert(5)"/>
       <a href="https://evil.example/b" target="_top"><text>a</text></a>
       <use href="https://evil.example/c.svg#x"/><use href="data:image/svg+xml,&lt;svg/>#x"/>
       <set attributeName="href" to="javascript:alert(6)"/><animate attributeName="onload" to="alert(7)"/>
       <style>@import "https://evil.example/d.css"; g { fill: url(https://evil.example/e.svg#f) }</style>
       <rect style="fill: url('https://evil.example/g.svg#h')" filter="url(https://evil.example/i.svg#j)"/>
       <foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="https://evil.example/k"></iframe>
       <img src="https://evil.example/l.png"/></body></foreignObject>`,
    );
    expect(documentElement.localName, text).to.equal('svg');
    expect(text).not.to.match(/<script|<iframe|<img|<body| on\w+=|attributeName/);
    // Where a link led, and what an animation without a target would set, are only words.
    const rest = text.replace(/ (?:surfly-href|to)="[^"]*"/g, '');
    expect(rest).not.to.match(/alert|evil|javascript|svg\/|import/);
  });

  it('that are none, or more than a picture, give nothing or less', async () => {
    expect(await cleanPicture(new Blob(['<html xmlns="http://www.w3.org/1999/xhtml"/>']))).to.equal(
      undefined,
    );
    expect(
      await cleanPicture(new Blob(['<svg xmlns="http://www.w3.org/2000/svg"><g></svg>'])),
    ).to.equal(undefined);
    const entities = `<!DOCTYPE svg [<!ENTITY a "${'a'.repeat(1000)}"><!ENTITY b "&a;&a;&a;">]>`;
    expect(
      await cleanPicture(
        new Blob([`${entities}<svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>`]),
      ),
    ).to.equal(undefined);
    expect(await cleanPicture(new Blob([new Uint8Array([0, 1, 2])]))).to.equal(undefined);
    const deep = await cleaned('<g>'.repeat(200) + '</g>'.repeat(200));
    expect(deep.documentElement.querySelectorAll('g').length).to.be.within(1, 100);
    const wide = await cleaned('<g/>'.repeat(60_000));
    expect(wide.documentElement.querySelectorAll('g').length).to.be.within(1, 50_000);
  });

  it('of this site are shown, with what was chosen of them', async () => {
    const file = URL.createObjectURL(
      new Blob(
        [
          `<svg xmlns="http://www.w3.org/2000/svg"><rect id="wide" width="30" height="5" onload="x"/>
          <rect id="tall" width="5" height="30"/></svg>`,
        ],
        { type: 'image/svg+xml' },
      ),
    );
    open =
      mirror(`<!doctype html><svg><use href="${file}#wide"/></svg><svg><use href="https://other.example/a.svg#b"/></svg>
      <svg><use href="#own"/><g id="own"/></svg><img src="${file}#tall">`);
    const { document, copy, twin, failures } = open;
    const [use, other, own] = document.querySelectorAll('use');
    const width = () => (twin(use!) as SVGGraphicsElement).getBBox().width;
    await until('it is there', () => width() === 30);
    use!.setAttribute('href', `${file}#tall`);
    await until('another is chosen', () => width() === 5);
    expect(twin(use!).getAttribute('href')).to.match(/^blob:.*#tall$/);
    expect(twin(other!).getAttribute('href')).to.equal(null);
    expect(twin(own!).getAttribute('href')).to.equal('#own');
    await until('so is the image', () => /^blob:.*#tall$/.test(copy.images[0]!.src));
    // What goes into the page is not the file itself.
    expect(twin(use!).getAttribute('href')!.split('#')[0]).not.to.equal(
      copy.images[0]!.src.split('#')[0],
    );
    expect(failures).to.deep.equal([]);
  });
});
