import { expect } from '@open-wc/testing';
import { watchPage } from '../../src/engine/follower/page-title.js';
import { loadLate } from '../mirror/late-parts.js';
import { mirrorOf, openPage, settled, until, type Mirror } from '../mirror/mirror.js';

const picture = (name: string) =>
  URL.createObjectURL(
    new Blob(
      [`<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><!--${name}--></svg>`],
      {
        type: 'image/svg+xml',
      },
    ),
  );

describe('images and fonts', () => {
  let open: Mirror | undefined;

  afterEach(() => {
    open?.close();
    open = undefined;
  });

  it('come in the order in which they are missed', async () => {
    const far = Array.from({ length: 12 }, (_, i) => picture(`far ${i}`));
    const font = `data:font/woff2;base64,${btoa('font'.repeat(1200))}`;
    const frame = openPage(`<!doctype html><style>
      div { height: 2000px } #near { position: fixed; top: 0; left: 0 }
      p { background: url(${picture('style')}); font-family: f }
      </style><body><p>p<div></div>${far.map((url) => `<img src="${url}">`).join('')}
      <img id="near" src="${picture('near')}"><style>@font-face { font-family: f; src: url(${font}) }</style>`);
    const images = [...(frame.contentDocument as Document).images];
    await until('the page has its images', () =>
      images.every(({ naturalWidth }) => naturalWidth > 0),
    );
    open = mirrorOf(frame);
    const { assets } = open;
    await until('all are there', () => assets.length === 15);
    const names = assets.map(({ type, bytes }) =>
      type === 'font/woff2'
        ? 'font'
        : (/--(.+)--/.exec(new TextDecoder().decode(bytes))?.[1] ?? ''),
    );
    // Four are read at once.
    expect(names.slice(0, 4)).to.include.members(['font', 'near', 'style']);
  });

  it('of one that changes fast, those that were replaced meanwhile are seen', async () => {
    const frame = openPage('<!doctype html><body><img>');
    open = mirrorOf(frame, { holdAssets: true });
    const { assets, replica, twin } = open;
    const image = (frame.contentDocument as Document).querySelector('img') as HTMLImageElement;
    const show = async (name: string) => {
      image.src = picture(name);
      await until(`${name} is read`, () => assets.at(-1)?.hash !== before);
      const asset = assets.at(-1)!;
      before = asset.hash;
      await settled();
      return () => replica.asset(asset.hash, asset.type, asset.bytes);
    };
    let before: string | undefined;
    const [first, second, third, fourth] = [
      await show('first'),
      await show('second'),
      await show('third'),
      await show('fourth'),
    ];
    const shown = async () => {
      const { src } = twin(image);
      if (!src.startsWith('blob:')) return '';
      return /--(.+)--/.exec(await (await fetch(src)).text())?.[1];
    };
    expect(await shown()).to.equal('');
    first();
    expect(await shown()).to.equal('first');
    third();
    expect(await shown()).to.equal('third');
    second();
    expect(await shown(), 'what comes late').to.equal('third');
    fourth();
    expect(await shown()).to.equal('fourth');
  });

  it('are what they begin with, whatever they say that they are', async () => {
    const data = (bytes: string) => `data:application/octet-stream;base64,${btoa(bytes)}`;
    const files = {
      font: data('wOF2 font'),
      gif: data('GIF89a'),
      webp: data('RIFF1234WEBPVP8 '),
      text: data('<script>'),
      long: data(`<script>${'x'.repeat(9000)}`),
    };
    const frame =
      openPage(`<!doctype html><style>@font-face { font-family: f; src: url(${files.font}) }
      p { font-family: f; --gif: url(${files.gif}); --no: "no-picture" }
      p { background-image: -webkit-image-set(var(--gif) 1x, var(--no, url(x)) 2x), url(${files.webp}) }
      b { background-image: image-set(var(--no) 1x) } i { background-image: url(${files.text}), url(${files.long}) }
      </style><body><p>p<b>b</b><i>i</i>`);
    open = mirrorOf(frame);
    const { assets, copy } = open;
    await until('three are there', () => assets.length === 3);
    expect(assets.map(({ type }) => type).sort()).to.deep.equal([
      'font/woff2',
      'image/gif',
      'image/webp',
    ]);
    const shown = (name: string) =>
      getComputedStyle(copy.querySelector(name) as Element).backgroundImage;
    await until('both are shown', () =>
      /^url\("blob:[^"]+"\), url\("blob:[^"]+"\)$/.test(shown('p')),
    );
    expect(shown('b')).to.equal('none');
    expect(shown('i')).to.equal('url("data:,"), url("data:,")');
    expect(open.failures).to.deep.equal([]);
  });

  it('that make up the icon of the page are told apart from others', async () => {
    const frame =
      openPage(`<!doctype html><title>Kites</title><link rel="icon" href="${picture('a')}">
      <link id="icon" rel="shortcut icon" href="${picture('b')}"><body>x`);
    open = mirrorOf(frame);
    await settled();
    const icons = () =>
      (open?.records ?? []).flatMap(({ json }) => json.match(/\[38,\d+\]/g) ?? []);
    expect(icons()).to.have.length(1);
    const link = open.document.querySelector('#icon') as HTMLLinkElement;
    link.href = picture('c');
    await settled();
    expect(new Set(icons()).size).to.equal(2);
    await until('it is there', () =>
      (open?.assets ?? []).some(({ bytes }) => new TextDecoder().decode(bytes).includes('--c--')),
    );
    expect(open.failures).to.deep.equal([]);
  });

  it('make a title and an icon for the tab, whatever they were', async () => {
    const told: [string, string][] = [];
    const page = watchPage((title, icon) => told.push([title, icon]));
    page.title('Kites');
    page.title('Kites');
    await page.icon(picture('a'));
    await page.icon('data:text/html,x');
    page.title('k'.repeat(1000));
    expect(told.map(([title]) => title.slice(0, 5))).to.deep.equal([
      'Kites',
      'Kites',
      'Kites',
      'kkkkk',
    ]);
    expect(told.map(([, icon]) => icon.slice(0, 15))).to.deep.equal([
      '',
      'data:image/png;',
      '',
      '',
    ]);
    expect(told.at(-1)?.[0]).to.have.length(300);
  });

  it('that scripts make into fonts of the document are there, however they are made', async () => {
    const frame = openPage('<!doctype html><body>x');
    const page = frame.contentWindow as Window & typeof globalThis;
    const { FontFace: before } = page;
    open = mirrorOf(frame);
    const { document, recorder, late, failures } = open;
    const added = (copy: Document) =>
      copy.adoptedStyleSheets
        .flatMap(({ cssRules }) => Array.from(cssRules, ({ cssText }) => cssText))
        .filter((text) => text.startsWith('@font-face'));
    const bytes = new TextEncoder().encode(`wOF2${'x'.repeat(60)}`);
    const [ofBytes, ofUrl] = [
      new page.FontFace('Of "bytes"', bytes, { weight: '700', unicodeRange: 'U+61-7A' }),
      new page.FontFace('Of URL', `url(data:font/woff2;base64,${btoa('wOF2')}) format("woff2")`),
    ];
    expect(ofUrl).to.be.instanceOf(before);
    for (const { loaded } of [ofBytes, ofUrl]) loaded.catch(() => undefined);
    document.fonts.add(ofBytes);
    document.fonts.add(ofUrl);
    await until('both are there', () => added(open!.copy).length === 2);
    const [first = '', second = ''] = added(open.copy);
    expect(first)
      .to.match(/"Of \\"bytes\\""/)
      .and.match(/weight: (?:700|bold)/)
      .and.match(/blob:/);
    expect(first).to.match(/unicode-range: U\+61-7A/i);
    expect(second)
      .to.match(/Of URL/)
      .and.match(/url\("data:font/);
    const other = late();
    await until('they come to others', () => added(other.document).length === 2);
    other.close();
    ofBytes.weight = '300';
    await until('it is another', () => /weight: 300/.test(added(open!.copy)[0]!));
    document.fonts.delete(ofBytes);
    await until('one is gone', () => added(open!.copy).length === 1);
    await settled();
    late().close();
    expect(open.records.at(-1)!.json, 'its bytes').not.to.include(open.assets[0]!.hash);
    document.fonts.add(ofBytes);
    await until('it is back', () => added(open!.copy).length === 2);
    document.fonts.delete(ofBytes);
    document.fonts.clear();
    await until('none is left', () => added(open!.copy).length === 0);
    expect(failures).to.deep.equal([]);
    recorder.stop();
    expect(page.FontFace).to.equal(before);
  });

  it('have a box of their own where they have failed and say nothing', async () => {
    const frame =
      openPage(`<!doctype html><body>a<img src="/test-server/respond?type=svg&status=404">b
      <img alt="never had one">`);
    const image = frame.contentDocument!.images[0]!;
    await until('it has failed', () => image.complete);
    open = mirrorOf(frame);
    await settled();
    expect(open.twin(image).offsetWidth).to.equal(image.offsetWidth);
    expect(open.copy.images[1]!.hasAttribute('src')).to.equal(false);
  });

  it('are as large as their boxes where they say so', async () => {
    const frame = openPage(`<!doctype html><style>img { max-width: 100%; height: auto }
      img[sizes^="auto," i] { contain-intrinsic-size: 300px 150px }</style><body>
      <img loading="lazy" width="300" height="200" srcset="${picture('square')} 300w" sizes="auto, 100vw">
      <img loading="lazy" srcset="${picture('another')} 300w" sizes="auto, 100vw">
      <img width="40" srcset="${picture('fine')} 2x">`);
    const images = [...frame.contentDocument!.images];
    await until('the page has them', () => images.every(({ naturalWidth }) => naturalWidth > 0));
    open = mirrorOf(frame);
    await until('its copy has', () =>
      images.every((image) => open!.twin(image).src.startsWith('blob:')),
    );
    await settled();
    for (const image of images) {
      const twin = open.twin(image);
      expect([twin.offsetWidth, twin.offsetHeight]).to.deep.equal([
        image.offsetWidth,
        image.offsetHeight,
      ]);
    }
  });

  it('are as large as the viewport lets them choose, also of the same file', async () => {
    const frame = openPage(
      `<!doctype html><img srcset="${picture('square')} 10w" sizes="(max-width: 500px) 100vw, 50vw">`,
    );
    const [image] = frame.contentDocument!.images as unknown as [HTMLImageElement];
    await until('the page has it', () => image.offsetWidth === 400);
    open = mirrorOf(frame);
    await until('its copy has', () => open!.twin(image).offsetWidth === 400);
    for (const width of [390, 300, 640]) {
      frame.style.width = `${width}px`;
      const size = width > 500 ? width / 2 : width;
      await until(`the page has it in ${size}`, () => image.offsetWidth === size);
      await until('its copy has', () => open!.twin(image).offsetWidth === size);
    }
  });

  it('are as large as they are by nature, also after one for finer screens', async () => {
    const frame = openPage(`<!doctype html><img srcset="${picture('fine')} 2x">`);
    const [image] = frame.contentDocument!.images as unknown as [HTMLImageElement];
    open = mirrorOf(frame);
    const copy = open.twin(image);
    await until('the copy has the fine one', () => copy.offsetWidth === 5 && copy.srcset !== '');
    image.srcset = `${picture('square')} 1x`;
    await until('the copy has the other', () => copy.offsetWidth === 10);
  });

  it('are none where a page is on no site that has an icon', async () => {
    const address = URL.createObjectURL(new Blob(['<!doctype html><p>x'], { type: 'text/html' }));
    const frame = openPage('');
    frame.src = address;
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    open = mirrorOf(frame);
    await settled();
    const late = open.late();
    expect(late.document.querySelector('p')?.textContent).to.equal('x');
    late.close();
    URL.revokeObjectURL(address);
  });

  it('are not looked for in a frame that has gone to another site meanwhile', async () => {
    const errors: unknown[] = [];
    const rejected = (event: PromiseRejectionEvent) => {
      event.preventDefault();
      errors.push(event.reason);
    };
    window.addEventListener('unhandledrejection', rejected);
    const frame = openPage('<!doctype html><img src="data:,x"><iframe srcdoc="<p>x"></iframe>');
    const inner = frame.contentDocument!.querySelector('iframe')!;
    await until('the frame', () => inner.contentDocument?.querySelector('p') != null);
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    open = mirrorOf(frame, { load: (file, signal) => arrived.then(() => loadLate(file, signal)) });
    await settled();
    inner.removeAttribute('srcdoc');
    inner.src = 'data:text/html,x';
    await until('it is gone', () => inner.contentDocument === null);
    arrive();
    await settled();
    window.removeEventListener('unhandledrejection', rejected);
    expect(errors).to.deep.equal([]);
  });

  it('keep their place until they are there, and show their text only when they have failed', async function () {
    this.timeout(10_000);
    const address = (more: string) => `/test-server/respond?type=svg&${more}`;
    const never = address('delay=never');
    const frame = openPage(`<!doctype html><body>a
      <img alt="one" width="100" height="40" src="${never}"> <img alt="two" src="${never}">
      <img alt="three" style="width: 50%; height: auto" width="10" height="4" src="${never}">
      <img alt="four" width="90" height="30" src="${address('status=404&delay=600')}">
      <img alt="five" width="90" height="30">`);
    open = mirrorOf(frame);
    await settled();
    const { document } = open;
    const images = [...document.images];
    const sizes = () =>
      images.map((image) => {
        const twin = open!.twin(image);
        return [image, twin].map(({ offsetWidth, offsetHeight }) => [offsetWidth, offsetHeight]);
      });
    for (const [own, copied] of sizes()) expect(copied).to.deep.equal(own);
    await until('one has failed', () => images[3]!.complete);
    await settled();
    for (const [own, copied] of sizes()) expect(copied).to.deep.equal(own);
    images[3]!.src = picture('later');
    await until('it is there', () => images[3]!.naturalWidth > 0);
    await until('its copy is', () => open!.twin(images[3]!).naturalWidth > 0);
    images[3]!.removeAttribute('src');
    await settled();
    expect(open.twin(images[3]!).hasAttribute('src')).to.equal(false);
  });
});
