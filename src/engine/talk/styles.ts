/** Styles of the layer that is drawn on. It has to fill what it lies in. */
export const layerStyles = `
  :host { all: initial; pointer-events: none; contain: layout style; user-select: none; color-scheme: light dark; }
  svg { position: absolute; overflow: hidden; pointer-events: none; forced-color-adjust: none; }
  svg.on { pointer-events: auto; cursor: crosshair; touch-action: none; outline: 3px dashed light-dark(#1f5fbf, #8ab4ff);
    outline-offset: -3px; }
  .line { opacity: 0.9; transition: opacity 200ms; }
  .line.fading { opacity: 0; transition: opacity 600ms; }
  path { fill: none; stroke-linecap: round; stroke-linejoin: round; }
  .edge { stroke: rgb(255 255 255 / 75%); }
  .probe { display: none; }
  @media (prefers-reduced-motion: reduce) { .line, .line.fading { transition: none; } }
  @media (forced-colors: active) { svg.on { outline-color: Highlight; } }
`;

/** Styles of buttons and chat, in the dock and in a follower's window. */
export const talkStyles = `
  :host(.surfly-talk) { all: initial; position: absolute; inset: 16px; display: flex; flex-direction: column;
    justify-content: flex-end; align-items: flex-end; gap: 8px; pointer-events: none; font: 14px/1.4 system-ui, sans-serif;
    color-scheme: light dark;
    --surface: light-dark(#ffffff, #1d2430); --ink: light-dark(#17202e, #eef2f8); --line: light-dark(#d5dbe5, #3a4558);
    --accent: light-dark(#1f5fbf, #8ab4ff); --danger: light-dark(#b3261e, #ff9b93); }
  .tools { flex: none; display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-end; gap: 6px 8px; }
  :host(.surfly-talk) .tools { pointer-events: auto; box-sizing: border-box; max-inline-size: 100%;
    padding: 6px; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); color: var(--ink);
    box-shadow: 0 4px 20px rgb(0 0 0 / 18%); }
  .tools[hidden], .tools [hidden], .chat[hidden] { display: none !important; }
  .tools button, .chat button { font: inherit; min-block-size: 32px; padding: 4px 12px; border: 1px solid var(--line);
    border-radius: 8px; background: transparent; color: var(--accent); cursor: pointer; }
  .tools button:hover, .chat button:hover { border-color: currentColor; }
  .tools button:focus-visible, .chat :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  .tools button:disabled, .chat button:disabled { opacity: 0.55; cursor: default; }
  .tools .pressed, .chat .send { background: var(--accent); border-color: var(--accent);
    color: light-dark(#ffffff, #10192b); }
  .badge { display: inline-block; min-inline-size: 18px; box-sizing: border-box; margin-inline-start: 6px; padding-inline: 5px;
    border-radius: 9px; background: var(--danger); color: light-dark(#ffffff, #10192b); font-size: 12px; line-height: 18px;
    font-weight: 600; text-align: center; font-variant-numeric: tabular-nums; }
  .badge:empty { display: none; }
  .chat { pointer-events: auto; display: flex; flex-direction: column; box-sizing: border-box;
    inline-size: min(22rem, 100%); block-size: 27rem; min-block-size: 104px; overflow: hidden;
    border: 1px solid var(--line); border-radius: 16px; background: var(--surface); color: var(--ink);
    box-shadow: 0 12px 48px rgb(0 0 0 / 30%); overscroll-behavior: contain; }
  .head { display: flex; align-items: center; justify-content: space-between; gap: 8px; padding-block: 8px;
    padding-inline: 16px 8px; border-block-end: 1px solid var(--line); }
  .title { margin: 0; font-size: 16px; line-height: 1.3; }
  .chat .close { min-inline-size: 32px; padding: 4px; border-color: transparent; color: inherit; }
  .close svg { display: block; margin: auto; inline-size: 16px; block-size: 16px; fill: none; stroke: currentColor;
    stroke-width: 2; stroke-linecap: round; }
  .log { flex: 1; min-block-size: 0; overflow: auto; padding: 12px 16px; display: flex; flex-direction: column; gap: 4px;
    overscroll-behavior: contain; }
  .chat .log:focus-visible { outline-offset: -3px; }
  .nothing { margin: auto; max-inline-size: 28ch; text-align: center; opacity: 0.8; }
  .message { align-self: flex-start; max-inline-size: 85%; }
  .message.own { align-self: flex-end; }
  .message.named:not(:first-child) { margin-block-start: 8px; }
  .name { display: flex; align-items: center; gap: 6px; margin-block-end: 2px; font-size: 12px; font-weight: 600; }
  .own .name { justify-content: flex-end; }
  .name::before { content: ''; flex: none; inline-size: 9px; block-size: 9px; border: 1px solid var(--surface); border-radius: 50%;
    background: var(--colour); box-shadow: 0 0 0 1px var(--line); forced-color-adjust: none; }
  .name bdi { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .text { margin: 0; padding: 6px 10px; border-radius: 12px; border-start-start-radius: 4px; overflow: clip;
    background: light-dark(#eef1f6, #2a3342); white-space: pre-wrap; overflow-wrap: anywhere; }
  .own .text { border-start-start-radius: 12px; border-start-end-radius: 4px; background: light-dark(#dbe8fb, #27406a); }
  .text a { color: var(--accent); }
  .form { display: flex; align-items: flex-end; gap: 8px; padding: 8px; border-block-start: 1px solid var(--line); }
  .field { flex: 1; min-inline-size: 0; box-sizing: border-box; min-block-size: 36px; max-block-size: 120px; padding: 7px 10px;
    border: 1px solid light-dark(#7d8899, #8793a8); border-radius: 8px; background: transparent; color: inherit; font: inherit;
    line-height: 20px; resize: none; field-sizing: content; }
  .field:placeholder-shown { direction: inherit; }
  .field::placeholder { color: inherit; opacity: 0.7; }
  .chat .field:focus-visible { outline-offset: 0; border-color: transparent; }
  .chat .send { min-block-size: 36px; }
  .trouble { margin: 0; padding: 0 16px 8px; color: var(--danger); }
  .trouble:empty { padding: 0; }
  .told { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (pointer: coarse) { .field { font-size: 16px; } }
  @media (forced-colors: active) {
    .tools .pressed, .chat .send, .badge { background: Highlight; color: HighlightText; forced-color-adjust: none; }
    .text { border: 1px solid CanvasText; }
  }
`;
