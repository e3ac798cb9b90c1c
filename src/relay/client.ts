import type { FastifyBaseLogger } from 'fastify';
import type { WebSocket } from 'ws';
import { decodeFrame, FrameKind } from '../protocol/frames.js';
import type { Frame } from '../protocol/frames.js';
import { MAX_CHUNK_BYTES, MAX_MESSAGE_BYTES } from '../protocol/limits.js';
import type { ClientMessage, RefusalCode, RelayMessage } from '../protocol/messages.js';
import type { Limits, Timing } from './options.js';
import { Bucket } from './rate.js';
import { isProblem, readMessage } from './read-message.js';

/** What a connection has become by its first message. It gets everything that follows. */
export interface Seat {
  message(message: ClientMessage): void;
  /** @param tooFast - more frames come than the limits allow: the connection is not read for a while */
  frame(frame: Frame, bytes: Buffer, tooFast: boolean): void;
  /** The connection is gone, for whatever reason but a refusal by the relay. Called once. */
  lost(): void;
}

export interface ClientContext {
  limits: Limits;
  timing: Timing;
  log: FastifyBaseLogger;
  /** Reads a first message: gives the client a seat, answers and closes, or refuses. */
  hello(client: Client, message: ClientMessage): void;
}

const BAD_MESSAGES = 4;
/** A connection that lets so many bytes pile up is not read at the other end. It can come back and resume. */
const MAX_BACKLOG = 8 * 1024 * 1024;
/** Milliseconds that the other end gets to take a refusal before the connection is cut. */
const FAREWELL_MS = 2_000;

/** They come as often as the frames that they answer. */
const ANSWERS: ReadonlySet<ClientMessage['type']> = new Set(['ack', 'beat', 'result']);

const CLOSE_CODES: Partial<Record<RefusalCode, number>> = {
  other_connection: 4001,
  restarting: 1012,
  too_large: 1009,
};

/** One WebSocket connection: bounds, heartbeat and reading, until it has a seat and after. */
export class Client {
  readonly address: string;
  /** The page's origin as the browser told it; empty where there was none and that is allowed. */
  readonly origin: string;
  readonly log: FastifyBaseLogger;
  lastSeen = performance.now();
  /** Milliseconds for which it may be silent beyond what is usual. */
  patience = 0;
  readonly #socket: WebSocket;
  readonly #context: ClientContext;
  readonly #control: Bucket;
  readonly #inputs: Bucket;
  readonly #frames: Bucket;
  readonly #bytes: Bucket;
  #seat: Seat | undefined;
  #over = false;
  /** Given up, and not closed yet: what has been read of it already counts no more. */
  #dropped = false;
  #bad = 0;
  #hello: NodeJS.Timeout | undefined;
  #paused: NodeJS.Timeout | undefined;
  #pausedUntil = 0;
  /** What came in one piece of the network with what was too much. */
  readonly #unheard: [Buffer, boolean][] = [];

  constructor(socket: WebSocket, address: string, origin: string, context: ClientContext) {
    this.#socket = socket;
    this.address = address;
    this.origin = origin;
    this.#context = context;
    this.log = context.log;
    const { limits, timing } = context;
    this.#control = new Bucket(limits.messagesPerSecond, limits.messagesPerSecond * 5);
    this.#inputs = new Bucket(limits.inputsPerSecond, limits.inputsPerSecond * 2);
    this.#frames = new Bucket(limits.framesPerSecond, limits.framesPerSecond * 4);
    this.#bytes = new Bucket(limits.bytesPerSecond, limits.bytesPerSecond * 3);

    // `binaryType` is "nodebuffer", so a message is always one Buffer.
    socket.on('message', (data, binary) => this.#received(data as Buffer, binary));
    socket.on('close', () => this.#closed());
    // 'close' follows; without a listener it would end the process.
    socket.on('error', (error) => this.log.debug({ reason: error.message }, 'connection failed'));
    this.#hello = setTimeout(() => {
      this.refuse('bad_message', 'No first message came in time; connect and send one at once.');
    }, timing.hello);
  }

  /** Whether it has said who it is. */
  get known(): boolean {
    return this.#seat !== undefined;
  }

  /** Bytes that the operating system has not taken yet. */
  get backlog(): number {
    return this.#socket.bufferedAmount;
  }

