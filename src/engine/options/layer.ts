import { speakIn } from '../texts/texts.js';
import { screenStyles } from './styles.js';

/** Where something is shown over the page: out of reach of the page's own styles and scripts. */
export interface Layer {
  element: HTMLElement;
  root: ShadowRoot;
}

export function layer(language: string): Layer {
  const element = document.createElement('div');
  element.className = 'surfly-screen';
  speakIn(element, language);
  // eslint-disable-next-line wc/no-closed-shadow-root -- what a person is asked here is answered by that person
  const root = element.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(screenStyles);
  root.adoptedStyleSheets = [sheet];
  return { element, root };
}
