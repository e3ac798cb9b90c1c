import {
  DocumentMode,
  Namespace,
  NodeKind,
  Op,
  RECORD_FORMAT,
} from '../../src/protocol/records.js';
import type { Json, MirrorRecord } from '../../src/protocol/records.js';
import { childrenOf } from './attack.js';

const SVG = 'http://www.w3.org/2000/svg';
const MATHML = 'http://www.w3.org/1998/Math/MathML';
const HTML = 'http://www.w3.org/1999/xhtml';

/** What a hostile leader claims to be an image. */
export const CLAIMED_HASH = 'ab'.repeat(32);

/** A snapshot with everything of a document as it stands there, as no recorder of ours would make it. */
export function hostileSnapshot(page: Document): MirrorRecord {
  const nodes: Json[] = [];
  const ops: Json[] = [];
  let lastId = 0;
  document(page, 0);
  return [RECORD_FORMAT, 7, 1, [1, lastId], nodes, [Op.assets, 1, CLAIMED_HASH], ...ops];

  function document(inner: Document, depth: number): void {
    lastId += 1;
    const { compatMode, documentElement } = inner;
    nodes.push(
      NodeKind.document,
      compatMode === 'CSS1Compat' ? DocumentMode.standards : DocumentMode.quirks,
    );
    nodes.push(1);
    element(documentElement, depth + 1);
  }

  function element(node: Element, depth: number): void {
    const id = (lastId += 1);
    // By the prototype: a form may have a field called `attributes`.
    const attributes = Element.prototype.getAttributeNames
      .call(node)
      .flatMap((name) => [name, Element.prototype.getAttribute.call(node, name) as string]);
    nodes.push(NodeKind.element, nameOf(node), attributes.length / 2, ...attributes, 0);
    const countAt = nodes.length - 1;
    let count = 0;
    if (depth < 60) {
      const shadow = node.shadowRoot;
      if (shadow) {
        lastId += 1;
        nodes.push(NodeKind.shadow, 0, shadow.childNodes.length - comments(shadow));
        for (const child of shadow.childNodes) any(child, depth + 1);
        count += 1;
      }
      const srcdoc = node.localName === 'iframe' ? node.getAttribute('srcdoc') : null;
      if (srcdoc !== null) {
        document(new DOMParser().parseFromString(srcdoc, 'text/html'), depth + 1);
        count += 1;
      }
      const { content } = node as HTMLTemplateElement;
      for (const child of [
        ...(content instanceof DocumentFragment ? childrenOf(content) : []),
        ...childrenOf(node),
      ]) {
        if (any(child, depth + 1)) count += 1;
      }
    }
    nodes[countAt] = count;
    // Said again, as changes are.
    if (attributes.length > 0) ops.push([Op.attributes, id, ...attributes]);
    if (['img', 'image', 'feImage', 'input'].includes(node.localName)) {
      ops.push([Op.attributes, id, 'src', 'asset:1'], [Op.attributes, id, 'href', 'asset:1']);
    }
    if (node.localName === 'style')
      ops.push([Op.sheet, id, '', 0, ...rulesOf(node.textContent ?? '')]);
  }

  function any(node: Node, depth: number): boolean {
    if (node.nodeType === 1) element(node as Element, depth);
    else if (node.nodeType === 3) {
      lastId += 1;
      nodes.push(NodeKind.text, (node as Text).data);
    }
    return node.nodeType === 1 || node.nodeType === 3;
  }
}

function comments(parent: Node): number {
  return [...parent.childNodes].filter(({ nodeType }) => nodeType !== 1 && nodeType !== 3).length;
}

function nameOf({ namespaceURI, localName }: Element): string {
  if (namespaceURI === SVG) return Namespace.svg + localName;
  if (namespaceURI === MATHML) return Namespace.mathml + localName;
  return namespaceURI === HTML ? localName : Namespace.other + localName;
}

/** The rules as the browser reads them, and all of the text as if it were one. */
function rulesOf(text: string): string[] {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...Array.from(sheet.cssRules, ({ cssText }) => cssText), text];
}

/** Builds what a snapshot says, without looking at what it is: the control that a harness must find to be unsafe. */
export function buildAnything(snapshot: MirrorRecord, page: Document): void {
  const list = snapshot[4] as Json[];
  let at = 3;
  const root = node(page);
  if (root) page.replaceChild(root, page.documentElement);

  function node(parent: Node): Node | undefined {
    const kind = list[at++];
    if (kind === NodeKind.text) return page.createTextNode(list[at++] as string);
    if (kind === NodeKind.element) return element();
    at += 1;
    const count = list[at++] as number;
    const holder =
      kind === NodeKind.shadow
        ? (parent as Element).attachShadow({ mode: 'open' })
        : page.createDocumentFragment();
    for (let i = 0; i < count; i += 1) append(holder, node(holder));
    return undefined;
  }

  function element(): Node {
    const name = list[at++] as string;
    const made = make(name);
    const attributes = list[at++] as number;
    for (let i = 0; i < attributes; i += 1) {
      const [attribute, value] = [list[at++] as string, list[at++] as string];
      try {
        Element.prototype.setAttribute.call(made, attribute, value);
      } catch {
        // A name that only a parser takes.
      }
    }
    const count = list[at++] as number;
    for (let i = 0; i < count; i += 1) append(made, node(made));
    return made;
  }

  function make(name: string): Element {
    const namespace = { [Namespace.svg]: SVG, [Namespace.mathml]: MATHML }[name.charAt(0)] ?? HTML;
    try {
      return page.createElementNS(namespace, /^\d/.test(name) ? name.slice(1) : name);
    } catch {
      return page.createElement('x-unnamed');
    }
  }
}

function append(parent: Node, child: Node | undefined): void {
  if (child) Node.prototype.appendChild.call(parent, child);
}
