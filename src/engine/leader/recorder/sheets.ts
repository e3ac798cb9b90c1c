import { MAX_TEXT, Op } from '../../../protocol/records.js';
import type { Assets } from '../assets/assets.js';
import type { Masking } from '../masking.js';
import { readRules, ruleText, type RuleContext } from './css-rules.js';
import type { NodeIds } from './node-ids.js';
import type { OpRecord, Part } from './part.js';
import { SheetHooks } from './sheet-hooks.js';
import { SheetSources } from './sheet-sources.js';
import type { Patches } from './patches.js';

export interface SheetsOptions {
  ids: NodeIds;
  assets: Assets;
  masking: Masking;
  masked: ReadonlyMap<Node, unknown>;
  patches: Patches;
  signal: AbortSignal;
  soon(): void;
}

/** The number of an `@font-face` rule's interface in `CSSRule.type`. */
const FONT_RULE = 5;

type Owner = HTMLStyleElement | HTMLLinkElement | SVGStyleElement;
type Root = Document | ShadowRoot;

/** Rules are looked at again with each record. */
const MAX_HANDED = 50;

/** What has happened to a sheet since replicas were told. */
interface Pending {
  /** All of it has to be told. */
  whole: boolean;
  /** Single rules put in or taken out, in order. */
  ops: OpRecord[];
  /** Rules that are different now, each by the outermost rule around it. */
  rules: Set<CSSRule>;
  state: boolean;
}

/** Style sheets as the browser holds them, whatever made them: links, style elements, scripts. */
export class Sheets implements Part {
  /** What scripts have made fonts of: nothing else tells. */
  readonly fonts = new WeakMap<FontFace, unknown>();
  readonly #options: SheetsOptions;
  readonly #hooks: SheetHooks;
  /** Adopted sheets that replicas have. */
  readonly #adopted = new Set<CSSStyleSheet>();
  /** Numbers of adopted sheets, all negative. */
  readonly #keys = new WeakMap<CSSStyleSheet, number>();
  #lastKey = 0;
  /** Of each owner and each root what replicas were told last. */
  readonly #told = new Map<Node, CSSStyleSheet | readonly CSSStyleSheet[] | null>();
  readonly #pending = new Map<CSSStyleSheet, Pending>();
  readonly #owners = new Set<Owner>();
  readonly #roots = new Set<Root>();
  readonly #sources: SheetSources;
  /** Whether it is us who ask for a list. */
  #isReading = false;
  /** Rules whose declarations scripts may hold, the newest last, and what they were. */
  readonly #handed = new Map<CSSRule, string>();
  /** Alternative sheets that the page has chosen. */
  readonly #chosen = new WeakSet<Owner>();

