const STYLES = `
  .surfly-window-hidden, .surfly-window-hidden ~ :is(.surfly-dock, .surfly-screen) { visibility: hidden !important; }
`;

/** Keeps a session window out of sight, with what is shown beside it (`hide_until_agent_joins`). @returns shows it */
export function hideWindow(node: HTMLElement): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  node.classList.add('surfly-window-hidden');
  return () => {
    node.classList.remove('surfly-window-hidden');
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
