/**
 * A framed page's own part in a session that a page of another origin around it is in: it records itself, masked, and acts
 * for a follower. Loaded by `surfly.js` when a page knocks that this one has named.
 */
import { decodeInput } from '../../protocol/input-schema.js';
import { MAX_FRAMES_DEEP, type Outcome } from '../../protocol/input.js';
import { createMasking } from '../leader/masking.js';
import { isAtWork } from '../leader/own-hand.js';
import { record } from '../leader/recorder/recorder.js';
import type { Recorder } from '../leader/recorder/recording.js';
import { loadForSure, loadPart } from '../load-part.js';
import { ANSWER, type FromFrame, type ToFrame } from './words.js';

type DetailsModule = typeof import('../leader/details/details.js');
type InputModule = typeof import('../leader/input/input.js');
type Hand = ReturnType<InputModule['createHand']>;

export interface FrameOptions {
  /** Origins of the pages that may show this one. */
  named: readonly string[];
  /** Folder of the script. */
  base: string;
}

/** The export of the part that a framed page loads. */
export interface FrameModule {
  answer(to: Window, origin: string, options: FrameOptions): void;
}

/** One page at a time is told, the last that knocked: it no longer hears the port of an earlier one. */
let current: Frame | undefined;

export const answer: FrameModule['answer'] = (to, origin, options) => {
  current?.end();
  const { port1, port2 } = new MessageChannel();
  current = new Frame(port1, origin, options);
  // Browsers deliver it to that origin only, whatever the window shows by now.
  to.postMessage(ANSWER, origin, [port2]);
};

class Frame {
  readonly #port: MessagePort;
  readonly #origin: string;
  readonly #options: FrameOptions;
  readonly #ending = new AbortController();
  #recorder: Recorder | undefined;
  #hand: Promise<Hand> | undefined;
  #makeHand: (() => Promise<Hand>) | undefined;
  #ownHand = -Infinity;

  constructor(port: MessagePort, origin: string, options: FrameOptions) {
    this.#port = port;
    this.#origin = origin;
    this.#options = options;
    port.onmessage = ({ data }: MessageEvent<ToFrame>) => this.#received(data);
    const { signal } = this.#ending;
    addEventListener(
      'pagehide',
      () => {
        this.#post({ type: 'gone' });
        this.end();
      },
      { signal },
    );
  }

  end(): void {
    this.#ending.abort();
    this.#release();
    this.#recorder?.stop();
    this.#port.close();
    if (current === this) current = undefined;
  }

  #received(message: ToFrame): void {
    switch (message.type) {
      case 'start':
        this.#start(message);
        break;
      case 'snapshot':
        this.#recorder?.snapshot();
        break;
      case 'act':
        void this.#act(message.action).then((outcome) =>
          this.#post({ type: 'outcome', n: message.n, outcome }),
        );
        break;
      case 'release':
        this.#release();
        break;
      case 'ping':
        this.#post({ type: 'pong' });
        break;
      case 'end':
        this.end();
        break;
    }
  }

  #start({ masking, through, images }: Extract<ToFrame, { type: 'start' }>): void {
    const { named } = this.#options;
    const isAllowed =
      through.length < MAX_FRAMES_DEEP && through.every((origin) => named.includes(origin));
    if (!isAllowed || this.#makeHand) {
      this.end();
      return;
    }
    const { signal } = this.#ending;
    const begin = () => this.#record(masking, through, images);
    if (document.body) begin();
    else document.addEventListener('DOMContentLoaded', begin, { once: true, signal });
  }

  #record(
    options: Parameters<typeof createMasking>[0],
    through: string[],
    images: readonly string[],
  ): void {
    const { base } = this.#options;
    const masking = createMasking(options);
    const load = <Part>(name: string) =>
      loadForSure<Part>(base, name, () => !this.#ending.signal.aborted);
    const recorder = (this.#recorder = record({
      window,
      masking,
      emit: (kind, content) => this.#post({ type: 'record', kind, text: JSON.stringify(content) }),
      pointer: (x, y) => this.#post({ type: 'pointer', x, y }),
      asset: ({ type, bytes }) => this.#post({ type: 'asset', mediaType: type, bytes }),
      load: (file) => load(`surfly-${file}.js`),
      worked: () => (this.#ownHand = performance.now()),
      images,
      guests: { masking: options ?? {}, through: [this.#origin, ...through] },
    }));
    void load<DetailsModule>('surfly-details.js').then(
      (module) => module && recorder.joined(module.detailParts),
    );
    this.#makeHand = async () => {
      const { createHand } = await loadPart<InputModule>(base, 'surfly-input.js');
      return createHand({
        window,
        nodeOf: (id) => recorder.nodeOf(id),
        isPrivate: (node) => masking.isPrivate(node),
        url: (href) => masking.url(href),
        guest: (frame) => recorder.guest(frame),
        pointed: (by) => recorder.pointed(by),
        ownHand: () => this.#ownHand,
        signal: this.#ending.signal,
      });
    };
  }

  async #act(bytes: Uint8Array): Promise<Outcome> {
    if (!this.#makeHand) return 'stale';
    const action = decodeInput(bytes);
    if (!action) return 'unsupported';
    try {
      this.#hand ??= this.#makeHand();
      const hand = await this.#hand;
      if (isAtWork(this.#ownHand)) return 'not_permitted';
      return await hand.act(action);
    } catch {
      // It could not be loaded: the next action tries again.
      this.#hand = undefined;
      return 'stale';
    }
  }

  #release(): void {
    this.#hand?.then(
      (hand) => hand.release(),
      () => undefined,
    );
  }

  #post(message: FromFrame): void {
    this.#port.postMessage(message);
  }
}
