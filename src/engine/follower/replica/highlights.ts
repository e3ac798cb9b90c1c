import {
  HIGHLIGHT_TYPES,
  MAX_HIGHLIGHTED,
  MAX_HIGHLIGHTS,
  MAX_HIGHLIGHT_NAME,
} from '../../../protocol/records.js';
import { HIGHLIGHT } from './highlight.js';
import type { NodeTable } from './node-table.js';
import { rangeOf, readPlace } from './ranges.js';
import { MisfitError, type Reader } from './reader.js';

/** What the page's scripts highlight. */
export class Highlights {
  readonly #nodes: NodeTable;
  /** Of each document, the number of ranges of each name. */
  readonly #made = new Map<Document, Map<string, number>>();

  constructor(nodes: NodeTable) {
    this.#nodes = nodes;
  }

  /** Reads `document, name, type, priority, id, offset, id, offset, …`, or `document, name`. */
  set(op: Reader): void {
    const document = this.#nodes.get(op.count()) as Document;
    if (document.nodeType !== 9) throw new MisfitError('Only documents have highlights.');
    const name = op.text(MAX_HIGHLIGHT_NAME);
    const made = this.#made.get(document) ?? new Map<string, number>();
    this.#made.set(document, made);
    made.delete(name);
    const view = document.defaultView;
    // One that this browser cannot show, or that would take the place of the leader's selection, is left out.
    const highlights = name === HIGHLIGHT || !HIGHLIGHT ? undefined : view?.CSS.highlights;
    if (op.done) return void highlights?.delete(name);
    const type = HIGHLIGHT_TYPES[op.count()];
    const priority = op.integer();
    if (!type) throw new MisfitError('There is no such type of highlights.');
    const ranges: Range[] = [];
    while (!op.done) ranges.push(rangeOf(readPlace(op, this.#nodes), readPlace(op, this.#nodes)));
    made.set(name, ranges.length);
    const all = [...made.values()].reduce((sum, count) => sum + count, 0);
    // One after the other becomes another: until the last has, there may be those of before and those of now.
    if (made.size > 2 * MAX_HIGHLIGHTS || all > 2 * MAX_HIGHLIGHTED) {
      throw new MisfitError('A document has more highlights than any may.');
    }
    if (!view || !highlights) return;
    highlights.set(name, Object.assign(new view.Highlight(...ranges), { type, priority }));
  }

  /** A frame keeps its document, whatever page it shows next. */
  forget(node: Node): void {
    const made = this.#made.get(node as Document);
    if (!made) return;
    this.#made.delete(node as Document);
    const highlights = (node as Document).defaultView?.CSS.highlights;
    for (const name of made.keys()) highlights?.delete(name);
  }
}
