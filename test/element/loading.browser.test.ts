import { aTimeout, expect, fixture, waitUntil } from '@open-wc/testing';
import type { InitResult, Surfly } from '../../src/surfly/api.js';
import { SurflyError } from '../../src/surfly/errors.js';
import { initSurfly } from '../../src/surfly/init.js';
import { loadSurfly, type LoadOptions } from '../../src/surfly/loader.js';
import type { SurflySessionElement } from '../../src/surfly-session.js';
import {
  buttonOf,
  cleanPage,
  hosted,
  page,
  quiet,
  scriptUrl,
  seen,
  tag,
  until,
} from './helpers.js';
import { Hosted } from './hosted.js';

const ours = () => document.querySelectorAll('script[src*="/test-server/"]');

async function codeOf(failing: Promise<unknown>): Promise<string> {
  try {
    await failing;
  } catch (error) {
    expect(error).to.be.instanceOf(SurflyError);
    return (error as SurflyError).code;
  }
  throw new Error('it did not fail');
}

/** The loader snippet of the Surfly documentation, for a script at `src`; without it the script has been blocked. */
function snippet(src?: string): { stub: object; script: HTMLScriptElement | undefined } {
  const stub = {
    q: undefined as unknown,
    init(...args: unknown[]) {
      stub.q = args;
    },
  };
  page.Surfly = stub;
  if (!src) return { stub, script: undefined };
  const script = document.createElement('script');
  script.src = src;
  document.head.append(script);
  return { stub, script };
}

beforeEach(cleanPage);
afterEach(cleanPage);

