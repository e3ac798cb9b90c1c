import type { Dice } from './dice.js';
import type { Site } from './site.js';
import type { StepKind } from './tree-steps.js';

/** Changes that are not in the tree: fields, style sheets, scrolling, the top layer. */
export const stateSteps: Readonly<Record<string, StepKind>> = {
  field(site, dice) {
    const field = one(site, dice, 'input, textarea, select') as HTMLInputElement | undefined;
    if (!field) return;
    if (field.localName === 'select') {
      const select = field as unknown as HTMLSelectElement;
      if (select.multiple && dice.chance(0.5)) {
        for (const option of select.options) option.selected = dice.chance(0.5);
      } else {
        select.selectedIndex = dice.int(select.options.length + 1) - 1;
      }
    } else if (dice.chance(0.4)) {
      field.checked = dice.chance(0.5);
      field.indeterminate = dice.chance(0.5);
    } else {
      field.value = site.word();
    }
  },

  reset(site, dice) {
    (one(site, dice, 'form') as HTMLFormElement | undefined)?.reset();
  },

  rule(site, dice) {
    const sheet = anySheet(site, dice);
    if (!sheet) return;
    const { length } = sheet.cssRules;
    if (length > 0 && dice.chance(0.4)) sheet.deleteRule(dice.int(length));
    else sheet.insertRule(ruleText(site, dice), dice.int(length + 1));
  },

  nestedRule(site, dice) {
    const sheet = anySheet(site, dice);
    const rule = sheet?.cssRules[dice.int(sheet.cssRules.length)];
    if (rule && 'insertRule' in rule) {
      const holder = rule as CSSGroupingRule;
      if (holder.cssRules.length > 0 && dice.chance(0.4)) holder.deleteRule(0);
      else holder.insertRule(`i { order: ${dice.int(99)} }`, 0);
    }
    if (rule && 'style' in rule) {
      const { style } = rule as CSSStyleRule;
      if (dice.chance(0.5)) style.setProperty('width', `${dice.int(99)}px`);
      else style.color = dice.pick(['red', 'teal', '']);
    }
  },

  sheetState(site, dice) {
    const sheet = anySheet(site, dice);
    if (!sheet) return;
    if (dice.chance(0.6)) sheet.disabled = dice.chance(0.5);
    else sheet.media.mediaText = dice.pick(['', 'print', 'screen']);
  },

  replaceSheet(site, dice) {
    const root = dice.pick(site.roots());
    const sheet = root.adoptedStyleSheets[dice.int(root.adoptedStyleSheets.length)];
    sheet?.replaceSync(`${ruleText(site, dice)} ${ruleText(site, dice)}`);
  },

  styleText(site, dice) {
    const style = one(site, dice, 'style');
    if (style && !site.isPrivate(style)) style.textContent = ruleText(site, dice);
    else if (style && dice.chance(0.5)) style.setAttribute('media', 'print');
  },

  adopt(site, dice) {
    const root = dice.pick(site.roots());
    const window = (root.ownerDocument ?? root).defaultView as typeof globalThis;
    const sheet = new window.CSSStyleSheet();
    sheet.replaceSync(`b { height: ${dice.int(99)}px }`);
    if (dice.chance(0.3)) root.adoptedStyleSheets = [];
    else if (dice.chance(0.4)) root.adoptedStyleSheets.push(sheet);
    else root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  },

  inlineStyle(site, dice) {
    const element = site.element(dice) as HTMLElement;
    if (!element.style) return;
    if (dice.chance(0.5)) element.style.setProperty('--x', site.word());
    else
      element.style.cssText = `color: ${dice.pick(['navy', 'olive'])}; margin-left: ${dice.int(9)}px`;
  },

  scroll(site, dice) {
    const element = one(site, dice, '.scroller') ?? site.element(dice);
    element.scrollTo(dice.int(200), dice.int(200));
  },

  dialog(site, dice) {
    const dialog = one(site, dice, 'dialog') as HTMLDialogElement | undefined;
    if (!dialog) return;
    dice.pick([
      () => dialog.showModal(),
      () => dialog.showModal(),
      () => dialog.show(),
      () => dialog.close(),
    ])();
  },

  popover(site, dice) {
    const element = site.element(dice) as HTMLElement;
    if (typeof element.showPopover !== 'function' || element.localName === 'dialog') return;
    if (element.popover === null) element.popover = dice.pick(['auto', 'manual']);
    if (dice.chance(0.7)) element.showPopover();
    else if (dice.chance(0.5)) element.hidePopover();
    else element.popover = null;
  },

  focus(site, dice) {
    const element = one(site, dice, 'input, textarea, button, select') as HTMLElement | undefined;
    if (dice.chance(0.7)) element?.focus();
    else element?.blur();
  },
};

function one(site: Site, dice: Dice, selector: string): Element | undefined {
  const found = site.elements().filter((element) => element.matches(selector));
  return found.length > 0 ? dice.pick(found) : undefined;
}

function anySheet(site: Site, dice: Dice): CSSStyleSheet | undefined {
  const root = dice.pick(site.roots());
  const sheets = [...root.styleSheets, ...root.adoptedStyleSheets];
  return sheets.length > 0 ? dice.pick(sheets) : undefined;
}

function ruleText(site: Site, dice: Dice): string {
  const size = dice.int(99);
  return dice.pick([
    `.${site.word()} { width: ${size}px }`,
    `.a { height: ${size}px; & i { color: teal } }`,
    `@media (min-width: ${size}px) { p { color: purple } }`,
    `@layer l${size % 3} { li { opacity: 0.${size} } }`,
    `@supports (display: grid) { u { order: ${size} } }`,
    `:host { letter-spacing: ${size % 7}px }`,
  ]);
}
