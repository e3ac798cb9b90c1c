import { getterOf } from '../../getter-of.js';
import { Op } from '../../../protocol/records.js';
import { rewriteUrls } from '../recorder/css-rules.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';
import { releasePicture, takePicture } from './pictures.js';

/** Of one document: custom properties, and all rules. */
const MAX_PROPERTIES = 500;
const MAX_RULES = 1000;

/** Descriptors of a font, by the properties that hold them. */
const DESCRIPTORS = {
  style: 'font-style',
  weight: 'font-weight',
  stretch: 'font-stretch',
  unicodeRange: 'unicode-range',
  featureSettings: 'font-feature-settings',
  display: 'font-display',
  ascentOverride: 'ascent-override',
  descentOverride: 'descent-override',
  lineGapOverride: 'line-gap-override',
} as const;

// An image of the page may be called like that.
const fontsGetter = getterOf<FontFaceSet | undefined>(Document.prototype, 'fonts');

const STRING = /^(["'])(?:\\[^]|(?!\1)[^\\])*\1$/;

interface Made {
  document: Document;
  number?: number | undefined;
}

/** Fonts and custom properties that scripts have added to documents, told as the rules that would add them. */
export class Fonts implements Part {
  readonly #context: PartContext;
  readonly #touched = new Set<Document>();
  /** What replicas have. */
  readonly #told = new Map<Node, string>();
  /** Fonts of a document that were made of bytes, and the number of these, undefined until they are read. */
  readonly #made = new Map<FontFace, Made>();

  constructor(context: PartContext) {
    this.#context = context;
  }

  concerns(): boolean {
    return false;
  }

  met(node: Element | ShadowRoot | Document): void {
    if (node.nodeType === 9) this.#touched.add(node as Document);
  }

  forget(node: Node): void {
    this.#told.delete(node);
    this.#release(node);
  }

  restart(): void {
    this.#told.clear();
  }

  enter(window: Window & typeof globalThis): void {
    const { FontFace, FontFaceSet } = window as {
      [name in 'FontFace' | 'FontFaceSet']?: { prototype: object };
    };
    const touch = () => this.#touch(window.document);
    const { patches, assets, window: own } = this.#context;
    // Which of the files of its style sheets a frame uses, it knows itself; it may be another one when it can be asked.
    const { PerformanceObserver, performance } = window;
    const timeline = { PerformanceObserver, performance };
    if (window !== own) void assets.reading().then((reading) => reading?.watch(timeline));
    patches.after(FontFaceSet?.prototype, 'add delete clear', touch);
    patches.after(FontFace?.prototype, `family ${Object.keys(DESCRIPTORS).join(' ')}`, touch);
    patches.after(window.CSS, 'registerProperty', touch);
  }

  changes(ops: OpRecord[]): void {
    for (const document of this.#touched) {
      const id = this.#context.ids.of(document);
      if (id === undefined) continue;
      const registered = this.#context.sheets.registered.get(document) ?? [];
      const rules = registered.slice(0, MAX_PROPERTIES).map((one) => this.#property(one, document));
      const fonts = fontsGetter.call(document);
      this.#release(document, fonts);
      for (const face of fonts ?? []) {
        const source = this.#sourceOf(face, document);
        if (source && rules.length < MAX_RULES) rules.push(ruleOf(face, source));
      }
      const told = rules.join('\n');
      if (told === (this.#told.get(document) ?? '')) continue;
      this.#told.set(document, told);
      ops.push([Op.fonts, id, ...rules]);
    }
    this.#touched.clear();
  }

  /** What a page registers wrongly has thrown, and is not heard of. */
  #property(
    { name, syntax = '*', inherits, initialValue }: PropertyDefinition,
    document: Document,
  ): string {
    const initial = initialValue === undefined ? '' : ` initial-value: ${initialValue};`;
    const rule = `@property ${name} { syntax: "${syntax}"; inherits: ${inherits};${initial} }`;
    return this.#rewritten(this.#context.masking.rule(rule), document, false);
  }

  #rewritten(css: string, { baseURI: base }: Document, isFont: boolean): string {
    const { assets } = this.#context;
    return rewriteUrls(css, { base, reference: (url) => assets.reference(url, isFont) });
  }

  /** @returns undefined for a font of a style sheet, and for one whose bytes are not read yet */
  #sourceOf(face: FontFace, document: Document): string | undefined {
    const { sheets, assets } = this.#context;
    const source = sheets.fonts.get(face);
    if (typeof source === 'string') {
      return this.#rewritten(source, document, true);
    }
    let made = this.#made.get(face);
    if (source && !made) {
      const one: Made = (made = { document });
      this.#made.set(face, one);
      const blob = new Blob([source as BufferSource]);
      void takePicture(assets, blob, face, () => this.#made.get(face) === one).then(
        (number) => {
          one.number = number;
          if (number !== undefined) this.#touch(document);
        },
        // It is no longer there to be read.
        () => undefined,
      );
    }
    return made?.number === undefined ? undefined : `url(asset:${made.number})`;
  }

  /** @param fonts - that are still there */
  #release(owner: Node, fonts?: FontFaceSet): void {
    for (const [face, { document }] of this.#made) {
      if (document !== owner || fonts?.has(face)) continue;
      this.#made.delete(face);
      releasePicture(this.#context.assets, face);
    }
  }

  #touch(document: Document): void {
    this.#touched.add(document);
    this.#context.soon();
  }
}

function ruleOf(face: FontFace, source: string): string {
  const { family } = face;
  // Not every browser gives it as a string of CSS.
  const name = STRING.test(family) ? family : `"${family.replace(/["\\]/g, '\\$&')}"`;
  let rule = `@font-face { font-family: ${name}; src: ${source};`;
  for (const [key, descriptor] of Object.entries(DESCRIPTORS)) {
    const value = face[key as keyof typeof DESCRIPTORS];
    if (value) rule += ` ${descriptor}: ${value};`;
  }
  return `${rule} }`;
}
