import type { Mirror } from '../../mirror/mirror.js';
import { aroundOf, type Site } from './site.js';

/** What the rules of the fuzzed pages set, and what follows from them. */
const PROPERTIES = [
  ...['color', 'display', 'opacity', 'order', 'width', 'height', 'margin-left', 'visibility'],
  ...['letter-spacing', 'font-weight', 'overflow-x', '--x', 'position'],
];
/** Looking at every element would take longer than all the changes. */
const MOST = 40;

/** @returns where elements of the page and of the replica look different by their computed style */
export function styleDifferences(site: Site, page: Mirror): string[] {
  const found: string[] = [];
  // In a textarea, say, where nobody would put a style, it has its effect unseen.
  const isUnseen = ({ ownerNode }: CSSStyleSheet) =>
    page.recorder.idOf(ownerNode as Node) === undefined;
  if (site.roots().some((root) => [...root.styleSheets].some(isUnseen))) return [];
  const seen = site
    .elements()
    .filter(
      (node) =>
        page.recorder.idOf(node) !== undefined && !site.isDrawnPrivate(node) && isDrawn(site, node),
    );
  const step = Math.max(1, Math.floor(seen.length / MOST));
  const chosen = new Map<Document, Element[]>();
  for (let i = 0; i < seen.length; i += step) {
    const element = seen[i] as Element;
    const others = chosen.get(element.ownerDocument);
    if (others) others.push(element);
    else chosen.set(element.ownerDocument, [element]);
  }
  for (const [document, elements] of chosen) {
    const shown = [document, page.twin(document)].map(hide);
    for (const element of elements) found.push(...differencesOf(element, page.twin(element)));
    for (const show of shown) show();
  }
  return found.slice(0, 10);
}

/**
 * Whether there is a style to ask for. What stands beside a root that nobody can see into may be drawn or not. Of what stands in
 * a slot for when nothing else does, Chromium may tell the style that it had before; a modal dialog that has lost its attribute
 * alone is modal, unseen; and media queries of a frame that is not shown go by the size that it had when it was.
 */
function isDrawn(site: Site, element: Element): boolean {
  if (element.matches('dialog:not([open])')) return false;
  for (let at: Node | null | undefined = element; at; at = aroundOf(at)) {
    if (at.nodeName === 'IFRAME' && !(at as Element).getClientRects().length) return false;
    const parent: Node | null = at.parentNode;
    if (site.sealed.has(parent as Element)) return false;
    if (parent?.nodeName === 'SLOT' && (parent as HTMLSlotElement).assignedNodes().length > 0)
      return false;
  }
  return true;
}

/**
 * What is not shown has no size but the one that its styles say. The sizes of boxes are another matter: masks are wider than
 * the words they stand for, and Chromium does not lay out everything anew that it should (what a moved slot shows, or a
 * select that lost an option, keeps its old size until something around it changes).
 */
function hide({ documentElement }: Document): () => void {
  const { style } = documentElement;
  const { display } = style;
  style.display = 'none';
  return () => (style.display = display);
}

function differencesOf(element: Element, copied: Element): string[] {
  const [ours, copy] = [styleOf(element), styleOf(copied)];
  if (copied.localName === 'template' || !ours || !copy) return [];
  return PROPERTIES.filter(
    (name) => ours.getPropertyValue(name) !== copy.getPropertyValue(name),
  ).map((name) => {
    const [value, copiedValue] = [ours, copy].map((style) => style.getPropertyValue(name));
    return `<${element.localName}> ${name} ${value} is ${copiedValue}`;
  });
}

function styleOf(element: Element): CSSStyleDeclaration | null {
  return element.ownerDocument.defaultView?.getComputedStyle(element) ?? null;
}
