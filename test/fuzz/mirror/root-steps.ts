import { innerOf, SECRET } from './site.js';
import type { StepKind } from './tree-steps.js';

const HOSTS = ['div', 'span', 'p', 'section', 'x-box'];

/** Changes of shadow roots, slots, frames, custom elements, and of what is private. */
export const rootSteps: Readonly<Record<string, StepKind>> = {
  shadow(site, dice) {
    const element = site.element(dice);
    if (!HOSTS.includes(element.localName)) return;
    let root = site.shadowOf(element);
    if (!root) {
      const mode = dice.chance(0.5) ? 'open' : 'closed';
      const slotAssignment = dice.chance(0.2) ? 'manual' : 'named';
      root = element.attachShadow({ mode, slotAssignment, delegatesFocus: dice.chance(0.2) });
      if (mode === 'closed') site.closed.set(element, root);
    }
    site.put(dice, site.make(dice, 2), root);
    if (dice.chance(0.3)) root.append(site.document.createElement('slot'));
  },

  unsafeMarkup(site, dice) {
    const element = site.element(dice) as Element & { setHTMLUnsafe?(html: string): void };
    if (!HOSTS.includes(element.localName) || element.childNodes.length > 8) return;
    const mode = dice.pick(['open', 'closed']);
    element.setHTMLUnsafe?.(
      `<div><template shadowrootmode="${mode}"><p>${site.word()}</p><slot></slot></template>${site.word()}</div>`,
    );
    const host = element.firstElementChild;
    if (mode === 'closed' && host) site.sealed.add(host);
  },

  frameContent(site, dice) {
    const inner = innerIn(site.frame(dice));
    if (inner) site.put(dice, site.make(dice, 2, inner), inner.body);
  },

  writeFrame(site, dice) {
    const inner = innerIn(site.frame(dice));
    if (!inner) return;
    inner.open();
    inner.write(
      `${dice.chance(0.5) ? '<!doctype html>' : ''}<title>x</title><p>${site.word()}<style>p { margin: 3px }</style>`,
    );
    if (dice.chance(0.3)) inner.write(`<b>${site.word()}</b>`);
    inner.close();
  },

  replaceFramePage(site, dice) {
    const inner = innerIn(site.frame(dice));
    if (!inner) return;
    const page = inner.createElement('html');
    page.append(inner.createElement('head'), inner.createElement('body'));
    inner.replaceChild(page, inner.documentElement);
    inner.body.append(site.word());
  },

  define(site, dice) {
    const window = innerIn(site.frame(dice))?.defaultView ?? site.window;
    const realm = dice.chance(0.6) ? site.window : window;
    const { closed } = site;
    if (realm.customElements.get('x-box')) return;
    class Box extends realm.HTMLElement {
      constructor() {
        super();
        if (site.shadowOf(this)) return;
        const root = this.attachShadow({ mode: 'closed' });
        root.append('box ', realm.document.createElement('slot'));
        closed.set(this, root);
      }
      connectedCallback(): void {
        this.dataset['times'] = String(Number(this.dataset['times'] ?? 0) + 1);
      }
    }
    realm.customElements.define('x-box', Box);
  },

  assignSlot(site, dice) {
    const slots = site.elements().filter(({ localName }) => localName === 'slot');
    if (slots.length === 0) return;
    const slot = dice.pick(slots) as HTMLSlotElement;
    if (dice.chance(0.5)) slot.name = dice.pick(['', 'a', 'b c']);
    else slot.assign(...site.elements().filter(() => dice.chance(0.1)));
  },

  makePrivate(site, dice) {
    const element = site.element(dice);
    if (element.localName === 'iframe' || element === site.document.body) return;
    element.setAttribute('surfly_private', '');
    if (element.localName === 'input' || element.localName === 'textarea') {
      (element as HTMLInputElement).value = SECRET;
    } else if (!element.closest('select, style, script, template')) {
      element.append(`${SECRET} ${site.word()}`);
      if (dice.chance(0.3)) element.setAttribute('title', SECRET);
    }
  },

  changePrivate(site, dice) {
    const secrets = site
      .all()
      .filter((node) => node.nodeType === 3 && (node as Text).data.includes(SECRET));
    if (secrets.length > 0) (dice.pick(secrets) as Text).data = `${SECRET}${site.word()}`;
  },

  makePublic(site, dice) {
    const marked = site.elements().filter((element) => element.hasAttribute('surfly_private'));
    if (marked.length === 0) return;
    const element = dice.pick(marked);
    // Its secrets are gone before it can be seen.
    element.removeAttribute('surfly_private');
    if (!site.isPrivate(element)) site.unveil(element);
  },
};

function innerIn(frame: Element | undefined): Document | undefined {
  const inner = frame && innerOf(frame);
  return inner?.body ? inner : undefined;
}
