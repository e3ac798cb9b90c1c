import { screenStyles } from './styles.js';

/** Where something is shown over the page: out of reach of the page's own styles and scripts. */
export interface Layer {
  element: HTMLElement;
  root: ShadowRoot;
}

export function layer(language: string): Layer {
  const element = document.createElement('div');
  element.className = 'surfly-screen';
  element.lang = language;
  if (language === 'ar') element.dir = 'rtl';
  // eslint-disable-next-line wc/no-closed-shadow-root -- what a person is asked here is answered by that person
  const root = element.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(screenStyles);
  root.adoptedStyleSheets = [sheet];
  return { element, root };
}

export function part<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  text = '',
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

export function button(label: string, className: string, click: () => void): HTMLButtonElement {
  const element = part('button', className, label);
  element.type = 'button';
  element.addEventListener('click', (event) => {
    // Only a person's own hand: no script can press these.
    if (event.isTrusted) click();
  });
  return element;
}
