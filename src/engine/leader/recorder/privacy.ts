import { allIn } from '../asked.js';
import { hear } from '../hear.js';
import type { Masking } from '../masking.js';
import { UNTYPED } from '../private-fields.js';
import type { Secret } from '../secrets.js';
import type { NodeIds } from './node-ids.js';
import type { Part } from './part.js';
import type { Roots } from './roots.js';
import { isHtml } from './serializer.js';

export interface PrivacyOptions {
  /** Of the page. */
  window: Window;
  ids: NodeIds;
  roots: Roots;
  masking: Masking;
  /** Elements that replicas know as private by themselves, and all nodes of which they have only a mask. */
  marked: ReadonlySet<Element>;
  masked: ReadonlyMap<Node, unknown>;
  /** The node is private now, or is no longer: it has to be told anew. */
  refresh(node: Node): void;
  soon(): void;
  /** Ends with the page. */
  signal: AbortSignal;
}

type Field = HTMLInputElement | HTMLTextAreaElement;

/**
 * What has become private, or public, by changes elsewhere: the class of an ancestor, a box that was ticked, a slot. Looked at
 * before each record that something in the page has led to, so that no record shows what is private by then.
 */
export class Privacy implements Part {
  readonly #options: PrivacyOptions;
  readonly #roots = new Set<Document | ShadowRoot>();
  /** Slots in private parts of shadow trees. */
  readonly #slots = new Set<HTMLSlotElement>();
  /** Slots that came or went, perhaps only to come back: they may be private. */
  readonly #doubtful = new Set<HTMLSlotElement>();
  /** Shadow trees into which something has come: slots perhaps, and what these show is private before they are told. */
  readonly #fresh = new Set<ShadowRoot>();
  /** Private fields that replicas have, and what each held when it was last asked. */
  readonly #fields = new Map<Field, Secret>();
  #dirty = true;

  constructor(options: PrivacyOptions) {
    this.#options = options;
    // The next page may tell of what was in them.
    options.signal.addEventListener('abort', () => this.#fields.forEach(this.#keep));
  }

  concerns(name: string): boolean {
    return name === 'slot' || name === 'input' || name === 'textarea';
  }

  met(node: Element | ShadowRoot | Document): void {
    if (node.nodeType !== 1) {
      this.#roots.add(node as Document | ShadowRoot);
      return;
    }
    const { localName } = node as Element;
    if (localName === 'slot') {
      if (this.#options.masking.isClosed(node)) this.#slots.add(node as HTMLSlotElement);
    } else {
      this.#found(node as Element);
    }
  }

  forget(node: Node): void {
    this.#roots.delete(node as Document);
    this.#slots.delete(node as HTMLSlotElement);
    if ((node as Partial<Element>).localName === 'slot')
      this.#doubtful.add(node as HTMLSlotElement);
    if (!this.#fields.has(node as Field)) return;
    const field = node as Field;
    this.#read(field);
    // What it holds is no secret where it is only private no more.
    if (!field.isConnected || this.#options.masking.isClosed(field)) {
      this.#keep(this.#fields.get(field) as Secret);
    }
    this.#fields.delete(field);
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    hear(root, 'slotchange focusin focusout toggle', signal, () => {
      this.touch();
      this.#options.soon();
    });
  }

  /** Something in the page is different, be it only the state of a field. */
  touch(): void {
    this.#dirty = true;
  }

  /** An element or a shadow root has come: what it shows or holds may be private, and is hidden in all that came with it, too. */
  came(node: Node): void {
    const root = node.getRootNode();
    if (root.nodeType === 11) this.#fresh.add(root as ShadowRoot);
    if (node.nodeType === 1) this.#search(node as Element);
  }

  restart(): void {
    const { window, masking } = this.#options;
    this.#slots.clear();
    masking.slotted = new Set();
    // The first time no field was met so far, and what it holds is hidden in all that stands before it, too.
    if (this.#roots.size === 0) this.#search(window.document.documentElement);
    this.#readAll();
  }

  changes(): void {
    if (!this.#dirty) return;
    this.#dirty = false;
    this.#readAll();
    this.#selected();
    this.#slotted();
  }

  #search(element: Element): void {
    this.#found(element);
    for (const one of allIn(element, 'input, textarea, label')) this.#found(one);
  }

  #found(node: Element): void {
    if (node.localName === 'label') this.#options.masking.fields.labelled(node);
    else if (isText(node) && !this.#fields.has(node) && this.#options.masking.isClosed(node)) {
      this.#fields.set(node, { value: '', strict: false });
    }
  }

  readonly #keep = (secret: Secret): void => this.#options.masking.secrets.gone(secret);

  #selected(): void {
    const { ids, masking, marked, refresh } = this.#options;
    if (masking.hideSelector === undefined) return;
    const found = new Set<Element>();
    for (const root of this.#roots) {
      for (const element of root.querySelectorAll(masking.hideSelector)) found.add(element);
    }
    for (const element of found) {
      if (!marked.has(element) && ids.of(element) !== undefined) refresh(element);
    }
    for (const element of marked) {
      if (!found.has(element) && !masking.marks(element)) refresh(element);
    }
  }

  #slotted(): void {
    const { ids, masking, masked, refresh } = this.#options;
    for (const root of this.#fresh) {
      for (const slot of root.querySelectorAll('slot')) this.#doubtful.add(slot);
    }
    this.#fresh.clear();
    const before = masking.slotted;
    const now = (masking.slotted = new Set<Node>());
    const close = (slot: HTMLSlotElement) => {
      for (const node of slot.assignedNodes()) {
        now.add(node);
        if (!masked.has(node) && ids.of(node) !== undefined) refresh(node);
      }
    };
    this.#slots.forEach(close);
    // Slots in what is told anew are told anew as well, and so on.
    for (const slot of this.#doubtful) if (slot.isConnected && masking.isClosed(slot)) close(slot);
    this.#doubtful.clear();
    for (const node of before) if (!now.has(node)) refresh(node);
  }

  #readAll(): void {
    if (this.#fields.size === 0 && !this.#options.masking.secrets.some) return;
    const { ids, masking } = this.#options;
    for (const field of this.#fields.keys()) {
      const isKnown = ids.of(field) !== undefined;
      // One that was never told of is not forgotten either: when it is gone, or private no more.
      if (isKnown || (field.isConnected && masking.isClosed(field))) this.#read(field);
      else this.#fields.delete(field);
    }
    masking.secrets.hold([...this.#fields.values()]);
  }

  #read(field: Field): void {
    const { masking } = this.#options;
    const before = this.#fields.get(field) as Secret;
    const { value } = field;
    if (value === before.value) return;
    // Emptied, or a secret that was typed over.
    if (value === '' || (before.strict && !value.startsWith(before.value.slice(0, value.length)))) {
      this.#keep(before);
    }
    const kind = masking.kindOf(field);
    this.#fields.set(field, { value, strict: kind === 'password' || kind === 'code' });
  }
}

/** What is chosen rather than written stands in many places: only of texts a copy is a secret. */
function isText(node: Element): node is Field {
  const { localName, type } = node as Field;
  return (
    /^(?:input|textarea)$/.test(localName) &&
    isHtml(node) &&
    type !== 'hidden' &&
    !UNTYPED.has(type)
  );
}
