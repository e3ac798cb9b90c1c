import { ASKED_ATTRIBUTES, FIELD_STATES } from '../../../protocol/records.js';
import type { SelectorEdits } from '../../mirror/css.js';
import { HIGHLIGHT } from './highlight.js';

/** What replicas cannot have by themselves: nobody's pointer or focus is in them, no custom element is defined. */
const PSEUDO_CLASSES: ReadonlyMap<string, string> = new Map([
  ['focus', '[surfly-focus]'],
  ['focus-visible', '[surfly-focus=visible]'],
  ['focus-within', '[surfly-focus-within]'],
  ['hover', '[surfly-hover]'],
  ['active', '[surfly-active]'],
  ['target', '[surfly-target]'],
  ['defined', ':not([surfly-undefined])'],
  ['fullscreen', '[surfly-fullscreen]'],
  ['-webkit-full-screen', '[surfly-fullscreen]'],
  ['playing', '[surfly-playback~=playing]'],
  ['paused', '[surfly-playback~=paused]'],
  ['muted', '[surfly-playback~=muted]'],
  ['seeking', '[surfly-playback~=seeking]'],
  ['-webkit-autofill', '[surfly-state~=autofill]'],
  // Where nothing is told, the copy of a field is in the same state.
  ...FIELD_STATES.map((name): [string, string] => [
    name,
    `[surfly-state~=${name}],:where(:not([surfly-state])):${name}`,
  ]),
]);

/** The selection of a document is its viewer's: the leader's is a highlight. */
const PSEUDO_ELEMENTS: ReadonlyMap<string, string> = new Map(
  HIGHLIGHT ? [['selection', `highlight(${HIGHLIGHT})`]] : [],
);

/** Links lead nowhere, popovers close no other and nothing is loaded, so what these attributes were has another name. */
const ATTRIBUTES: ReadonlyMap<string, string> = new Map(
  ['href', 'popover', ...ASKED_ATTRIBUTES].map((name) => [name, `surfly-${name}`]),
);

/** Where none of this occurs there is nothing to put in place. */
const CONCERNED = /:[a-z]|\[|\battr\(/i;

/** Puts what replicas have in place of what they cannot have, in one rule. */
export class StandIns implements SelectorEdits {
  /** After a pseudo-element, in how many open functions. Pseudo-classes of it have nothing that could stand in for them. */
  #pseudoElement = -1;
  #previous = '';
  #beforePrevious = '';
  readonly #hasSelectors: boolean;

  /** @param hasSelectors - whether these are rules, not mere declarations: `animation-play-state:paused` asks nothing */
  constructor(hasSelectors: boolean) {
    this.#hasSelectors = hasSelectors;
  }

  mayConcern(text: string): boolean {
    return CONCERNED.test(text);
  }

  word(token: string, name: string, isFunction: boolean, inside: string, depth: number): string {
    if (this.#previous === ':' && this.#beforePrevious === ':') {
      this.#pseudoElement = depth;
      return isFunction ? token : (PSEUDO_ELEMENTS.get(name) ?? token);
    }
    if (isFunction || this.#pseudoElement === depth) return token;
    if (!this.#hasSelectors) return inside === 'attr' ? (ATTRIBUTES.get(name) ?? token) : token;
    // The colon before it is out already; `:is()` takes it up and has the same specificity.
    const selector = this.#previous === ':' && PSEUDO_CLASSES.get(name);
    if (selector) return `is(${selector})`;
    return this.#previous === '[' || inside === 'attr' ? (ATTRIBUTES.get(name) ?? token) : token;
  }

  passed(token: string, isText: boolean, depth: number): void {
    const isBehind = depth === this.#pseudoElement && !/[:()]/.test(token);
    if (!isText && (depth < this.#pseudoElement || isBehind)) this.#pseudoElement = -1;
    this.#beforePrevious = this.#previous;
    this.#previous = token;
  }
}
