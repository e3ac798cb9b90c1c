import { aTimeout, expect, fixture, waitUntil } from '@open-wc/testing';
import type { SurflySessionElement } from '../../src/surfly-session.js';

// Real pages, in frames, with the built bundle and our own engine: what a parser, a template and a second copy do to a tag.

const { relay, widgetKey } = (await (await fetch('/test-server/config.json')).json()) as {
  relay: string;
  widgetKey: string;
};
const BUNDLE = '/dist/surfly-session.js';
const TAG = `<surfly-session script-src="${relay}surfly.js" widget-key="${widgetKey}" loading="eager" user-data='{"name": "Visitor"}'>
  <b slot="viewer-count"></b>
</surfly-session>`;
/** Notes what goes wrong from the first moment on. */
const LISTENING = `<script>
  window.wrong = [];
  addEventListener('error', (event) => wrong.push(event.message));
  addEventListener('unhandledrejection', (event) => wrong.push(String(event.reason)));
  for (const name of ['error', 'warn']) console[name] = (...args) => wrong.push(args.join(' '));
</script>`;

type Page = Window & typeof globalThis & { wrong: string[] };

async function open(head: string, body: string): Promise<Page> {
  const frame = await fixture<HTMLIFrameElement>('<iframe width="600" height="400"></iframe>');
  const html = `<!doctype html><head>${LISTENING}${head}</head><body>${body}</body>`;
  const loaded = new Promise((resolve) => (frame.onload = resolve));
  frame.src = `/test-server/respond?${new URLSearchParams({ type: 'html', body: html })}`;
  await loaded;
  return frame.contentWindow as Page;
}

const tagsOf = ({ document }: Page) => [
  ...document.querySelectorAll<SurflySessionElement>('surfly-session'),
];
const scriptsOf = ({ document }: Page) =>
  document.querySelectorAll(`script[src="${relay}surfly.js"]`).length;
const becomes = (element: SurflySessionElement, state: SurflySessionElement['state']) =>
  waitUntil(() => element.state === state, `${element.state} is not ${state}`, { timeout: 8000 });

afterEach(() => sessionStorage.clear());

describe('a page with the tag', () => {
  const scripts: [name: string, head: string, after: string][] = [
    ['a classic script before it', `<script src="${BUNDLE}"></script>`, ''],
    ['a classic script after it', '', `<script src="${BUNDLE}"></script>`],
    ['an async script', `<script async src="${BUNDLE}"></script>`, ''],
    ['a deferred script', `<script defer src="${BUNDLE}"></script>`, ''],
    ['a module before it', `<script type="module" src="${BUNDLE}"></script>`, ''],
    ['a module after it', '', `<script type="module" async src="${BUNDLE}"></script>`],
    [
      'the bundle twice, as classic scripts',
      `<script src="${BUNDLE}"></script>`,
      `<script src="${BUNDLE}?copy"></script>`,
    ],
    [
      'the bundle as a classic script and as a module',
      `<script src="${BUNDLE}"></script>`,
      `<script type="module" src="${BUNDLE}?copy"></script>`,
    ],
  ];
  for (const [name, head, after] of scripts) {
    it(`and ${name} is ready, with what the parser brought`, async () => {
      const page = await open(head, TAG + after);
      await page.customElements.whenDefined('surfly-session');
      const [element] = tagsOf(page);
      await becomes(element!, 'ready');
      await element!.updateComplete;
      expect(element!.userData).to.deep.equal({ name: 'Visitor' });
      await waitUntil(() => element!.querySelector('b')!.dataset['count'] === '0');
      expect(scriptsOf(page)).to.equal(1);
      expect(page.wrong).to.deep.equal([]);
    });
  }

  it('in a template does nothing until it is stamped, and works in each copy', async () => {
    const page = await open(
      `<script src="${BUNDLE}"></script>`,
      `<template>${TAG}</template><main></main>`,
    );
    await aTimeout(300);
    expect(scriptsOf(page)).to.equal(0);
    const template = page.document.querySelector('template')!;
    const main = page.document.querySelector('main')!;
    main.append(page.document.importNode(template.content, true));
    main.append(template.content.cloneNode(true));
    const tags = tagsOf(page);
    expect(tags).to.have.length(2);
    for (const element of tags) await becomes(element, 'ready');
    expect(scriptsOf(page)).to.equal(1);
    expect(page.wrong).to.deep.equal([]);
  });
});

describe('a tag that is never put into the document', () => {
  async function made(content = '') {
    const page = await open(`<script src="${BUNDLE}"></script>`, content);
    const heard: string[] = [];
    const { addEventListener } = page;
    page.addEventListener = ((type: string, ...rest: [EventListener]) => {
      heard.push(type);
      addEventListener.call(page, type, ...rest);
    }) as typeof addEventListener;
    const element = page.document.createElement('surfly-session');
    element.setAttribute('script-src', `${relay}surfly.js`);
    element.setAttribute('widget-key', widgetKey);
    element.setAttribute('loading', 'eager');
    // The session's page would be the test's own.
    element.settings = { url: `${location.origin}/test-server/respond?type=html` };
    return { page, element, heard };
  }

  it('loads nothing, listens to nothing and says nothing', async () => {
    const { page, element, heard } = await made();
    element.autostart = true;
    element.userData = { name: 'Visitor' };
    await aTimeout(300);
    expect(element.state).to.equal('idle');
    expect(scriptsOf(page)).to.equal(0);
    expect(heard).to.deep.equal([]);
    expect(page.wrong).to.deep.equal([]);
  });

  it('starts a session all the same when it is told to, and ends it', async () => {
    const { page, element } = await made();
    element.settings = { ...element.settings, end_redirect_enabled: false };
    const types: string[] = [];
    element.addEventListener('surfly-event', ({ detail }) => types.push(detail.type));
    const session = await element.start();
    await becomes(element, 'started');
    expect(element.session).to.equal(session);
    expect(element.pin).to.match(/^\d{4}$/);
    expect(page.document.querySelectorAll('iframe.surfly-window')).to.have.length(1);
    element.end();
    await becomes(element, 'ended');
    expect(types).to.include.members(['session_created', 'session_started', 'session_ended']);
    await waitUntil(() => !page.document.querySelector('iframe.surfly-window'));
    expect(page.wrong).to.deep.equal([]);
  });

  it('keeps the session when it is put there later', async () => {
    const { page, element } = await made();
    await element.start();
    await becomes(element, 'started');
    page.document.body.append(element);
    await element.updateComplete;
    await aTimeout(100);
    expect(element.state).to.equal('started');
    expect(element.matches(':state(started)')).to.equal(true);
    element.remove();
    await waitUntil(() => !page.document.querySelector('iframe.surfly-window'));
    expect(element.state).to.equal('idle');
  });
});
