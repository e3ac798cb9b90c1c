/** What fields hold: text, ticks and choices. None of it is in the tree. Loaded with the first field that is not empty. */
import { MAX_TEXT, Op, type Json } from '../../../protocol/records.js';
import { allIn } from '../asked.js';
import { cardNumbersIn, maskDigits, maskUnfinished } from '../card-numbers.js';
import { fieldsOf } from '../form-fields.js';
import { hear } from '../hear.js';
import { MASK } from '../masking.js';
import { boxesOf, UNTYPED } from '../private-fields.js';
import { fieldOf, NO_TEXT, type Field, type FieldListener } from '../recorder/field-hooks.js';
import type { LateModule } from '../recorder/late.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';
import { words } from '../../words.js';

class Fields implements Part, FieldListener {
  readonly #context: PartContext;
  readonly #touched = new Set<Field>();
  /** Fields that replicas have only just been given. */
  readonly #fresh = new Set<Field>();
  /** Fields with a card number in them, now or before. */
  readonly #withCard = new WeakSet<Field>();
  /** Fields that held something when they were asked what they are for. */
  readonly #asked = new WeakSet<Field>();
  /** What replicas have, as it was told. */
  readonly #told = new Map<Node, readonly string[]>();

  constructor(context: PartContext) {
    this.#context = context;
    context.fields.listener = this;
  }

  concerns(name: string): boolean {
    return this.#context.fields.concerns(name);
  }

  enter(window: Window & typeof globalThis): void {
    const { HTMLSelectElement, HTMLOptionElement, RadioNodeList, HTMLOptionsCollection } = window;
    const { patches } = this.#context;
    const touch = (node: object) => this.touch(node as Node);
    patches.after(HTMLSelectElement.prototype, 'value selectedIndex', touch);
    patches.after(HTMLOptionElement.prototype, 'selected', touch);
    patches.after(RadioNodeList.prototype, 'value', (list) => {
      for (const radio of list) this.touch(radio);
    });
    patches.after(HTMLOptionsCollection.prototype, 'selectedIndex', ([option]) => {
      if (option) this.touch(option);
    });
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    hear(root, 'reset', signal, ({ target }) => {
      const fields = fieldsOf(target as HTMLFormElement);
      // The fields are reset when all listeners have been asked.
      setTimeout(() => {
        for (const field of fields) this.touch(field);
      });
    });
  }

  met(node: Element | ShadowRoot | Document): void {
    const field = fieldOf(node);
    if (!field) return;
    this.#touched.add(field);
    this.#keepWhole(field);
    if (field === node) this.#fresh.add(field);
    // Replicas choose anew by themselves where an option comes, be it one that is only told anew.
    else this.#told.delete(field);
  }

  forget(node: Node): void {
    this.#told.delete(node);
  }

