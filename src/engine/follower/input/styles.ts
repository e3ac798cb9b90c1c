/** Styles of what lies on the overlay. Colours follow the page's colour scheme. */
export const captureStyles = `
  .surfly-capture { cursor: not-allowed; }
  .surfly-capture.surfly-capturing { cursor: default; touch-action: none; user-select: none; }
  .surfly-capture:has(> .surfly-keyboard:focus) { outline: 2px solid light-dark(#1f5fbf, #8ab4ff); outline-offset: -2px; }
  .surfly-keyboard { position: absolute; inline-size: 1px; block-size: 1.5em; padding: 0; border: 0; margin: 0; opacity: 0;
    resize: none; overflow: hidden; white-space: pre; pointer-events: none; font: 16px/1.5 system-ui, sans-serif; }
  .surfly-keyboard.surfly-composing { inline-size: 12em; opacity: 1; outline: 1px solid; color: CanvasText; background: Canvas; }
  .surfly-bubble, .surfly-panel { position: absolute; box-sizing: border-box; color: light-dark(#17202e, #eef2f8);
    background: light-dark(#ffffff, #1d2430); border: 1px solid light-dark(#d5dbe5, #3a4558); border-radius: 8px;
    box-shadow: 0 4px 16px rgb(0 0 0 / 20%); font: 14px/1.4 system-ui, sans-serif; cursor: default; user-select: none; }
  .surfly-bubble { padding: 6px 10px; max-inline-size: 30ch; pointer-events: none; }
  .surfly-bubble[hidden] { display: none; }
  .surfly-status { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .surfly-panel { overflow: auto; max-block-size: min(320px, 80%); max-inline-size: 90%; touch-action: auto; }
  .surfly-panel:focus-visible { outline: 2px solid light-dark(#1f5fbf, #8ab4ff); }
  .surfly-options { padding: 4px; }
  .surfly-option { padding: 4px 10px; border-radius: 4px; white-space: pre; overflow: hidden; text-overflow: ellipsis; }
  .surfly-option.surfly-active { background: light-dark(#1f5fbf, #8ab4ff); color: light-dark(#ffffff, #10192b); }
  .surfly-option[aria-selected='true'] { font-weight: 600; }
  .surfly-option[aria-disabled='true'] { opacity: 0.5; }
  .surfly-group { padding: 6px 10px 2px; font-weight: 600; opacity: 0.75; }
  .surfly-value { display: flex; gap: 8px; padding: 8px; }
  .surfly-value > * { font: inherit; min-block-size: 32px; }
  @media (forced-colors: active) {
    .surfly-option.surfly-active { outline: 2px solid Highlight; outline-offset: -2px; }
  }
`;
