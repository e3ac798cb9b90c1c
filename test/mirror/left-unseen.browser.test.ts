import { expect } from '@open-wc/testing';
import { differences } from './compare.js';
import { mirror, settled, type LateReplica, type Mirror } from './mirror.js';

describe('what leaves a page without anybody being told', () => {
  let page: Mirror | undefined;
  let late: LateReplica | undefined;

  afterEach(() => {
    late?.close();
    page?.close();
    late = page = undefined;
  });

  for (const outer of [false, true]) {
    it(`is gone in replicas when it has left with ${outer ? 'the outer of two frames' : 'a frame'} that it had moved into`, async () => {
      page = mirror('<!doctype html><p>gone</p><p>stays</p><main><iframe></iframe></main>');
      const { document } = page;
      const frame = document.querySelector('iframe')!;
      const around = frame.contentDocument!;
      around.body.innerHTML = '<iframe></iframe>';
      const inner = around.querySelector('iframe')!;
      await settled();
      const [gone] = document.querySelector('p')!.childNodes;
      inner.contentDocument!.body.append(gone!);
      (outer ? frame : inner).remove();
      await settled();
      expect(page.failures).to.deep.equal([]);
      expect(differences(document, page.copy)).to.deep.equal([]);
    });
  }

  it('is closed in replicas when it was opened once more and closed by another before that was told', async () => {
    page = mirror('<!doctype html><div popover id="a">a</div><div popover id="b">b</div>');
    const { document } = page;
    const [a, b] = ['#a', '#b'].map((id) => document.querySelector<HTMLElement>(id)!);
    a!.showPopover();
    await settled();
    a!.hidePopover();
    a!.showPopover();
    b!.showPopover();
    await settled();
    expect(page.twin(a!).matches(':popover-open')).to.equal(false);
    expect(page.twin(b!).matches(':popover-open')).to.equal(true);
  });

  it('stays open in replicas when it was closed and opened at once, no longer over the page', async () => {
    page = mirror('<!doctype html><dialog>d</dialog>');
    const dialog = page.document.querySelector('dialog')!;
    dialog.showModal();
    await settled();
    const twin = page.twin(dialog);
    expect(twin.matches(':modal')).to.equal(true);
    dialog.close();
    dialog.show();
    await settled();
    expect([twin.open, twin.matches(':modal')]).to.deep.equal([true, false]);
    dialog.close();
    await settled();
    expect(twin.open).to.equal(false);
  });

  it('is not opened for those who come later where a modal dialog has lost its attribute alone', async () => {
    page = mirror('<!doctype html><dialog>d</dialog>');
    const { document } = page;
    const dialog = document.querySelector('dialog')!;
    dialog.showModal();
    await settled();
    dialog.removeAttribute('open');
    await settled();
    late = page.late();
    for (const copy of [page.copy, late.document]) {
      expect(copy.querySelector('dialog')!.open).to.equal(false);
    }
    dialog.setAttribute('open', '');
    await settled();
    for (const copy of [page.copy, late.document]) {
      expect(copy.querySelector('dialog')!.matches(':modal')).to.equal(true);
    }
  });
});