describe('loadSurfly', () => {
  it('loads the script once for everybody', async () => {
    let runs = 0;
    const surfly = hosted();
    const { runScript } = page;
    page.runScript = () => {
      runs++;
      runScript!();
    };
    const loads = await Promise.all([
      loadSurfly({ src: scriptUrl() }),
      loadSurfly({ src: scriptUrl() }),
    ]);
    loads.push(await loadSurfly({ src: scriptUrl() }));
    expect(new Set(loads)).to.have.length(1);
    expect(loads[0]).to.equal(page.Surfly);
    expect(runs).to.equal(1);
    expect(ours()).to.have.length(1);
    expect(surfly.inits).to.be.empty;
  });

  it('fails on a script that is not there, and tries again with a new element', async () => {
    const src = new URL('/test-server/respond?status=404', location.href).href;
    expect(await codeOf(loadSurfly({ src }))).to.equal('network');
    expect(ours()).to.have.length(0);
    hosted();
    const surfly = await loadSurfly({ src: scriptUrl() });
    expect(surfly.session).to.be.a('function');
  });

  it('gives up on a script that hangs, and takes it when it comes late', async () => {
    hosted();
    const src = scriptUrl('delay=500');
    expect(await codeOf(loadSurfly({ src, timeout: 100 }))).to.equal('timeout');
    expect(ours()).to.have.length(0);
    await waitUntil(() => page.Surfly);
    expect(await loadSurfly({ src })).to.equal(page.Surfly);
    expect(ours()).to.have.length(0);
  });

  it('tells a script without a global from one that is missing', async () => {
    page.runScript = () => {};
    expect(await codeOf(loadSurfly({ src: scriptUrl() }))).to.equal('no-global');
    expect(ours()).to.have.length(0);
  });

  for (const src of ['javascript:alert(1)', 'data:text/javascript,1', 'http://']) {
    it(`refuses "${src}"`, async () => {
      expect(await codeOf(loadSurfly({ src }))).to.equal('bad-url');
      expect(document.querySelector(`script[src="${src}"]`)).to.equal(null);
    });
  }

  it('names both addresses when a page wants two scripts', async () => {
    hosted();
    await loadSurfly({ src: scriptUrl() });
    const other = loadSurfly({ src: '/other/surfly.js' });
    expect(await codeOf(other)).to.equal('conflict');
    await other.catch((error: Error) => {
      expect(error.message).to.include('/other/surfly.js').and.include(scriptUrl());
    });
  });

  it('adopts what the page has initialised', async () => {
    const surfly = new Hosted().install();
    expect(await loadSurfly({ src: scriptUrl() })).to.equal(surfly);
    expect(ours()).to.have.length(0);
  });

  it('waits for the loader snippet of the page, wherever its script is', async () => {
    const made = hosted();
    const { stub } = snippet(scriptUrl('delay=200&elsewhere'));
    (stub as Surfly).init({ widget_key: 'of the page' });
    const surfly = await loadSurfly({ src: scriptUrl() });
    expect(surfly).to.equal(stub);
    expect(ours()).to.have.length(1);
    await initSurfly(surfly, { widget_key: 'of the element' });
    await aTimeout(20);
    expect(made.inits).to.deep.equal([[{ widget_key: 'of the page' }]]);
  });

  it('attaches to a script element of the page with the same address', async () => {
    hosted();
    const script = document.createElement('script');
    script.src = scriptUrl('delay=100');
    document.head.append(script);
    await loadSurfly({ src: script.src });
    expect([...ours()]).to.deep.equal([script]);
  });

  it('loads the script itself when that of the page has failed', async () => {
    const { script } = snippet(new URL('/test-server/respond?status=500', location.href).href);
    const first = loadSurfly({ src: script!.src });
    expect(await codeOf(first)).to.equal('network');
    expect(script!.isConnected).to.equal(true);
    const made = hosted();
    const surfly = await loadSurfly({ src: scriptUrl() });
    expect(surfly).to.equal(page.Surfly);
    await initSurfly(surfly, { widget_key: 'key' });
    expect(made.inits).to.have.length(1);
  });

  it('plays the page its call of init when the script of its snippet never comes', async () => {
    const { stub } = snippet();
    (stub as Surfly).init({ widget_key: 'of the page' });
    expect(await codeOf(loadSurfly({ src: scriptUrl(), timeout: 50 }))).to.equal('timeout');
    const made = hosted();
    const surfly = await loadSurfly({ src: scriptUrl() });
    await initSurfly(surfly, { widget_key: 'of the element' });
    await aTimeout(20);
    expect(surfly).to.equal(stub);
    expect(made.inits).to.deep.equal([[{ widget_key: 'of the page' }]]);
  });

  it('does not take an element with that id for Surfly', async () => {
    const named = document.createElement('div');
    named.id = 'Surfly';
    document.body.append(named);
    hosted();
    page.runScript = () => {
      named.remove();
      new Hosted().install();
    };
    expect((await loadSurfly({ src: scriptUrl() })).session).to.be.a('function');
  });

  it('passes nonce, integrity and crossorigin on, and copies a nonce of the page', async () => {
    const load = async (options: Partial<LoadOptions>) => {
      page.runScript = () => {};
      const loading = loadSurfly({ src: scriptUrl(), ...options });
      const { nonce, integrity, crossOrigin } = ours()[0] as HTMLScriptElement;
      await loading.catch(() => {});
      return { nonce, integrity, crossOrigin };
    };
    const wanted = { nonce: 'mine', integrity: 'sha256-x', crossorigin: 'anonymous' };
    expect(await load(wanted)).to.deep.equal({
      nonce: 'mine',
      integrity: 'sha256-x',
      crossOrigin: 'anonymous',
    });
    const script = document.createElement('script');
    script.nonce = 'of the page';
    script.setAttribute('nonce', 'of the page');
    document.head.append(script);
    const copied = await load({});
    script.remove();
    expect(copied).to.deep.equal({ nonce: 'of the page', integrity: '', crossOrigin: null });
  });
});

