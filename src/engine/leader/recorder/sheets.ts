import { MAX_TEXT, Op } from '../../../protocol/records.js';
import type { Assets } from '../assets/assets.js';
import { getterOf } from '../../getter-of.js';
import { hear } from '../hear.js';
import type { Masking } from '../masking.js';
import { NO_RULE, ruleText, type RuleContext } from './css-rules.js';
import { drain } from './drain.js';
import type { NodeIds } from './node-ids.js';
import type { OpRecord, Part } from './part.js';
import { hookSheets } from './sheet-hooks.js';
import { SheetSources } from './sheet-sources.js';
import type { Patches } from './patches.js';

export interface SheetsOptions {
  ids: NodeIds;
  assets: Assets;
  masking: Masking;
  masked: ReadonlyMap<Node, unknown>;
  patches: Patches;
  need(file: 'sheets'): void;
  soon(): void;
}

/** The number of an `@font-face` rule's interface in `CSSRule.type`. */
const FONT_RULE = 5;

type Owner = HTMLStyleElement | HTMLLinkElement | SVGStyleElement;
type Root = Document | ShadowRoot;

/** Tells what scripts change in sheets, rule by rule, in a file of its own. */
export interface SheetEdits {
  inserted(sheet: CSSStyleSheet, index: number): void;
  deleted(sheet: CSSStyleSheet, index: number): void;
  changed(rule: CSSRule): void;
  media(list: MediaList): void;
}

/** Style sheets as the browser holds them, whatever made them: links, style elements, scripts. */
export class Sheets implements Part {
  /** What scripts have made fonts of: nothing else tells. */
  readonly fonts = new WeakMap<FontFace, unknown>();
  /** Custom properties that scripts have registered for a document. Nothing else tells either. */
  readonly registered = new WeakMap<Document, PropertyDefinition[]>();
  readonly sources: SheetSources;
  edits: SheetEdits | undefined;
  /** Rules whose declarations scripts may hold, the newest last, and what they were. */
  readonly handed = new Map<CSSRule, string>();
  /** Sheets that this record tells as a whole. */
  readonly wholes = new Set<CSSStyleSheet>();
  readonly #options: SheetsOptions;
  /** Adopted sheets that replicas have. */
  readonly #adopted = new Set<CSSStyleSheet>();
  /** Numbers of adopted sheets, all negative. */
  readonly #keys = new WeakMap<CSSStyleSheet, number>();
  #lastKey = 0;
  /** Of each owner and each root what replicas were told last. */
  readonly #told = new Map<Node, CSSStyleSheet | readonly CSSStyleSheet[] | null>();
  /** Sheets that have other rules now, and such that are in another state. */
  readonly #anew = new Set<CSSStyleSheet>();
  readonly #states = new Set<CSSStyleSheet>();
  readonly #owners = new Set<Owner>();
  readonly #roots = new Set<Root>();
  /** Alternative sheets that the page has chosen. */
  readonly #chosen = new WeakSet<Owner>();

  constructor(options: SheetsOptions) {
    this.#options = options;
    this.sources = new SheetSources(
      () => options.need('sheets'),
      (sheet) => this.#retell(sheet),
    );
  }

  enter(window: Window & typeof globalThis): void {
    const options = this.#options;
    const registered: PropertyDefinition[] = [];
    this.registered.set(window.document, registered);
    hookSheets(window, options.patches, {
      inserted: (sheet, index, source) => {
        this.sources.made(source, [sheet.cssRules[index] as CSSRule]);
        this.#edited(sheet, (edits) => edits.inserted(sheet, index));
      },
      deleted: (sheet, index) => this.#edited(sheet, (edits) => edits.deleted(sheet, index)),
      changed: (rule) => this.#edited(rule.parentStyleSheet, (edits) => edits.changed(rule)),
      handed: (rule) => {
        options.soon();
        if (this.handed.has(rule)) return;
        this.handed.set(rule, rule.cssText);
        options.need('sheets');
      },
      replaced: (sheet, source) => {
        this.sources.made(source, sheet.cssRules);
        this.#note(sheet, this.#anew);
      },
      font: (face, source) => this.fonts.set(face, source),
      // What is said later of it may be something else, or throw.
      registered: ({ name, syntax, inherits, initialValue }) =>
        registered.push({ name, syntax, inherits, initialValue }),
      state: (sheet) => this.stateChanged(sheet),
      media: (list) => {
        if (this.edits) this.edits.media(list);
        // It does not know what it belongs to.
        else for (const sheet of this.all()) this.sources.wait(sheet);
      },
      adopted: (root) => this.#touchRoot(root),
    });
  }