  look(): void {
    for (const field of this.#told.keys()) this.#touched.add(field as Field);
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
    this.#keepWhole(field);
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
    const lists = new Map<Node, HTMLInputElement[]>();
    const trees = new Map<Node, Map<string, Element>>();
    for (const field of this.#touched) {
      this.#ask(field, trees);
      for (const part of cardOf(field, lists)) {
        masking.fields.heldCard(part);
        this.#touched.add(part);
      }
    }
    this.#tickedLast();
    for (const field of this.#touched) {
      const id = ids.of(field);
      if (id === undefined) continue;
      if (this.#takesOver(field)) masking.fields.wasPassword(field);
      // The next record tells it anew; what this one would tell is already masked.
      if (masking.marks(field) !== marked.has(field)) this.#context.refresh(field);
      const before = this.#told.get(field);
      const state = this.#stateOf(field, id);
      const told = state.map((op) => JSON.stringify(op));
      this.#told.set(field, told);
      for (const [i, op] of state.entries()) {
        const isNew = !before?.includes(told[i] as string);
        if (isNew && !(this.#fresh.has(field) && isInitial(field, op))) ops.push(op);
      }
    }
    this.#touched.clear();
    this.#fresh.clear();
  }

  shown(field: Field, text = field.value): string {
    const value = text.slice(0, MAX_TEXT);
    // That it is empty is no secret.
    if (value === '') return '';
    if (this.#isPrivate(field)) return MASK;
    if (cardNumbersIn(value).length > 0) this.#withCard.add(field);
    const hide = this.#withCard.has(field)
      ? maskDigits
      : // What is typed digit by digit would be told digit by digit.
        value.length >= 12 && field.matches(':focus') && maskUnfinished;
    const { secrets } = this.#context.masking;
    return secrets.hide(hide ? hide(value) : value, MASK).slice(0, MAX_TEXT);
  }

  #stateOf(field: Field, id: number): OpRecord[] {
    if (field.localName === 'select') {
      const chosen: Json[] = [];
      const { options } = field as HTMLSelectElement;
      const isPrivate = this.#isPrivate(field);
      for (let i = 0; i < options.length && !isPrivate; i += 1) {
        if (options[i]?.selected) chosen.push(i);
      }
      return [[Op.selected, id, ...chosen]];
    }
    const { type } = field;
    if (type === 'checkbox' || type === 'radio') {
      const { checked, indeterminate } = field as HTMLInputElement;
      const state = (checked ? 1 : 0) | (indeterminate ? 2 : 0);
      return [[Op.checked, id, this.#isPrivate(field) ? 0 : state]];
    }
    if (NO_TEXT.has(type)) return [];
    const ops: OpRecord[] = [[Op.value, id, this.shown(field)]];
    const value = UNTYPED.has(type) ? null : field.getAttribute('value');
    // What is private has none. Frameworks write what is typed there, too.
    if (value !== null && value.length <= MAX_TEXT && !this.#isPrivate(field)) {
      ops.unshift([Op.attributes, id, 'value', this.shown(field, value)]);
    }
    return ops;
  }

  /**
   * Labels may have been given to it later than it came, and be in other languages.
   *
   * @param trees - the labels of trees that were asked before. A browser would go through all of a tree for `labels` of a field
   */
  #ask(field: Field, trees: Map<Node, Map<string, Element>>): void {
    const { localName, type, value, name, id, ariaLabel, placeholder } = field as HTMLInputElement;
    if (localName !== 'input' || value === '' || NO_TEXT.has(type)) return;
    if (this.#asked.has(field) || !field.isConnected) return;
    this.#asked.add(field);
    const { fields } = this.#context.masking;
    const root = field.getRootNode() as Document;
    let labels = trees.get(root);
    if (!labels) {
      trees.set(root, (labels = new Map<string, Element>()));
      for (const label of root.querySelectorAll('label')) {
        fields.labelled(label);
        labels.set(label.htmlFor, label);
      }
    }
    const named = (field.getAttribute('aria-labelledby') ?? '').split(/\s+/);
    const said = [
      ...[name, id, ariaLabel, placeholder],
      ...[
        field.closest('label'),
        labels.get(id || ' '),
        ...named.map((one) => root.getElementById(one)),
      ].map((label) => label?.textContent),
    ].join(' ');
    // By what it says itself, and by what is written elsewhere, as a label of its own would be.
    const asked = document.createElement('input');
    asked.placeholder = said;
    // What is private already is so by a kind of its own.
    if (fields.kindOf(field)) return;
    if (PRIVATE.test(said) || fields.kindOf(asked)) fields.heldCard(field);
  }

  #isPrivate(field: Field): boolean {
    // What measures the height of another area holds what that holds.
    const isMeasure = field.localName === 'textarea' && field.ariaHidden === 'true';
    return isMeasure || this.#context.masking.isPrivate(field);
  }

  /** A code, or a card number, that has a field for each of its parts is one to the page, and may be written as one. */
  #keepWhole(field: Field): void {
    const { masking } = this.#context;
    const boxes = boxesOf(field as HTMLInputElement);
    const kind = boxes[0] && masking.kindOf(field);
    if (kind !== 'code' && kind !== 'card') return;
    const value = [...boxes].map((box) => box.value).join('');
    if (value.length < boxes[0]!.maxLength * boxes.length) return;
    masking.secrets.gone({ value, strict: kind === 'code' });
  }

  /** It holds what a password field does or did: whoever shows a password in another field types on in that. */
  #takesOver({ type, value: held }: Field): boolean {
    if (held.length < 4 || NO_TEXT.has(type)) return false;
    const { current, past } = this.#context.masking.secrets;
    return [...current, ...past].some(({ value, strict }) => strict && value === held);
  }

  #add(field: Field): void {
    this.#touched.add(field);
    // One that is ticked takes the tick from the others without an event.
    if (isRadio(field)) {
      for (const other of radiosIn(field.getRootNode())) {
        if (other.name === field.name) this.#touched.add(other);
      }
    }
    this.#context.changed();
  }

  /** In replicas, one that comes with a tick or under a name takes it from the others: those that have it are told last. */
  #tickedLast(): void {
    const names = new Map<Node, Set<string>>();
    for (const field of this.#touched) {
      if (!isRadio(field)) continue;
      const root = field.getRootNode();
      names.set(root, (names.get(root) ?? new Set()).add(field.name));
    }
    for (const [root, touched] of names) {
      for (const radio of radiosIn(root)) {
        if (!radio.checked || !touched.has(radio.name)) continue;
        this.#told.delete(radio);
        this.#touched.delete(radio);
        this.#touched.add(radio);
      }
    }
  }
}

function isRadio(field: Field): boolean {
  return field.localName === 'input' && field.type === 'radio' && field.name !== '';
}

function radiosIn(root: Node): NodeListOf<HTMLInputElement> {
  return (root as ParentNode).querySelectorAll('input[type=radio]');
}

/** Attributes from which replicas may set what the field shows. */
const SHOWN = words('value checked selected type multiple');

/**
 * What else fields are for whose text is nobody's business: names that are less common, and those of cards and codes in German,
 * Dutch, French, Spanish, Portuguese and Italian. A month and a year are a card's where no day stands before them.
 */
const PRIVATE =
  /iban(?![a-z])|(?<![a-z])ssn|social.sec|api.?key|expir[ya]|exp.?(mon|year|date)|(?<!\/)\bmm ?\/ ?[ajy]{2}\b|enter code|\b(na?\Sm|titul)\S* (\S+ ){0,2}(card|cart(a|e|ão)|tarjeta|kaart)\b|ka+rt(en)?(nu|in|hou)|c[oó]d\S+ d[ei] (s\Scu|segur|v\Sr)|(heits|tigungs|einmal|ligings)code|prüfz/i;

/** A card number in groups, its year, its code and the like. Where more numbers stand side by side, they are something else. */
const MOST_PARTS = 7;
/** Unless each says that it takes no more digits than a group has: that may be some cards. */
const MOST_SHORT_PARTS = 24;

/**
 * The fields beside this one that hold a card number together with it, itself among them.
 *
 * @param lists - the fields of forms and trees that were asked before
 */
function cardOf(field: Field, lists: Map<Node, HTMLInputElement[]>): Field[] {
  if (!isPart(field)) return [];
  const { form } = field;
  const place = form ?? field.getRootNode();
  let fields = lists.get(place);
  if (!fields) {
    const found = form ? allIn(form, 'input') : (place as ParentNode).querySelectorAll('input');
    lists.set(place, (fields = [...found] as HTMLInputElement[]));
  }
  const at = fields.indexOf(field);
  const parts =
    runAt(fields, at, isPart, MOST_PARTS) ?? runAt(fields, at, isShortPart, MOST_SHORT_PARTS) ?? [];
  const numbers = cardNumbersIn(parts.map(({ value }) => value.trim()).join(' '));
  return numbers.length > 0 ? parts : [];
}

/** Fields side by side that are all such ones, the one at a place among them; undefined where they are none, or over `most`. */
function runAt(
  fields: HTMLInputElement[],
  at: number,
  isOne: (field: Field | undefined) => boolean,
  most: number,
): HTMLInputElement[] | undefined {
  if (!isOne(fields[at])) return undefined;
  let from = at;
  let to = at + 1;
  while (to - from <= most && isOne(fields[from - 1])) from -= 1;
  while (to - from <= most && isOne(fields[to])) to += 1;
  return to - from > most ? undefined : fields.slice(from, to);
}

function isPart(field: Field | undefined): field is HTMLInputElement {
  return field?.localName === 'input' && /^\s*\d{3,6}\s*$/.test(field.value);
}

function isShortPart(field: Field | undefined): boolean {
  return isPart(field) && field.maxLength > 0 && field.maxLength <= 6;
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

export const makeParts: LateModule['makeParts'] = (context) => [new Fields(context)];
