import { expect } from '@open-wc/testing';
import { mirror, settled, type Mirror } from './mirror.js';

describe('what is chosen of options', () => {
  let page: Mirror | undefined;

  afterEach(() => {
    page?.close();
    page = undefined;
  });

  function selects(): { select: HTMLSelectElement; copied: HTMLSelectElement } {
    page = mirror('<!doctype html><select><option>1<option>2</select>');
    const select = page.document.querySelector('select')!;
    return { select, copied: page.twin(select) };
  }

  it('stays when an option is told anew', async () => {
    const { select, copied } = selects();
    await settled();
    select.options[0]!.setAttribute('surfly_private', '');
    await settled();
    expect([select.selectedIndex, copied.selectedIndex]).to.deep.equal([0, 0]);
  });

  it('stays when the chosen option is put back', async () => {
    const { select, copied } = selects();
    await settled();
    const [first] = select.options;
    first!.remove();
    select.prepend(first!);
    await settled();
    expect([select.selectedIndex, copied.selectedIndex]).to.deep.equal([0, 0]);
  });
});
