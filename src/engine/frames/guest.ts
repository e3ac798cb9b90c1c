import { encodeInput, OUTCOMES, type InputAction, type Outcome } from '../../protocol/input.js';
import { MAX_ASSET_BYTES } from '../../protocol/limits.js';
import type { GuestHand } from '../leader/input/hand.js';
import { Budget } from './budget.js';
import { ANSWER, KNOCK, type FromFrame, type ToFrame } from './words.js';

/** A record of a framed page, as replicas get it. */
export interface Told {
  kind: 'snapshot' | 'change';
  /** JSON, unread. */
  text: string;
  /** Bytes that it takes in a record of the page around it. */
  bytes: number;
}

export interface GuestOptions {
  start: Extract<ToFrame, { type: 'start' }>;
  /** There is something to tell replicas. */
  told(): void;
  /** It shows nothing (any more). */
  closed(): void;
  pointer(x: number, y: number): void;
  asset(mediaType: string, bytes: Uint8Array<ArrayBuffer>): void;
}

/** Bytes that one frame's log may have: a snapshot and what came after. All records together have to stay within theirs. */
export const MAX_LOG_BYTES = 4 * 1024 * 1024;
/** Bytes of changes after which a new snapshot takes their place. */
const MAX_CHANGES_BYTES = 512 * 1024;
/** Bytes of records, and messages, that a frame may send in ten seconds. */
const BYTES_PER_TEN_SECONDS = 2 * MAX_LOG_BYTES;
const MESSAGES_PER_TEN_SECONDS = 5_000;
/** An answer counts as so many. */
const MESSAGES_PER_ANSWER = 250;
/** Bytes of images and fonts of one frame. */
const MAX_ASSETS_BYTES = 8 * 1024 * 1024;
const MEDIA_TYPE = /^(?:image|font)\/[\w.+-]{1,64}$/;

/** Milliseconds between the times that a page is asked, once it has loaded: its script may come late. */
const KNOCKS = [0, 500, 1500, 3000];
/** Milliseconds within which a page that is still there says so. */
const PING = 1000;
/** Milliseconds for which an action may wait for its outcome. */
const ACTION_PATIENCE = 5000;

/** A frame of another origin: asked whether it takes part and, where it does, listened to with every care. */
export class Guest implements GuestHand {
  readonly frame: HTMLIFrameElement;
  /** Since the last snapshot, which comes first. */
  readonly log: Told[] = [];
  /** What replicas have not been told. */
  #queue: Told[] = [];
  readonly #options: GuestOptions;
  readonly #bytes = new Budget(BYTES_PER_TEN_SECONDS, 10);
  readonly #messages = new Budget(MESSAGES_PER_TEN_SECONDS, 10);
  readonly #waiting = new Map<number, (outcome: Outcome) => void>();
  #changesBytes = 0;
  #queueBytes = 0;
  #assetBytes = 0;
  #port: MessagePort | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = false;
  #renewing = false;
  #actions = 0;
  #refused = false;

  constructor(frame: HTMLIFrameElement, options: GuestOptions) {
    this.frame = frame;
    this.#options = options;
    this.#knock(0, true);
  }

  /** Of the log. */
  get bytes(): number {
    return this.#changesBytes + (this.log[0]?.bytes ?? 0);
  }

