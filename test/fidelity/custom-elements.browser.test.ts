import { expect } from '@open-wc/testing';
import { mirror, settled, until, type Mirror } from '../mirror/mirror.js';

let open: Mirror | undefined;
afterEach(() => {
  open?.close();
  open = undefined;
});

const show = (html: string) => (open = mirror(`<!doctype html>${html}`));

describe('slots by hand', () => {
  const HTML = `<div id="host"><b id="one">one</b><i id="two">two</i>text</div><script>
    const host = document.querySelector('#host');
    const root = host.attachShadow({ mode: 'open', slotAssignment: 'manual' });
    root.innerHTML = '<slot id="first"></slot><slot id="second">nothing</slot>';
    root.querySelector('#second').assign(document.querySelector('#one'), host.lastChild);
  </script>`;

  /** What is in each slot, by names. */
  const slots = (host: Element) =>
    Array.from(host.shadowRoot!.querySelectorAll('slot'), (slot) =>
      slot.assignedNodes().map((node) => (node as Element).id ?? node.nodeValue),
    );

  it('hold what scripts have put into them', async () => {
    const { document, twin, failures, late } = show(HTML);
    await settled();
    const host = document.querySelector('#host')!;
    const [one, two] = [document.querySelector('#one')!, document.querySelector('#two')!];
    const same = () => expect(slots(twin(host))).to.deep.equal(slots(host));
    expect(slots(host)).to.deep.equal([[], ['one', 'text']]);
    same();
    const [first, second] = host.shadowRoot!.querySelectorAll('slot');
    first!.assign(two, one);
    await settled();
    expect(slots(host)).to.deep.equal([['two', 'one'], ['text']]);
    same();
    // What is not in the host is in no slot either, until it comes back.
    one.remove();
    await settled();
    same();
    host.prepend(one);
    await settled();
    same();
    second!.assign();
    await settled();
    same();
    const second2 = late();
    expect(slots(second2.document.querySelector('#host')!)).to.deep.equal(slots(host));
    second2.close();
    expect(failures).to.deep.equal([]);
  });
});

describe('states of custom elements', () => {
  const HTML = `<style>x-a:state(on), x-a:state(--old):hover { color: rgb(0, 128, 0) }
    x-b::part(p):state(on) { color: blue } i::after { content: ':state(-1)' }</style><x-a id="a">a</x-a><x-a id="b">b</x-a><script>
    customElements.define('x-a', class extends HTMLElement {
      constructor() {
        super();
        this.states = this.attachInternals().states;
        this.attachShadow({ mode: 'open' }).innerHTML =
          '<style>:host(:state(busy)) p { font-weight: 700 }</style><p>p</p>';
      }
    });
    document.querySelector('#a').states.add('on');
  </script>`;

  before(function () {
    if (!CSS.supports('selector(:state(x))')) this.skip();
  });

  const colour = (element: Element) =>
    element.ownerDocument.defaultView!.getComputedStyle(element).color;
  const weight = (element: Element) =>
    element.ownerDocument.defaultView!.getComputedStyle(element.shadowRoot!.querySelector('p')!)
      .fontWeight;
  const states = (element: Element) => (element as unknown as { states: Set<string> }).states;

  it('are seen where style sheets ask for them', async () => {
    const { document, twin, failures, records, late } = show(HTML);
    const [a, b] = [document.querySelector('#a')!, document.querySelector('#b')!];
    await until('it is told', () => colour(twin(a)) === 'rgb(0, 128, 0)');
    expect(colour(twin(b))).to.equal('rgb(0, 0, 0)');
    states(a).delete('on');
    states(b).add('on');
    states(b).add('busy');
    states(b).add('secret');
    await settled();
    expect([colour(twin(a)), colour(twin(b))]).to.deep.equal(['rgb(0, 0, 0)', 'rgb(0, 128, 0)']);
    expect([weight(twin(a)), weight(twin(b))]).to.deep.equal(['400', '700']);
    // Nobody asks for that one.
    expect(records.some(({ json }) => json.includes('secret'))).to.equal(false);
    const second = late();
    expect(colour(second.document.querySelector('#b')!)).to.equal('rgb(0, 128, 0)');
    second.close();
    states(b).clear();
    await settled();
    expect([colour(twin(b)), weight(twin(b))]).to.deep.equal(['rgb(0, 0, 0)', '400']);
    expect(failures).to.deep.equal([]);
  });

  it('are seen by rules that come later', async () => {
    const { document, twin } = show(HTML);
    const a = document.querySelector('#a')!;
    states(a).add('late');
    await settled();
    document.styleSheets[0]!.insertRule('x-a:state(late) { text-indent: 7px }');
    await settled();
    expect(getComputedStyle(twin(a)).textIndent).to.equal('7px');
  });

  // A part can be asked for its states, but for no attribute that could stand in for one.
  it('are not seen of parts', async () => {
    const { document, twin, failures } =
      show(`<style>x-c::part(p):state(on) { color: rgb(0, 128, 0) }
      x-c::part(p) { text-indent: 7px }</style><x-c></x-c><script>
      customElements.define('x-p', class extends HTMLElement {
        constructor() { super(); this.attachInternals().states.add('on'); }
      });
      document.querySelector('x-c').attachShadow({ mode: 'open' }).innerHTML = '<x-p part="p">p</x-p>';
      </script>`);
    await settled();
    const part = document.querySelector('x-c')!.shadowRoot!.firstElementChild!;
    expect([colour(part), colour(twin(part))]).to.deep.equal(['rgb(0, 128, 0)', 'rgb(0, 0, 0)']);
    expect(getComputedStyle(twin(part)).textIndent).to.equal('7px');
    expect(failures).to.deep.equal([]);
  });
});

describe('a closed shadow root', () => {
  it('that comes in markup is known to nobody: only what is in its host is told', async () => {
    const { document, twin, failures } = show(
      '<div id="host"><template shadowrootmode="closed"><b>inside</b></template>light</div>',
    );
    await settled();
    const host = document.querySelector('#host')!;
    expect(host.innerHTML).to.equal('light');
    expect([twin(host).shadowRoot, twin(host).textContent]).to.deep.equal([null, 'light']);
    expect(failures).to.deep.equal([]);
  });
});
