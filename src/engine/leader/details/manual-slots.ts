import { Op } from '../../../protocol/records.js';
import { hear } from '../hear.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';

/** What scripts have put into slots by hand (`slotAssignment: 'manual'`). No attribute tells. */
export class ManualSlots implements Part {
  readonly #context: PartContext;
  readonly #touched = new Set<HTMLSlotElement>();
  /** What replicas have, as numbers. */
  readonly #told = new Map<HTMLSlotElement, string>();

  constructor(context: PartContext) {
    this.#context = context;
  }

  concerns(name: string): boolean {
    return name === 'slot';
  }

  met(node: Element | ShadowRoot | Document): void {
    if ((node as Partial<Element>).localName === 'slot') this.#touched.add(node as HTMLSlotElement);
  }

  forget(node: Node): void {
    this.#told.delete(node as HTMLSlotElement);
  }

  restart(): void {
    this.#told.clear();
  }

  enter(window: Window & typeof globalThis): void {
    const { patches } = this.#context;
    patches.after(window.HTMLSlotElement.prototype, 'assign', (slot) => this.#touch(slot));
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    if ((root as Partial<ShadowRoot>).slotAssignment !== 'manual') return;
    // What is assigned counts only while it is in the host.
    hear(root, 'slotchange', signal, ({ target }) => this.#touch(target as HTMLSlotElement));
  }

  changes(ops: OpRecord[]): void {
    const { ids, isUnfinished } = this.#context;
    for (const slot of this.#touched) {
      this.#touched.delete(slot);
      const id = ids.of(slot);
      if (id === undefined || (slot.getRootNode() as ShadowRoot).slotAssignment !== 'manual') {
        continue;
      }
      const nodes = slot.assignedNodes();
      const assigned = nodes.map((node) => ids.of(node)).filter((one) => one !== undefined);
      const told = assigned.join();
      if (told !== (this.#told.get(slot) ?? '')) ops.push([Op.slotted, id, ...assigned]);
      this.#told.set(slot, told);
    }
    if (!isUnfinished()) return;
    // What is in them may be still to come.
    for (const slot of this.#told.keys()) this.#touched.add(slot);
  }

  #touch(slot: HTMLSlotElement): void {
    this.#touched.add(slot);
    this.#context.soon();
  }
}
