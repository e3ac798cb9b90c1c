import { expect, waitUntil } from '@open-wc/testing';
import { coverPage } from '../../src/engine/cover.js';
import { watchLocation } from '../../src/engine/navigation/location-watcher.js';
import { watchPages, type Page } from '../../src/engine/navigation/page-watcher.js';
import { stayInside } from '../../src/engine/navigation/stay-inside.js';
import { watchRemoval } from '../../src/engine/watch-removal.js';

/** A page of this server with the given content; the number makes it one of its own. */
const pageUrl = (body: string, number = 0) =>
  `/test-server/respond?type=html&page=${number}&body=${encodeURIComponent(`<!doctype html>${body}`)}`;

/** The first script of a page notes what it found when it ran. */
const FIRST_SCRIPT = `<script>window.foundAtStart = window.attached === true</script>`;

/** What leads elsewhere in a page that has these, by hand and by script. */
const ELSEWHERE: readonly ((inside: Document) => void)[] = [
  (inside) => inside.querySelector<HTMLElement>('#top')!.click(),
  (inside) => inside.querySelector<HTMLElement>('#blank')!.click(),
  (inside) => inside.querySelector<HTMLElement>('#form button')!.click(),
  (inside) => inside.defaultView!.open(pageUrl('next', 5)),
  (inside) => {
    const form = inside.querySelector<HTMLFormElement>('#form')!;
    form.target = '_top';
    form.submit();
  },
  // A link that a script makes and clicks without showing it.
  (inside) => {
    const href = pageUrl('next', 5);
    Object.assign(inside.createElement('a'), { href, target: '_top' }).click();
  },
];

