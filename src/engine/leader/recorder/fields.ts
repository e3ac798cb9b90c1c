import { MAX_TEXT, Op, type Json } from '../../../protocol/records.js';
import { allIn, fieldsOf } from '../asked.js';
import { cardNumbersIn } from '../card-numbers.js';
import type { Masking } from '../masking.js';
import { FIELDS } from '../private-fields.js';
import type { NodeIds } from './node-ids.js';
import type { OpRecord, Part } from './part.js';
import type { Patches } from './patches.js';
import { isHtml } from './serializer.js';

export interface FieldsOptions {
  ids: NodeIds;
  masking: Masking;
  patches: Patches;
  /** Elements that replicas know as private by themselves. */
  marked: ReadonlySet<Element>;
  /** The field has become private, or is private no more. */
  refresh(field: Element): void;
  soon(): void;
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Types without a text to show, besides what is in their attributes. */
const NO_TEXT = new Set([
  'checkbox',
  'radio',
  'button',
  'submit',
  'reset',
  'image',
  'hidden',
  'file',
]);

/** What fields hold: text, ticks and choices. None of it is in the tree. */
export class Fields implements Part {
  readonly #options: FieldsOptions;
  readonly #touched = new Set<Field>();
  /** Fields that replicas have only just been given. */
  readonly #fresh = new Set<Field>();
  /** What replicas have, as it was told. */
  readonly #told = new Map<Node, string>();

  constructor(options: FieldsOptions) {
    this.#options = options;
  }

  concerns(name: string): boolean {
    return FIELDS.has(name) || name === 'option';
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

  /**
   * The node has another attribute, or without one, other children: replicas may have changed by themselves what they show.
   */
  changed(node: Node, attribute?: string): void {
    const field = fieldOf(node);
    if (!field) return;
    const isShown = attribute === undefined ? field.localName === 'select' : SHOWN.has(attribute);
    if (isShown) this.#told.delete(field);
    this.#add(field);
  }

  enter(window: Window & typeof globalThis): void {
    const { patches } = this.#options;
    const touch = (self: object) => this.touch(self as Node);
    const input = window.HTMLInputElement.prototype;
    const textarea = window.HTMLTextAreaElement.prototype;
    const select = window.HTMLSelectElement.prototype;
    for (const name of ['value', 'checked', 'indeterminate', 'valueAsNumber', 'valueAsDate']) {
      patches.setter(input, name, touch);
    }
    for (const name of ['setRangeText', 'stepUp', 'stepDown']) patches.method(input, name, touch);
    patches.setter(textarea, 'value', touch);
    patches.method(textarea, 'setRangeText', touch);
    patches.setter(select, 'value', touch);
    patches.setter(select, 'selectedIndex', touch);
    patches.setter(window.HTMLOptionElement.prototype, 'selected', touch);
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    const options = { capture: true, passive: true, signal };
    const touch = ({ target }: Event) => {
      if (target) this.touch(target as Node);
    };
    root.addEventListener('input', touch, options);
    root.addEventListener('change', touch, options);
    // What is masked only while it is typed can be shown now, if it was no card number.
    root.addEventListener('focusout', touch, options);
    root.addEventListener(
      'reset',
      ({ target }) => {
        const fields = fieldsOf(target as HTMLFormElement);
        // The fields are reset when all listeners have been asked.
        setTimeout(() => {
          for (const field of fields) this.touch(field);
        });
      },
      options,
    );
  }

  changes(ops: OpRecord[]): void {
    if (this.#touched.size === 0) return;
    const { ids, masking, marked } = this.#options;
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
      if (masking.marks(field) !== marked.has(field)) this.#options.refresh(field);
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
    this.#options.soon();
  }
}

/** Attributes from which replicas may set what the field shows. */
const SHOWN = new Set(['value', 'checked', 'selected', 'type', 'multiple']);

/** The field itself, or the one that an option is a choice of. */
function fieldOf(node: Node): Field | undefined {
  if (node.nodeType !== 1 || !isHtml(node as Element)) return undefined;
  switch ((node as Element).localName) {
    case 'input':
    case 'textarea':
    case 'select':
      return node as Field;
    case 'option':
    case 'optgroup':
      return (node as Element).closest('select') ?? undefined;
    default:
      return undefined;
  }
}

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
