import { hear } from '../hear.js';
import type { Part, PartContext } from '../recorder/part.js';

/** What fields held when their page was left. Chromium puts it back once the page has loaded anew, and tells nobody. */
export class RestoredFields implements Part {
  readonly #context: PartContext;

  constructor(context: PartContext) {
    this.#context = context;
  }

  concerns(): boolean {
    return false;
  }

  enter(window: Window, signal: AbortSignal): void {
    hear(window, 'pageshow', signal, ({ target }) => this.#look(target as Document));
    // It may have been put back before anybody looked.
    if (window.document.readyState === 'complete') this.#look(window.document);
  }

  #look(document: Document): void {
    const { ids, fields, changed } = this.#context;
    for (const node of ids.nodes()) if (node.ownerDocument === document) fields.changed(node);
    changed();
  }
}
