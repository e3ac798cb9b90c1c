import { expect } from '@open-wc/testing';
import { settled, until, type Mirror } from './mirror.js';
import { get, shownPage } from './shown.js';

describe('custom elements, which replicas do not define', () => {
  const { show } = shownPage();
  type Realm = Window & typeof globalThis;

  function define(window: Realm): void {
    window.customElements.define(
      'x-field',
      class extends window.HTMLElement {
        static formAssociated = true;
      },
    );
  }
  const colour = (element: Element) =>
    element.ownerDocument.defaultView!.getComputedStyle(element).color;
  const likeness = (page: Mirror) => (one: Element) => colour(page.twin(one)) === colour(one);

  it('are disabled as their page has it', async () => {
    const page = show(`<style>:disabled { color: red }</style>
      <x-field disabled>a</x-field><x-field>b</x-field>
      <fieldset><input type=password value=x><x-field>c</x-field></fieldset>`);
    define(page.window);
    await settled();
    const all = [...page.document.querySelectorAll('x-field, input, fieldset')];
    await until('they look alike', () => all.every(likeness(page)));
    expect(colour(all[0]!)).to.equal('rgb(255, 0, 0)');
    get<HTMLFieldSetElement>(page, 'fieldset').disabled = true;
    await settled();
    await until('they look alike', () => all.every(likeness(page)));
    expect(all.map(colour).filter((one) => one === 'rgb(255, 0, 0)').length).to.equal(4);
  });

  it('are defined as their frame has it', async () => {
    const page = show(`<iframe></iframe>`);
    const frame = get<HTMLIFrameElement>(page, 'iframe');
    const inner = frame.contentDocument!;
    inner.body.innerHTML =
      '<style>:not(:defined) { color: red }</style><x-field>a</x-field><x-other>b</x-other>';
    const [a, b] = inner.querySelectorAll('x-field, x-other');
    await settled();
    await until('both look undefined', () => [a!, b!].every(likeness(page)));
    define(frame.contentWindow as Realm);
    await settled();
    await until('they look alike', () => [a!, b!].every(likeness(page)));
    expect([a!, b!].map(colour)).to.eql(['rgb(0, 0, 0)', 'rgb(255, 0, 0)']);
  });

  it('are not defined by a frame where the page has them, too', async () => {
    const page = show(
      '<style>x-field:defined { color: red }</style><iframe></iframe><x-field>a</x-field>',
    );
    const frame = get<HTMLIFrameElement>(page, 'iframe');
    frame.contentDocument!.body.innerHTML = '<x-field>b</x-field>';
    await settled();
    define(frame.contentWindow as Realm);
    get(page, 'iframe').after('told after it');
    await settled();
    const own = get(page, 'x-field');
    expect([colour(own), colour(page.twin(own))]).to.eql(['rgb(0, 0, 0)', 'rgb(0, 0, 0)']);
  });

  it('are defined as a registry of their own has it', async function () {
    if (!('customElementRegistry' in Element.prototype)) this.skip();
    const page = show(`<div></div>`);
    const { HTMLElement, CustomElementRegistry } = page.window;
    const customElementRegistry = new CustomElementRegistry();
    const init = { mode: 'open', customElementRegistry } as ShadowRootInit;
    const root = get(page, 'div').attachShadow(init);
    root.innerHTML = '<style>:defined { color: red }</style><x-own>a</x-own>';
    await settled();
    customElementRegistry.define('x-own', class extends HTMLElement {});
    customElementRegistry.upgrade(root);
    const own = root.querySelector('x-own')!;
    expect(colour(own)).to.equal('rgb(255, 0, 0)');
    await until('they look alike', () => likeness(page)(own));
  });
});
