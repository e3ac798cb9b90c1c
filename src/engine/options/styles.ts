/** Styles of the screens and dialogs before, over and after a session. They bring their own surface, as the dock does. */
export const screenStyles = `
  :host { all: initial; position: fixed; inset: 0; z-index: 2147483646; font: 16px/1.4 system-ui, sans-serif;
    color-scheme: light dark; --surface: light-dark(#ffffff, #1d2430); --ink: light-dark(#17202e, #eef2f8);
    --line: light-dark(#d5dbe5, #3a4558); --accent: light-dark(#1f5fbf, #8ab4ff); --danger: light-dark(#b3261e, #ff9b93); }
  [hidden] { display: none !important; }
  .screen { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: 12px;
    padding: 16px; background: rgb(10 16 26 / 55%); }
  .screen.whole { background: var(--surface); color: var(--ink); }
  .card, dialog { box-sizing: border-box; inline-size: min(26rem, 100%); padding: 20px; border: 1px solid var(--line);
    border-radius: 16px; background: var(--surface); color: var(--ink); box-shadow: 0 12px 48px rgb(0 0 0 / 30%);
    text-align: center; }
  .spin { inline-size: 28px; block-size: 28px; box-sizing: border-box; border: 3px solid var(--line);
    border-block-start-color: var(--accent); border-radius: 50%; animation: spin 1s linear infinite; }
  @keyframes spin { to { rotate: 1turn; } }
  .title { margin: 0 0 8px; font-size: 18px; line-height: 1.3; font-weight: 600; overflow-wrap: anywhere; }
  .pin { margin: 0 0 8px; font-size: 24px; font-weight: 700; font-variant-numeric: tabular-nums; }
  p { margin: 0 0 16px; overflow-wrap: anywhere; white-space: pre-line; }
  .screen.whole p { margin: 0; }
  button { font: inherit; min-block-size: 36px; padding: 6px 14px; border: 1px solid var(--line); border-radius: 8px;
    background: transparent; color: var(--accent); cursor: pointer; }
  button:hover { border-color: currentColor; }
  button:focus-visible, .title:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  button:disabled { opacity: 0.55; cursor: default; }
  .end { color: var(--danger); }
  .main { background: var(--accent); border-color: var(--accent); color: light-dark(#ffffff, #10192b); }
  dialog { inline-size: min(26rem, calc(100vw - 32px)); text-align: start; }
  dialog::backdrop { background: rgb(10 16 26 / 45%); }
  .wide { inline-size: min(60rem, calc(100vw - 32px)); max-block-size: none; block-size: min(44rem, calc(100vh - 32px)); }
  .wide[open] { display: flex; flex-direction: column; }
  .wide iframe { flex: 1; inline-size: 100%; box-sizing: border-box; margin-block-end: 12px; border: 1px solid var(--line);
    border-radius: 8px; background: #fff; }
  .answers { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 8px; }
  @media (prefers-reduced-motion: reduce) { .spin { animation: none; } }
  @media (forced-colors: active) { .main { background: ButtonFace; color: ButtonText; } }
`;
