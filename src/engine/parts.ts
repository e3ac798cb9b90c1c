/** An element of what the engine shows. A button is one that submits nothing. */
export function part<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className = '',
  text = '',
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  if (className !== '') element.className = className;
  if (text !== '') element.textContent = text;
  if (element instanceof HTMLButtonElement) element.type = 'button';
  return element;
}

/** A button that only a person's own hand can press: no script of a page, and no action of a follower. */
export function button(label: string, press: () => void, className = ''): HTMLButtonElement {
  const element = part('button', className, label);
  element.addEventListener('click', ({ isTrusted }) => {
    if (isTrusted) press();
  });
  return element;
}

/** Milliseconds before a question can be answered: nobody should hit the answer by chance. */
const DELAY = 500;

/** Lets answers be pressed only when a question has been there for a moment. @param then - they can be pressed now */
export function notByChance(answers: readonly HTMLButtonElement[], then?: () => void): void {
  for (const answer of answers) answer.disabled = true;
  setTimeout(() => {
    for (const answer of answers) answer.disabled = false;
    then?.();
  }, DELAY);
}

/** What is said again is read aloud again. */
export function say(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
