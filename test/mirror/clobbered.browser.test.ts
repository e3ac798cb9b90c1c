import { expect } from '@open-wc/testing';
import { mirror, settled, type Mirror } from './mirror.js';

/** What forms say of themselves, until a field has such a name. */
const OF_FORMS = [
  ...['host', 'id', 'name', 'title', 'style', 'attributes', 'children', 'matches', 'shadowRoot'],
  ...['closest', 'isConnected', 'ownerDocument', 'popover', 'elements', 'value'],
  ...['hasAttribute', 'getAttribute', 'getAttributeNames', 'querySelectorAll'],
  ...['parentNode', 'firstChild', 'lastChild', 'nextSibling', 'previousSibling', 'childNodes'],
];

/** What documents say of themselves, until an image has such a name. */
const OF_DOCUMENTS = ['defaultView', 'body', 'title', 'fonts', 'forms', 'host'];

describe('a page whose fields and images have the names of properties', () => {
  let page: Mirror | undefined;
  const errors: string[] = [];
  const heard = (event: ErrorEvent): void => {
    errors.push(event.message);
    event.preventDefault();
  };

  beforeEach(() => {
    errors.length = 0;
    window.addEventListener('error', heard);
  });

  afterEach(() => {
    window.removeEventListener('error', heard);
    page?.close();
    page = undefined;
  });

  for (const name of OF_FORMS) {
    it(`is shown with a field that is called ${name}`, async () => {
      page = mirror(
        `<!doctype html><main><form class="f"><input name="${name}" value="v"><b>in</b></form><p>behind</p></main>`,
      );
      const { document } = page;
      await settled();
      const form = document.querySelector<HTMLFormElement>('.f')!;
      const main = document.querySelector('main')!;
      main.append('more');
      form.append('inside');
      await settled();
      form.remove();
      form.append('while away');
      await settled();
      main.prepend(form);
      form.className = 'f g';
      HTMLFormElement.prototype.reset.call(form);
      await settled();
      expect([...errors, ...page.failures]).to.deep.equal([]);
      const { body } = page.copy;
      expect(body.textContent).to.equal('ininsidewhile awaybehindmore');
      expect(body.querySelector('form')!.className).to.equal('f g');
    });
  }

  for (const name of OF_DOCUMENTS) {
    it(`is shown with an image that is called ${name}`, async () => {
      page = mirror(
        `<!doctype html><img name="${name}" alt=""><div id="host"></div><iframe></iframe><p>behind</p>`,
      );
      const { document } = page;
      await settled();
      const root = document.querySelector('#host')!.attachShadow({ mode: 'closed' });
      root.append('shadow');
      const frame = document.querySelector('iframe')!;
      frame.contentDocument!.body.innerHTML = `<img name="${name}" alt=""><p>framed</p>`;
      await settled();
      document.querySelector('p')!.textContent = 'changed';
      await settled();
      expect([...errors, ...page.failures]).to.deep.equal([]);
      const { body } = page.copy;
      expect(body.querySelector('p')!.textContent).to.equal('changed');
      expect(body.querySelector('#host')!.shadowRoot!.textContent).to.equal('shadow');
      expect(body.querySelector('iframe')!.contentDocument!.body.textContent).to.equal('framed');
    });
  }

  it('is shown as it is where its elements speak of other children, siblings and parents than they have', async () => {
    page = mirror(
      '<!doctype html><main><section><i></i><b>one</b><u></u><b>two</b></section></main><p>behind</p>',
    );
    const list = page.document.querySelector('section')!;
    await settled();
    const items = [...list.querySelectorAll('b')];
    const says = (node: Node, told: Record<string, unknown>): void => {
      for (const [name, value] of Object.entries(told)) {
        Object.defineProperty(node, name, { configurable: true, get: () => value });
      }
    };
    // As frameworks do that keep slots of their own without a shadow root.
    says(list, { childNodes: items, firstChild: items[0], lastChild: items[1], children: items });
    says(items[0]!, { nextSibling: items[1], previousSibling: null, parentNode: page.document });
    says(items[1]!, { nextSibling: null, previousSibling: items[0], parentNode: null });
    list.className = 'listed';
    items[0]!.before('before');
    items[1]!.after('after');
    items[1]!.textContent = 'changed';
    await settled();
    list.prepend(items[1]!);
    await settled();
    page.document.querySelector('p')!.append(list);
    await settled();
    expect([...errors, ...page.failures]).to.deep.equal([]);
    expect(page.copy.body.innerHTML).to.equal(
      '<main></main><p>behind<section class="listed"><b>changed</b><i></i>before<b>one</b><u></u>after</section></p>',
    );
  });

  it('is shown but for what a function that throws would have told', async () => {
    page = mirror(
      '<!doctype html><style>@keyframes k { to { opacity: 0 } } .k { animation: k 9s }</style><p>p</p>',
    );
    await settled();
    const said: unknown[] = [];
    const { reportError } = window;
    window.reportError = (one) => said.push(one);
    page.document.getAnimations = () => {
      throw new Error('No animations here.');
    };
    const p = page.document.querySelector('p')!;
    p.className = 'k';
    p.append('one');
    page.recorder.joined(() => []);
    await settled();
    p.append('two');
    await settled();
    window.reportError = reportError;
    expect(String(said[0])).to.equal('Error: No animations here.');
    expect([...errors, ...page.failures]).to.deep.equal([]);
    expect(page.copy.body.innerHTML).to.equal('<p class="k">ponetwo</p>');
  });
});
