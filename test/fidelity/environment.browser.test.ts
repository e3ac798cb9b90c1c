import { expect } from '@open-wc/testing';
import { Environment } from '../../src/engine/follower/replica/environment.js';
import { Reader } from '../../src/engine/follower/replica/reader.js';
import { mirror, mirrorOf, openPage, settled, type Mirror } from '../mirror/mirror.js';
import { applied } from './hostile.js';

/** Another screen for a page: what its browser would answer to media queries. */
class Screen {
  readonly #lists: { query: string; list: EventTarget & { matches: boolean; media: string } }[] =
    [];
  readonly features = new Set<string>();

  constructor(window: Window, features: string[], resolution: number) {
    this.features = new Set(features);
    const matchMedia = (query: string) => {
      const list = Object.assign(new EventTarget(), { media: query, matches: false });
      list.matches = this.features.has(query.slice(1, -1));
      this.#lists.push({ query, list });
      return list;
    };
    Object.assign(window, { matchMedia });
    Object.defineProperty(window, 'devicePixelRatio', { value: resolution });
  }

  change(features: string[]): void {
    this.features.clear();
    for (const feature of features) this.features.add(feature);
    for (const { query, list } of this.#lists) {
      const matches = this.features.has(query.slice(1, -1));
      if (matches === list.matches) continue;
      list.matches = matches;
      list.dispatchEvent(new Event('change'));
    }
  }
}

const STYLES = `<style>
  p { color: rgb(1, 1, 1) }
  @media (hover: none) and (min-width: 300px) { #hover { color: rgb(2, 2, 2) } }
  @media (prefers-reduced-motion) { #motion { color: rgb(2, 2, 2) } }
  @media not (prefers-contrast: more) { #contrast { color: rgb(2, 2, 2) } }
  @media (scripting) { #scripting { color: rgb(2, 2, 2) } }
  @media (-webkit-min-device-pixel-ratio: 2.5), (min-resolution: 240dpi) { #fine { color: rgb(2, 2, 2) } }
  @media (2dppx <= resolution < 4dppx) { #range { color: rgb(2, 2, 2) } }
  @media (prefers-reduced-data: reduce), not (prefers-reduced-data: reduce) { #strange { color: rgb(2, 2, 2) } }
  @media (prefers-color-scheme: dark) { #scheme { color: rgb(2, 2, 2) } }
  #ruled { color-scheme: dark light !important; color: light-dark(rgb(1, 1, 1), rgb(2, 2, 2)) }
  #light { --color-scheme: light dark; color-scheme: only light; color: light-dark(rgb(1, 1, 1), rgb(2, 2, 2)) }
  #image { background: image-set(url("data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=") 1x,
    url("data:image/png;base64,iVBORw0KGgo=") 3x) }
  </style><style media="(pointer: coarse)">#sheet { color: rgb(2, 2, 2) }</style>
  <p id="hover"><p id="motion"><p id="contrast"><p id="scripting"><p id="fine"><p id="range"><p id="strange"><p id="scheme">
  <p id="sheet"><p id="image"><p id="ruled"><p id="light"><p id="own" style="color-scheme: light dark; color: light-dark(rgb(1, 1, 1), rgb(2, 2, 2))">
  <textarea></textarea>`;

