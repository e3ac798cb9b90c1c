import { expect } from '@open-wc/testing';
import { differences } from './compare.js';
import { mirror, settled, until, type Mirror } from './mirror.js';

describe('the mirror', () => {
  let open: Mirror | undefined;

  function show(html: string): Mirror {
    open = mirror(html);
    return open;
  }

  function expectSame({ document, copy }: Mirror): void {
    expect(differences(document, copy)).to.deep.equal([]);
  }

  afterEach(() => {
    open?.close();
    open = undefined;
  });

  it('shows a page as it is', () => {
    const page =
      show(`<!doctype html><html lang="de" dir="rtl" class="a b"><head><title>Kites &amp; more</title>
      <meta name="secret" content="x"><script>window.ran = true</script></head>
      <body data-x="1"><!-- note --><h1 id="h">Hello <b>world</b></h1><x-card role="note">card</x-card>
      <unknown-thing></unknown-thing><weird>w</weird><p aria-label="l">a<br>b</p>
      <svg viewBox="0 0 10 10"><linearGradient id="g"></linearGradient><rect fill="url(#g)" width="4" height="5"/><use href="#g"/></svg>
      <math><mfrac><mi>x</mi><mn>2</mn></mfrac></math><template><p>no</p></template><noscript>n</noscript></body></html>`);
    expectSame(page);
    expect(page.copy.title).to.equal('Kites & more');
    expect(page.copy.documentElement.lang).to.equal('de');
    expect(page.copy.querySelector('rect')?.getAttribute('fill')).to.equal('url(#g)');
    expect(page.records[0]?.json).not.to.contain('secret');
  });

  it('has what a sheet imports when another import of it fails', async () => {
    const page = show('<!doctype html><body><p>x');
    const css = (query: string) => `/test-server/respond?type=css&${query}`;
    const style = page.document.createElement('style');
    style.textContent = `@import "${css('delay=600&body=p{color:lime}')}"; @import "${css('status=404')}"; p { margin: 3px }`;
    page.document.head.append(style);
    const color = (of: Document) => of.defaultView!.getComputedStyle(of.querySelector('p')!).color;
    await until('the page has it', () => color(page.document) === 'rgb(0, 255, 0)');
    await until('its copy has', () => color(page.copy) === 'rgb(0, 255, 0)');
  });

  it('follows keyframes that are called otherwise, or stand elsewhere', async () => {
    const page = show(`<!doctype html><style>@keyframes a { 50% { margin-left: 40px } }
      p { animation: b 10s linear -5s paused }</style><body><p>x`);
    await settled();
    const margin = (of: Document) =>
      of.defaultView!.getComputedStyle(of.querySelector('p')!).marginLeft;
    const frames = page.document.styleSheets[0]!.cssRules[0] as CSSKeyframesRule;
    frames.name = 'b';
    await until('the copy has the name', () => margin(page.copy) === '40px');
    (frames.cssRules[0] as CSSKeyframeRule).keyText = '100%';
    await until('the copy has the place', () => margin(page.copy) === '20px');
    expect(margin(page.document)).to.equal('20px');
  });

  it('follows what a script does to a drawing by its objects', async () => {
    const page = show(`<!doctype html><svg width="100" height="100"><circle r="5"/>
      <g transform="translate(1 1)"><rect width="5" height="5"/></g><polyline points="0,0 1,1"/><text x="1" y="9">t</text></svg>`);
    await settled();
    const svg = page.document.querySelector('svg')!;
    const get = <T>(name: string) => svg.querySelector(name) as T;
    const polyline = get<SVGPolylineElement>('polyline');
    const kept = get<SVGGElement>('g').transform.baseVal.getItem(0);
    const { points } = polyline;
    get<SVGCircleElement>('circle').r.baseVal.value = 9;
    get<SVGTextElement>('text').x.baseVal.getItem(0).value = 20;
    get<SVGRectElement>('rect').className.baseVal = 'k';
    await settled();
    expectSame(page);
    for (let i = 1; i < 4; i += 1) {
      kept.setTranslate(10 * i, 5);
      const point = svg.createSVGPoint();
      [point.x, point.y] = [i * 9, i];
      points.appendItem(point);
      await settled();
      expectSame(page);
    }
    expect(page.copy.querySelector('g')!.getAttribute('transform')).to.match(/30[ ,]+5/);
    svg.viewBox.baseVal.width = 50;
    await settled();
    expectSame(page);
  });

  it('follows what a script does to the tree', async () => {
    const page = show('<!doctype html><body><ul id="l"><li>1<li>2<li>3</ul><p id="p">x</p>');
    const { document } = page;
    const list = document.getElementById('l') as HTMLElement;
    list.append(list.firstElementChild as Element);
    const item = document.createElement('li');
    item.innerHTML = 'new <i>item</i>';
    list.prepend(item);
    await settled();
    expectSame(page);
    item.className = 'c';
    item.firstChild!.nodeValue = 'changed';
    const box = document.createElement('div');
    box.append(item, 'text');
    document.body.append(box);
    document.getElementById('p')?.remove();
    await settled();
    expectSame(page);
    expect(page.records.length).to.be.greaterThan(2);
  });

  it('leaves the page its own kind of nodes', async () => {
    const page = show('<!doctype html><body><main></main><iframe></iframe>');
    const { document } = page;
    const inner = document.querySelector('iframe')!.contentDocument!;
    await settled();
    for (const each of [document, inner]) {
      each.body.insertAdjacentHTML('beforeend', '<section><p>one</p><svg></svg></section>');
    }
    await settled();
    for (const each of [document, inner]) {
      const { HTMLElement, SVGElement } = each.defaultView!;
      expect(each.querySelector('section') instanceof HTMLElement, 'section').to.equal(true);
      expect(each.querySelector('p') instanceof HTMLElement, 'p').to.equal(true);
      expect(each.querySelector('svg') instanceof SVGElement, 'svg').to.equal(true);
    }
  });

  it('leaves the functions that it hears of as the page knows them, and puts them back', () => {
    const page = show('<!doctype html><body>');
    const { CSSStyleSheet, CSSStyleRule, Function } = page.window;
    const functions = () => [
      CSSStyleSheet.prototype.insertRule,
      Object.getOwnPropertyDescriptor(CSSStyleRule.prototype, 'selectorText')!.set!,
      page.window.FontFace,
    ];
    const during = functions();
    expect(during.map(({ name }) => name)).to.deep.equal([
      'insertRule',
      'set selectorText',
      'FontFace',
    ]);
    expect(during.map(({ length }) => length)).to.deep.equal([1, 1, 2]);
    for (const one of during) {
      expect(String(one)).to.contain('[native code]');
      expect(one instanceof Function).to.equal(true);
    }
    expect(new page.window.FontFace('f', 'url(data:,)') instanceof page.window.FontFace).to.equal(
      true,
    );
    page.recorder.stop();
    for (const one of functions()) expect(during.includes(one), one.name).to.equal(false);
  });

  it('has the shorthands that the browser cannot write any more', async () => {
    const lost = (name: string) =>
      `${name} { --size: 21px; font: italic var(--size) / 2 monospace; /* ; } */ font-weight: 700;
        background: url("data:image/png;base64,;") var(--none, rgb(1, 2, 3)); background-clip: border-box }`;
    const linked = URL.createObjectURL(new Blob([lost('i')], { type: 'text/css' }));
    const page = show(`<!doctype html><link rel="stylesheet" href="${linked}">
      <style>${lost('b')} @media all { ${lost('u')} }</style><style id="made"></style>
      <body><b>b</b><u>u</u><i>i</i><q>q</q><s>s</s>`);
    const { document, window } = page;
    await settled();
    document.querySelector<HTMLStyleElement>('#made')!.sheet!.insertRule(lost('q'));
    const adopted = new window.CSSStyleSheet();
    adopted.replaceSync(lost('s'));
    document.adoptedStyleSheets.push(adopted);
    for (const name of ['b', 'u', 'q', 's', 'i']) {
      const styled = () => getComputedStyle(page.copy.querySelector(name)!);
      await until(`${name} has its font`, () => styled().fontSize === '21px');
      const { fontStyle, fontFamily, fontWeight, backgroundColor } = styled();
      expect([fontStyle, fontFamily, fontWeight, backgroundColor]).to.deep.equal(
        ['italic', 'monospace', '700', 'rgb(1, 2, 3)'],
        name,
      );
    }
    URL.revokeObjectURL(linked);
  });

  it('hears each time that a script sets a declaration of a rule', async () => {
    const many = Array.from({ length: 120 }, (_, i) => `.r${i} { color: navy }`).join(' ');
    const page = show(
      `<!doctype html><style>${many}</style><body><b class="r0">b</b><i class="r9">i</i>`,
    );
    const { cssRules } = page.document.styleSheets[0]!;
    const [first, ...others] = Array.from(cssRules, (rule) => rule as CSSStyleRule);
    const colourOf = (name: string) => getComputedStyle(page.copy.querySelector(name)!).color;
    first!.style.color = 'red';
    await until('it is red', () => colourOf('b') === 'rgb(255, 0, 0)');
    await settled();
    first!.style.color = 'lime';
    await until('it is green', () => colourOf('b') === 'rgb(0, 255, 0)');
    for (const { style } of others) style.color = 'red';
    await until('all are red', () => colourOf('i') === 'rgb(255, 0, 0)');
  });

  it('does not wait for frames and timers in a tab that nobody looks at', async () => {
    const page = show('<!doctype html><p>0</p>');
    const text = page.document.querySelector('p')?.firstChild as Text;
    const { requestAnimationFrame, setTimeout } = window;
    const tasks = new MessageChannel();
    const task = () =>
      new Promise((resolve) => {
        tasks.port1.onmessage = resolve;
        tasks.port2.postMessage(null);
      });
    await settled();
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    // Browsers draw no frames there, and some let timers wait for a minute.
    Object.assign(window, { requestAnimationFrame: () => 0, setTimeout: () => 0 });
    try {
      for (let n = 1; n <= 40; n += 1) {
        text.data = String(n);
        await Promise.resolve();
      }
      for (let n = 0; n < 5; n += 1) await task();
      expect(page.copy.querySelector('p')?.textContent).to.equal('40');
      expect(page.records.length).to.be.lessThan(40);
    } finally {
      Object.assign(window, { requestAnimationFrame, setTimeout });
      Reflect.deleteProperty(document, 'hidden');
      tasks.port1.close();
    }
  });
});
