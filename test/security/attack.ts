/** What is done to a picture that may hide a script: everything that a person could do, and more. */
import { EVENTS } from './vectors.js';

export interface Heard {
  /** Hears of dialogs too, which payloads of others open to show that they ran. */
  listen(window: Window): void;
  /** The numbers of the frames in which something ran. */
  ran(): number[];
}

export function hear(frames: readonly (HTMLIFrameElement | undefined)[]): Heard {
  const found = new Set<number>();
  const ran = (where: Window) => {
    let at = where;
    while (at.parent !== window && at.parent !== at) at = at.parent;
    found.add(frames.findIndex((frame) => frame?.contentWindow === at));
  };
  Object.assign(window, { ran });
  return {
    listen(inner) {
      for (const name of ['alert', 'confirm', 'prompt', 'print']) {
        Object.assign(inner, { [name]: () => ran(inner) });
      }
    },
    ran: () => [...found],
  };
}

/** Tells every node of every event, clicks it, sends it off, follows it. */
export function attack(page: Document): void {
  for (const node of nodesOf(page)) {
    for (const type of EVENTS) {
      node.dispatchEvent(new Event(type, { bubbles: true, cancelable: true, composed: true }));
    }
    const element = node as HTMLElement & HTMLFormElement;
    without(() => HTMLElement.prototype.focus.call(element));
    without(() => HTMLElement.prototype.click.call(element));
    if (element.localName === 'form') without(() => HTMLFormElement.prototype.submit.call(element));
  }
  const window = page.defaultView;
  for (const type of EVENTS) window?.dispatchEvent(new Event(type));
}

/** All elements, with those in shadow roots and frames. */
export function nodesOf(root: Node): Element[] {
  const found: Element[] = [];
  const visit = (node: Node): void => {
    if (node.nodeType === 1) {
      found.push(node as Element);
      const { shadowRoot } = node as Element;
      if (shadowRoot) visit(shadowRoot);
      const inner = node.nodeName === 'IFRAME' && (node as HTMLIFrameElement).contentDocument;
      if (inner) visit(inner);
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(root);
  return found;
}

const childNodes = Object.getOwnPropertyDescriptor(Node.prototype, 'childNodes')
  ?.get as () => NodeListOf<ChildNode>;

/** By the prototype: a form may have a field called `childNodes`. */
export function childrenOf(node: Node): Node[] {
  return [...childNodes.call(node)];
}

function without(action: () => void): void {
  try {
    action();
  } catch {
    // It is not that kind of element.
  }
}