  /** The frame has loaded something: the page that was there may be gone without a word. */
  loaded(): void {
    if (!this.#port) {
      this.#knock(0, true);
      return;
    }
    this.#post({ type: 'ping' });
    this.#wait(PING, () => {
      this.#hangUp();
      this.#knock(0, true);
    });
  }

  /** @returns whether the message is this frame's answer */
  answered({ source, data, origin, ports: [port] }: MessageEvent): boolean {
    if (!this.#asked || data !== ANSWER || !port) return false;
    if (source !== this.frame.contentWindow || !/^https?:/.test(origin)) return false;
    // A page that was asked again while its part was on its way answers again, and then hears its latest port only.
    if (!this.#messages.take(MESSAGES_PER_ANSWER)) {
      this.refuse();
      return true;
    }
    this.#hangUp();
    clearTimeout(this.#timer);
    this.#port = port;
    port.onmessage = ({ data: message }: MessageEvent<unknown>) => {
      if (this.#port === port && !this.#received(message)) this.refuse();
    };
    this.#post(this.#options.start);
    return true;
  }

  /** What goes to replicas that have nothing. */
  restart(): void {
    this.#queue = [...this.log];
    this.#queueBytes = this.bytes;
  }

  /** @returns what replicas have to be told */
  take(): Told[] {
    const queue = this.#queue;
    this.#queue = [];
    this.#queueBytes = 0;
    return queue;
  }

  act(action: InputAction): Promise<Outcome> {
    if (!this.#port) return Promise.resolve('stale');
    this.#actions += 1;
    const n = this.#actions;
    this.#post({ type: 'act', n, action: encodeInput(action) });
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#done(n, 'expired'), ACTION_PATIENCE);
      this.#waiting.set(n, (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      });
    });
  }

  release(): void {
    this.#post({ type: 'release' });
  }

  /** The frame is gone, or nothing of it is to be told any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#asked = false;
    this.#post({ type: 'end' });
    this.#hangUp();
  }

  /** It said what no page of ours says, or too much: it is not asked again. */
  refuse(): void {
    this.#refused = true;
    this.end();
    this.#clear();
  }

  /** @param loaded - a page that says nothing by the last time has nothing to show */
  #knock(round: number, loaded: boolean): void {
    const wait = KNOCKS[round];
    if (this.#refused || wait === undefined) return;
    this.#wait(wait, () => {
      this.#asked = true;
      this.frame.contentWindow?.postMessage(KNOCK, '*');
      if (loaded && round === KNOCKS.length - 1) this.#clear();
      this.#knock(round + 1, loaded);
    });
  }

  #wait(ms: number, then: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, ms);
  }

  /** @returns false for what no page of ours would say */
  #received(message: unknown): boolean {
    if (!this.#messages.take(1) || typeof message !== 'object' || message === null) return false;
    const said = message as Partial<Record<string, unknown>> & { type?: FromFrame['type'] };
    switch (said.type) {
      case 'record':
        return this.#record(said['kind'], said['text']);
      case 'asset':
        return this.#asset(said['mediaType'], said['bytes']);
      case 'pointer':
        return this.#pointer(said['x'], said['y']);
      case 'outcome':
        return this.#outcome(said['n'], said['outcome']);
      case 'pong':
        clearTimeout(this.#timer);
        return true;
      case 'gone':
        // The next page of the frame is asked when it has loaded. Until then this one stays in sight.
        this.#hangUp();
        this.#knock(1, false);
        return true;
      default:
        return false;
    }
  }

  #record(kind: unknown, text: unknown): boolean {
    if ((kind !== 'snapshot' && kind !== 'change') || typeof text !== 'string') return false;
    if (text.length > MAX_LOG_BYTES) return false;
    const bytes = new TextEncoder().encode(JSON.stringify(text)).byteLength;
    if (!this.#bytes.take(bytes)) return false;
    const told = { kind, text, bytes } satisfies Told;
    if (kind === 'snapshot') {
      this.log.length = this.#changesBytes = 0;
      this.#renewing = false;
    } else if (this.log.length === 0) {
      return false;
    } else {
      this.#changesBytes += bytes;
    }
    this.log.push(told);
    this.#queue.push(told);
    this.#queueBytes += bytes;
    // Nobody has taken it for long: replicas begin anew.
    if (this.#queueBytes > MAX_LOG_BYTES) this.restart();
    this.#renew();
    this.#options.told();
    return true;
  }

  /** A log that grows long begins anew. */
  #renew(): void {
    if (this.#renewing || this.#changesBytes < MAX_CHANGES_BYTES) return;
    this.#renewing = true;
    this.#post({ type: 'snapshot' });
  }

  #asset(mediaType: unknown, bytes: unknown): boolean {
    if (typeof mediaType !== 'string' || !MEDIA_TYPE.test(mediaType)) return false;
    if (!(bytes instanceof Uint8Array) || bytes.byteLength > MAX_ASSET_BYTES) return false;
    this.#assetBytes += bytes.byteLength;
    if (this.#assetBytes <= MAX_ASSETS_BYTES) this.#options.asset(mediaType, bytes.slice());
    return true;
  }

  #pointer(x: unknown, y: unknown): boolean {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return false;
    this.#options.pointer(x as number, y as number);
    return true;
  }

  #outcome(n: unknown, outcome: unknown): boolean {
    const known = OUTCOMES.find((one) => one === outcome);
    if (typeof n !== 'number' || !known) return false;
    this.#done(n, known);
    return true;
  }

  #done(n: number, outcome: Outcome): void {
    this.#waiting.get(n)?.(outcome);
    this.#waiting.delete(n);
  }

  #hangUp(): void {
    this.#port?.close();
    this.#port = undefined;
    for (const n of this.#waiting.keys()) this.#done(n, 'stale');
  }

  #clear(): void {
    const wasShown = this.log.length > 0;
    this.log.length = this.#changesBytes = 0;
    this.take();
    if (wasShown) this.#options.closed();
  }

  #post(message: ToFrame): void {
    this.#port?.postMessage(message);
  }
}
