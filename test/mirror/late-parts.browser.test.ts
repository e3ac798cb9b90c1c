import { expect } from '@open-wc/testing';
import { createMasking } from '../../src/engine/leader/masking.js';
import { record } from '../../src/engine/leader/recorder/recorder.js';
import type { Recorder } from '../../src/engine/leader/recorder/recording.js';
import type { LateFile, LoadLate } from '../../src/engine/leader/recorder/late.js';
import { createReplica, type Replica } from '../../src/engine/follower/replica/replica.js';
import { loadLate } from './late-parts.js';
import { openPage, settled } from './mirror.js';

const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

describe('what a recorder loads when a page needs it', () => {
  let frame: HTMLIFrameElement;
  let container: HTMLElement;
  let recorder: Recorder;
  let replica: Replica;
  let asked: LateFile[];
  let deliver: () => Promise<void>;

  /** Nothing that is asked for comes before it is delivered. */
  function show(html: string): Document {
    frame = openPage(`<!doctype html>${html}`);
    container = document.createElement('div');
    document.body.append(container);
    replica = createReplica(container, { wantAssets: () => undefined });
    asked = [];
    let open = () => {};
    const opened = new Promise<void>((resolve) => (open = resolve));
    deliver = async () => {
      open();
      await settled();
    };
    const load: LoadLate = async (file, signal) => {
      asked.push(file);
      await opened;
      return loadLate(file, signal);
    };
    recorder = record({
      window: frame.contentWindow as Window & typeof globalThis,
      masking: createMasking(),
      emit: (kind, content) => replica.apply(kind, content),
      pointer: () => undefined,
      asset: () => undefined,
      load,
    });
    return frame.contentDocument as Document;
  }

  function twin<T extends Element>(element: T): T {
    return replica.nodeOf(recorder.idOf(element) as number) as T;
  }

  afterEach(() => {
    recorder.stop();
    replica.destroy();
    frame.remove();
    container.remove();
  });

  it('is nothing for a page that has nothing of the kind', async () => {
    const page = show(`<style>p { color: red; margin: var(--m) }</style><link rel="icon">
      <p>text</p><details><summary>s</summary></details><svg><circle r="1"/></svg>
      <form><input><input type="hidden" value="1"><input type="checkbox"><button>b</button><textarea></textarea></form>`);
    page.querySelector('p')!.append('more');
    page.querySelector('details')!.open = true;
    page.querySelector('form')!.append(page.createElement('input'));
    await settled();
    expect(asked).to.deep.equal([]);
  });

  it('is asked for once, whatever there is of it', async () => {
    const page = show('<x-one></x-one><x-two></x-two><iframe></iframe><iframe></iframe>');
    page.body.append(page.createElement('x-three'), page.createElement('iframe'));
    await settled();
    expect(asked.sort()).to.deep.equal(['guests', 'special']);
  });

  it('tells of fields what they have come to hold in the meantime', async () => {
    const page = show(`<input id="typed"><input id="ticked" type="checkbox"><textarea></textarea>
      <input id="cleared" value="1"><input type="password" id="secret">`);
    const [typed, ticked, area, cleared, secret] = [
      ...page.querySelectorAll<HTMLInputElement>('input, textarea'),
    ] as [HTMLInputElement, HTMLInputElement, HTMLInputElement, HTMLInputElement, HTMLInputElement];
    typed.value = 'typed';
    ticked.checked = true;
    area.value = 'area';
    cleared.value = '';
    secret.value = 'hidden';
    await settled();
    expect(asked).to.deep.equal(['fields']);
    expect(twin(typed).value).to.equal('');
    await deliver();
    expect(twin(typed).value).to.equal('typed');
    expect(twin(ticked).checked).to.equal(true);
    expect(twin(area).value).to.equal('area');
    expect(twin(cleared).value).to.equal('');
    expect(twin(secret).value).not.to.contain('hidden');
    typed.value = 'again';
    await settled();
    expect(twin(typed).value).to.equal('again');
  });

  it('tells of a field whose value was taken away before anybody looked', async () => {
    const page = show(
      '<input value="1"><script>document.querySelector("input").value = ""</script>',
    );
    const field = page.querySelector('input') as HTMLInputElement;
    expect(asked).to.deep.equal(['fields']);
    await deliver();
    expect(twin(field).value).to.equal('');
  });

  it('shows a top layer in the order in which it came', async () => {
    const page = show('<p popover id="low">a</p><dialog>d</dialog><p popover id="high">b</p>');
    const [low, high] = ['low', 'high'].map((id) => page.getElementById(id) as HTMLElement) as [
      HTMLElement,
      HTMLElement,
    ];
    for (const popover of [low, high]) popover.popover = 'manual';
    expect(asked).to.deep.equal([]);
    high.showPopover();
    page.querySelector('dialog')!.showModal();
    low.showPopover();
    await settled();
    expect(asked).to.deep.equal(['special']);
    const opened: string[] = [];
    for (const element of [twin(low), twin(high), twin(page.querySelector('dialog')!)]) {
      element.addEventListener('beforetoggle', () => opened.push(element.id || 'dialog'));
    }
    await deliver();
    expect(opened).to.deep.equal(['high', 'dialog', 'low']);
    low.hidePopover();
    await settled();
    expect(twin(low).matches(':popover-open')).to.equal(false);
  });

  it('tells of an element that was defined in the meantime', async () => {
    const page = show('<style>x-late:not(:defined) { color: red }</style><x-late>t</x-late>');
    const element = page.querySelector('x-late') as HTMLElement;
    await deliver();
    expect(getComputedStyle(twin(element)).color).to.equal('rgb(255, 0, 0)');
  });

  it('shows what frames have loaded in the meantime', async () => {
    const page = show('<iframe title="framed"></iframe>');
    const inner = page.querySelector('iframe') as HTMLIFrameElement;
    inner.srcdoc = '<p>new</p>';
    await new Promise((resolve) => inner.addEventListener('load', resolve));
    await settled();
    await deliver();
    expect(twin(inner).contentDocument?.body.textContent).to.equal('new');
  });

  it('shows frames whose document was written anew in the meantime', async () => {
    const page = show('<iframe></iframe>');
    const inner = page.querySelector('iframe') as HTMLIFrameElement;
    const written = inner.contentDocument as Document;
    written.open();
    written.write('<!doctype html><p>written</p>');
    written.close();
    await settled();
    await deliver();
    const copy = twin(inner).contentDocument as Document;
    expect(copy.body.textContent).to.equal('written');
    expect(copy.compatMode).to.equal('CSS1Compat');
  });

  it('shows images that have loaded in the meantime', async () => {
    const page = show('<img>');
    const image = page.querySelector('img') as HTMLImageElement;
    image.src = PNG;
    await image.decode();
    await settled();
    expect(twin(image).hasAttribute('src')).to.equal(false);
    await deliver();
    expect(twin(image).getAttribute('src')).to.equal(PNG);
  });

  it('tells of rules that were put in, taken out and changed in the meantime', async () => {
    const page = show('<style>p { color: red } b { color: red }</style><p>p</p><b>b</b><i>i</i>');
    const sheet = page.styleSheets[0] as CSSStyleSheet;
    sheet.deleteRule(1);
    sheet.insertRule('i { color: blue }', 0);
    (sheet.cssRules[1] as CSSStyleRule).style.setProperty('color', 'lime');
    const held = (sheet.cssRules[1] as CSSStyleRule).style;
    await settled();
    expect(asked).to.deep.equal(['sheets']);
    held.marginLeft = '3px';
    await deliver();
    const colors = () =>
      ['p', 'b', 'i'].map((name) => getComputedStyle(twin(page.querySelector(name)!)).color);
    expect(colors()).to.deep.equal(['rgb(0, 255, 0)', 'rgb(0, 0, 0)', 'rgb(0, 0, 255)']);
    expect(getComputedStyle(twin(page.querySelector('p')!)).marginLeft).to.equal('3px');
    sheet.insertRule('b { color: blue }');
    await settled();
    expect(colors()[1]).to.equal('rgb(0, 0, 255)');
  });

  it('tells what was lost in a rule, and what it imports', async () => {
    const lost = (color: string) =>
      `i { --m: 3px; --c: ${color}; margin: var(--m); margin-top: 1px; color: var(--c) }`;
    const page = show(`<style>${lost('lime')}</style><i>i</i><p>p</p><u>u</u>`);
    const made = new (frame.contentWindow as Window & typeof globalThis).CSSStyleSheet();
    made.replaceSync(lost('red').replace('i', 'p'));
    page.adoptedStyleSheets = [made];
    const style = page.createElement('style');
    style.textContent = '@import "data:text/css,u{color:lime}"';
    page.head.append(style);
    await new Promise((resolve) => style.addEventListener('load', resolve));
    await settled();
    expect(asked).to.deep.equal(['sheets']);
    await deliver();
    const look = (name: string) => getComputedStyle(twin(page.querySelector(name)!));
    expect([look('i').marginLeft, look('p').marginLeft]).to.deep.equal(['3px', '3px']);
    expect(look('u').color).to.equal(getComputedStyle(page.querySelector('u') as Element).color);
  });
});