describe('the session window', () => {
  let frame: HTMLIFrameElement;
  let end: () => void;
  let pages: Page[];
  let addresses: string[];
  let bodies: HTMLElement[];
  let parsed: number;
  let foreign: number;

  async function open(body: string): Promise<Window> {
    frame = document.createElement('iframe');
    frame.src = pageUrl(FIRST_SCRIPT + body);
    document.body.append(frame);
    pages = [];
    addresses = [];
    bodies = [];
    parsed = 0;
    foreign = 0;
    end = watchPages(frame, {
      page(page) {
        pages.push(page);
        (page.window as { attached?: boolean }).attached = true;
        stayInside(page);
        watchLocation(page, (url) => addresses.push(new URL(url).search + new URL(url).hash));
      },
      body: ({ document }) => bodies.push(document.body),
      parsed: () => (parsed += 1),
      foreign: () => (foreign += 1),
    });
    await loaded(1);
    return frame.contentWindow!;
  }

  /** Waits for the nth page to be there and parsed. */
  async function loaded(count: number): Promise<void> {
    await waitUntil(
      () => pages.length >= count && frame.contentDocument?.readyState === 'complete',
      `page ${count}`,
      { timeout: 4000 },
    );
    expect(pages.length).to.equal(count);
  }

  /** Does each of these: it leads to the next page, in the window. Then the page before is opened again. */
  async function leadToNext(acts: readonly (() => void)[]): Promise<void> {
    const back = frame.src;
    let count = 1;
    for (const act of acts) {
      act();
      await loaded((count += 1));
      expect(frame.contentDocument!.body.textContent).to.equal('next');
      frame.src = back;
      await loaded((count += 1));
    }
  }

  const foundAtStart = () =>
    (frame.contentWindow as { foundAtStart?: boolean } | null)?.foundAtStart;

  afterEach(() => {
    end();
    frame.remove();
  });

  it('is attached to each page before its first script', async () => {
    await open('one');
    expect(foundAtStart()).to.equal(true);
    frame.src = pageUrl(`${FIRST_SCRIPT}two`, 2);
    await loaded(2);
    expect(foundAtStart()).to.equal(true);
    expect(bodies.map(({ localName }) => localName)).to.deep.equal(['body', 'body']);
    expect(bodies[1]).to.equal(frame.contentDocument!.body);
    expect(parsed).to.equal(2);
    expect(pages[0]!.signal.aborted).to.equal(true);
    expect(pages[1]!.signal.aborted).to.equal(false);
    frame.contentWindow!.location.reload();
    await loaded(3);
    expect(foundAtStart()).to.equal(true);
  });

  it('is attached again to a document that was written anew', async () => {
    const page = await open('one');
    page.document.open();
    page.document.write('<!doctype html><body>two');
    page.document.close();
    await loaded(2);
    expect(frame.contentDocument!.body.textContent).to.equal('two');
  });

  it('reports an address that changes without a page load', async () => {
    const page = await open('one');
    page.history.pushState(null, '', '?page=pushed');
    page.location.hash = 'part';
    await waitUntil(() => addresses.length === 2);
    page.history.back();
    await waitUntil(() => addresses.length === 3);
    expect(addresses).to.deep.equal(['?page=pushed', '?page=pushed#part', '?page=pushed']);
    page.history.replaceState(null, '', page.location.href);
    expect(addresses.length, 'the same address again is no change').to.equal(3);
  });

  it('keeps links, forms and window.open in the window', async () => {
    const next = pageUrl('next', 5).replaceAll('"', '&quot;');
    const page = await open(
      `<a id="top" href="${next}" target="_top">top</a><a id="blank" href="${next}" target="_blank">blank</a>
       <form id="form" action="${next}" method="post" target="_blank"><button>send</button></form>`,
    );
    const { document } = page;
    expect(document.querySelector('#top')!.getAttribute('target')).to.equal('_top');
    await leadToNext(ELSEWHERE.map((act) => () => act(frame.contentDocument!)));
  });

  it('keeps what leads elsewhere out of shadow trees in the window', async () => {
    const next = pageUrl('next', 5);
    const body = `<a href="${next.replaceAll('"', '&quot;')}" target="_top">top</a>
       <form action="${next.replaceAll('"', '&quot;')}" method="post" target="_top"><button>send</button></form>`;
    await open(
      `<div id="host"></div><div id="parsed"><template shadowrootmode="open">${body}</template></div>`,
    );
    const attach = (mode: ShadowRootMode) => {
      const root = frame.contentDocument!.querySelector('#host')!.attachShadow({ mode });
      root.innerHTML = body;
      return root;
    };
    const roots = [
      () => attach('closed'),
      () => attach('open'),
      () => frame.contentDocument!.querySelector('#parsed')!.shadowRoot!,
    ];
    await leadToNext(
      roots.flatMap((find) =>
        ['a', 'button'].map((what) => () => find().querySelector<HTMLElement>(what)!.click()),
      ),
    );
  });

  it('lets a frame of the page be what is opened', async () => {
    const page = await open('<meta name="menu"><iframe name="detail"></iframe>');
    const inner = (page as Page['window'])[0] as Page['window'];
    const { signal } = new AbortController();
    stayInside({ window: inner, document: inner.document, signal }, page);
    const shown = () => frame.contentDocument!.querySelector('iframe')!.contentDocument!;
    expect(page.open(pageUrl('by name'), 'detail')).to.equal(page[0]);
    await waitUntil(() => shown().body?.textContent === 'by name');
    inner.open(pageUrl('itself'), '_self');
    await waitUntil(() => shown().body?.textContent === 'itself');
    expect(pages.length).to.equal(1);
    page.open(pageUrl('next', 5), 'menu');
    await loaded(2);
  });

  it('leaves the methods of a page that is gone as they were', async () => {
    const page = (await open('one')) as Page['window'];
    const { prototype } = page.HTMLFormElement;
    expect(prototype.submit.name).to.equal('submit');
    const { submit } = prototype;
    const { click } = page.HTMLElement.prototype;
    frame.src = pageUrl('two', 2);
    await loaded(2);
    expect(prototype.submit).not.to.equal(submit);
    expect(page.HTMLElement.prototype.click).not.to.equal(click);
  });

  it('leaves the page where it is when a popup is to be written into', async () => {
    const page = await open('one');
    for (const [url, name, features] of [
      ['', 'receipt', 'width=300,height=200'],
      ['about:blank', 'receipt', 'popup'],
    ]) {
      const popup = page.open(url, name, features);
      expect(popup).not.to.equal(page);
      popup?.document.write('<p>Receipt');
      popup?.close();
    }
    // Without a size it is where an address is put in a moment.
    expect(page.open('about:blank')).to.equal(page);
    expect(frame.contentDocument!.body.textContent).to.equal('one');
  });

  it('lets a form be sent into a popup that is there for it', async () => {
    const link = pageUrl('paid', 5).replaceAll('"', '&quot;');
    const page = await open(`<form id="form" action="${link}" method="post" target="pay"></form>`);
    const send = () => frame.contentDocument!.querySelector<HTMLFormElement>('#form')!.submit();
    const popup = page.open('', 'pay', 'width=300,height=200')!;
    send();
    await waitUntil(() => popup.document.body?.textContent === 'paid');
    expect(pages.length).to.equal(1);
    popup.close();
    await waitUntil(() => popup.closed);
    send();
    await loaded(2);
    const unnamed = frame.contentWindow!.open('', '_blank', 'popup');
    frame.contentWindow!.open(pageUrl('next', 6), '_blank');
    await loaded(3);
    unnamed?.close();
  });

  it('keeps what frames of the page lead to in the window', async () => {
    const next = pageUrl('next', 5);
    const link = next.replaceAll('"', '&quot;');
    const body = `<!doctype html><a id="top" href="${link}" target="_top">top</a><a id="blank" href="${link}" target="_blank">blank</a>
       <form id="form" action="${link}" method="post" target="_top"><button>send</button></form>`;
    await open('<iframe srcdoc="<iframe></iframe>"></iframe>');
    const from = (act: (inside: Document) => void, isDeep: boolean) => () => {
      const page = frame.contentWindow as Page['window'];
      const outer = page[0] as Page['window'];
      const inner = isDeep ? (outer[0] as Page['window']) : outer;
      inner.document.body.innerHTML = body;
      const signal = new AbortController().signal;
      stayInside({ window: inner, document: inner.document, signal }, page);
      act(inner.document);
    };
    // In a frame of the page, and in a frame of that.
    await leadToNext([false, true].flatMap((isDeep) => ELSEWHERE.map((act) => from(act, isDeep))));
  });

  it('leaves the target of a link as it was', async () => {
    const page = await open('<a id="top" href="#here" target="_top">top</a>');
    const link = page.document.querySelector<HTMLElement>('#top')!;
    link.click();
    await waitUntil(() => page.location.hash === '#here');
    await waitUntil(() => link.getAttribute('target') === '_top');
  });

  it('tells of a page that it may not look into', async () => {
    await open('one');
    frame.src = pageUrl('two', 3) + '&csp=' + encodeURIComponent('sandbox allow-scripts');
    await waitUntil(() => foreign === 1, 'the foreign page', { timeout: 4000 });
    frame.src = pageUrl('three', 4);
    await loaded(2);
  });
});

describe('a window over the page', () => {
  it('takes the page out of reach and gives it back as it was', () => {
    const button = document.createElement('button');
    const alreadyInert = document.createElement('div');
    alreadyInert.inert = true;
    document.body.append(button, alreadyInert);
    button.focus();
    const sheets = document.adoptedStyleSheets.length;
    const cover = coverPage();
    expect(cover.node.getBoundingClientRect().width).to.equal(innerWidth);
    expect(button.inert).to.equal(true);
    expect(getComputedStyle(document.documentElement).overflow).to.equal('hidden');
    cover.remove();
    expect(button.inert).to.equal(false);
    expect(alreadyInert.inert).to.equal(true);
    expect(document.activeElement).to.equal(button);
    expect(document.adoptedStyleSheets.length).to.equal(sheets);
    expect(cover.node.isConnected).to.equal(false);
    button.remove();
    alreadyInert.remove();
  });

  it('notices that it was taken away, but not that it was moved', async () => {
    const element = document.createElement('div');
    const home = document.createElement('div');
    document.body.append(element, home);
    let removed = 0;
    watchRemoval(element, () => (removed += 1));
    home.append(element);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(removed).to.equal(0);
    home.remove();
    await waitUntil(() => removed === 1);
  });
});
