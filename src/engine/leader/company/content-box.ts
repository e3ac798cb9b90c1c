export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where in the page around it an iframe shows its own page: within its border and its padding. */
export function contentBox(frame: HTMLIFrameElement): Box {
  const { left, top } = frame.getBoundingClientRect();
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(frame);
  const [l, r, t, b] = [paddingLeft, paddingRight, paddingTop, paddingBottom].map(parseFloat);
  return {
    left: left + frame.clientLeft + (l ?? 0),
    top: top + frame.clientTop + (t ?? 0),
    width: frame.clientWidth - (l ?? 0) - (r ?? 0),
    height: frame.clientHeight - (t ?? 0) - (b ?? 0),
  };
}