  listen(root: Root, signal: AbortSignal): void {
    hear(root, 'load error', signal, ({ target }) => {
      const { localName, sheet } = target as Owner;
      // Others have no more in them when they have loaded than when they were first there. One import that fails is an error.
      if (localName === 'link' || (sheet && this.sources.hasImports(sheet)))
        this.touch(target as Node);
    });
  }

  concerns(name: string): boolean {
    return name === 'style' || name === 'link';
  }

  met(node: Element | Root): void {
    if (node.nodeType !== 1) this.#touchRoot(node as Root);
    else this.#owners.add(node as Owner);
  }

  forget(node: Node): void {
    this.#told.delete(node);
  }

  restart(): void {
    this.#told.clear();
    this.#adopted.clear();
  }

  /** Something about the node is different: its attributes, its text, what it has loaded. */
  touch(node: Node, attribute?: string): void {
    if (!isOwner(node) || this.#options.ids.of(node) === undefined) return;
    if (attribute === 'disabled') this.#chosen.add(node);
    this.#owners.add(node);
    this.#options.soon();
  }

  changes(ops: OpRecord[]): void {
    if (this.wholes.size > 0) this.wholes.clear();
    for (const [node, told] of this.#told) {
      // An owner that is put elsewhere has another sheet; a list of adopted sheets can be changed in place.
      if (node.nodeType === 9) {
        if (adoptedIn(node as Root).length + (told as unknown[]).length > 0) {
          this.#roots.add(node as Root);
        }
      } else if (isOwner(node) && node.sheet !== told) this.#owners.add(node);
    }
    drain(this.#owners, (owner) => this.#tellOwner(ops, owner));
    drain(this.#roots, (root) => this.#tellRoot(ops, root));
    drain(this.#anew, (sheet) => {
      if (this.isTold(sheet)) this.#tell(ops, sheet);
    });
    drain(this.#states, (sheet) => {
      if (this.isTold(sheet) && !this.wholes.has(sheet)) ops.push(this.#state(sheet));
    });
  }

  /** All sheets that replicas have, besides imported ones. */
  all(): CSSStyleSheet[] {
    return [...this.#told.values()].flat().filter((sheet) => sheet !== null);
  }

  isTold(sheet: CSSStyleSheet): boolean {
    const owner = sheet.ownerNode;
    return owner ? this.#told.get(owner) === sheet : this.#adopted.has(sheet);
  }

  /** The number that replicas know it by. */
  key(sheet: CSSStyleSheet): number {
    const owner = sheet.ownerNode;
    if (owner) return this.#options.ids.of(owner) ?? 0;
    let key = this.#keys.get(sheet);
    if (key === undefined) this.#keys.set(sheet, (key = this.#lastKey -= 1));
    return key;
  }

  /** @returns the texts of some rules of a sheet for replicas. What fields hold is to be masked in them when they are told. */
  textsOf(sheet: CSSStyleSheet, rules: Iterable<CSSRule>): string[] {
    const { assets, masking, masked } = this.#options;
    const owner = sheet.ownerNode;
    const places = owner ? [owner] : this.#adoptersOf(sheet);
    const isPrivate = places.length > 0 && places.every((place) => masked.has(place));
    const isClosed = isPrivate && places.every((place) => masking.isClosed(place));
    const open: RuleContext = {
      base: sheet.href ?? places[0]?.baseURI ?? '',
      reference: (url) => assets.reference(url, true),
      sources: this.sources,
    };
    const closed = { ...open, reference: () => '' };
    return [...rules].map((rule) => {
      const hides = isPrivate && rule.type !== FONT_RULE;
      const text = ruleText(rule, sheet, hides ? closed : open);
      if (text.length > MAX_TEXT) return NO_RULE;
      return isPrivate ? masking.privateRule(text, isClosed) : text;
    });
  }

  /** It has other media, or is enabled or disabled. */
  stateChanged(sheet: CSSStyleSheet): void {
    this.#note(sheet, this.#states);
  }

  #tellOwner(ops: OpRecord[], owner: Owner): void {
    const id = this.#options.ids.of(owner);
    if (id === undefined) return;
    const { sheet } = owner;
    const before = this.#told.get(owner);
    this.#told.set(owner, sheet);
    if (sheet) this.#tell(ops, sheet);
    else if (before) ops.push([Op.sheet, id, '', 0]);
  }

  #tellRoot(ops: OpRecord[], root: Root): void {
    const id = this.#options.ids.of(root);
    if (id === undefined) return;
    const told = (this.#told.get(root) ?? []) as readonly CSSStyleSheet[];
    const adopted = adoptedIn(root);
    // To go through such a list takes longer than a small change, and most are empty.
    const sheets = adopted.length > 0 ? [...adopted] : [];
    this.#told.set(root, sheets);
    if (told.length === sheets.length && told.every((sheet, i) => sheet === sheets[i])) return;
    for (const sheet of sheets) {
      if (this.#adopted.has(sheet)) continue;
      this.#adopted.add(sheet);
      this.#tell(ops, sheet);
    }
    ops.push([Op.adopt, id, ...sheets.map((sheet) => this.key(sheet))]);
  }

  #tell(ops: OpRecord[], sheet: CSSStyleSheet): void {
    if (this.wholes.has(sheet)) return;
    this.wholes.add(sheet);
    const op = this.#state(sheet);
    op[0] = Op.sheet;
    const { masking } = this.#options;
    for (const text of this.textsOf(sheet, this.sources.rulesOf(sheet)))
      op.push(masking.rule(text));
    ops.push(op);
  }

  /** Not every browser calls an alternative sheet disabled that nobody has chosen. */
  #state(sheet: CSSStyleSheet): OpRecord {
    const owner = sheet.ownerNode as Owner | null;
    const isLeft = owner?.title && owner.matches('[rel~=alternate i]') && !this.#chosen.has(owner);
    const isDisabled = sheet.disabled || isLeft;
    return [Op.sheetState, this.key(sheet), sheet.media.mediaText, isDisabled ? 1 : 0];
  }

  /** An imported sheet is told with the one that imports it. */
  #retell(sheet: CSSStyleSheet): void {
    let outermost = sheet;
    while (outermost.parentStyleSheet) outermost = outermost.parentStyleSheet;
    this.#note(outermost, this.#anew);
  }

