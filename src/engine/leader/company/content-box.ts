export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
  /** How much smaller than itself the window is drawn (`min_width`). */
  scale: number;
}

/** Where in the page around it an iframe shows its own page, and how large that is: within its border and its padding. */
export function contentBox(frame: HTMLIFrameElement): Box {
  const { left, top, width } = frame.getBoundingClientRect();
  const scale = frame.offsetWidth > 0 ? width / frame.offsetWidth : 1;
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(frame);
  const [l, r, t, b] = [paddingLeft, paddingRight, paddingTop, paddingBottom].map(parseFloat);
  return {
    left: left + (frame.clientLeft + (l ?? 0)) * scale,
    top: top + (frame.clientTop + (t ?? 0)) * scale,
    width: frame.clientWidth - (l ?? 0) - (r ?? 0),
    height: frame.clientHeight - (t ?? 0) - (b ?? 0),
    scale,
  };
}
