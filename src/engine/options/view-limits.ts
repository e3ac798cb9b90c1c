/** The settings `min_width`, `min_height`, `max_width` and `max_height`; 0 is none. */
interface Limits {
  minWidth: number;
  minHeight: number;
  maxWidth: number;
  maxHeight: number;
}

const STYLES = ['inset', 'width', 'height', 'transform', 'transform-origin', 'box-shadow'];

/**
 * Keeps the page in a window that covers the whole one within the limits of the settings. Where the window is too small the
 * page is scaled down, where it is too large the page is in its middle.
 *
 * @returns ends that; undefined where there are no limits
 */
export function limitView(
  node: HTMLIFrameElement,
  settings: Readonly<Record<string, unknown>>,
): (() => void) | undefined {
  const limits: Limits = {
    minWidth: pixels(settings['min_width']),
    minHeight: pixels(settings['min_height']),
    maxWidth: pixels(settings['max_width']),
    maxHeight: pixels(settings['max_height']),
  };
  if (!Object.values(limits).some(Boolean)) return undefined;
  const fit = () => {
    const { left, top, width, height, scale } = boxWithin(limits, innerWidth, innerHeight);
    const values = [
      `${top}px auto auto ${left}px`,
      `${width}px`,
      `${height}px`,
      scale === 1 ? 'none' : `scale(${scale})`,
      '0 0',
      // What is beside the page is not the page below.
      '0 0 0 100vmax #3a4354',
    ];
    STYLES.forEach((name, at) => node.style.setProperty(name, values[at] ?? ''));
  };
  fit();
  addEventListener('resize', fit);
  return () => {
    removeEventListener('resize', fit);
    for (const name of STYLES) node.style.removeProperty(name);
  };
}

/** Where the page lies in a window of this size, how large it is in its own pixels, and how much smaller it is shown. */
export function boxWithin(limits: Limits, across: number, down: number) {
  const scale = Math.min(
    1,
    limits.minWidth ? across / limits.minWidth : 1,
    limits.minHeight ? down / limits.minHeight : 1,
  );
  const width = atMost(across / scale, limits.maxWidth);
  const height = atMost(down / scale, limits.maxHeight);
  const left = (across - width * scale) / 2;
  const top = (down - height * scale) / 2;
  return { left, top, width, height, scale };
}

function atMost(value: number, most: number): number {
  return most ? Math.min(value, most) : value;
}

function pixels(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}
