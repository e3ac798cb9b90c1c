/** Where in the viewport around it an iframe shows its own page: within its border and its padding. In CSS pixels of that viewport. */
export interface Inside {
  left: number;
  top: number;
  /** How much larger or smaller than itself the page is drawn (`min_width`, transforms). */
  scale: number;
}

export interface ContentBox extends Inside {
  /** Of the page in the frame, in its own CSS pixels. */
  width: number;
  height: number;
}

export function insideOf(frame: Element): Inside {
  const { left, top, width } = frame.getBoundingClientRect();
  const { offsetWidth, clientLeft, clientTop } = frame as HTMLElement;
  // What the layout says is rounded.
  const scale = Math.abs(width - offsetWidth) < 1 ? 1 : width / offsetWidth;
  const { paddingLeft, paddingTop } = getComputedStyle(frame);
  return {
    left: left + (clientLeft + parseFloat(paddingLeft)) * scale,
    top: top + (clientTop + parseFloat(paddingTop)) * scale,
    scale,
  };
}

export function contentBox(frame: Element): ContentBox {
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(frame);
  return {
    ...insideOf(frame),
    width: frame.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight),
    height: frame.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom),
  };
}
