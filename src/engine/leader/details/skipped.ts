import { Op } from '../../../protocol/records.js';
import { attributeOf } from '../asked.js';
import { hear } from '../hear.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';
import type { KnownRoots } from './known-roots.js';

/** What may make elements such ones, or make them such ones no longer. */
const STYLING = new Set<number>([
  ...[Op.sheet, Op.insertRule, Op.deleteRule, Op.sheetState, Op.adopt, Op.environment],
]);

/**
 * Elements with `content-visibility: auto`. Each browser finds for itself which of them it lays out, and how far beyond the window;
 * replicas, often in a frame of another origin, find fewer, and what is below those would be elsewhere. So they are told, in the
 * elements' own styles.
 */
export class Skipped implements Part {
  readonly #context: PartContext;
  /** Whether the browser skips what is in them: it says so once. */
  readonly #states = new WeakMap<Element, boolean>();
  /** Those that replicas have, with the own style that they have there. */
  readonly #told = new Map<Element, string | undefined>();
  /** Those that replicas have not been told as they are. */
  readonly #touched = new Set<Element>();
  readonly #roots: KnownRoots;
  /** Of rules that are new, and may choose elements that were there before. */
  readonly #selectors: string[] = [];

  constructor(context: PartContext, roots: KnownRoots) {
    this.#context = context;
    this.#roots = roots;
  }

  met(node: Element | Document | ShadowRoot): void {
    if (!this.#states.has(node as Element)) return;
    this.#told.set(node as Element, undefined);
    this.#touched.add(node as Element);
  }

  forget(node: Node): void {
    this.#told.delete(node as Element);
    this.#touched.delete(node as Element);
  }

  restart(): void {
    this.#told.clear();
    this.#touched.clear();
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    hear(root, 'contentvisibilityautostatechange', signal, (event) => {
      const { target, skipped } = event as ContentVisibilityAutoStateChangeEvent;
      // A script can make such events too.
      if (event.isTrusted) this.#found(target as Element, skipped);
    });
  }

  /** @param rule - of a sheet, which may be about such elements */
  learn(rule: string): void {
    if (!rule.includes('content-visibility')) return;
    // Selectors of nested rules are not whole, and what they choose is known from its next turn on.
    const parts = rule.split(/[{}]/);
    parts.forEach((part, i) => {
      if (i > 0 && part.includes('content-visibility')) this.#selectors.push(parts[i - 1]!);
    });
    this.#context.soon();
  }

  changes(ops: OpRecord[]): void {
    const { ids } = this.#context;
    if (this.#selectors.length > 0) this.#lookBack();
    let isStyled = false;
    for (const op of this.#told.size > 0 ? ops : []) {
      isStyled ||= STYLING.has(op[0]);
      const element = op[0] === Op.attributes && (ids.node(op[1] as number) as Element);
      if (!element || !this.#told.has(element)) continue;
      this.#touched.add(element);
      // Its own style is there again as it is.
      if (op.includes('style')) this.#told.set(element, undefined);
    }
    for (const element of isStyled ? this.#told.keys() : []) this.#touched.add(element);
    for (const element of this.#touched) this.#tell(ops, element);
    this.#touched.clear();
  }

  /** Those of which the browser has said nothing since somebody listens. */
  #lookBack(): void {
    const { ids } = this.#context;
    for (const selector of this.#selectors.splice(0)) {
      for (const root of this.#roots.all) {
        for (const element of chosenIn(root, selector)) {
          const isNew = !this.#states.has(element) && ids.of(element) !== undefined;
          if (!isNew || !isAuto(element)) continue;
          const inside = element.firstElementChild ?? element.shadowRoot?.firstElementChild;
          const isSeen = inside?.checkVisibility({ contentVisibilityAuto: true });
          if (isSeen !== undefined) this.#found(element, !isSeen);
        }
      }
    }
  }

  #found(element: Element, isSkipped: boolean): void {
    this.#states.set(element, isSkipped);
    this.#told.set(element, undefined);
    this.#touched.add(element);
    this.#context.soon();
  }

  #tell(ops: OpRecord[], element: Element): void {
    const { ids, masked, attributes } = this.#context;
    const id = ids.of(element);
    if (id === undefined) return;
    const own = attributeOf(element, 'style') ?? '';
    const isOne = isAuto(element);
    const whole = isOne ? `${own};${lookOf(element, this.#states.get(element)!)}` : own;
    if (this.#told.get(element) === whole) return;
    const shown = whole && attributes.value(element, 'style', whole, masked.has(element));
    ops.push([Op.attributes, id, 'style', shown || null]);
    if (isOne) this.#told.set(element, whole);
    else {
      this.#states.delete(element);
      this.#told.delete(element);
    }
  }
}

function chosenIn(root: ParentNode, selector: string): Iterable<Element> {
  try {
    return root.querySelectorAll(selector);
  } catch {
    return [];
  }
}

function isAuto(element: Element): boolean {
  return getComputedStyle(element).contentVisibility === 'auto';
}

function lookOf(element: Element, isSkipped: boolean): string {
  const style = getComputedStyle(element);
  if (!isSkipped) {
    const kept = /strict|inline-size|(?<!-)size/.exec(style.contain)?.[0];
    const contain = kept === 'strict' ? kept : `${kept ?? ''} layout style paint`;
    // Firefox lays out what was skipped only where something else is different too.
    const size = kept ? '' : ';contain-intrinsic-size:0 0!important';
    return `content-visibility:visible!important;contain:${contain}!important${size}`;
  }
  // What the browser remembers, or the page says, is how large it is now. `clientHeight` and the like are whole pixels.
  const sum = (...sizes: string[]) => sizes.reduce((all, size) => all + (parseFloat(size) || 0), 0);
  const { offsetWidth, offsetHeight, clientWidth, clientHeight } = element as HTMLElement;
  const inside = (size: string, border: number, ...paddings: string[]) =>
    sum(size) - (style.boxSizing === 'border-box' ? border + sum(...paddings) : 0);
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = style;
  const width = inside(style.width, offsetWidth - clientWidth, paddingLeft, paddingRight);
  const height = inside(style.height, offsetHeight - clientHeight, paddingTop, paddingBottom);
  return `content-visibility:hidden!important;contain-intrinsic-size:${width}px ${height}px!important`;
}