describe('the environment of a page', () => {
  let open: Mirror | undefined;

  afterEach(() => {
    open?.close();
    open = undefined;
  });

  function show(features: string[], resolution: number): { page: Mirror; screen: Screen } {
    const frame = openPage(`<!doctype html><body>${STYLES}`);
    const screen = new Screen(frame.contentWindow as Window, features, resolution);
    open = mirrorOf(frame);
    return { page: open, screen };
  }

  function met(copy: Document): string[] {
    return [...copy.querySelectorAll('p')]
      .filter((one) => getComputedStyle(one).color === 'rgb(2, 2, 2)')
      .map(({ id }) => id);
  }

  it("answers media queries as the leader's browser does", async () => {
    const { page } = show(
      ['hover: none', 'pointer: coarse', 'prefers-reduced-motion: reduce', 'scripting: enabled'],
      3,
    );
    await settled();
    expect(met(page.copy)).to.deep.equal([
      'hover',
      'motion',
      'scripting',
      'fine',
      'range',
      'sheet',
    ]);
    const image = getComputedStyle(page.copy.querySelector('#image') as Element).backgroundImage;
    expect(image).to.contain('image/png').and.not.to.contain('image/gif');
    const late = page.late();
    expect(met(late.document)).to.deep.equal(met(page.copy));
    late.close();
  });

  it('shows the colours that the leader prefers', async () => {
    const { page, screen } = show(['prefers-color-scheme: light', 'hover: hover'], 1);
    await settled();
    expect(met(page.copy)).to.deep.equal([]);
    const field = page.copy.querySelector('textarea') as Element;
    const light = getComputedStyle(field).backgroundColor;
    page.document.documentElement.style.colorScheme = 'light dark';
    screen.change(['prefers-color-scheme: dark', 'prefers-contrast: less', 'hover: none']);
    await settled();
    expect(met(page.copy)).to.deep.equal(['hover', 'contrast', 'scheme', 'ruled', 'own']);
    expect(getComputedStyle(field).backgroundColor).not.to.equal(light);
    const own = page.document.querySelector<HTMLElement>('#own')!;
    own.style.colorScheme = 'light';
    await settled();
    expect(met(page.copy)).to.deep.equal(['hover', 'contrast', 'scheme', 'ruled']);
    own.style.colorScheme = 'light dark';
    const late = page.late();
    expect(met(late.document)).to.deep.equal(['hover', 'contrast', 'scheme', 'ruled', 'own']);
    late.close();
    screen.change(['prefers-color-scheme: light', 'prefers-contrast: more']);
    await settled();
    expect(met(page.copy)).to.deep.equal([]);
    expect(getComputedStyle(field).backgroundColor).to.equal(light);
    own.removeAttribute('style');
    await settled();
    screen.change(['prefers-color-scheme: dark', 'hover: hover']);
    await settled();
    expect(met(page.copy)).to.deep.equal(['scheme', 'ruled']);
    expect(page.twin(own).getAttribute('style')).to.equal(null);
  });

  it('has the colour schemes that the page names outside its styles', async () => {
    open = mirror(`<!doctype html><meta name="color-scheme" content="no, scheme">
      <meta name="Color-Scheme" content="DARK"><style>div { background: Canvas }</style>
      <body><div>a</div><div style="color-scheme: light">b</div>`);
    const { document, copy } = open;
    const colours = (page: Document) =>
      [...page.querySelectorAll('div')].map((one) => getComputedStyle(one).backgroundColor);
    const same = async () => {
      await settled();
      expect(colours(copy)).to.deep.equal(colours(document));
      return colours(copy);
    };
    const [first, second] = document.querySelectorAll('meta');
    const [dark, light] = await same();
    expect(dark).not.to.equal(light);
    first!.content = 'light';
    expect(await same()).to.deep.equal([light, light]);
    first!.remove();
    expect(await same()).to.deep.equal([dark, light]);
    const late = open.late();
    expect(colours(late.document)).to.deep.equal([dark, light]);
    late.close();
    const { sheet } = document.head.appendChild(document.createElement('style'));
    sheet!.insertRule(':root { color-scheme: light }');
    expect(await same()).to.deep.equal([light, light]);
    sheet!.deleteRule(0);
    expect(await same()).to.deep.equal([dark, light]);
    second!.remove();
    expect(await same()).to.deep.equal([light, light]);
  });

  it('is another on a screen that was turned', async () => {
    const frame = openPage(`<!doctype html><style>
      @media (max-device-width: 600px) { p { color: rgb(2, 2, 2) } }</style><p id="upright">`);
    const screen = { width: 400, height: 800 };
    Object.defineProperty(frame.contentWindow, 'screen', { value: screen });
    const { copy } = (open = mirrorOf(frame));
    await settled();
    expect(met(copy)).to.deep.equal(['upright']);
    Object.assign(screen, { width: 800, height: 400 });
    frame.contentWindow!.dispatchEvent(new Event('resize'));
    await settled();
    expect(met(copy)).to.deep.equal([]);
  });

  it('takes of a set of images the best that is there', () => {
    const environment = new Environment();
    environment.set(new Reader([3, 800, 600]), () => true);
    const rule =
      'p { content: image-set(url("asset:1") 1dppx, url("asset:2") 2dppx, "asset:3" 3dppx); }';
    const there = new Set<number>();
    const shown = () =>
      environment.rule(rule, (number) => (there.has(number) ? 'blob:' : undefined));
    expect(shown()).to.equal(rule);
    for (const number of [2, 1]) {
      there.add(number);
      expect(shown()).to.match(/\( url\("asset:2"\) 2dppx\)/);
    }
    there.add(3);
    expect(shown()).to.match(/\( "asset:3" 3dppx\)/);
  });

  it('leaves it to a frame which colours are preferred in it, where browsers do', async () => {
    open = mirror('<!doctype html><body><iframe style="color-scheme: dark"></iframe>');
    const inner = open.document.querySelector('iframe')!.contentDocument!;
    inner.body.innerHTML = STYLES;
    await settled();
    const copy = open.copy.querySelector('iframe')!.contentDocument!;
    expect(met(copy)).to.deep.equal(met(inner));
    expect(met(copy)).to.contain('scripting');
  });

  it('answers for the colours that the leader prefers where the frame does not', () => {
    const environment = new Environment();
    const answers = (scheme: string, isByFrame: boolean) => {
      const preferred: string[] = [];
      environment.set(new Reader([1, 800, 600, `prefers-color-scheme: ${scheme}`]), (one) => {
        preferred.push(one);
        return isByFrame;
      });
      expect(preferred).to.deep.equal([scheme]);
      return [
        '@media (prefers-color-scheme: dark) { p { --x: y } }',
        'p { color-scheme: light dark; --color-scheme: light dark; color: red }',
        'color-scheme:dark   light!important',
        'color-scheme: only light; --x: dark',
        'color-scheme: var(--light, dark light)',
        '@supports (color-scheme: light dark) { p { color: red } }',
      ].map((rule) => environment.rule(rule));
    };
    const asSent = answers('dark', true);
    expect(answers('light', true)).to.deep.equal(asSent);
    expect(answers('dark', false)).to.deep.equal([
      '@media (min-width:0) { p { --x: y } }',
      'p { color-scheme: dark; --color-scheme: light dark; color: red }',
      'color-scheme: dark!important',
      ...asSent.slice(3, 5),
      '@supports (color-scheme: dark) { p { color: red } }',
    ]);
    expect(answers('light', false).slice(0, 2)).to.deep.equal([
      '@media (min-width:99999999px) { p { --x: y } }',
      'p { color-scheme: light; --color-scheme: light dark; color: red }',
    ]);
  });

  it('tells what this browser answers', async () => {
    open = mirror(`<!doctype html><body>${STYLES}`);
    await settled();
    expect(met(open.copy)).to.deep.equal(met(open.document));
    expect(met(open.copy)).to.contain('scripting');
  });

  it('gives scrollbars as much room as the leader’s browser does, none where they lie over the page', async () => {
    const markup = `<!doctype html><style>div { height: 50px; scrollbar-width: auto !important }</style>
      <div style="overflow: scroll"></div><section></section>`;
    const room = (one: Element) => one.getBoundingClientRect().height - one.clientHeight;
    const show = async () => {
      open = mirror(markup);
      open.document.querySelector('section')!.attachShadow({ mode: 'open' }).innerHTML = markup;
      await settled();
      const { document, copy } = open;
      const late = open.late();
      const found = [document, copy, late.document].flatMap((at) => [
        room(at.querySelector('div')!),
        room(at.querySelector('section')!.shadowRoot!.querySelector('div')!),
      ]);
      late.close();
      return found;
    };
    const found = await show();
    expect(found).to.deep.equal(Array(6).fill(found[0]));
    open?.close();
    const width = Object.getOwnPropertyDescriptor(Element.prototype, 'clientWidth')!;
    Object.defineProperty(Element.prototype, 'clientWidth', {
      ...width,
      get(this: HTMLElement) {
        return this.offsetWidth;
      },
    });
    try {
      expect((await show()).slice(2)).to.deep.equal([0, 0, 0, 0]);
    } finally {
      Object.defineProperty(Element.prototype, 'clientWidth', width);
    }
  });

  it('takes no environment that is none', () => {
    const page = (open = mirror('<!doctype html><body><p>x'));
    const features = ['hover: none', 'no feature', '__proto__: x', 'constructor: y'];
    expect(applied(page, [30, 1, 800, 600, ...features])).not.to.throw();
    for (const scheme of ['dark; color: red', 'dark } p {', '', 'dark,light']) {
      expect(applied(page, [30, 1, 800, 600, `color-scheme: ${scheme}`])).not.to.throw();
      const { colorScheme } = getComputedStyle(page.copy.documentElement);
      expect(colorScheme).to.equal('normal');
    }
    for (const op of [[30], [30, 'x', 1, 1], [30, 1e9, 1, 1], [30, 1, 1, 1, 5]]) {
      const name = JSON.stringify(op);
      expect(applied(page, op), name).to.throw('Item').with.property('name', 'MisfitError');
    }
  });
});
