import { Op } from '../../../protocol/records.js';
import { attributeOf } from '../asked.js';
import { hear } from '../hear.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';
import type { KnownRoots } from './known-roots.js';

/** Elements that are asked whether a policy lets their styles count: what it forbids, it forbids to all. */
const ASKED = 20;
/** To be asked what a style comes to where no policy of the page counts: scripts may set styles everywhere. */
const blank = document.createElement('i');

/**
 * Styles in attributes that the page's policy forbids (Content Security Policy Level 3, `style-src-attr`). They are there to be
 * read and do not count; replicas, which are under no such policy, are told that there is nothing in them.
 */
export class ForbiddenStyles implements Part {
  readonly #context: PartContext;
  readonly #roots: KnownRoots;
  /** Unknown as long as there are no styles in attributes. */
  #areForbidden: boolean | undefined;
  /** Whether those that are there already are to be looked at. */
  #isAny = true;

  constructor(context: PartContext, roots: KnownRoots) {
    this.#context = context;
    this.#roots = roots;
  }

  concerns(): boolean {
    return false;
  }

  enter(window: Window, signal: AbortSignal): void {
    hear(window, 'securitypolicyviolation', signal, (event) => {
      if ((event as SecurityPolicyViolationEvent).effectiveDirective !== 'style-src-attr') return;
      this.#areForbidden = true;
      this.#isAny = true;
      this.#context.soon();
    });
  }

  met(): void {
    this.#isAny = true;
  }

  restart(): void {
    this.#isAny = true;
  }

  changes(ops: OpRecord[]): void {
    const found = new Set<Element>();
    if (this.#areForbidden) {
      for (const op of ops) {
        if (op[0] === Op.insert) this.#isAny = true;
        if (op[0] !== Op.attributes || !op.includes('style')) continue;
        found.add(this.#context.ids.node(op[1] as number) as Element);
      }
    }
    if (this.#isAny) for (const element of this.#look()) found.add(element);
    for (const element of found) this.#tell(ops, element);
  }

  #look(): Element[] {
    this.#isAny = false;
    if (this.#areForbidden === false) return [];
    const styled = [...this.#roots.all].flatMap((root) => [...root.querySelectorAll('[style]')]);
    if (styled.length > 0) this.#areForbidden ??= styled.slice(0, ASKED).some(isForbidden);
    return this.#areForbidden ? styled : [];
  }

  #tell(ops: OpRecord[], element: Element): void {
    const id = this.#context.ids.of(element);
    if (id !== undefined && isForbidden(element)) ops.push([Op.attributes, id, 'style', '']);
  }
}

/** The attribute says something, but nothing of it counts. */
function isForbidden(element: Element): boolean {
  const { style } = element as Partial<HTMLElement>;
  if (!style || style.length > 0) return false;
  blank.style.cssText = attributeOf(element, 'style') ?? '';
  return blank.style.length > 0;
}
