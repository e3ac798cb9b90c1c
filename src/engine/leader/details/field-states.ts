import { FIELD_STATES, Op } from '../../../protocol/records.js';
import { Definitions } from '../definitions.js';
import { fieldsOf } from '../form-fields.js';
import { hear } from '../hear.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';
import { words } from '../../words.js';

type Field = HTMLInputElement;
type Group = HTMLFormElement | HTMLFieldSetElement;

const FIELDS = words('input textarea select button output');
const GROUPS = words('form fieldset');
/** Of these a copy knows nothing: they come of what a person, the browser or a script did. */
const UNSEEN = ['user-valid', 'user-invalid', 'autofill'];
/** Of these nobody may learn what a masked field holds: who can type into it would find out letter by letter. */
const TELLING = [
  ...['valid', 'invalid', 'user-valid', 'user-invalid'],
  ...['in-range', 'out-of-range'],
];

/** Validity and the like of fields, where a copy of the field, untouched and perhaps masked, finds another than the field has. */
export class FieldStates implements Part {
  readonly #context: PartContext;
  readonly #states: [bit: number, selector: string][] = [];
  #unseen = 0;
  #telling = 0;
  readonly #touched = new Set<Element>();
  /** What replicas have. */
  readonly #told = new Map<Element, number>();
  /** Elements that may be fields by a definition of the page. */
  readonly #custom = new Set<Element>();
  /** What is defined later may be a field only then. */
  readonly #definitions = new Definitions(() => this.#touch(this.#custom));
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: PartContext) {
    this.#context = context;
    const { CSS } = context.window;
    FIELD_STATES.forEach((name, i) => {
      if (!CSS.supports(`selector(:${name})`)) return;
      this.#states.push([1 << i, `:${name}`]);
      if (UNSEEN.includes(name)) this.#unseen |= 1 << i;
      if (TELLING.includes(name)) this.#telling |= 1 << i;
    });
    context.signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  met(node: Element | Document | ShadowRoot): void {
    const { localName } = node as Partial<Element>;
    if (!localName) return;
    if (localName.includes('-')) this.#custom.add(node as Element);
    else if (!FIELDS.has(localName)) return;
    this.#touched.add(node as Element);
  }

  forget(node: Node): void {
    this.#told.delete(node as Element);
    this.#custom.delete(node as Element);
  }

  restart(): void {
    this.#told.clear();
    this.#custom.clear();
    this.#touched.clear();
  }

  enter(window: Window & typeof globalThis): void {
    const { patches } = this.#context;
    for (const name of ['Input', 'TextArea', 'Select', 'Button', 'Output'] as const) {
      const { prototype } = window[`HTML${name}Element`];
      patches.after(prototype, 'setCustomValidity', (field) => {
        this.#touch([field as Element]);
      });
    }
    patches.after(window.ElementInternals?.prototype, 'setValidity', () => {
      this.#touch(this.#custom);
    });
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    hear(root, 'input change focusout', signal, ({ target }) => this.#touch([target as Element]));
    // All fields of a form are looked at when it is sent: from then on it shows which are right.
    hear(root, 'invalid submit reset', signal, ({ target }) => {
      const { form } = target as Field;
      const around = (form ?? target) as Element;
      this.#touch([target as Element, ...(isForm(around) ? fieldsOf(around) : [])]);
    });
  }

  changes(ops: OpRecord[]): void {
    const groups = new Set<Group>();
    for (const field of new Set([...this.#touched, ...this.#told.keys()])) {
      if (GROUPS.has(field.localName)) groups.add(field as Group);
      else if (this.#tell(ops, field, this.#differs(field))) addGroups(groups, field as Field);
    }
    this.#touched.clear();
    for (const group of groups) {
      const fields =
        group.localName === 'form' ? fieldsOf(group as HTMLFormElement) : group.elements;
      const isTold = [...fields].some((one) => this.#told.has(one));
      this.#tell(ops, group, isTold);
    }
  }

  /** When browsers have done what the event is about. */
  #touch(fields: Iterable<Element>): void {
    for (const field of fields) this.#touched.add(field);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#context.soon();
    });
  }

  /** Whether the field may be in another state than a copy of it. */
  #differs(field: Element): boolean {
    if (this.#custom.has(field)) {
      const definition = this.#definitions.of(field) as { formAssociated?: boolean } | undefined;
      return definition?.formAssociated === true;
    }
    if (!FIELDS.has(field.localName)) return false;
    if (this.#context.masked.has(field) || (field as Field).validity?.customError) return true;
    return (this.#stateOf(field) & this.#unseen) !== 0;
  }

  /** @returns whether there was something to tell */
  #tell(ops: OpRecord[], field: Element, differs: boolean): boolean {
    const id = this.#context.ids.of(field);
    const state = differs ? this.#stateOf(field) : undefined;
    if (id === undefined || state === this.#told.get(field)) return false;
    if (state === undefined) this.#told.delete(field);
    else this.#told.set(field, state);
    ops.push([Op.fieldState, id, state ?? -1]);
    return true;
  }

  #stateOf(field: Element): number {
    if (GROUPS.has(field.localName)) return this.#stateOfGroup(field as Group);
    const state = this.#matched((selector) => field.matches(selector));
    return this.#isHidden(field) ? state & ~this.#telling : state;
  }

  /** As if it held no field that is masked. */
  #stateOfGroup(group: Group): number {
    const fields = [...(isForm(group) ? fieldsOf(group) : group.elements)];
    if (!fields.some((one) => this.#isHidden(one))) {
      return this.#matched((selector) => group.matches(selector));
    }
    const isInvalid = fields.some(
      (one) => !GROUPS.has(one.localName) && !this.#isHidden(one) && one.matches(':invalid'),
    );
    return this.#matched((selector) =>
      selector.endsWith('valid')
        ? selector === (isInvalid ? ':invalid' : ':valid')
        : group.matches(selector),
    );
  }

  #matched(matches: (selector: string) => boolean): number {
    return this.#states.reduce((all, [bit, selector]) => (matches(selector) ? all | bit : all), 0);
  }

  /** That there is nothing in a field to write in is no secret. */
  #isHidden(field: Element): boolean {
    const isEmpty = field.localName !== 'select' && (field as Partial<Field>).value === '';
    return this.#context.masked.has(field) && !isEmpty;
  }
}

function addGroups(groups: Set<Group>, field: Field): void {
  // A custom element may keep to itself which form it is in.
  const form = field.form ?? field.closest('form');
  if (form) groups.add(form);
  let around = field.closest<HTMLFieldSetElement>('fieldset');
  while (around) {
    groups.add(around);
    around = around.parentElement?.closest('fieldset') ?? null;
  }
}

function isForm(element: Element): element is HTMLFormElement {
  return element.localName === 'form';
}
