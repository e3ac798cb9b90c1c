import { expect } from '@open-wc/testing';
import { MAX_TEXT } from '../../src/protocol/records.js';
import { differences } from './compare.js';
import { mirror, settled, type Mirror } from './mirror.js';

describe('a text longer than the mirror tells', () => {
  let page: Mirror | undefined;

  afterEach(() => {
    page?.close();
    page = undefined;
  });

  it('is told as far as that, and an attribute as long not at all', async () => {
    page = mirror('<!doctype html><p data-a="1" data-b="2">a</p><i>b</i>');
    const { document, copy } = page;
    const [p, i] = [document.querySelector('p')!, document.querySelector('i')!];
    p.dataset['a'] = 'x'.repeat(MAX_TEXT + 1);
    p.dataset['b'] = 'x'.repeat(MAX_TEXT);
    i.textContent = 'y'.repeat(MAX_TEXT + 1);
    await settled();
    expect(page.failures).to.deep.equal([]);
    const copied = copy.querySelector('p')!;
    expect(copied.hasAttribute('data-a')).to.equal(false);
    expect(copied.dataset['b']).to.have.length(MAX_TEXT);
    expect(copy.querySelector('i')!.textContent).to.have.length(MAX_TEXT);
    expect(page.diverged).to.deep.equal([]);

    p.dataset['a'] = 'short again';
    i.textContent = 'short again';
    await settled();
    expect(differences(document, copy)).to.deep.equal([]);
  });

  it('is no longer where it is masked', async () => {
    page = mirror('<!doctype html><input type="password"><p>a</p>');
    const { document, copy } = page;
    document.querySelector('input')!.value = 'abcd';
    document.querySelector('p')!.firstChild!.nodeValue = 'abcd '.repeat(MAX_TEXT / 5);
    await settled();
    expect(page.failures).to.deep.equal([]);
    expect(copy.querySelector('p')!.textContent).to.match(/^•{8} •/);
  });
});
