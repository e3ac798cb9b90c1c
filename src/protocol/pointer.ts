import { MAX_FRACTION } from './input.js';

/**
 * Payload of `pointer` frames, numbers big endian like the header's:
 *
 * ```
 * (nothing)                     the pointer has left the picture
 * bytes 0-3    x, y             signed, CSS pixels of the leader's layout viewport
 * bytes 4-15   id, fx, fy       (followers only) unsigned, 32-bit floats: the node under the pointer, and where in its
 *                               border box the point lies; 0, 0 is top left, 1, 1 is bottom right, and beyond is beside it
 * ```
 *
 * A follower's picture is always a little old. What its pointer shows is the node; the leader and the other followers
 * look where that node is in their own picture, and take x and y only where they do not have it.
 */

export interface PointerAt {
  x: number;
  y: number;
  anchor?: { id: number; fx: number; fy: number };
}

const POINT_BYTES = 4;
const ANCHORED_BYTES = 16;

/** A point without the node under it. */
export function encodePoint(x: number, y: number, size = POINT_BYTES): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setInt16(0, pixels(x));
  view.setInt16(2, pixels(y));
  return bytes;
}

/** @param at - undefined for a pointer that has left the picture */
export function encodePointer(at: PointerAt | undefined): Uint8Array<ArrayBuffer> {
  if (!at) return new Uint8Array(0);
  const { x, y, anchor } = at;
  if (!anchor) return encodePoint(x, y);
  const bytes = encodePoint(x, y, ANCHORED_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(4, anchor.id);
  view.setFloat32(8, anchor.fx);
  view.setFloat32(12, anchor.fy);
  return bytes;
}

/** @returns where the pointer is, null for nowhere, undefined where the bytes are no pointer */
export function decodePointer(bytes: Uint8Array): PointerAt | null | undefined {
  const { byteLength } = bytes;
  if (byteLength === 0) return null;
  if (byteLength !== POINT_BYTES && byteLength !== ANCHORED_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, byteLength);
  const at = { x: view.getInt16(0), y: view.getInt16(2) };
  if (byteLength === POINT_BYTES) return at;
  const [fx, fy] = [view.getFloat32(8), view.getFloat32(12)];
  // Also false for what is not a number.
  if (!(Math.hypot(fx, fy) <= 2 * MAX_FRACTION)) return undefined;
  return { ...at, anchor: { id: view.getUint32(4), fx, fy } };
}

function pixels(value: number): number {
  return Math.max(-0x8000, Math.min(0x7fff, Math.round(value)));
}
