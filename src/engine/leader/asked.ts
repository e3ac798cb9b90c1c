/** What an element says of itself, whatever the fields in it are called: a form may have one with the name `hasAttribute`. */
const element = Element.prototype;

export function hasAttribute(of: Element, name: string): boolean {
  return element.hasAttribute.call(of, name);
}

export function attributeOf(of: Element, name: string): string | null {
  return element.getAttribute.call(of, name);
}

export function attributeNamesOf(of: Element): string[] {
  return element.getAttributeNames.call(of);
}

export function isLike(of: Element, selector: string): boolean {
  return element.matches.call(of, selector);
}

export function allIn(of: Element, selector: string): NodeListOf<Element> {
  return element.querySelectorAll.call(of, selector);
}
