import type { Patches } from './patches.js';

export interface SheetListener {
  /** @param source - that a script has made the rule of, where it is one text */
  inserted(sheet: CSSStyleSheet, index: number, source?: unknown): void;
  deleted(sheet: CSSStyleSheet, index: number): void;
  /** Something in the rule, or in a rule within it. */
  changed(rule: CSSRule): void;
  /** The declarations of a rule are in the hands of a script, which can change them without anybody noticing. */
  handed(rule: CSSRule): void;
  /** All rules. */
  replaced(sheet: CSSStyleSheet, source: unknown): void;
  /** A script has made a font of this. */
  font(face: FontFace, source: unknown): void;
  /** A script has registered a custom property. */
  registered(definition: PropertyDefinition): void;
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
export function hookSheets(
  window: Window & typeof globalThis,
  patches: Patches,
  listener: SheetListener,
): void {
  const interfaces = window as unknown as Record<string, { prototype: object } | undefined>;
  const sheets = window.CSSStyleSheet.prototype;
  patches.after(sheets, 'insertRule', (sheet, [source], index) => {
    listener.inserted(sheet, index as number, source);
  });
  patches.after(sheets, 'addRule', (sheet, [, , index]) => {
    listener.inserted(sheet, typeof index === 'number' ? index : sheet.cssRules.length - 1);
  });
  patches.after(sheets, 'deleteRule removeRule', (sheet, [index]) => {
    listener.deleted(sheet, Number(index ?? 0));
  });
  patches.after(sheets, 'replaceSync', (sheet, [source]) => listener.replaced(sheet, source));
  patches.after(sheets, 'replace', (sheet, [source], done) => {
    void (done as Promise<unknown>).then(
      () => listener.replaced(sheet, source),
      () => undefined,
    );
  });
  patches.after(window.StyleSheet.prototype, 'disabled', (sheet) => {
    listener.state(sheet as CSSStyleSheet);
  });
  patches.after(window.HTMLStyleElement.prototype, 'disabled', ({ sheet }) => {
    if (sheet) listener.state(sheet);
  });
  const media = (list: MediaList) => listener.media(list);
  patches.after(window.MediaList.prototype, 'mediaText appendMedium deleteMedium', media);
  const changed = (rule: object) => listener.changed(rule as CSSRule);
  for (const name of HOLDERS) {
    patches.after(interfaces[name]?.prototype, 'insertRule deleteRule appendRule name', changed);
  }
  for (const name of DECLARING) {
    patches.after(interfaces[name]?.prototype, 'selectorText keyText', changed);
    for (const property of ['style', 'styleMap']) {
      patches.getter(interfaces[name]?.prototype, property, (rule) =>
        listener.handed(rule as CSSRule),
      );
    }
  }
  const declarations = window.CSSStyleDeclaration.prototype;
  patches.after(declarations, 'setProperty removeProperty cssText', ({ parentRule }) => {
    if (parentRule) listener.changed(parentRule);
  });
  patches.after<object>(window, 'FontFace', (face, [, source]) =>
    listener.font(face as FontFace, source),
  );
  patches.after(window.CSS, 'registerProperty', (_css, [definition]) =>
    listener.registered(definition as PropertyDefinition),
  );
  const adopted = (root: object) => listener.adopted(root as Document);
  for (const { prototype } of [window.Document, window.ShadowRoot]) {
    patches.after(prototype, 'adoptedStyleSheets', adopted);
    // The list that is handed out can be changed in place.
    patches.getter(prototype, 'adoptedStyleSheets', adopted);
  }
}
