/**
 * Looks of the pointers of others. The colours are those of Okabe and Ito, which people of every colour vision can tell apart;
 * each has the ink, black or white, that can be read on it. The arrow has a light and a dark line around it, so that it shows
 * on any page.
 */
export const COLOURS: readonly (readonly [colour: string, ink: string])[] = [
  // The leader's; the others take turns.
  ['#0072b2', '#ffffff'],
  ['#e69f00', '#000000'],
  ['#009e73', '#000000'],
  ['#cc79a7', '#000000'],
  ['#56b4e9', '#000000'],
  ['#d55e00', '#000000'],
  ['#f0e442', '#000000'],
  ['#000000', '#ffffff'],
];

/** The colour of a participant, and the ink on it. */
export function coloursOf(index: number): readonly [colour: string, ink: string] {
  const turn = index === 0 ? 0 : 1 + ((index - 1) % (COLOURS.length - 1));
  return COLOURS[turn] ?? ['#000000', '#ffffff'];
}

export const cursorStyles = `
  :host { all: initial; pointer-events: none; overflow: clip; contain: layout style; user-select: none; }
  .cursor { position: absolute; inset-block-start: 0; left: 0; inline-size: 0; block-size: 0; opacity: 1;
    font: 600 12px/18px system-ui, sans-serif; transition: transform 0ms linear, opacity 400ms; }
  .cursor.resting { opacity: 0.45; }
  .cursor.gone { opacity: 0; }
  .arrow { position: absolute; left: -2px; top: -2px; inline-size: 22px; block-size: 26px; overflow: visible;
    stroke-linejoin: round; filter: drop-shadow(0 1px 2px rgb(0 0 0 / 40%)); }
  .line { fill: none; stroke: #000000; stroke-width: 4; }
  .body { fill: var(--colour); stroke: #ffffff; stroke-width: 2; }
  .label { position: absolute; left: 16px; top: 20px; inline-size: max-content; max-inline-size: min(20ch, 40vw);
    box-sizing: border-box; padding: 1px 7px; border: 1px solid var(--ink); border-radius: 9px; overflow: hidden;
    background: var(--colour); color: var(--ink); }
  .name { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; unicode-bidi: isolate; }
  .mark { font-weight: 400; line-height: 14px; }
  .mark:not(:empty) { padding-block-end: 2px; }
  .control .label { box-shadow: 0 0 0 2px #ffffff, 0 0 0 4px var(--colour); }
  .start .label { left: auto; right: 4px; }
  .up .label { top: auto; bottom: 4px; }
  @media (prefers-reduced-motion: reduce) { .cursor { transition: none !important; } }
  @media (forced-colors: active) {
    .line { stroke: Canvas; forced-color-adjust: none; }
    .body { fill: CanvasText; stroke: Canvas; forced-color-adjust: none; }
    .label { background: Canvas; color: CanvasText; border-color: CanvasText; }
    .control .label { outline: 2px solid Highlight; }
  }
`;
