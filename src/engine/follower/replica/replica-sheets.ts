import type { Environment } from './environment.js';
import type { NodeTable } from './node-table.js';
import { filterCss, NO_RULE } from './filter-css.js';
import { HIGHLIGHT } from './highlight.js';
import { MisfitError } from './reader.js';
import { UNSNAPPED } from './scroll.js';
import { within } from './dom.js';
import type { UrlOf } from './picture-assets.js';

type Root = Document | ShadowRoot;

interface Sheet {
  rules: string[];
  media: string;
  disabled: boolean;
  /** One for each document in which it is used. */
  made: Map<Document, CSSStyleSheet>;
}

/** A sheet has no more rules than that. */
const MAX_RULES = 200_000;

/** Of what is highlighted, browsers that know this inherit the colours; in others they are every element's own. */
const INHERITING = CSS.supports('interpolate-size:allow-keywords') ? ':root' : '';

const styles = `
  :where([surfly-ring='']:not(html, body, iframe)), :host([surfly-ring=host]),
  [surfly-ring=slot]::slotted([surfly-ring=slotted]) {
    outline: auto 1px Highlight;
    outline: auto 1px -webkit-focus-ring-color;
  }
  :where([surfly-ring='']:is(svg, svg :not(foreignObject *))) { outline: auto 5px -webkit-focus-ring-color; }
  input[surfly-focus], input[surfly-focus]::placeholder { text-overflow: clip !important; }
  /* Browsers show by colours of their own, which no sheet can set, whether a list box has the focus. */
  [surfly-focus]:is([multiple], [size]) option:checked {
    background-image: linear-gradient(SelectedItem 0 0);
    -webkit-text-fill-color: SelectedItemText;
  }
  * { overflow-anchor: none !important; }
  /* Where scripts do not run, they show the controls of every video. */
  video:not([controls])::-webkit-media-controls { display: none !important; }
  :root { forced-color-adjust: none; }
  :where([surfly-lifted='']), :host([surfly-lifted=host]) { border: 0; padding: 0; overflow: visible; color: inherit; background: none; }
  [surfly-fullscreen=top]:not(:root) {
    position: fixed !important;
    inset: 0 !important;
    z-index: 2147483647;
    width: 100% !important;
    height: 100% !important;
    min-width: 0 !important;
    min-height: 0 !important;
    max-width: none !important;
    max-height: none !important;
    margin: 0 !important;
    box-sizing: border-box !important;
    transform: none !important;
    object-fit: contain;
  }
  [surfly-fullscreen=top]::backdrop { background: black; }
`;

/** What a picture adds: under everything that the page says, wherever it says it. */
const BASE = `@layer surfly-replica{${styles}[${UNSNAPPED}]{scroll-snap-type:none!important}${
  HIGHLIGHT &&
  `${INHERITING}::highlight(${HIGHLIGHT}){background-color:Highlight;color:HighlightText}`
}}`;

/**
 * The style sheets of a picture, all as constructed sheets: those of owners in the order of their owners, then the adopted
 * ones, which is the order they have in the page.
 */
export class ReplicaSheets {
  readonly #nodes: NodeTable;
  readonly #urlOf: UrlOf;
  readonly #environment: Environment;
  /** By their keys; what scripts have added to a document's fonts, by the document. */
  readonly #sheets = new Map<number | Node, Sheet>();
  readonly #owners = new Set<Element>();
  readonly #adopted = new Map<Root, number[]>();
  readonly #bases = new Map<Document, CSSStyleSheet>();
  readonly #roots = new Set<Root>();
  #reorder = false;

  constructor(nodes: NodeTable, urlOf: UrlOf, environment: Environment) {
    this.#nodes = nodes;
    this.#urlOf = urlOf;
    this.#environment = environment;
  }

  made(node: Node): void {
    if (node.nodeType !== 1) {
      this.#roots.add(node as Root);
      this.#reorder = true;
    } else if ((node as Element).localName === 'style') {
      this.#owners.add(node as Element);
      this.#reorder = true;
    }
  }

  forget(node: Node): void {
    if (this.#owners.delete(node as Element)) {
      this.#sheets.delete(this.#nodes.idOf(node) ?? 0);
      this.#reorder = true;
    }
    this.#sheets.delete(node);
    this.#roots.delete(node as Root);
    this.#adopted.delete(node as Root);
    this.#bases.delete(node as Document);
  }

