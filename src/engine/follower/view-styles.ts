/** Styles of the page in a follower's window. */
export const viewStyles = `
  html, body { block-size: 100%; margin: 0; overflow: hidden; }
  body { position: relative; font: 14px/1.4 system-ui, sans-serif; color-scheme: light dark;
    background: light-dark(#e7ebf1, #10151d); color: light-dark(#17202e, #eef2f8); }
  .stage, .overlay, .surfly-cursors { position: absolute; inset: 0; overflow: hidden; }
  .stage { transition: opacity 150ms; }
  .stage.stale { opacity: 0.35; }
  .overlay { cursor: default; outline: none; }
  .overlay.in-control { box-shadow: inset 0 0 0 3px light-dark(#1f5fbf, #8ab4ff); }
  .surfly-cursors, .top, .card { pointer-events: none; }
  .top { position: absolute; inset-block-start: 8px; inset-inline: 8px; display: flex; flex-direction: column; gap: 6px;
    align-items: center; }
  .card, .control, .note { box-sizing: border-box; border: 1px solid light-dark(#d5dbe5, #3a4558); border-radius: 12px;
    background: light-dark(#ffffff, #1d2430); box-shadow: 0 4px 20px rgb(0 0 0 / 18%); text-align: center; }
  .control:empty, .note:empty, .card:has(> .notice:empty) { position: absolute; inline-size: 1px; block-size: 1px;
    padding: 0; border: 0; overflow: hidden; clip-path: inset(50%); }
  .card { position: absolute; inset-block-start: 40%; inset-inline: 0; inline-size: fit-content; margin-inline: auto;
    max-inline-size: min(40ch, calc(100% - 32px)); padding: 10px 16px; }
  .notice { margin: 0; outline: none; }
  .control { padding: 4px 12px; font-weight: 600; border-color: transparent; }
  .note { padding: 4px 12px; max-inline-size: min(60ch, 100%); }
  .again, .leave { min-block-size: 36px; padding: 6px 14px; font: inherit; pointer-events: auto; cursor: pointer;
    border: 1px solid light-dark(#d5dbe5, #3a4558); border-radius: 10px; }
  .again { margin-block-start: 10px; border-color: transparent; }
  .control, .again { background: light-dark(#1f5fbf, #8ab4ff); color: light-dark(#ffffff, #10192b); }
  .again:focus-visible { outline: 2px solid light-dark(#1f5fbf, #8ab4ff); outline-offset: 2px; }
  .leave { position: absolute; inset-block-end: 16px; inset-inline-start: 16px;
    background: light-dark(#ffffff, #1d2430); color: light-dark(#b3261e, #ff9b93); }
  .leave:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
  .leave[hidden] { display: none; }
  @media (max-width: 480px) { .leave:not([hidden]) ~ .surfly-talk { inset-block-end: 60px; } }
  @media (prefers-reduced-motion: reduce) { .stage { transition: none; } }
  @media (forced-colors: active) {
    .overlay.in-control { outline: 3px solid Highlight; outline-offset: -3px; }
    .card, .control, .note, .again, .leave { border-color: CanvasText; }
  }
`;
