import { assert } from '@open-wc/testing';
import { mirror, settled, until, type Mirror } from './mirror.js';

let open: Mirror | undefined;
afterEach(() => open?.close());

const show = (body: string) => (open = mirror(`<!doctype html><body>${body}`));

describe('where links lead, as replicas are told', () => {
  const told: [string, string][] = [
    ['/a/b.html', '/a/b.html'],
    ['a.html?q=secret#here', 'a.html'],
    ['?q=secret', ''],
    ['//other.example/a?q=1', '//other.example/a'],
    ['https://other.example/a?q=1#b', 'https://other.example/a'],
    ['#here', '#here'],
    ['mailto:anna@shop.example', 'mailto:'],
    ['tel:+31201234567', 'tel:'],
    ['javascript:alert(1)', ''],
    ['java\nscript:alert(1)', ''],
    [' \tjavascript:alert(1)', ''],
    ['data:text/html,x', ''],
    ['a:b', ''],
    ['', ''],
  ];
  for (const [href, shown] of told) {
    it(`${JSON.stringify(href)} becomes ${JSON.stringify(shown)}`, async () => {
      const page = show('<main></main>');
      const link = page.document.createElement('a');
      link.setAttribute('href', href);
      page.document.querySelector('main')!.append(link);
      await settled();
      assert.include(page.records.at(-1)!.json, `"href",${JSON.stringify(shown)}`);
    });
  }
});

describe('the viewport', () => {
  it('has the size of the leader’s, also after that has changed', async () => {
    const page = show('<p>text</p>');
    assert.deepEqual([page.replica.width, page.replica.height], [800, 600]);
    const frame = page.window.frameElement as HTMLElement;
    frame.style.width = '640px';
    await settled();
    assert.deepEqual([page.replica.width, page.replica.height], [640, 600]);
  });

  it('is as wide beside its scrollbar, whenever that comes and goes', async () => {
    const page = show('<div id="tall"></div>');
    const tall = page.document.querySelector<HTMLElement>('#tall')!;
    const inner = ({ documentElement: { clientWidth } }: Document) => clientWidth;
    const told = () => page.records.map(({ json }) => json.match(/\[18,[^\]]*\]/)?.[0] ?? '');
    for (const height of ['3000px', '10px', '3000px']) {
      tall.style.height = height;
      await settled();
      await until('both are as wide', () => inner(page.copy) === inner(page.document));
      assert.equal(told().filter(Boolean).at(-1), `[18,800,600,${inner(page.document)}]`);
    }
    // What only the copy lacks, or has, is of no consequence for the width.
    page.twin(tall).style.height = '10px';
    await settled();
    await until('they are as wide again', () => inner(page.copy) === inner(page.document));
  });

  it('is told to whoever comes later too', () => {
    const page = show('<p>text</p>');
    const late = page.late();
    assert.equal(late.replica.width, 800);
    late.close();
  });
});
