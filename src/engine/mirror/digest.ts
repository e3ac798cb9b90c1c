import { firstIn, isText, nextOf } from '../tree.js';

/**
 * A number for a part of the page, made alike by recorder and replica: as long as both have the same, it is the same. It is
 * made of what both can read without having changed it: which nodes there are, in which order, texts, and attributes that
 * travel as they are. FNV-1a, 32 bits: it has to notice mistakes, not attacks, for a leader may show what it likes anyway.
 */
export interface DigestSide {
  idOf(node: Node): number | undefined;
  shadowOf(element: Element): ShadowRoot | null | undefined;
  /** The text as replicas have it. */
  textOf(text: Text): string;
  /** The attribute as replicas have it, undefined where they do not. */
  attributeOf(element: Element, name: string, value: string): string | undefined;
}

const ATTRIBUTE =
  /^(?:class|id|hidden|dir|lang|role|part|slot|disabled|colspan|rowspan|d|points|transform|viewBox|x|y|r|cx|cy|(?:aria|data)-[\w-]+)$/;

/** @param deep - with all that is in it; otherwise only with the numbers of what is right below */
export function digestOf(root: Node, deep: boolean, side: DigestSide): number {
  let hash = 0x811c9dc5;

  function add(text: string): void {
    hash = fnv(text, hash);
  }

  function visit(node: Node, isDeep: boolean): void {
    add(`${side.idOf(node)}<`);
    if (!isDeep) return;
    if (isText(node)) add(side.textOf(node));
    if (node.nodeType === 1) element(node as Element);
    for (let child = firstIn(node); child; child = nextOf(child)) {
      if (side.idOf(child) !== undefined) visit(child, deep);
    }
    add('>');
  }

  function element(node: Element): void {
    let sum = 0;
    for (const { name, value } of node.attributes) {
      const shown = ATTRIBUTE.test(name) ? side.attributeOf(node, name, value) : undefined;
      // In no order: both sides have them in the order in which they were set.
      if (shown?.includes('url(') === false) {
        sum = (sum + fnv(`${name}=${shown}`, 0x811c9dc5)) >>> 0;
      }
    }
    add(String(sum));
    const shadow = side.shadowOf(node);
    if (shadow && side.idOf(shadow) !== undefined) visit(shadow, deep);
  }

  visit(root, true);
  return hash;
}

function fnv(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
