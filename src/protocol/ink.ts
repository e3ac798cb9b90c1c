/**
 * Payload of `ink` frames: a line that somebody draws over the page, piece by piece. Numbers are big endian like the header's.
 *
 * ```
 * the first piece of a line begins with
 * bytes 0-2    red, green, blue
 * byte  3      width           in CSS pixels of the leader's page, 1 to 64
 * bytes 4-7    id              the node that the line begins on, 0 for none
 * bytes 8-15   x, y            32-bit floats: the beginning, in CSS pixels from the top left of the page, scrolled or not
 * bytes 16-23  dx, dy          32-bit floats: the same from the top left of that node's border box
 * every piece goes on with points of 4 bytes each
 *              x, y            signed, half CSS pixels from the beginning
 * ```
 *
 * A line sticks to the node that it begins on: it scrolls with it, in whatever it scrolls, and stays on it when the page is laid
 * out anew. Where that node is not, `x` and `y` count. Pieces put one behind the other are the payload of the whole line.
 */

export interface LineStart {
  colour: readonly [red: number, green: number, blue: number];
  width: number;
  /** 0 for none. */
  id: number;
  x: number;
  y: number;
  dx: number;
  dy: number;
}

export interface Point {
  x: number;
  y: number;
}

const START_BYTES = 24;
const POINT_BYTES = 4;
const MAX_WIDTH = 64;
/** No page is longer; and what is farther away than this cannot be written down exactly. */
const FARTHEST = 1e7;

/** Most points in one piece: a fast mouse tells its place a thousand times a second. */
export const MAX_INK_POINTS = 64;

/** Most bytes of payload in one piece, with room for a seal around it. */
export const MAX_INK_BYTES = START_BYTES + MAX_INK_POINTS * POINT_BYTES + 40;

/** Most points of one line. Who goes on drawing begins another. */
export const MAX_LINE_POINTS = 4_000;

/** Most bytes of payload that the pieces of a line have together. */
export const MAX_LINE_BYTES = START_BYTES + MAX_LINE_POINTS * POINT_BYTES;

/** Most lines of one participant, and of all together, that are there at one time. The oldest go first. */
export const MAX_LINES = 200;
export const MAX_LINES_OF_ALL = 1_000;

/** Milliseconds between two pieces of a line: no screen shows more, and nobody is sent more than 250 a second. */
export function inkInterval(receivers: number): number {
  return Math.max(16, 4 * receivers);
}

/** @param start - only for the first piece of a line */
export function encodeInk(
  start: LineStart | undefined,
  points: readonly Point[],
): Uint8Array<ArrayBuffer> {
  const head = start ? START_BYTES : 0;
  const bytes = new Uint8Array(head + points.length * POINT_BYTES);
  const view = new DataView(bytes.buffer);
  if (start) {
    bytes.set([...start.colour, start.width]);
    view.setUint32(4, start.id);
    [start.x, start.y, start.dx, start.dy].forEach((value, at) =>
      view.setFloat32(8 + 4 * at, value),
    );
  }
  points.forEach(({ x, y }, at) => {
    view.setInt16(head + POINT_BYTES * at, halves(x));
    view.setInt16(head + POINT_BYTES * at + 2, halves(y));
  });
  return bytes;
}

/**
 * @param first - whether the bytes are those of a first piece, or of a whole line
 * @returns undefined where they are not
 */
export function decodeInk(
  bytes: Uint8Array,
  first: boolean,
): { start: LineStart | undefined; points: Point[] } | undefined {
  const { byteLength } = bytes;
  const head = first ? START_BYTES : 0;
  if (byteLength < head || byteLength > MAX_LINE_BYTES || (byteLength - head) % POINT_BYTES) {
    return undefined;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, byteLength);
  const start = first ? decodeStart(view) : undefined;
  if (first && !start) return undefined;
  const points: Point[] = [];
  for (let at = head; at < byteLength; at += POINT_BYTES) {
    points.push({ x: view.getInt16(at) / 2, y: view.getInt16(at + 2) / 2 });
  }
  return { start, points };
}

function decodeStart(view: DataView): LineStart | undefined {
  const byte = (at: number) => view.getUint8(at);
  const width = byte(3);
  const [x, y, dx, dy] = [8, 12, 16, 20].map((at) => view.getFloat32(at)) as [
    number,
    number,
    number,
    number,
  ];
  // Also false for what is not a number.
  if (![x, y, dx, dy].every((value) => Math.abs(value) <= FARTHEST)) return undefined;
  if (width < 1 || width > MAX_WIDTH) return undefined;
  return { colour: [byte(0), byte(1), byte(2)], width, id: view.getUint32(4), x, y, dx, dy };
}

function halves(value: number): number {
  return Math.max(-0x8000, Math.min(0x7fff, Math.round(value * 2)));
}
