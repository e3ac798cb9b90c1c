import { expect } from '@open-wc/testing';
import { linkedText } from '../../src/engine/talk/linked-text.js';

describe('an address in what somebody writes', () => {
  const REVERSED = '\u202e';

  it('goes on behind what joins its letters', () => {
    for (const address of ['https://fa.example/می\u200cخواهم', 'https://a.example/👩\u200d💻']) {
      const links = linkedText(`see ${address}.`).filter(
        (node) => node instanceof HTMLAnchorElement,
      );
      expect(links.map(({ href }) => decodeURI(href))).to.deep.equal([address]);
    }
  });

  for (const [place, text] of [
    ['before it', `${REVERSED}https://a.example/#elpmaxe.knab//:sptth`],
    ['in it', `https://a.example/#${REVERSED}elpmaxe.knab//:sptth`],
  ] as const) {
    it(`is read as it is followed, whatever turns text round ${place}`, () => {
      const line = document.createElement('p');
      line.dir = 'auto';
      line.append(...linkedText(text));
      document.body.append(line);
      const shown = line.querySelector('a')!.firstChild as Text;
      const lefts = Array.from(shown.data, (_, at) => {
        const range = document.createRange();
        range.setStart(shown, at);
        range.setEnd(shown, at + 1);
        return range.getBoundingClientRect().left;
      });
      line.remove();
      expect(lefts).to.deep.equal([...lefts].sort((one, other) => one - other));
    });
  }
});
