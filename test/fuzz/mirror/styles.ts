import type { Mirror } from '../../mirror/mirror.js';
import type { Site } from './site.js';

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
    .filter((node) => page.recorder.idOf(node) !== undefined && !site.isPrivate(node));
  const step = Math.max(1, Math.floor(seen.length / MOST));
  for (let i = 0; i < seen.length && found.length < 10; i += step) {
    const element = seen[i] as Element;
    const copied = page.twin(element);
    if (copied.localName === 'template') continue;
    const ours = styleOf(element);
    const copy = styleOf(copied);
    if (!ours || !copy) continue;
    for (const name of PROPERTIES) {
      const [value, copiedValue] = [ours, copy].map((style) => style.getPropertyValue(name));
      if (value !== copiedValue) {
        found.push(`<${element.localName}> ${name} ${value} is ${copiedValue}`);
      }
    }
  }
  return found;
}

function styleOf(element: Element): CSSStyleDeclaration | null {
  return element.ownerDocument.defaultView?.getComputedStyle(element) ?? null;
}
