import { assert, waitUntil } from '@open-wc/testing';
import { mirror, mirrorOf, openPage, settled, type Mirror } from './mirror.js';

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

describe('links to places in the page', () => {
  it('say by style which place is seen', async function () {
    // Firefox and WebKit do not know of it, so no page there has such a style.
    if (!CSS.supports('scroll-target-group', 'auto')) this.skip();
    const page =
      show(`<style>nav { scroll-target-group: auto } a:target-current { color: rgb(1 2 3) }
      p { height: 900px }</style><nav><a href="#a">a</a><a href="#b">b</a></nav><p id="a"><p id="b">`);
    const current = () =>
      [...page.copy.links].map(
        (link) => page.copy.defaultView!.getComputedStyle(link).color === 'rgb(1, 2, 3)',
      );
    await waitUntil(() => current()[0]);
    page.window.scrollTo(0, 1200);
    await waitUntil(() => current()[1]);
    assert.deepEqual(current(), [false, true]);
  });
});

describe('what else leads somewhere', () => {
  const names =
    'action archive attributionsrc cite classid codebase data formaction imagesrcset longdesc manifest ping profile srcdoc ' +
    'srcset usemap';
  it('is not told at all', async () => {
    const page = show(
      `<p id="told" ${names.replaceAll(' ', '="/x?SECRET" ')}="/x?SECRET">text</p>`,
    );
    await settled();
    const told = page.records.map(({ json }) => json).join();
    assert.include(told, '"id","told"');
    assert.notInclude(told, 'SECRET');
  });
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

  it('lays out what is in it as wide as the leader’s, when scrollbars come and go and are others here', async () => {
    const page = show('<style>html::-webkit-scrollbar { width: 15px }</style><main></main>');
    const [root, copy] = [page.document.documentElement, page.copy.documentElement];
    const alike = async (what: string) => {
      await waitUntil(() => root.clientWidth === copy.clientWidth, what);
      assert.equal(page.replica.width, 800);
    };
    const other = page.copy.createElement('style');
    other.textContent = 'html { scrollbar-width: none }';
    page.copy.head.append(other);
    page.document.querySelector('main')!.style.height = '2000px';
    await settled();
    assert.isBelow(root.clientWidth, 800, 'there is a scrollbar');
    await alike('none here');
    other.remove();
    await alike('one that came late');
    page.document.querySelector('main')!.style.height = '20px';
    await settled();
    assert.equal(root.clientWidth, 800);
    await alike('gone');
  });

  it('is as wide to `vw` and media queries, where the leader’s scrollbars lie over the page', async () => {
    const frame = openPage(`<!doctype html><style>main { height: 2000px; width: 100vw }
      @media (max-width: 800px) { main { color: red } }</style><main></main>`);
    frame.setAttribute('scrolling', 'no');
    open = mirrorOf(frame);
    await settled();
    const copy = open.copy.querySelector('main')!;
    assert.equal(open.document.documentElement.clientWidth, 800);
    assert.equal(copy.offsetWidth, 800);
    assert.equal(getComputedStyle(copy).color, 'rgb(255, 0, 0)');
    frame.contentWindow!.scrollTo(0, 500);
    await settled();
    assert.equal(open.copy.defaultView!.scrollY, 500);
  });

  it('is told to those who are there, too, when somebody comes before anybody has heard of it', async () => {
    const page = show('<main></main><p>text</p>');
    await settled();
    page.document.querySelector('main')!.style.height = '2000px';
    page.document.getSelection()!.selectAllChildren(page.document.querySelector('p')!);
    const late = page.late();
    await settled();
    const { clientWidth } = page.document.documentElement;
    for (const replica of [page.replica, late.replica]) {
      assert.equal(replica.document!.documentElement.clientWidth, clientWidth);
      assert.equal(replica.selectedText(), 'text');
    }
    late.close();
  });

  it('is told to whoever comes later too', () => {
    const page = show('<p>text</p>');
    const late = page.late();
    assert.equal(late.replica.width, 800);
    late.close();
  });
});
