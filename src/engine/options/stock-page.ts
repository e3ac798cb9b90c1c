import type { screenTexts } from '../texts/english.js';
import { fill } from '../texts/fill.js';

const STYLES = `
  body { margin: 0; min-block-size: 100vh; display: grid; place-content: center; padding: 24px; box-sizing: border-box;
    font: 16px/1.5 system-ui, sans-serif; background: #fff; color: #17202e; }
  main { max-inline-size: 40rem; } h1 { font-size: 22px; } p { overflow-wrap: anywhere; } a { color: #1f5fbf; }
`;

/**
 * Puts a page of ours in the place of one that the session may not show. It is made in the window's own document, so that it
 * is recorded like any other.
 */
export function showStockPage(
  document: Document,
  texts: typeof screenTexts,
  blocked: string,
  back: string,
): void {
  const view = document.defaultView as Window & typeof globalThis;
  const make = (name: string, text: string) => {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  };
  const root = document.documentElement ?? document.appendChild(document.createElement('html'));
  for (const { name } of [...root.attributes]) root.removeAttribute(name);
  const head = make('head', '');
  head.append(make('title', texts.blockedTitle));
  const body = make('body', '');
  const main = make('main', '');
  const { origin, pathname } = new URL(blocked);
  const shown = origin === 'null' ? blocked : origin + pathname;
  main.append(make('h1', texts.blockedTitle));
  main.append(make('p', fill(texts.blockedText, { url: shown })));
  const way = make('a', texts.back) as HTMLAnchorElement;
  way.href = back;
  main.append(way);
  body.append(main);
  root.replaceChildren(head, body);
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(STYLES);
  document.adoptedStyleSheets = [sheet];
}
