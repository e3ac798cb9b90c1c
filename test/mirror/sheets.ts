import type { Mirror } from './mirror.js';

export interface SheetOptions {
  /** Private parts differ on purpose. */
  except?: (element: Element) => boolean;
  /** Where closed shadow roots are known to the test. */
  shadowOf?: (element: Element) => ShadowRoot | null;
}

/** What `:defined` is in a replica, which defines nothing. */
const UNDEFINED = ':is(:not([surfly-undefined]))';

/** @returns where style sheets of page and replica differ, by their rules in the order in which they apply */
export function sheetDifferences(
  { document, copy, recorder, twin }: Pick<Mirror, 'document' | 'copy' | 'recorder' | 'twin'>,
  { except, shadowOf = (element) => element.shadowRoot }: SheetOptions = {},
): string[] {
  const found: string[] = [];
  const compare = (root: Document | ShadowRoot, copied: Document | ShadowRoot, path: string) => {
    // A style element in a textarea, say, is where nobody would put one.
    const owned = [...root.styleSheets].filter(({ ownerNode }) => recorder.idOf(ownerNode as Node));
    const ours = rulesOf([...owned, ...root.adoptedStyleSheets]);
    // The first one is the replica's own.
    const copies = rulesOf(copied.adoptedStyleSheets.slice(1)).replaceAll(UNDEFINED, ':defined');
    if (ours !== copies) found.push(`${path}: ${ours} is ${copies}`);
    for (const element of root.querySelectorAll('*')) {
      if (recorder.idOf(element) === undefined || except?.(element)) continue;
      const shadowRoot = shadowOf(element);
      if (shadowRoot) compare(shadowRoot, twin(shadowRoot), `${path}/${element.localName}`);
      const inner =
        element.localName === 'iframe' && (element as HTMLIFrameElement).contentDocument;
      if (inner && inner.documentElement) compare(inner, twin(inner), `${path}/iframe`);
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
