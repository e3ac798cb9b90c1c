import type { Frame } from '../protocol/frames.js';
import { encodeFrame, FrameKind } from '../protocol/frames.js';
import {
  inkInterval,
  MAX_INK_BYTES,
  MAX_LINE_BYTES,
  MAX_LINES,
  MAX_LINES_OF_ALL,
} from '../protocol/ink.js';
import type { Drawing } from '../surfly/talk-settings.js';
import { Buckets } from './rate.js';

/** Pieces of lines per second and participant, also the burst: a screen shows 60, and lines begin and end besides. */
const PIECES_PER_SECOND = 75;
/**
 * Bytes of the lines of one participant, and of all together, that are kept: more than an hour of drawing, and no more than who
 * comes later can be told at once.
 */
const MAX_KEPT_BYTES = 1024 * 1024;
const MAX_KEPT_BYTES_OF_ALL = 4 * 1024 * 1024;
/** Byte of the header where it stands whose line it is. */
const STREAM_AT = 2;

export interface DrawingsContext {
  mode(): Drawing['mode'];
  participants(): number;
  /**
   * Sends a piece to everybody but who drew it.
   * @param lossy - left out for who cannot keep up
   */
  deliver(from: number, frame: Buffer, lossy: boolean): void;
}

interface Line {
  from: number;
  n: number;
  pieces: Uint8Array[];
  bytes: number;
  done: boolean;
}

/** What is wrong with a piece of a line, if anything. */
export function inkProblem({ stream, payload }: Frame): string | undefined {
  if (payload.length > MAX_INK_BYTES) {
    return `A piece of a line has at most ${MAX_INK_BYTES} bytes of payload, this one has ${payload.length}.`;
  }
  return stream === 0 ? undefined : 'A line has the stream 0: whose it is, the server writes down.';
}

/**
 * The lines that participants draw, on their way to the others. Lines that stay are kept for who comes later. A sender that
 * draws too fast is not queued: what is too much is left out.
 */
export class Drawings {
  readonly #context: DrawingsContext;
  readonly #rates = new Buckets(PIECES_PER_SECOND, PIECES_PER_SECOND);
  /** The newest line of each participant, while it is drawn. */
  readonly #open = new Map<number, Line>();
  #kept: Line[] = [];

  constructor(context: DrawingsContext) {
    this.#context = context;
  }

  accept(from: number, { first, last, seq, payload }: Frame, bytes: Buffer): void {
    const mode = this.#context.mode();
    if (mode === 'disabled' || this.#isTooFast(from)) return;
    const line = first ? this.#begin(from, seq, mode) : this.#open.get(from);
    if (line?.n !== seq) return;
    line.bytes += payload.length;
    line.done = last;
    const tooLong = line.bytes > MAX_LINE_BYTES;
    if (mode === 'permanent' && payload.length > 0 && !tooLong) {
      line.pieces.push(Uint8Array.from(payload));
    }
    if (last || tooLong) this.#close(from);
    if (tooLong) return;
    const frame = Buffer.from(bytes);
    frame.writeUInt32BE(from, STREAM_AT);
    this.#context.deliver(from, frame, mode === 'temporary');
  }

  /** The lines that stay, each as one piece. Those being drawn go on after it. */
  kept(): Uint8Array[] {
    return this.#kept.map(({ from, n, pieces, done }) =>
      encodeFrame({
        kind: FrameKind.ink,
        first: true,
        last: done,
        stream: from,
        seq: n,
        payload: Buffer.concat(pieces),
      }),
    );
  }

  /** @param of - null for everybody's */
  wipe(of: number | null): void {
    this.#kept = of === null ? [] : this.#kept.filter(({ from }) => from !== of);
    if (of === null) this.#open.clear();
    else this.#open.delete(of);
  }

  /** What he drew stays; he draws no more. */
  left(from: number): void {
    this.#rates.left(from);
    this.#close(from);
  }

  /** Nothing more comes of this participant's newest line: its pieces become one, for each takes more memory than its points. */
  #close(from: number): void {
    const line = this.#open.get(from);
    if (line) line.pieces = [Buffer.concat(line.pieces)];
    this.#open.delete(from);
  }

  #begin(from: number, n: number, mode: Drawing['mode']): Line {
    const line: Line = { from, n, pieces: [], bytes: 0, done: false };
    this.#close(from);
    this.#open.set(from, line);
    if (mode !== 'permanent') return line;
    const own = this.#kept.filter((one) => one.from === from);
    const surplus = surplusOf(own, MAX_LINES, MAX_KEPT_BYTES);
    const left = this.#kept.filter((one) => !surplus.includes(one));
    const gone = surplusOf(left, MAX_LINES_OF_ALL, MAX_KEPT_BYTES_OF_ALL);
    this.#kept = [...left.slice(gone.length), line];
    return line;
  }

  #isTooFast(from: number): boolean {
    const others = this.#context.participants() - 1;
    return !this.#rates.take(from, inkInterval(others) / inkInterval(1));
  }
}

/** The oldest lines, which have to go for one more to have room. */
function surplusOf(lines: readonly Line[], most: number, mostBytes: number): readonly Line[] {
  let bytes = lines.reduce((sum, one) => sum + one.bytes, 0);
  const first = lines.findIndex((one, at) => {
    if (lines.length - at < most && bytes < mostBytes) return true;
    bytes -= one.bytes;
    return false;
  });
  return first === -1 ? lines : lines.slice(0, first);
}
