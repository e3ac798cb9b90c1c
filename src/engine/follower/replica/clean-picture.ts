import { Namespace } from '../../../protocol/records.js';
import { createElement, SVG } from './allowed.js';
import { Attributes } from './attributes.js';
import { trusted } from './blank-document.js';
import { insert } from './dom.js';
import { Environment } from './environment.js';
import { filterCss } from './filter-css.js';

/** Bounds of a file from which something is taken. */
const MAX_ELEMENTS = 50_000;
const MAX_DEPTH = 100;

/** Other prefixes would need their declarations. */
const PLAIN = /^(?!xmlns)[^:]+$|^xlink:href$|^xml:space$/;

const nowhere = () => undefined;

/**
 * Of an SVG file what a picture may have in it. `use` takes elements out of a file into the page, where what is in them
 * could run and load; so they are let through like those of the page.
 * @returns undefined where there is nothing to take
 */
export async function cleanPicture(file: Blob): Promise<Blob | undefined> {
  const text = await file.text();
  // A few of them could stand for more than there is room for.
  if (text.includes('<!ENTITY')) return undefined;
  const { documentElement: root } = new DOMParser().parseFromString(trusted(text), 'image/svg+xml');
  if (root.namespaceURI !== SVG) return undefined;
  const document = window.document.implementation.createDocument(SVG, null);
  const attributes = new Attributes({
    urlOf: nowhere,
    spriteOf: nowhere,
    environment: new Environment(),
  });
  let left = MAX_ELEMENTS;

  function copy(from: Element, parent: Node, depth: number): void {
    if (from.namespaceURI !== SVG || depth > MAX_DEPTH || (left -= 1) < 0) return;
    const element = createElement(document, Namespace.svg + from.localName);
    insert(parent, element, null);
    if (element.namespaceURI !== SVG) return;
    for (const { name, value } of from.attributes) {
      if (PLAIN.test(name)) attributes.set(element, name, value);
    }
    for (const child of from.childNodes) {
      if (child.nodeType === 1) copy(child as Element, element, depth + 1);
      else if (child.nodeType === 3 || child.nodeType === 4) {
        const { data } = child as Text;
        element.append(from.localName === 'style' ? filterCss(data, nowhere) : data);
      }
    }
  }

  copy(root, document, 0);
  return new Blob([new XMLSerializer().serializeToString(document)], { type: 'image/svg+xml' });
}
