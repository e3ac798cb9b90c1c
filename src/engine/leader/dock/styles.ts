/** Styles of the dock. It floats over pages of any look, so it brings its own surface and keeps to system fonts. */
export const dockStyles = `
  :host { all: initial; position: fixed; inset-block-end: 16px; inset-inline: 16px; z-index: 2147483647;
    max-block-size: calc(100dvh - 32px);
    display: flex; flex-direction: column; justify-content: flex-end; align-items: flex-start; gap: 8px; pointer-events: none;
    font: 14px/1.4 system-ui, sans-serif; color-scheme: light dark;
    --surface: light-dark(#ffffff, #1d2430); --ink: light-dark(#17202e, #eef2f8);
    --line: light-dark(#d5dbe5, #3a4558); --accent: light-dark(#1f5fbf, #8ab4ff);
    --danger: light-dark(#b3261e, #ff9b93); }
  :host(.surfly-dock-top) { inset-block: 16px auto; flex-direction: column-reverse; }
  :host(.surfly-dock-right) { align-items: flex-end; }
  :host(.surfly-dock-bottom) { align-items: center; }
  [hidden], .small .extra { display: none !important; }
  .bar, .notice:not(:empty) { pointer-events: auto; display: flex; flex-wrap: wrap; align-items: center;
    gap: 6px 12px; box-sizing: border-box; max-inline-size: 100%; padding: 8px 12px; border: 1px solid var(--line);
    border-radius: 12px; background: var(--surface); color: var(--ink); box-shadow: 0 4px 20px rgb(0 0 0 / 18%); }
  .notice p { margin: 0; max-inline-size: 46ch; }
  .status::before { content: ''; display: inline-block; inline-size: 8px; block-size: 8px; margin-inline-end: 8px;
    border-radius: 50%; background: #1a8f4c; }
  .status.lost::before { background: #d97706; }
  .invite { display: inline-flex; align-items: center; gap: 8px; font-variant-numeric: tabular-nums; font-weight: 600; }
  .control { font-weight: 600; }
  button { font: inherit; min-block-size: 32px; padding: 4px 12px; border: 1px solid var(--line); border-radius: 8px;
    background: transparent; color: var(--accent); cursor: pointer; }
  button:hover { border-color: currentColor; }
  button:focus-visible, .bar:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  button:disabled { opacity: 0.55; cursor: default; }
  .end { color: var(--danger); }
  dialog { inline-size: min(26rem, calc(100vw - 32px)); box-sizing: border-box; padding: 20px; border: 1px solid var(--line);
    border-radius: 16px; background: var(--surface); color: var(--ink); box-shadow: 0 12px 48px rgb(0 0 0 / 30%);
    pointer-events: auto; }
  dialog::backdrop { background: rgb(10 16 26 / 45%); }
  .question { margin: 0 0 8px; font-size: 18px; line-height: 1.3; overflow-wrap: anywhere; }
  dialog p { margin: 0 0 16px; }
  .answers { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 8px; }
  .allow { background: var(--accent); border-color: var(--accent); color: light-dark(#ffffff, #10192b); }
  .panel { position: static; inline-size: min(40rem, 100%); max-block-size: 36rem; margin: 0; overflow: auto; }
  .panel iframe { display: block; inline-size: 100%; block-size: 14rem; margin-block-end: 12px; box-sizing: border-box;
    border: 1px solid var(--line); border-radius: 8px; }
  .panel h2:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  .panel .state { margin-block-end: 12px; }
  .list-title { margin: 12px 0 4px; font-size: 14px; }
  .list { margin: 0 0 12px; padding-inline-start: 20px; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
  .live { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (max-width: 480px) {
    :host { inset-block-end: 8px; inset-inline: 8px; }
    .bar { gap: 6px; padding: 6px 8px; }
    .bar button { padding-inline: 8px; }
  }
  @media (forced-colors: active) {
    .status::before { forced-color-adjust: none; }
    .allow { background: ButtonFace; color: ButtonText; }
  }
`;