describe('initSurfly', () => {
  const loaded = async () => {
    const made = hosted();
    return { made, surfly: await loadSurfly({ src: scriptUrl() }) };
  };

  it('calls init once, whoever asks', async () => {
    const { made, surfly } = await loaded();
    const settings = { widget_key: 'key', stealth_mode: false };
    const results = await Promise.all([initSurfly(surfly, settings), initSurfly(surfly, settings)]);
    results.push(await initSurfly(surfly, {}));
    expect(results).to.deep.equal(Array(3).fill({ success: true, errorMsg: null }));
    expect(made.inits.map(([given]) => given)).to.deep.equal([settings]);
  });

  it('never calls init on a Surfly that the page brought', async () => {
    const made = new Hosted();
    const surfly = made.install();
    await loadSurfly({ src: scriptUrl() });
    expect((await initSurfly(surfly, { widget_key: 'key' })).success).to.equal(true);
    expect(made.inits).to.be.empty;
  });

  it('asks an implementation that can tell whether init was called', async () => {
    const made = new Hosted();
    const surfly = made.install() as Surfly & { initialised: unknown };
    surfly.initialised = null;
    await initSurfly(surfly, { widget_key: 'key' });
    expect(made.inits).to.have.length(1);

    const other = new Hosted();
    const called = other.install() as Surfly & { initialised: unknown };
    page.Surfly = { ...called, initialised: Promise.resolve({ success: false, errorMsg: 'no' }) };
    expect(await codeOf(initSurfly(page.Surfly as Surfly, {}))).to.equal('init-refused');
    expect(other.inits).to.be.empty;
  });

  it('names key and reason of a refusal, and may be tried again', async () => {
    const { made, surfly } = await loaded();
    made.answer = { success: false, errorMsg: 'not on this domain' };
    const refused = initSurfly(surfly, { widget_key: 'wrong' });
    expect(await codeOf(refused)).to.equal('init-refused');
    await refused.catch((error: Error) => {
      expect(error.message).to.include('"wrong"').and.include('not on this domain');
    });
    made.answer = { success: true, errorMsg: null };
    expect((await initSurfly(surfly, { widget_key: 'right' })).success).to.equal(true);
  });

  it('takes an init that throws for a refusal', async () => {
    const { made, surfly } = await loaded();
    made.answer = new Error('old browser');
    expect(await codeOf(initSurfly(surfly, { widget_key: 'key' }))).to.equal('init-refused');
  });

  it('does not call an init again that has not answered yet', async () => {
    const { made, surfly } = await loaded();
    made.answer = undefined;
    expect(await codeOf(initSurfly(surfly, {}, 50))).to.equal('timeout');
    const again = initSurfly(surfly, {}, 5000);
    expect(made.inits).to.have.length(1);
    const [, callback] = made.inits[0] as [object, (result: InitResult) => void];
    callback({ success: true, errorMsg: null });
    expect((await again).success).to.equal(true);
  });

  it('names both keys when a page wants two', async () => {
    const { surfly } = await loaded();
    await initSurfly(surfly, { widget_key: 'one' });
    const other = initSurfly(surfly, { widget_key: 'two' });
    expect(await codeOf(other)).to.equal('conflict');
    await other.catch((error: Error) => {
      expect(error.message).to.include('"one"').and.include('"two"');
    });
  });
});

