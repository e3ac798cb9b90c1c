/**
 * Gives a frame a colour scheme, which what is in it is to prefer in place of the viewer's own. WebKit has come to that only
 * in 2026.
 * @returns whether it does
 */
export function prefer(frame: HTMLIFrameElement, scheme: 'light' | 'dark'): boolean {
  const follows = (one: string): boolean => {
    frame.style.colorScheme = one;
    // Firefox hands it down when the frame's own style is computed.
    void getComputedStyle(frame).colorScheme;
    return frame.contentWindow?.matchMedia(`(prefers-color-scheme: ${one})`).matches ?? false;
  };
  // Either of them may be the viewer's own.
  return [scheme === 'dark' ? 'light' : 'dark', scheme].map(follows).every(Boolean);
}
