import { expect } from '@open-wc/testing';
import { mirrorOf, settled, until, type Mirror } from './mirror.js';

describe('pages that are not HTML', () => {
  let open: Mirror | undefined;

  afterEach(() => {
    open?.close();
    open = undefined;
  });

  async function openAs(type: string, content: BlobPart): Promise<Mirror> {
    const frame = document.createElement('iframe');
    frame.style.cssText = 'width:800px;height:600px;border:0;position:absolute;left:0;top:0';
    const url = URL.createObjectURL(new Blob([content], { type }));
    await new Promise((resolve) => {
      frame.addEventListener('load', resolve, { once: true });
      frame.src = url;
      document.body.append(frame);
    });
    URL.revokeObjectURL(url);
    open = mirrorOf(frame);
    await settled();
    return open;
  }

  it('have their CDATA shown, there from the beginning, new, and changed', async () => {
    const page = await openAs(
      'application/xhtml+xml',
      '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>one <![CDATA[<two>]]> three</p></body></html>',
    );
    const [p] = page.document.querySelectorAll('p');
    expect(page.twin(p!).textContent).to.equal('one <two> three');
    const added = page.document.createCDATASection('four');
    p!.append(added);
    await settled();
    expect(page.twin(p!).textContent).to.equal('one <two> threefour');
    added.data = 'card 4111 1111 1111 1111';
    await settled();
    const shown = page.twin(p!).textContent;
    expect(shown).to.match(/threecard /);
    expect(shown).not.to.include('1111 1111 1111');
    const late = page.late();
    expect(late.document.querySelector('p')!.textContent).to.equal(shown);
    late.close();
    added.remove();
    await settled();
    expect(page.twin(p!).textContent).to.equal('one <two> three');
    expect([page.failures, page.diverged]).to.deep.equal([[], []]);
  });

  it('are laid out as the browser does that by styles of its own', async () => {
    const text = await openAs('text/plain', 'a text of many words '.repeat(50));
    const [pre] = text.document.querySelectorAll('pre');
    await until('it is as high', () => text.twin(pre!).offsetHeight === pre!.offsetHeight);
    expect(text.twin(pre!).offsetHeight).to.equal(pre!.offsetHeight);
    text.close();
    const drawn = atob('R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=');
    const picture = await openAs(
      'image/gif',
      Uint8Array.from(drawn, (one) => one.charCodeAt(0)),
    );
    const [img] = picture.document.querySelectorAll('img');
    const placeOf = ({ offsetLeft, offsetTop }: HTMLElement) => [offsetLeft, offsetTop];
    await until(
      'it is in its place',
      () => `${placeOf(picture.twin(img!))}` === `${placeOf(img!)}`,
    );
    expect(placeOf(picture.twin(img!))).to.deep.equal(placeOf(img!));
  });
});