  sit(seat: Seat): void {
    clearTimeout(this.#hello);
    this.#seat = seat;
  }

  send(message: RelayMessage): void {
    this.#write(JSON.stringify(message));
  }

  /** @param sent - called when the bytes have left this process, also when they could not */
  sendBytes(bytes: Uint8Array, sent?: () => void): void {
    this.#write(bytes, sent);
  }

  /** Tells that one message was left out; the fourth such message ends the connection. */
  leaveOut(code: 'bad_message' | 'too_large', message: string): void {
    this.#bad += 1;
    if (this.#bad >= BAD_MESSAGES || !this.known) {
      this.refuse(code, message);
      return;
    }
    // Without a word of it: it may be a secret.
    this.log.info({ audit: 'left out', code, address: this.address });
    this.send({ type: 'refused', code, message });
  }

  /** Says why, and closes. The seat is told nothing: who refuses knows. */
  refuse(code: RefusalCode, message: string): void {
    if (this.#over) return;
    this.log.info({ audit: 'refused', code, address: this.address }, message);
    this.send({ type: 'refused', code, message });
    const seat = this.#seat;
    this.#finish(CLOSE_CODES[code] ?? 1008);
    // Bad messages are found here, not by the seat.
    if (code === 'bad_message' || code === 'too_large') seat?.lost();
  }

  close(): void {
    this.#finish(1000);
  }

  /** Drops a connection that is dead, or is not read. Its seat is told when it has closed. */
  drop(): void {
    this.#dropped = true;
    this.#socket.terminate();
  }

  #finish(code: number): void {
    if (this.#over) return;
    this.#over = true;
    this.#seat = undefined;
    clearTimeout(this.#hello);
    this.#resume();
    this.#socket.close(code);
    setTimeout(() => this.#socket.terminate(), FAREWELL_MS).unref();
  }

  #closed(): void {
    clearTimeout(this.#hello);
    clearTimeout(this.#paused);
    this.#over = true;
    const seat = this.#seat;
    this.#seat = undefined;
    seat?.lost();
  }

  #write(data: string | Uint8Array, sent?: () => void): void {
    if (this.#over || this.#dropped) return;
    if (this.backlog > MAX_BACKLOG) {
      this.log.warn(
        { address: this.address },
        'connection dropped: it is not read at the other end',
      );
      this.drop();
      return;
    }
    this.#socket.send(data, () => sent?.());
  }

  #received(data: Buffer, binary: boolean): void {
    if (this.#over || this.#dropped) return;
    this.lastSeen = performance.now();
    if (this.#pausedUntil > 0) {
      this.#unheard.push([data, binary]);
      return;
    }
    if (data.length > MAX_MESSAGE_BYTES) {
      const limit = `A message has at most ${MAX_MESSAGE_BYTES} bytes, this one has ${data.length}.`;
      this.refuse('too_large', limit);
      return;
    }
    try {
      if (binary) this.#receivedFrame(data);
      else this.#receivedText(data.toString());
    } catch (error) {
      // A fault of ours, set off by this message: this connection pays, the others go on.
      this.log.error({ err: error }, 'internal error');
      this.drop();
    }
  }

  #receivedText(text: string): void {
    const message = readMessage(text);
    if (isProblem(message)) {
      this.slowDown(this.#control.take());
      if (message.code === 'wrong_version') this.refuse(message.code, message.message);
      else this.leaveOut(message.code, message.message);
      return;
    }
    this.slowDown((ANSWERS.has(message.type) ? this.#frames : this.#control).take());
    this.slowDown(this.#bytes.take(text.length));
    if (message.type === 'beat') return;
    if (this.#seat) this.#seat.message(message);
    else this.#context.hello(this, message);
  }

  #receivedFrame(bytes: Buffer): void {
    this.slowDown(this.#bytes.take(bytes.length));
    const frame = decodeFrame(bytes);
    if (typeof frame === 'string') {
      this.slowDown(this.#control.take());
      this.leaveOut('bad_message', frame);
      return;
    }
    const wait = (frame.kind === FrameKind.input ? this.#inputs : this.#frames).take();
    this.slowDown(wait);
    if (frame.payload.length > MAX_CHUNK_BYTES) {
      const limit = `A frame's payload has at most ${MAX_CHUNK_BYTES} bytes, this one has ${frame.payload.length}.`;
      this.leaveOut('too_large', limit);
    } else if (this.#seat) this.#seat.frame(frame, bytes, wait > 0);
    else this.leaveOut('bad_message', 'The first message says who is there; a frame cannot.');
  }

  /** Stops reading for a while: the network then slows the sender down, and nothing is lost. */
  slowDown(ms: number): void {
    const until = performance.now() + ms;
    if (ms === 0 || this.#over || until <= this.#pausedUntil) return;
    this.#pausedUntil = until;
    this.#socket.pause();
    clearTimeout(this.#paused);
    this.#paused = setTimeout(() => this.#resume(), ms);
  }

  #resume(): void {
    clearTimeout(this.#paused);
    this.#pausedUntil = 0;
    this.lastSeen = performance.now();
    while (this.#pausedUntil === 0) {
      const next = this.#unheard.shift();
      if (!next) {
        this.#socket.resume();
        return;
      }
      this.#received(...next);
    }
  }
}
