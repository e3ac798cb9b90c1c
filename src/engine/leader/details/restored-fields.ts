import { hear } from '../hear.js';
import type { Part, PartContext } from '../recorder/part.js';

/** What fields held when their page was left. Chromium puts it back once the page has loaded anew, and tells nobody. */
export class RestoredFields implements Part {
  readonly #context: PartContext;
  /** Those that have been shown, perhaps with something put back. */
  readonly #documents = new Set<Document | null>();

  constructor(context: PartContext) {
    this.#context = context;
  }

  concerns(): boolean {
    return false;
  }

  enter(window: Window, signal: AbortSignal): void {
    hear(window, 'pageshow', signal, ({ target }) => this.#shown(target as Document));
    // It may have been put back before anybody looked.
    if (window.document.readyState === 'complete') this.#shown(window.document);
  }

  /** Once for all of them: a page may have many frames. */
  changes(): void {
    if (this.#documents.size === 0) return;
    const { ids, fields } = this.#context;
    for (const node of ids.nodes()) {
      if (this.#documents.has(node.ownerDocument)) fields.changed(node);
    }
    this.#documents.clear();
  }

  #shown(document: Document): void {
    this.#documents.add(document);
    this.#context.changed();
  }
}
