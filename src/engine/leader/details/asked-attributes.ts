import { ASKED_ATTRIBUTES, Op } from '../../../protocol/records.js';
import { attributeOf } from '../asked.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';
import { words } from '../../words.js';

/** Elements that have such attributes. Those of custom elements are their own, and may say anything. */
const ELEMENTS = words(
  'img iframe frame embed object input video audio source form button blockquote q del ins ' +
    'body table thead tbody tfoot tr th td',
);

function mayHave(name: string): boolean {
  return ELEMENTS.has(name) || name.includes('-');
}

/** In a selector, or shown by `attr()`. */
const ASKED = new RegExp(`(?:\\[|\\battr\\()\\s*(${ASKED_ATTRIBUTES.join('|')})(?![\\w-])`, 'gi');

/**
 * Attributes that name what browsers load, or send something to. Replicas have none of them; where style sheets ask for one, they
 * are told what it says, as of links.
 */
export class AskedAttributes implements Part {
  readonly #context: PartContext;
  readonly #names = new Set<string>();
  readonly #touched = new Set<Element>();
  /** What replicas have. */
  readonly #told = new Map<Node, string>();

  constructor(context: PartContext) {
    this.#context = context;
  }

  concerns(name: string): boolean {
    return mayHave(name);
  }

  met(node: Element | ShadowRoot | Document): void {
    if (this.#names.size > 0 && node.nodeType === 1) this.#touched.add(node as Element);
  }

  forget(node: Node): void {
    this.#told.delete(node);
  }

  restart(): void {
    this.#told.clear();
  }

  /** There is such a rule. */
  learn(rule: string): void {
    if (!rule.includes('[') && !rule.includes('attr(')) return;
    for (const [, name = ''] of rule.matchAll(ASKED)) {
      if (this.#names.has(name.toLowerCase())) continue;
      this.#names.add(name.toLowerCase());
      for (const node of this.#context.ids.nodes()) {
        if (node.nodeType === 1 && mayHave((node as Element).localName)) {
          this.#touched.add(node as Element);
        }
      }
      this.#context.soon();
    }
  }

  changes(ops: OpRecord[]): void {
    const { ids } = this.#context;
    if (this.#names.size === 0) return;
    for (const op of ops) {
      if (op[0] !== Op.attributes || !op.some((one) => this.#names.has(one as string))) continue;
      this.#touched.add(ids.node(op[1] as number) as Element);
    }
    for (const element of this.#touched) this.#tell(ops, element);
    this.#touched.clear();
  }

  #tell(ops: OpRecord[], element: Element): void {
    const { ids, masked, attributes } = this.#context;
    const id = ids.of(element);
    if (id === undefined || masked.has(element)) return;
    const values: string[] = [];
    for (const name of this.#names) {
      const value = attributeOf(element, name);
      if (value !== null) values.push(name, attributes.value(element, 'href', value, false) ?? '');
    }
    const told = values.join('\n');
    if (told === (this.#told.get(element) ?? '')) return;
    this.#told.set(element, told);
    ops.push([Op.asked, id, ...values]);
  }
}
