import { unsafeCSS } from 'lit';

/** Lit's own tag brings a check for interpolated values, of which there are none here. */
const css = ([sheet]: TemplateStringsArray) => unsafeCSS(sheet);

/** Styles of the shadow root. Colours follow the `color-scheme` that the element inherits. */
export const styles = css`
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  /* Content in the slots inherits these too, so they must not be called like a page's own. */
  .base {
    --_surfly-accent: var(--surfly-session-accent, light-dark(#2f4fc4, #a9b8ff));
    --_surfly-line: var(--surfly-session-border, color-mix(in srgb, currentcolor 20%, transparent));
    --_surfly-radius: var(--surfly-session-radius, 0.75rem);
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    gap: 0.75rem;
    block-size: 100%;
    padding: var(--surfly-session-padding, 0.75rem);
    border: 1px solid var(--_surfly-line);
    border-radius: var(--_surfly-radius);
    background: var(--surfly-session-background, Canvas);
    color: var(--surfly-session-color, CanvasText);
    font: var(--surfly-session-font, 0.9375rem/1.4 system-ui, sans-serif);
  }
  /* Its height without a page that sizes the element; with one it takes what is left. */
  ::slotted(.surfly-window) {
    flex: 1 1 var(--surfly-session-window-height, 24rem);
    min-block-size: 0;
    border: 0;
    border-radius: calc(var(--_surfly-radius) / 2);
  }
  /* One that the page has in its markup, while there is no session in it. */
  ::slotted(iframe:not(.surfly-window)) {
    display: none;
  }
  /* A text may be in another direction than the page: English on a Hebrew one, or the name of a person. */
  .base * {
    unicode-bidi: plaintext;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }
  /* With nothing in it, it would be a gap below a notice. */
  [part='bar']:not(:has(div > div:not([hidden]))) {
    display: none;
  }
  .status {
    flex: 1 1 10rem;
    font-size: 0.9em;
  }
  .status,
  input {
    color: color-mix(in srgb, currentcolor 75%, transparent);
  }
  .flat {
    display: contents;
  }
  button,
  input {
    min-block-size: 2.25rem;
    padding: 0 0.75rem;
    border: 1px solid var(--_surfly-line);
    border-radius: calc(var(--_surfly-radius) / 1.5);
    background: none;
    color: inherit;
    font: inherit;
  }
  button {
    font-weight: 500;
    cursor: pointer;
  }
  button:hover {
    border-color: currentcolor;
  }
  .primary {
    background: var(--_surfly-accent);
    color: var(--surfly-session-accent-color, light-dark(#fff, #111));
  }
  [aria-disabled] {
    opacity: 0.7;
  }
  :focus-visible {
    outline: 2px solid var(--_surfly-accent);
    outline-offset: 2px;
  }
  .dot::before {
    content: '';
    display: inline-block;
    padding: 0.25rem;
    margin-inline-end: 0.25rem;
    border-radius: 50%;
    background: currentcolor;
    opacity: 0.4;
    forced-color-adjust: none;
  }
  .on::before {
    background: light-dark(#1a8a50, #54d093);
    opacity: 1;
  }
  .notice {
    padding-inline-start: 0.75rem;
    border-inline-start: 3px solid light-dark(#b3541e, #f0a268);
  }
  p {
    flex-basis: 100%;
    margin: 0;
  }
  b {
    font-size: 1.25em;
    letter-spacing: 0.1em;
  }
  input {
    flex: 1;
    min-inline-size: 6rem;
  }
  [role='status'] {
    position: absolute;
    overflow: hidden;
    inline-size: 1px;
    block-size: 1px;
    /* At the end of a page it would be what the page is scrolled for. */
    margin: -1px;
    clip-path: inset(50%);
  }
`;
