import {
  HIGHLIGHT_TYPES,
  MAX_HIGHLIGHTED,
  MAX_HIGHLIGHT_NAME,
  MAX_HIGHLIGHTS,
  Op,
  type Json,
} from '../../../protocol/records.js';
import { windowOf } from '../around.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';
import { placeOf } from './places.js';

type Realm = Window & typeof globalThis;

/** Every change of these may put an end of a range elsewhere. */
const OF_TREES: ReadonlySet<Json> = new Set([Op.insert, Op.remove, Op.text]);
const ENDS =
  'setStart setEnd setStartBefore setStartAfter setEndBefore setEndAfter collapse selectNode selectNodeContents';

/** What scripts highlight (CSS Custom Highlight API). Of private text it is told that something of it is, not what. */
export class Highlights implements Part {
  readonly #context: PartContext;
  /** Of each document, what replicas have of each name. */
  readonly #told = new Map<Document, Map<string, string>>();
  /** Documents in which something has been highlighted. Elsewhere, nobody's ranges matter. */
  readonly #used = new WeakSet<Document>();
  #stale = false;

  constructor(context: PartContext) {
    this.#context = context;
  }

  concerns(): boolean {
    return false;
  }

  met(node: Node): void {
    if (node.nodeType !== 9) return;
    this.#told.set(node as Document, new Map());
    this.#stale = true;
  }

  forget(node: Node): void {
    this.#told.delete(node as Document);
  }

  restart(): void {
    this.#told.clear();
  }

  enter({ HighlightRegistry, Highlight }: Partial<Realm>): void {
    const { patches } = this.#context;
    patches.after(HighlightRegistry?.prototype, 'set delete clear', this.#touch);
    patches.after(Highlight?.prototype, 'add delete clear priority type', this.#touch);
  }

  changes(ops: OpRecord[]): void {
    for (const [document, told] of this.#told) {
      if (this.#stale || (told.size > 0 && ops.some(([code]) => OF_TREES.has(code)))) {
        this.#tell(ops, document, told);
      }
    }
    this.#stale = false;
  }

  readonly #touch = (): void => {
    this.#stale = true;
    this.#context.soon();
  };

  #tell(ops: OpRecord[], document: Document, told: Map<string, string>): void {
    const id = this.#context.ids.of(document) as number;
    const window = windowOf(document);
    const highlights = window?.CSS.highlights;
    // The page may bring something of its own by that name, which no browser draws.
    const isDrawn = window && highlights instanceof window.HighlightRegistry;
    const gone = new Set(told.keys());
    let left = MAX_HIGHLIGHTED;
    for (const [name, highlight] of isDrawn ? [...highlights].slice(0, MAX_HIGHLIGHTS) : []) {
      const places = this.#placesOf(highlight, left);
      left -= places.length / 4;
      if (places.length === 0 || name.length > MAX_HIGHLIGHT_NAME) continue;
      gone.delete(name);
      const type = Math.max(0, HIGHLIGHT_TYPES.indexOf(highlight.type));
      const values = [type, highlight.priority, ...places];
      const now = values.join();
      if (told.get(name) === now) continue;
      told.set(name, now);
      ops.push([Op.highlight, id, name, ...values]);
    }
    for (const name of gone) {
      told.delete(name);
      ops.push([Op.highlight, id, name]);
    }
    if (window && told.size > 0) this.#watchRanges(window);
  }

  /** The ends of its ranges, each once: how many there are in a private text would tell of it. */
  #placesOf(highlight: Highlight, most: number): number[] {
    const places = new Map<string, number[]>();
    for (const range of highlight) {
      if (places.size >= most) break;
      const { startContainer, startOffset, endContainer, endOffset, collapsed } = range;
      const start = !collapsed && placeOf(this.#context, startContainer, startOffset, false);
      const end = start && placeOf(this.#context, endContainer, endOffset, true);
      if (end) places.set(`${start} ${end}`, [...start, ...end]);
    }
    return [...places.values()].flat();
  }

  #watchRanges({ document, Range }: Realm): void {
    if (this.#used.has(document)) return;
    this.#used.add(document);
    this.#context.patches.after(Range.prototype, ENDS, this.#touch);
  }
}