  /** A known node has another place. */
  moved(node: Node): void {
    if (this.#reorder || this.#owners.size === 0) return;
    for (const one of within(node)) if (this.#owners.has(one as Element)) this.#reorder = true;
  }

  set(key: number | Node, media: string, disabled: boolean, rules: string[]): void {
    if (rules.length > MAX_RULES) throw new MisfitError(`A sheet has ${rules.length} rules.`);
    this.#sheets.set(key, { rules, media, disabled, made: new Map() });
    this.#reorder = true;
  }

  fonts(document: Node, rules: string[]): void {
    if (document.nodeType !== 9) throw new MisfitError('Only documents have fonts.');
    this.set(document, '', false, rules);
  }

  state(key: number, media: string, disabled: boolean): void {
    const sheet = this.#get(key);
    Object.assign(sheet, { media, disabled });
    for (const made of sheet.made.values()) this.#setState(made, sheet);
  }

  insertRule(key: number, index: number, rule: string): void {
    const sheet = this.#get(key);
    if (index > sheet.rules.length || index >= MAX_RULES) {
      throw new MisfitError(`Sheet ${key} has no place ${index} for a rule.`);
    }
    sheet.rules.splice(index, 0, rule);
    const text = this.#filter(rule);
    for (const made of sheet.made.values()) insertInto(made, text, index);
  }

  deleteRule(key: number, index: number): void {
    const sheet = this.#get(key);
    if (index >= sheet.rules.length) throw new MisfitError(`Sheet ${key} has no rule ${index}.`);
    sheet.rules.splice(index, 1);
    for (const made of sheet.made.values()) made.deleteRule(index);
  }

  adopt(root: Node, keys: number[]): void {
    if (root.nodeType !== 9 && root.nodeType !== 11) throw new MisfitError('Only roots adopt.');
    this.#adopted.set(root as Root, keys);
    this.#reorder = true;
  }

  /** The bytes of an asset are there: rules that name it come true. */
  arrived(number: number): void {
    const reference = new RegExp(`asset:${number}(?!\\d)`);
    this.#again((rule) => reference.test(rule));
  }

  /** The leader's screen is another. @param page - the document around all others */
  environmentChanged(page: Document): void {
    this.#base(page).replaceSync(`${BASE} @layer surfly-replica { ${this.#environment.base} }`);
    this.#again((rule) => this.#environment.concerns(rule));
    for (const sheet of this.#sheets.values()) {
      for (const made of sheet.made.values()) this.#setState(made, sheet);
    }
  }

  /** Puts rules in again. */
  #again(isConcerned: (rule: string) => boolean): void {
    for (const { rules, made } of this.#sheets.values()) {
      for (const [index, rule] of rules.entries()) {
        if (!isConcerned(rule)) continue;
        const text = this.#filter(rule);
        for (const sheet of made.values()) {
          sheet.deleteRule(index);
          insertInto(sheet, text, index);
        }
      }
    }
  }

  /** Puts in force what has become different, if anything has. */
  settle(): boolean {
    if (!this.#reorder) return false;
    this.#reorder = false;
    const owned = new Map<Node, Element[]>();
    for (const owner of this.#owners) {
      const root = owner.getRootNode();
      const owners = owned.get(root);
      if (owners) owners.push(owner);
      else owned.set(root, [owner]);
    }
    for (const root of this.#roots) this.#settle(root, owned.get(root) ?? []);
    return true;
  }

  #settle(root: Root, owners: Element[]): void {
    const document = root.nodeType === 9 ? (root as Document) : root.ownerDocument;
    if (!document?.defaultView) return;
    owners.sort((a, b) =>
      a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1,
    );
    const sheets = [
      ...owners.map((owner) => this.#nodes.idOf(owner) ?? 0),
      ...(this.#adopted.get(root) ?? []),
      root,
    ]
      .map((key) => this.#sheets.get(key))
      .filter((sheet) => sheet !== undefined)
      .map((sheet) => this.#in(document, sheet));
    root.adoptedStyleSheets = [this.#base(document), ...sheets];
  }

  #in(document: Document, sheet: Sheet): CSSStyleSheet {
    let made = sheet.made.get(document);
    if (made) return made;
    made = newSheet(document);
    const rules = sheet.rules.map((rule) => this.#filter(rule));
    made.replaceSync(rules.join('\n'));
    if (made.cssRules.length !== rules.length) {
      made.replaceSync('');
      for (const [index, rule] of rules.entries()) insertInto(made, rule, index);
    }
    this.#setState(made, sheet);
    sheet.made.set(document, made);
    return made;
  }

  #base(document: Document): CSSStyleSheet {
    let base = this.#bases.get(document);
    if (!base) {
      base = newSheet(document);
      base.replaceSync(BASE);
      this.#bases.set(document, base);
    }
    return base;
  }

  #filter(rule: string): string {
    return filterCss(this.#environment.rule(rule, this.#urlOf), this.#urlOf);
  }

  #setState(made: CSSStyleSheet, { media, disabled }: Sheet): void {
    made.media.mediaText = this.#environment.query(media);
    made.disabled = disabled;
  }

  #get(key: number): Sheet {
    const sheet = this.#sheets.get(key);
    if (!sheet) throw new MisfitError(`There is no style sheet ${key}.`);
    return sheet;
  }
}

function newSheet(document: Document): CSSStyleSheet {
  const window = document.defaultView as Window & typeof globalThis;
  return new window.CSSStyleSheet();
}

function insertInto(sheet: CSSStyleSheet, rule: string, index: number): void {
  try {
    sheet.insertRule(rule, index);
  } catch {
    sheet.insertRule(NO_RULE, index);
  }
}
