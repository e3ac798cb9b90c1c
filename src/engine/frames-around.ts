import { windowOf } from './leader/around.js';

export interface FrameAround {
  frame: Element;
  /** Where the viewport of the frame's page begins in the viewport of the page around it, in CSS pixels. */
  left: number;
  top: number;
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
    const box = frame.getBoundingClientRect();
    frames.push({ frame, left: box.left + frame.clientLeft, top: box.top + frame.clientTop });
    inner = frame.ownerDocument;
  }
  return frames;
}
