/** The log looks the same in light and dark, so that it is told apart from the page it belongs to. */
export const eventLogSheet = new CSSStyleSheet();

eventLogSheet.replaceSync(`
  :host {
    display: block;
    position: sticky;
    inset-block-end: 0;
    z-index: 5;
    margin-block-start: auto;
    background: #0f1722;
    color: #d9e2ec;
    font: 0.8125rem/1.45 ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace;
    border-block-start: 1px solid #2c3a4d;
  }
  [hidden] { display: none !important; }
  .bar { display: flex; align-items: stretch; gap: 0.5rem; padding-inline: max(0.5rem, env(safe-area-inset-left)); }
  button { font: inherit; color: inherit; background: none; border: 0; cursor: pointer; min-block-size: 2.25rem; padding: 0 0.6rem; }
  button:hover { background: #1b2738; }
  button:focus-visible, #panel:focus-visible { outline: 2px solid #8fc7ff; outline-offset: -3px; }
  .toggle { flex: 1; display: flex; align-items: center; gap: 0.6rem; min-inline-size: 0; text-align: start; }
  .arrow { inline-size: 0.5em; block-size: 0.5em; border: solid currentColor; border-width: 2px 0 0 2px; transform: translateY(0.12em) rotate(45deg); flex: none; }
  :host([open]) .arrow { transform: translateY(-0.12em) rotate(225deg); }
  .title { font-weight: 600; white-space: nowrap; }
  .count { min-inline-size: 1.5em; padding: 0 0.45em; border-radius: 1em; background: #2b3b52; text-align: center; }
  .latest { color: #9fb3c8; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  :host([open]) .latest { visibility: hidden; }
  .clear { color: #9fb3c8; }

  #panel { block-size: min(15rem, 40vh); overflow: auto; overscroll-behavior: contain; border-block-start: 1px solid #2c3a4d; }
  p { margin: 0; padding: 0.9rem 1.1rem; color: #9fb3c8; }
  ol { list-style: none; margin: 0; padding: 0; }
  li {
    display: grid;
    grid-template-columns: 7.5rem 10.5rem 5rem minmax(0, 1fr);
    gap: 0 0.75rem;
    padding: 0.4rem 1.1rem;
    border-block-end: 1px solid #1d2938;
  }
  time { color: #8da2b8; font-variant-numeric: tabular-nums; }
  .type { color: #8fd0a8; font-weight: 600; }
  .type.error { color: #ff9d8a; }
  .type.session_ended, .type.viewer_left { color: #f0c674; }
  .type.control, .type.agent_status { color: #8fc7ff; }
  .where { color: #8da2b8; }
  code { font: inherit; overflow-wrap: anywhere; }
  /* The bar of a session lies over the other half. */
  @media (min-width: 64rem) { .toggle { justify-content: flex-end; } .latest { order: -1; } }
  @media (max-width: 44rem) {
    li { grid-template-columns: auto 1fr auto; }
    code { grid-column: 1 / -1; }
    time { font-size: 0.75rem; }
  }
  @media (forced-colors: active) {
    .count { border: 1px solid; }
  }
  @media print { :host { display: none; } }
`);
