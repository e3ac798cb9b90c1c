import { hasAttribute } from '../asked.js';
import { hear } from '../hear.js';
import { FIELDS } from '../private-fields.js';
import type { Part } from './part.js';
import type { Patches } from './patches.js';
import { isHtml } from './serializer.js';
import { words } from '../../words.js';

export interface FieldHooksOptions {
  patches: Patches;
  need(file: 'fields'): void;
  changed(): void;
}

/** Hears what becomes different about fields, in a file of its own. */
export interface FieldListener {
  /** The field, or an option of it, may hold something else. */
  touch(node: Node): void;
  /**
   * The node has another attribute, or without one, other children: replicas may have changed by themselves what they show.
   */
  changed(node: Node, attribute?: string): void;
  /** The text that the field holds, as it may be shown. */
  shown(field: Field): string;
}

export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Types without a text to show, besides what is in their attributes. */
export const NO_TEXT: ReadonlySet<string> = words(
  'button submit reset image checkbox radio file hidden',
);

/**
 * Hears of what fields hold, of which nothing is in the tree. As long as all are empty there is nothing to tell; what tells
 * is loaded with the first one that is not, or that always has a choice, and hears the rest.
 */
export class FieldHooks implements Part {
  listener: FieldListener | undefined;
  readonly #options: FieldHooksOptions;

  constructor(options: FieldHooksOptions) {
    this.#options = options;
  }

  concerns(name: string): boolean {
    return FIELDS.has(name) || name === 'option';
  }

  met(node: Element | ShadowRoot | Document): void {
    if (!this.listener) this.changed(node);
  }

  changed(node: Node, attribute?: string): void {
    if (this.listener) {
      this.listener.changed(node, attribute);
      return;
    }
    const field = fieldOf(node);
    if (field && !isEmpty(field)) this.#options.need('fields');
  }

  enter(window: Window & typeof globalThis): void {
    const { patches } = this.#options;
    const touch = (self: object) => this.#touch(self as Node);
    const all =
      'value setRangeText checked indeterminate valueAsNumber valueAsDate stepUp stepDown';
    patches.after(window.HTMLInputElement.prototype, all, touch);
    patches.after(window.HTMLTextAreaElement.prototype, 'value setRangeText', touch);
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    // What is masked only while it is typed can be shown once the field is left, if it was no card number.
    hear(root, 'input change focusout', signal, ({ target }) => this.#touch(target as Node));
  }

  #touch(node: Node): void {
    if (!fieldOf(node)) return;
    if (this.listener) this.listener.touch(node);
    else this.changed(node);
    this.#options.changed();
  }
}

/** The field itself, or the one that an option is a choice of. */
export function fieldOf(node: Node): Field | undefined {
  if (node.nodeType !== 1 || !isHtml(node as Element)) return undefined;
  const { localName } = node as Element;
  if (FIELDS.has(localName)) return node as Field;
  const isChoice = localName === 'option' || localName === 'optgroup';
  return isChoice ? ((node as Element).closest('select') ?? undefined) : undefined;
}

/** Whether a copy of the field holds the same without being told. */
function isEmpty(field: Field): boolean {
  const { localName, type, value, checked, indeterminate } = field as HTMLInputElement;
  if (localName === 'select' || checked || indeterminate || hasAttribute(field, 'checked')) {
    return false;
  }
  return NO_TEXT.has(type) || (value === '' && !hasAttribute(field, 'value'));
}