  /** Sheets made by scripts are relative to the document they were made in. */
  #adoptersOf(sheet: CSSStyleSheet): Node[] {
    const roots: Node[] = [];
    for (const [root, sheets] of this.#told) {
      if (Array.isArray(sheets) && sheets.includes(sheet)) roots.push(root);
    }
    return roots;
  }

  #note(sheet: CSSStyleSheet, among: Set<CSSStyleSheet>): void {
    if (!this.isTold(sheet)) return;
    among.add(sheet);
    this.#options.soon();
  }

  #edited(sheet: CSSStyleSheet | null, edit: (edits: SheetEdits) => void): void {
    if (this.edits) edit(this.edits);
    else if (sheet) this.sources.wait(sheet);
  }

  #touchRoot(root: Root): void {
    this.#roots.add(root);
    this.#options.soon();
  }
}

/** Asked not as the page is asked, which would be heard. What is called ShadowRoot may be a polyfill's. */
const adoptedGetters = [
  Object.getPrototypeOf(document.createElement('p').attachShadow({ mode: 'open' })) as object,
  Document.prototype,
].map((prototype) => getterOf<readonly CSSStyleSheet[]>(prototype, 'adoptedStyleSheets'));

function adoptedIn(root: Root): readonly CSSStyleSheet[] {
  return adoptedGetters[Number(root.nodeType === 9)]!.call(root);
}

function isOwner(node: Node): node is Owner {
  const { localName } = node as Partial<Element>;
  return localName === 'style' || localName === 'link';
}