describe('an element whose script', () => {
  let console: ReturnType<typeof quiet>;
  beforeEach(() => (console = quiet('error')));
  afterEach(() => console.restore());

  const failing = async (src: string) => {
    const element = await fixture<SurflySessionElement>(
      `<surfly-session script-src="${src}" widget-key="key" loading="eager"></surfly-session>`,
    );
    await until(element, 'failed');
    await element.updateComplete;
    return element;
  };

  /** Presses "Try again" and expects a working element. */
  const retried = async (element: SurflySessionElement) => {
    const failed = element.ready;
    element.scriptSrc = scriptUrl();
    hosted();
    buttonOf(element, 'Try again')!.click();
    await until(element, 'ready');
    await element.updateComplete;
    expect(seen(element, 'notice')).to.equal('');
    expect(buttonOf(element, 'Start session')).to.exist;
    expect(element.ready).not.to.equal(failed);
    expect(await element.ready).to.equal(page.Surfly);
  };

  it('is missing says so and can be tried again', async () => {
    const element = await failing('/test-server/respond?status=404');
    expect(seen(element, 'notice')).to.include('No connection to the co-browsing service.');
    expect(element.lastError!.code).to.equal('network');
    expect(await codeOf(element.ready)).to.equal('network');
    expect(console.texts).to.have.length(1);
    expect(console.texts[0]).to.include('/test-server/respond?status=404');
    await retried(element);
  });

  it('hangs says so and can be tried again', async () => {
    const { setTimeout } = window;
    // The same clock, only that it does not take 15 seconds.
    const fast = (run: () => void, ms?: number) => setTimeout(run, ms === 15_000 ? 100 : ms);
    window.setTimeout = fast as typeof window.setTimeout;
    const element = await failing('/test-server/respond?delay=never').finally(
      () => (window.setTimeout = setTimeout),
    );
    expect(element.lastError!.code).to.equal('timeout');
    expect(seen(element, 'notice')).to.include('No connection');
    await retried(element);
  });

  it('leaves no global says so and can be tried again', async () => {
    page.runScript = () => {};
    const element = await failing(scriptUrl());
    expect(element.lastError!.code).to.equal('no-global');
    expect(seen(element, 'notice')).to.include('Co-browsing is not available here.');
    await retried(element);
  });

  it('refuses init says so and can be tried again', async () => {
    const made = hosted();
    made.answer = { success: false, errorMsg: 'unknown key' };
    const element = await failing(scriptUrl());
    expect(element.lastError!.code).to.equal('init-refused');
    expect(console.texts[0]).to.include('"key"').and.include('unknown key');
    made.answer = { success: true, errorMsg: null };
    buttonOf(element, 'Try again')!.click();
    await until(element, 'ready');
    expect(made.inits).to.have.length(2);
  });

  it('is another than that of the element before names both', async () => {
    hosted();
    const first = await tag('loading="eager"');
    await first.ready;
    const second = await failing('/other/surfly.js');
    expect(second.lastError!.code).to.equal('conflict');
    expect(console.texts[0]).to.include('/other/surfly.js').and.include(scriptUrl());
    expect(first.state).to.equal('ready');
  });

  it('is the same as that of the element before shares it', async () => {
    const made = hosted();
    const both = [await tag('loading="eager"'), await tag('loading="eager"')];
    await Promise.all(both.map((each) => each.ready));
    expect(ours()).to.have.length(1);
    expect(made.inits).to.have.length(1);
  });

  it('is used with another key names both keys', async () => {
    hosted();
    const first = await tag('loading="eager"');
    await first.ready;
    const second = await fixture<SurflySessionElement>(
      `<surfly-session script-src="${scriptUrl()}" widget-key="other" loading="eager"></surfly-session>`,
    );
    await until(second, 'failed');
    expect(console.texts[0]).to.include('"other"').and.include('"key"');
  });

  it('is not loaded before the element is near the viewport', async () => {
    hosted();
    const far = await fixture<SurflySessionElement>(
      `<div style="padding-block-start: 500vh"><surfly-session script-src="${scriptUrl()}"></surfly-session></div>`,
    );
    const element = far.querySelector('surfly-session')!;
    await aTimeout(200);
    expect(element.state).to.equal('idle');
    expect(ours()).to.have.length(0);
    element.scrollIntoView();
    await until(element, 'ready');
  });

  it('is loaded at once where a session is to be taken up again', async () => {
    hosted();
    sessionStorage.setItem('surfly-of-before', '1');
    const stored = await tag('hidden');
    await until(stored, 'ready').finally(() => sessionStorage.removeItem('surfly-of-before'));
    const { href } = location;
    history.replaceState(null, '', '#surfly-lead=1');
    const linked = await tag('hidden');
    await until(linked, 'ready').finally(() => history.replaceState(null, '', href));
  });

  it('is loaded by the first start, seen or not', async () => {
    const made = hosted();
    const element = await tag('hidden');
    await aTimeout(100);
    expect(element.state).to.equal('idle');
    await element.start();
    expect(made.latest.calls[0]![0]).to.equal('startLeader');
  });
});

describe('a page with a strict security policy', () => {
  const open = async (csp: string) => {
    const src = '/test-server/respond?body=window.runScript()';
    const body = `<!doctype html><surfly-session script-src="${src}" loading="eager"></surfly-session>
      <script type="module" src="/test/element/strict-page.ts"></script>`;
    const query = new URLSearchParams({ type: 'html', csp, body });
    const frame = await fixture<HTMLIFrameElement>('<iframe></iframe>');
    frame.src = `/test-server/respond?${query}`;
    return new Promise<{ code: string | null; violations: string[] }>((resolve) => {
      window.addEventListener('message', function told({ source, data }) {
        if (source !== frame.contentWindow) return;
        window.removeEventListener('message', told);
        resolve(data as { code: string | null; violations: string[] });
      });
    });
  };

  it('sees no violation', async () => {
    const { code, violations } = await open(
      "default-src 'self'; style-src 'self'; script-src 'self'",
    );
    expect(violations).to.deep.equal([]);
    expect(code).to.equal(null);
  });

  it('that enforces Trusted Types needs to allow one policy', async function () {
    if (!('trustedTypes' in window)) this.skip();
    const enforce = "require-trusted-types-for 'script'; trusted-types lit-html";
    expect((await open(enforce)).code).to.equal('trusted-types');
    expect((await open(`${enforce} surfly-session`)).code).to.equal(null);
  });
});
