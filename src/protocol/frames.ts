/**
 * Binary frames: a small header in clear and an opaque payload.
 *
 * ```
 * byte  0     kind     what the payload is, see FrameKind
 * byte  1     flags    bit 0: first chunk of a record, bit 1: last chunk, bit 2: more of the page is to come
 * bytes 2-5   stream   unsigned, big endian
 * bytes 6-9   seq      unsigned, big endian
 * bytes 10-   payload  opaque to the relay
 * ```
 *
 * `stream` and `seq` mean, by kind:
 * - snapshot, change: the leader's stream and the frame's number in it: 1, 2, 3 … without a gap. A stream begins with a
 *   snapshot. A record that begins before the last chunk of the one before replaces that one. Of a large page a snapshot
 *   says a part, and what follows says the rest: all of these but the last say that more is to come.
 * - pointer: the leader's stream; `seq` is whose pointer it is: 0 from a participant, for the relay knows who that is, and
 *   the participant's index from the relay. Such frames are neither kept nor ordered nor sent again: only the newest of
 *   each participant counts. The payload is that of pointer.ts, at most `MAX_POINTER_BYTES` long.
 * - input: the control epoch in which the action was made, and the action's number in that epoch, from 1 and rising. One
 *   action is one frame.
 * - ink: whose line it is, as for pointers, and the line's number: rising with every line of that participant. Flags tell its
 *   first and its last piece. Pieces are not sent again; those of lines that stay are kept by the relay, which puts them
 *   together for who comes later. The payload is that of ink.ts, at most `MAX_INK_BYTES` long on its way to the relay.
 * - asset: 0, and the chunk's number from 0. Each chunk's payload starts with the asset's SHA-256 (32 bytes).
 */

export const FrameKind = {
  /** Leader to viewers: (a chunk of) a full picture of the page. */
  snapshot: 1,
  /** Leader to viewers: (a chunk of) what changed since the frame before. */
  change: 2,
  /** Everybody to everybody else: where the sender's pointer is. Lossy: only the newest counts. */
  pointer: 3,
  /** Viewer in control to leader: one action on the page. */
  input: 4,
  /** Leader to relay, relay to viewers: (a chunk of) an image or a font, addressed by its content. */
  asset: 5,
  /** Everybody to everybody else: (a piece of) a line drawn over the page. */
  ink: 6,
} as const;

export type FrameKind = (typeof FrameKind)[keyof typeof FrameKind];

export interface Frame {
  kind: FrameKind;
  /** First chunk of its record. */
  first: boolean;
  /** Last chunk of its record. */
  last: boolean;
  /** With its record the page is not all told yet. */
  more?: boolean;
  stream: number;
  seq: number;
  payload: Uint8Array;
}

export const HEADER_BYTES = 10;
export const ASSET_HASH_BYTES = 32;

const FIRST = 1;
const LAST = 2;
const MORE = 4;
const KINDS: ReadonlySet<number> = /* @__PURE__ */ new Set(Object.values(FrameKind));

export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + frame.payload.byteLength);
  const view = new DataView(bytes.buffer);
  bytes[0] = frame.kind;
  bytes[1] = (frame.first ? FIRST : 0) | (frame.last ? LAST : 0) | (frame.more ? MORE : 0);
  view.setUint32(2, frame.stream);
  view.setUint32(6, frame.seq);
  bytes.set(frame.payload, HEADER_BYTES);
  return bytes;
}

/**
 * Reads a frame. The payload is a view on the given bytes, not a copy.
 * @returns the frame, or a sentence that says what is wrong with the bytes
 */
export function decodeFrame(bytes: Uint8Array): Frame | string {
  if (bytes.byteLength < HEADER_BYTES) {
    return `A frame has at least ${HEADER_BYTES} bytes, this one has ${bytes.byteLength}.`;
  }
  const kind = bytes[0] ?? 0;
  const flags = bytes[1] ?? 0;
  if (!KINDS.has(kind)) return `No frame kind has the number ${kind}.`;
  if (flags > (FIRST | LAST | MORE)) return `A frame's flags are 0 to 7, these are ${flags}.`;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    kind: kind as FrameKind,
    first: (flags & FIRST) !== 0,
    last: (flags & LAST) !== 0,
    more: (flags & MORE) !== 0,
    stream: view.getUint32(2),
    seq: view.getUint32(6),
    payload: bytes.subarray(HEADER_BYTES),
  };
}

export type Chunk = Pick<Frame, 'first' | 'last' | 'payload'>;

/** Cuts a record into chunks of at most `size` bytes; an empty record is one empty chunk. */
export function chunksOf(record: Uint8Array, size: number): Chunk[] {
  const chunks: Chunk[] = [];
  let at = 0;
  do {
    const end = Math.min(at + size, record.byteLength);
    const payload = record.subarray(at, end);
    chunks.push({ payload, first: at === 0, last: end === record.byteLength });
    at = end;
  } while (at < record.byteLength);
  return chunks;
}

/**
 * The number of a leader's stream: the leader epoch in the upper 16 bits, chance in the lower 16. The epoch rises with
 * every leader that claims the session, so a frame of an earlier leader never fits the current stream.
 */
export function streamNumber(epoch: number, chance: number): number {
  return (((epoch & 0xffff) << 16) | (chance & 0xffff)) >>> 0;
}
