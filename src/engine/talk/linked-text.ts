import { webAddress } from '../web-address.js';

/** Without what is not seen, for it could turn round what is read, but for what joins letters in Persian and in emoji. */
const ADDRESS = /https?:\/\/(?:[^\s<>"\p{Cf}]|\p{Join_C})+/giu;
/** What ends a sentence rather than an address. */
const AFTER = /[.,;:!?'")\]}]+$/;

/** Plain text in which web addresses are links. Whoever wrote it may be hostile: it becomes text and nothing else. */
export function linkedText(text: string): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = found.replace(AFTER, '');
    if (!isPlain(address)) continue;
    nodes.push(document.createTextNode(text.slice(at, index)), link(address));
    at = index + address.length;
  }
  nodes.push(document.createTextNode(text.slice(at)));
  return nodes;
}

/** One with a name in front of its host only pretends to be elsewhere. */
function isPlain(text: string): boolean {
  const url = webAddress(text);
  return url?.username === '' && url.password === '';
}

function link(address: string): HTMLAnchorElement {
  const element = document.createElement('a');
  element.href = address;
  element.target = '_blank';
  element.rel = 'noopener noreferrer';
  element.textContent = address;
  // Nor does what stands before it.
  element.dir = 'ltr';
  return element;
}