  constructor(options: SheetsOptions) {
    this.#options = options;
    this.#sources = new SheetSources({
      signal: options.signal,
      read: (sheet) => this.#sourceRead(sheet),
    });
    this.#hooks = new SheetHooks(options.patches, {
      written: (source) => this.#sources.made(source),
      inserted: (sheet, index) => this.#changed(sheet)?.ops.push(this.#insertion(sheet, index)),
      deleted: (sheet, index) =>
        this.#changed(sheet)?.ops.push([Op.deleteRule, this.#key(sheet), index]),
      changed: (rule) => this.#ruleChanged(rule),
      handed: (rule) => this.#watch(rule),
      replaced: (sheet) => this.#replaced(sheet),
      font: (face, source) => this.fonts.set(face, source),
      state: (sheet) => this.#stateChanged(sheet),
      media: (list) => this.#mediaChanged(list),
      adopted: (root) => {
        if (!this.#isReading) this.#touchRoot(root);
      },
    });
  }

  enter(window: Window & typeof globalThis): void {
    this.#hooks.enter(window);
  }

  listen(root: Root, signal: AbortSignal): void {
    const loaded = ({ target }: Event) => {
      if (isOwner(target as Node) && hasNews(target as Owner)) this.touch(target as Node);
    };
    root.addEventListener('load', loaded, { capture: true, passive: true, signal });
  }

  concerns(name: string): boolean {
    return name === 'style' || name === 'link';
  }

  met(node: Element | Root): void {
    if (node.nodeType !== 1) this.#touchRoot(node as Root);
    else if (isOwner(node)) this.#owners.add(node);
  }

  forget(node: Node): void {
    const told = this.#told.get(node);
    if (told === undefined) return;
    this.#told.delete(node);
    if (told && !Array.isArray(told)) this.#pending.delete(told as CSSStyleSheet);
  }

  restart(): void {
    this.#told.clear();
    this.#pending.clear();
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
    for (const [node, told] of this.#told) {
      // An owner that is put elsewhere has another sheet; a list of adopted sheets can be changed in place.
      if (node.nodeType === 9) {
        if (this.#adoptedOf(node as Root).length + (told as unknown[]).length > 0) {
          this.#roots.add(node as Root);
        }
      } else if (isOwner(node) && node.sheet !== told) this.#owners.add(node);
    }
    if (this.#owners.size > 0) {
      for (const owner of this.#owners) this.#tellOwner(ops, owner);
      this.#owners.clear();
    }
    if (this.#roots.size > 0) {
      for (const root of this.#roots) this.#tellRoot(ops, root);
      this.#roots.clear();
    }
    for (const [rule, text] of this.#handed) {
      if (rule.cssText === text) continue;
      this.#handed.set(rule, rule.cssText);
      this.#ruleChanged(rule);
    }
    if (this.#pending.size > 0) this.#tellPending(ops);
  }

  #tellPending(ops: OpRecord[]): void {
    for (const [sheet, pending] of this.#pending) {
      if (!this.#isTold(sheet)) continue;
      if (pending.whole) {
        ops.push(this.#whole(sheet));
        continue;
      }
      for (const op of pending.ops) ops.push(this.#asShown(op));
      for (const rule of pending.rules) this.#tellRule(ops, sheet, rule);
      if (pending.state) ops.push(this.#state(sheet));
    }
    this.#pending.clear();
  }

  #tellOwner(ops: OpRecord[], owner: Owner): void {
    const id = this.#options.ids.of(owner);
    if (id === undefined) return;
    const { sheet } = owner;
    const before = this.#told.get(owner);
    this.#told.set(owner, sheet);
    if (sheet) {
      this.#pending.delete(sheet);
      ops.push(this.#whole(sheet));
    } else if (before) {
      ops.push([Op.sheet, id, '', 0]);
    }
  }

  #tellRoot(ops: OpRecord[], root: Root): void {
    const id = this.#options.ids.of(root);
    if (id === undefined) return;
    const told = (this.#told.get(root) ?? []) as readonly CSSStyleSheet[];
    const adopted = this.#adoptedOf(root);
    // To go through such a list takes longer than a small change, and most are empty.
    const sheets = adopted.length > 0 ? [...adopted] : [];
    this.#told.set(root, sheets);
    if (told.length === sheets.length && told.every((sheet, i) => sheet === sheets[i])) return;
    for (const sheet of sheets) {
      if (this.#adopted.has(sheet)) continue;
      this.#adopted.add(sheet);
      this.#pending.delete(sheet);
      ops.push(this.#whole(sheet));
    }
    ops.push([Op.adopt, id, ...sheets.map((sheet) => this.#key(sheet))]);
  }

  #adoptedOf(root: Root): readonly CSSStyleSheet[] {
    this.#isReading = true;
    const adopted = root.adoptedStyleSheets;
    this.#isReading = false;
    return adopted;
  }

  #tellRule(ops: OpRecord[], sheet: CSSStyleSheet, rule: CSSRule): void {
    const index = Array.prototype.indexOf.call(readRules(sheet) ?? [], rule);
    if (index === -1) return;
    ops.push([Op.deleteRule, this.#key(sheet), index]);
    ops.push(this.#asShown(this.#insertion(sheet, index)));
  }

  #insertion(sheet: CSSStyleSheet, index: number): OpRecord {
    const rule = readRules(sheet)?.[index];
    return [Op.insertRule, this.#key(sheet), index, rule ? this.#text(sheet, rule) : ''];
  }

  /** Masked only when it is told: what fields hold by then counts. */
  #asShown(op: OpRecord): OpRecord {
    const [code, key, index, text] = op;
    return code === Op.insertRule
      ? [code, key as number, index as number, this.#options.masking.rule(text as string)]
      : op;
  }

  #whole(sheet: CSSStyleSheet): OpRecord {
    const op = this.#state(sheet);
    op[0] = Op.sheet;
    const { masking } = this.#options;
    for (const rule of this.#sources.rulesOf(sheet)) op.push(masking.rule(this.#text(sheet, rule)));
    return op;
  }

  /** Not every browser calls an alternative sheet disabled that nobody has chosen. */
  #state(sheet: CSSStyleSheet): OpRecord {
    const owner = sheet.ownerNode as Owner | null;
    const isLeft = owner?.title && owner.matches('[rel~=alternate i]') && !this.#chosen.has(owner);
    const isDisabled = sheet.disabled || isLeft;
    return [Op.sheetState, this.#key(sheet), sheet.media.mediaText, isDisabled ? 1 : 0];
  }

  /** An imported sheet is told with the one that imports it. */
  #sourceRead(sheet: CSSStyleSheet): void {
    let outermost = sheet;
    while (outermost.parentStyleSheet) outermost = outermost.parentStyleSheet;
    if (outermost.ownerNode) this.touch(outermost.ownerNode);
  }

  #text(sheet: CSSStyleSheet, rule: CSSRule): string {
    const { assets, masking, masked } = this.#options;
    const owner = sheet.ownerNode;
    const places = owner ? [owner] : this.#adoptersOf(sheet);
    const isPrivate = places.length > 0 && places.every((place) => masked.has(place));
    const isFont = rule.type === FONT_RULE;
    const context: RuleContext = {
      base: sheet.href ?? places[0]?.baseURI ?? '',
      reference: (url) => (isPrivate && !isFont ? '' : assets.reference(url, true)),
      textOf: (one, of) => this.#sources.textOf(one, of),
    };
    const text = ruleText(rule, sheet, context);
    if (text.length > MAX_TEXT) return '@media not all {}';
    if (!isPrivate) return text;
    return masking.privateRule(
      text,
      places.every((place) => masking.isClosed(place)),
    );
  }

  /** Sheets made by scripts are relative to the document they were made in. */
  #adoptersOf(sheet: CSSStyleSheet): Node[] {
    const roots: Node[] = [];
    for (const [root, sheets] of this.#told) {
      if (Array.isArray(sheets) && sheets.includes(sheet)) roots.push(root);
    }
    return roots;
  }

  #key(sheet: CSSStyleSheet): number {
    const owner = sheet.ownerNode;
    if (owner) return this.#options.ids.of(owner) ?? 0;
    let key = this.#keys.get(sheet);
    if (key === undefined) this.#keys.set(sheet, (key = this.#lastKey -= 1));
    return key;
  }

  #isTold(sheet: CSSStyleSheet): boolean {
    const owner = sheet.ownerNode;
    return owner ? this.#told.get(owner) === sheet : this.#adopted.has(sheet);
  }

  #changed(sheet: CSSStyleSheet): Pending | undefined {
    if (!this.#isTold(sheet)) return undefined;
    let pending = this.#pending.get(sheet);
    if (!pending) {
      pending = { whole: false, ops: [], rules: new Set(), state: false };
      this.#pending.set(sheet, pending);
    }
    this.#options.soon();
    return pending;
  }

  #replaced(sheet: CSSStyleSheet): void {
    const pending = this.#changed(sheet);
    if (pending) pending.whole = true;
  }

  #watch(rule: CSSRule): void {
    if (this.#handed.has(rule)) return;
    this.#handed.set(rule, rule.cssText);
    if (this.#handed.size > MAX_HANDED) this.#handed.delete(this.#handed.keys().next().value!);
    this.#options.soon();
  }

  #ruleChanged(rule: CSSRule): void {
    let outermost = rule;
    while (outermost.parentRule) outermost = outermost.parentRule;
    const sheet = outermost.parentStyleSheet;
    if (!sheet) return;
    const importer = sheet.ownerRule;
    if (importer) this.#ruleChanged(importer);
    else this.#changed(sheet)?.rules.add(outermost);
  }

  /** A list of media does not know what it belongs to. */
  #mediaChanged(list: MediaList): void {
    for (const sheet of [...this.#told.values()].flat()) {
      if (sheet?.media === list) this.#stateChanged(sheet);
      else if (sheet) this.#ruleOfMedia(readRules(sheet), list);
    }
  }

  #ruleOfMedia(rules: CSSRuleList | undefined, list: MediaList): void {
    for (const rule of rules ?? []) {
      const { media, cssRules } = rule as CSSMediaRule;
      if (media === list) this.#ruleChanged(rule);
      else if (cssRules) this.#ruleOfMedia(cssRules, list);
    }
  }

  #stateChanged(sheet: CSSStyleSheet): void {
    const pending = this.#changed(sheet);
    if (pending) pending.state = true;
  }

  #touchRoot(root: Root): void {
    this.#roots.add(root);
    this.#options.soon();
  }
}

/** Whether a sheet has more in it when it has loaded than when it was first there. */
function hasNews({ localName, sheet }: Owner): boolean {
  return localName === 'link' || (sheet !== null && hasImports(sheet));
}

function hasImports(sheet: CSSStyleSheet): boolean {
  return Array.from(readRules(sheet) ?? []).some((rule) => 'styleSheet' in rule);
}

function isOwner(node: Node): node is Owner {
  const { localName } = node as Partial<Element>;
  return localName === 'style' || localName === 'link';
}
