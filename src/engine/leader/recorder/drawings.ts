import type { Patches } from './patches.js';

/**
 * What WebGL draws can be read only until the browser has shown it, and a map that nobody moves is drawn once: whoever comes
 * later would see nothing. So drawings are kept for as long as their canvas is there (WebGL, 5.2: `preserveDrawingBuffer`).
 */
export function keepDrawings(window: Window & typeof globalThis, patches: Patches): void {
  patches.before(window.HTMLCanvasElement.prototype, 'getContext', (args) => {
    const [kind, attributes] = args;
    if (/webgl/.test(kind as string))
      args[1] = { __proto__: attributes, preserveDrawingBuffer: true };
  });
}
