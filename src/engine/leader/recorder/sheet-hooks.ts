import type { Patches } from './patches.js';

export interface SheetListener {
  /** A script has made a sheet or a rule of this text. It comes before what it does. */
  written(source: unknown): void;
  inserted(sheet: CSSStyleSheet, index: number): void;
  deleted(sheet: CSSStyleSheet, index: number): void;
  /** Something in the rule, or in a rule within it. */
  changed(rule: CSSRule): void;
  /** The declarations of a rule are in the hands of a script, which can change them without anybody noticing. */
  handed(rule: CSSRule): void;
  /** All rules. */
  replaced(sheet: CSSStyleSheet): void;
  /** A script has made a font of this. */
  font(face: FontFace, source: unknown): void;
  /** Media or disabled. */
  state(sheet: CSSStyleSheet): void;
  /** The media of some sheet or rule. */
  media(list: MediaList): void;
  /** The root's list of adopted sheets. */
  adopted(root: Document | ShadowRoot): void;
}

/** Interfaces of rules that hold rules, as far as browsers have them. */
const HOLDERS = ['CSSGroupingRule', 'CSSStyleRule', 'CSSKeyframesRule', 'CSSMediaRule'] as const;

/** Interfaces of rules that hand out their declarations. */
const DECLARING = ['CSSStyleRule', 'CSSKeyframeRule', 'CSSNestedDeclarations'] as const;

/** Hears of what scripts do to style sheets: no event and no observer tells. */
export class SheetHooks {
  readonly #patches: Patches;
  readonly #listener: SheetListener;

  constructor(patches: Patches, listener: SheetListener) {
    this.#patches = patches;
    this.#listener = listener;
  }

  enter(window: Window & typeof globalThis): void {
    this.#sheets(window);
    this.#rules(window);
    this.#patches.made<FontFace>(window, 'FontFace', (face, [, source]) => {
      this.#listener.font(face, source);
    });
    const adopted = (root: object) => this.#listener.adopted(root as Document);
    for (const { prototype } of [window.Document, window.ShadowRoot]) {
      this.#patches.setter(prototype, 'adoptedStyleSheets', adopted);
      // The list that is handed out can be changed in place.
      this.#patches.getter(prototype, 'adoptedStyleSheets', adopted);
    }
  }

  #sheets(window: Window & typeof globalThis): void {
    const patches = this.#patches;
    const listener = this.#listener;
    const sheets = window.CSSStyleSheet.prototype;
    patches.method(sheets, 'insertRule', (sheet, [source], index) => {
      listener.written(source);
      listener.inserted(sheet, index as number);
    });
    patches.method(sheets, 'addRule', (sheet, [, , index]) => {
      listener.inserted(sheet, typeof index === 'number' ? index : sheet.cssRules.length - 1);
    });
    for (const name of ['deleteRule', 'removeRule']) {
      patches.method(sheets, name, (sheet, [index]) => listener.deleted(sheet, Number(index ?? 0)));
    }
    patches.method(sheets, 'replaceSync', (sheet, [source]) => {
      listener.written(source);
      listener.replaced(sheet);
    });
    patches.method(sheets, 'replace', (sheet, [source], done) => {
      void (done as Promise<unknown>).then(
        () => {
          listener.written(source);
          listener.replaced(sheet);
        },
        () => undefined,
      );
    });
    patches.setter(window.StyleSheet.prototype, 'disabled', (sheet) => {
      listener.state(sheet as CSSStyleSheet);
    });
    patches.setter(window.HTMLStyleElement.prototype, 'disabled', ({ sheet }) => {
      if (sheet) listener.state(sheet);
    });
    const media = window.MediaList.prototype;
    patches.setter(media, 'mediaText', (list) => listener.media(list));
    for (const name of ['appendMedium', 'deleteMedium']) {
      patches.method(media, name, (list) => listener.media(list));
    }
  }

  #rules(window: Window & typeof globalThis): void {
    const patches = this.#patches;
    const listener = this.#listener;
    const changed = (rule: object) => listener.changed(rule as CSSRule);
    const interfaces = window as unknown as Record<string, { prototype: object } | undefined>;
    for (const name of HOLDERS) {
      for (const method of ['insertRule', 'deleteRule', 'appendRule']) {
        patches.method(interfaces[name]?.prototype, method, changed);
      }
    }
    for (const name of DECLARING) {
      patches.getter(interfaces[name]?.prototype, 'style', (rule) =>
        listener.handed(rule as CSSRule),
      );
    }
    patches.setter(window.CSSStyleRule.prototype, 'selectorText', changed);
    const declared = ({ parentRule }: CSSStyleDeclaration) => {
      if (parentRule) listener.changed(parentRule);
    };
    const declarations = window.CSSStyleDeclaration.prototype;
    patches.method(declarations, 'setProperty', declared);
    patches.method(declarations, 'removeProperty', declared);
    patches.setter(declarations, 'cssText', declared);
  }
}
