/** What one kept frame costs beside its bytes, so that a million tiny frames are not taken for free. */
const OVERHEAD_BYTES = 160;

/** Memory that a kept frame takes. */
export function memoryOf(bytes: Buffer): number {
  return bytes.length + OVERHEAD_BYTES;
}

/** A frame is a view on what the socket read at once. A small one must not keep all of that alive. */
export function compact(bytes: Buffer): Buffer {
  return bytes.length * 2 < bytes.buffer.byteLength ? Buffer.from(bytes) : bytes;
}
