export function part<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.className = className;
  return element;
}

/** A button that only a hand can press: no script of a page, and no action of a follower. */
export function button(className: string, press: () => void): HTMLButtonElement {
  const element = part('button', className);
  element.type = 'button';
  element.addEventListener('click', ({ isTrusted }) => {
    if (isTrusted) press();
  });
  return element;
}

/** What is said again is read aloud again. */
export function say(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
