import { expect } from '@open-wc/testing';
import { differences } from './compare.js';
import { mirror, settled, type Mirror } from './mirror.js';

describe('a part of the page that is told anew', () => {
  let page: Mirror | undefined;

  afterEach(() => {
    page?.close();
    page = undefined;
  });

  async function expectOnce(change: (page: Mirror, holder: Element) => void): Promise<void> {
    page = mirror('<!doctype html><main><p>one</p><b>two</b><i>three</i></main>');
    const { document } = page;
    await settled();
    const holder = document.querySelector('i')!;
    holder.append(document.querySelector('b')!);
    change(page, holder);
    await settled();
    expect(page.failures).to.deep.equal([]);
    expect(differences(document, page.copy)).to.deep.equal([]);
  }

  it('takes along what was put into it just before, when it is repaired', async () => {
    await expectOnce(({ recorder }, holder) => recorder.repair(recorder.idOf(holder)!));
  });

  it('takes along what was put into it just before, when it moves with its state', async function () {
    if (!('moveBefore' in Element.prototype)) this.skip();
    type Mover = Element & { moveBefore(node: Node, before: Node | null): void };
    await expectOnce((_page, holder) => {
      const main = holder.parentElement as Mover;
      main.moveBefore(holder, main.firstChild);
    });
  });
});
