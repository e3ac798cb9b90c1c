import { insideOf, type Inside } from './content-box.js';
import { windowOf } from './leader/around.js';

export interface FrameAround extends Inside {
  frame: Element;
}

/**
 * The frames around a document, from the inside out.
 *
 * @param page - the outermost document that counts
 * @returns undefined where the document is in no frame of that page
 */
export function framesAround(
  document: Document,
  page: Document | null | undefined,
): FrameAround[] | undefined {
  const frames: FrameAround[] = [];
  for (let inner = document; inner !== page;) {
    const frame = windowOf(inner)?.frameElement;
    if (!frame) return undefined;
    frames.push({ frame, ...insideOf(frame) });
    inner = frame.ownerDocument;
  }
  return frames;
}

/**
 * A point of a page's viewport as the viewport around all these frames has it.
 *
 * @param frames - from the inside out
 */
export function outOf(frames: Iterable<Inside>, point: { x: number; y: number }): typeof point {
  let { x, y } = point;
  for (const { left, top, scale } of frames) {
    x = left + x * scale;
    y = top + y * scale;
  }
  return { x, y };
}
