/** The few DOM helpers that the pages share. */

/** The one element that a page's own markup promises; its absence is a mistake in that markup. */
export function one<T extends Element>(
  selector: string,
  type: new () => T,
  root: ParentNode = document,
): T {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`The page has no ${type.name} for "${selector}".`);
  return found;
}

/** A copy of the single element inside a `<template>`. */
export function stamp(template: HTMLTemplateElement): HTMLElement {
  const copy = document.importNode(template.content, true).firstElementChild;
  if (!(copy instanceof HTMLElement)) throw new Error(`Template "${template.id}" is empty.`);
  return copy;
}

type Child = Node | string | null | undefined | false;

/** A new element with attributes and children. False, null and undefined are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number | boolean | null | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}
