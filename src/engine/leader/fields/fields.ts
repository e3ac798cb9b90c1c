/** What fields hold: text, ticks and choices. None of it is in the tree. Loaded with the first field that is not empty. */
import { MAX_TEXT, Op, type Json } from '../../../protocol/records.js';
import { allIn } from '../asked.js';
import { cardNumbersIn } from '../card-numbers.js';
import type { Masking } from '../masking.js';
import { fieldOf, NO_TEXT, type Field, type FieldListener } from '../recorder/field-hooks.js';
import type { LateModule } from '../recorder/late.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';

class Fields implements Part, FieldListener {
  readonly #context: PartContext;
  readonly #touched = new Set<Field>();
  /** Fields that replicas have only just been given. */
  readonly #fresh = new Set<Field>();
  /** What replicas have, as it was told. */
  readonly #told = new Map<Node, string>();

  constructor(context: PartContext) {
    this.#context = context;
    context.fields.listener = this;
  }

  concerns(name: string): boolean {
    return this.#context.fields.concerns(name);
  }

  met(node: Element | ShadowRoot | Document): void {
    const field = fieldOf(node);
    if (!field) return;
    this.#touched.add(field);
    if (field === node) this.#fresh.add(field);
    // Replicas choose anew by themselves where an option comes, be it one that is only told anew.
    else this.#told.delete(field);
  }

  forget(node: Node): void {
    this.#told.delete(node);
  }

  restart(): void {
    this.#told.clear();
    this.#touched.clear();
    this.#fresh.clear();
  }

  touch(node: Node): void {
    const field = fieldOf(node);
    if (!field) return;
    if (field !== node) this.#told.delete(field);
    this.#add(field);
  }

  changed(node: Node, attribute?: string): void {
    const field = fieldOf(node);
    if (!field) return;
    const isShown = attribute === undefined ? field.localName === 'select' : SHOWN.has(attribute);
    if (isShown) this.#told.delete(field);
    this.#add(field);
  }

  changes(ops: OpRecord[]): void {
    if (this.#touched.size === 0) return;
    const { ids, masking, marked } = this.#context;
    for (const field of this.#touched) {
      for (const part of cardOf(field)) {
        masking.heldCard(part);
        this.#touched.add(part);
      }
    }
    for (const field of this.#touched) {
      const id = ids.of(field);
      if (id === undefined) continue;
      const isPrivate = masking.isPrivate(field);
      // The next record tells it anew; what this one would tell is already masked.
      if (masking.marks(field) !== marked.has(field)) this.#context.refresh(field);
      for (const op of stateOf(field, id, isPrivate, masking)) {
        const told = JSON.stringify(op);
        if (this.#told.get(field) === told) continue;
        this.#told.set(field, told);
        if (!this.#fresh.has(field) || !isInitial(field, op)) ops.push(op);
      }
    }
    this.#touched.clear();
    this.#fresh.clear();
  }

  #add(field: Field): void {
    this.#touched.add(field);
    if (field.localName === 'input' && field.type === 'radio' && field.name) {
      // One that is ticked takes the tick from the others without an event.
      const root = field.getRootNode() as ParentNode;
      for (const other of root.querySelectorAll('input[type=radio]')) {
        if ((other as HTMLInputElement).name === field.name) {
          this.#touched.add(other as HTMLInputElement);
        }
      }
    }
    this.#context.changed();
  }
}

/** Attributes from which replicas may set what the field shows. */
const SHOWN = new Set(['value', 'checked', 'selected', 'type', 'multiple']);

/** The fields beside this one that hold a card number together with it, itself among them. */
function cardOf(field: Field): Field[] {
  if (!isPart(field)) return [];
  const { form } = field as HTMLInputElement;
  const fields = [
    ...(form
      ? allIn(form, 'input')
      : (field.getRootNode() as ParentNode).querySelectorAll('input')),
  ] as HTMLInputElement[];
  let from = fields.indexOf(field as HTMLInputElement);
  let to = from + 1;
  while (from > 0 && isPart(fields[from - 1])) from -= 1;
  while (isPart(fields[to])) to += 1;
  const parts = fields.slice(from, to);
  const numbers = cardNumbersIn(parts.map(({ value }) => value.trim()).join(' '));
  return numbers.length > 0 ? parts : [];
}

function isPart(field: Field | undefined): boolean {
  return field?.localName === 'input' && /^\s*\d{3,6}\s*$/.test(field.value);
}

/** A new field without attributes that say otherwise is empty and not ticked. */
function isInitial(field: Field, [, , state]: OpRecord): boolean {
  return (
    field.localName === 'input' &&
    !state &&
    !field.hasAttribute('value') &&
    !field.hasAttribute('checked')
  );
}

function stateOf(field: Field, id: number, isPrivate: boolean, masking: Masking): OpRecord[] {
  if (field.localName === 'select') {
    const chosen: Json[] = [];
    const { options } = field as HTMLSelectElement;
    for (let i = 0; i < options.length && !isPrivate; i += 1) {
      if (options[i]?.selected) chosen.push(i);
    }
    return [[Op.selected, id, ...chosen]];
  }
  const { type, value } = field;
  if (type === 'checkbox' || type === 'radio') {
    const { checked, indeterminate } = field as HTMLInputElement;
    return [[Op.checked, id, isPrivate ? 0 : (checked ? 1 : 0) | (indeterminate ? 2 : 0)]];
  }
  if (NO_TEXT.has(type)) return [];
  return [[Op.value, id, masking.value(field, value.slice(0, MAX_TEXT), isPrivate)]];
}

export const makeParts: LateModule['makeParts'] = (context) => [new Fields(context)];
