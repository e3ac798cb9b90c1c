import { Op } from '../../../protocol/records.js';
import { inRealm } from '../in-realm.js';
import { resolve } from '../recorder/css-rules.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';

/** The page's icon: for the tab of somebody who sees nothing but the page. Its title is in the tree. */
export class PageIcon implements Part {
  readonly #context: PartContext;
  #isTouched = true;
  #told = 0;

  constructor(context: PartContext) {
    this.#context = context;
    const { window, signal } = context;
    const observer = new window.MutationObserver(
      inRealm(window, () => {
        this.#isTouched = true;
        context.soon();
      }),
    );
    const attributeFilter = ['href', 'rel'];
    // Drawings and other XML have no head.
    const { head, documentElement } = window.document;
    observer.observe(head ?? documentElement, { childList: true, subtree: true, attributeFilter });
    signal.addEventListener('abort', () => observer.disconnect());
  }

  restart(): void {
    this.#isTouched = true;
    this.#told = 0;
  }

  changes(ops: OpRecord[]): void {
    if (!this.#isTouched) return;
    this.#isTouched = false;
    const number = this.#number();
    if (number !== this.#told) ops.push([Op.icon, number]);
    this.#told = number;
  }

  /** Of the asset. A site without a word about its icon may have one at the usual place. */
  #number(): number {
    const { window, assets, masked } = this.#context;
    const links = window.document.querySelectorAll<HTMLLinkElement>('link[rel~=icon i][href]');
    const link = [...links].at(-1);
    // Some pages draw into it what they have to say.
    if (masked.has(link ?? window.document.head)) return 0;
    // A page that a script made (`blob:`) is on no site that has one.
    const url = link?.href ?? resolve('/favicon.ico', window.location.href) ?? '';
    return Number(/^asset:(\d+)/.exec(assets.reference(url))?.[1] ?? 0);
  }
}
