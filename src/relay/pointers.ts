/** Milliseconds between two frames of one pointer, at least: no screen shows more. */
const FRAME_MS = 16;
/** Where there are many, each follower adds so many milliseconds: nobody is sent more than 250 pointers a second. */
const FRAME_MS_PER_FOLLOWER = 4;
/** Byte of the header where the number of the sender stands. */
const SEQ_AT = 6;

export interface PointersContext {
  /** Followers whose pointers are sent around. */
  followers(): number;
  /** Sends a stamped frame to everybody but its sender, as far as they can take it. */
  deliver(from: number, frame: Buffer): void;
}

interface Pace {
  next: Buffer | undefined;
  timer: NodeJS.Timeout;
}

/**
 * The pointers of followers on their way to everybody else. The relay writes down whose each one is. A sender that is too
 * fast is never queued: of what it sent meanwhile only the newest goes on.
 */
export class Pointers {
  readonly #context: PointersContext;
  readonly #paces = new Map<number, Pace>();

  constructor(context: PointersContext) {
    this.#context = context;
  }

  accept(from: number, bytes: Buffer): void {
    const frame = Buffer.from(bytes);
    frame.writeUInt32BE(from, SEQ_AT);
    const pace = this.#paces.get(from);
    if (pace) pace.next = frame;
    else this.#send(from, frame);
  }

  /** This follower has gone: what it still had to say is not said. */
  left(from: number): void {
    clearTimeout(this.#paces.get(from)?.timer);
    this.#paces.delete(from);
  }

  close(): void {
    for (const { timer } of this.#paces.values()) clearTimeout(timer);
    this.#paces.clear();
  }

  #send(from: number, frame: Buffer): void {
    this.#context.deliver(from, frame);
    const wait = Math.max(FRAME_MS, FRAME_MS_PER_FOLLOWER * this.#context.followers());
    const timer = setTimeout(() => {
      const pace = this.#paces.get(from);
      this.#paces.delete(from);
      if (pace?.next) this.#send(from, pace.next);
    }, wait);
    this.#paces.set(from, { next: undefined, timer });
  }
}
