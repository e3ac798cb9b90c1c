import type { Mirror } from './mirror.js';

/** @returns where style sheets of page and replica differ, by their rules in the order in which they apply */
export function sheetDifferences({ document, copy, recorder, twin }: Mirror): string[] {
  const found: string[] = [];
  const compare = (root: Document | ShadowRoot, copied: Document | ShadowRoot, path: string) => {
    // A style element in a textarea, say, is where nobody would put one.
    const owned = [...root.styleSheets].filter(({ ownerNode }) => recorder.idOf(ownerNode as Node));
    const ours = rulesOf([...owned, ...root.adoptedStyleSheets]);
    // The first one is the replica's own.
    const copies = rulesOf(copied.adoptedStyleSheets.slice(1));
    if (ours !== copies) found.push(`${path}: ${ours} is ${copies}`);
    for (const element of root.querySelectorAll('*')) {
      const { shadowRoot } = element;
      if (shadowRoot && recorder.idOf(element) !== undefined) {
        compare(shadowRoot, twin(shadowRoot), `${path}/${element.localName}`);
      }
    }
  };
  compare(document, copy, 'document');
  return found;
}

function rulesOf(sheets: readonly CSSStyleSheet[]): string {
  return sheets
    .filter(({ disabled }) => !disabled)
    .map((sheet) => Array.from(sheet.cssRules, ({ cssText }) => cssText).join(' '))
    .filter((rules) => rules !== '')
    .join(' | ');
}
