import { decodeFrame, FrameKind } from '../../../protocol/frames.js';
import { lineTo, type Line } from '../../follower/line.js';
import { READY, textsOf, type FromWindow, type ToWindow } from '../../follower/port.js';
import type { DockSource } from './dock.js';

/** Milliseconds after which a window that does not come is given up: a policy of the page may forbid it. */
const PATIENCE = 8000;

/**
 * The follower's own window, in the leader's page, fed with the frames that go out: what it shows is what the others see. It
 * is a page of the relay, so a policy of this page that says how things may look does not change how they look there.
 */
export class Preview {
  readonly node = document.createElement('iframe');
  readonly #source: DockSource;
  readonly #failed: () => void;
  readonly #patience: ReturnType<typeof setTimeout>;
  #line: Line<ToWindow, FromWindow> | undefined;
  #unfollow: (() => void) | undefined;
  #stream = 0;
  #seq = 0;
  /** A change can only be shown after a snapshot. */
  #begun = false;
  #connected = true;
  #shared = true;

  constructor(source: DockSource, title: string, events: { shown(): void; failed(): void }) {
    this.#source = source;
    this.#failed = events.failed;
    this.node.title = title;
    this.node.src = `${source.host.base}follower/`;
    this.#patience = setTimeout(() => this.#failed(), PATIENCE);
    this.#received = (message) => {
      if (message.type === 'loaded') events.shown();
      else if (message.type === 'resync') this.#again();
      else if (message.type === 'want_assets') this.#assets(message.hashes);
    };
    window.addEventListener('message', this.#ready);
  }

  /** The others are told where the picture has come to its end, and so is the leader. */
  reach(connected: boolean, shared: boolean): void {
    this.#connected = connected;
    this.#shared = shared;
    this.#tellState();
  }

  close(): void {
    clearTimeout(this.#patience);
    window.removeEventListener('message', this.#ready);
    this.#unfollow?.();
    this.#line?.close();
    this.node.remove();
  }

  readonly #received: (message: FromWindow) => void;

  readonly #ready = (event: MessageEvent) => {
    const { base } = this.#source.host;
    if (event.source !== this.node.contentWindow || event.data !== READY) return;
    if (event.origin !== new URL(base).origin) return;
    clearTimeout(this.#patience);
    this.#line?.close();
    this.#line = lineTo(this.node.contentWindow, event.origin);
    this.#line.listen(this.#received);
    const { spoken } = this.#source.host;
    if (spoken) this.#post(textsOf(spoken));
    this.#tellState();
    this.#unfollow ??= this.#source.follow((frame) => this.#sent(frame));
    this.#again();
  };

  #tellState(): void {
    this.#post({
      type: 'state',
      state: {
        connected: true,
        slow: false,
        leader: this.#connected ? 'here' : 'away',
        own: 0,
        others: [],
        control: false,
        controlEpoch: 0,
        shared: this.#shared,
        covering: false,
      },
    });
  }

  #again(): void {
    this.#begun = false;
    this.#source.snapshot();
  }

  #sent(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (typeof frame === 'string') return;
    const { kind, first, stream, seq } = frame;
    if (kind === FrameKind.snapshot || kind === FrameKind.change) {
      // After a lost connection frames go out once more.
      if (stream === this.#stream && seq <= this.#seq) return;
      this.#stream = stream;
      this.#seq = seq;
      if (kind === FrameKind.snapshot && first && !this.#begun) {
        this.#begun = true;
        this.#post({ type: 'reset' });
      }
      if (!this.#begun) return;
    } else if (kind === FrameKind.asset) {
      // Those that it lacks it asks for.
      return;
    }
    this.#frame(bytes);
  }

  #assets(hashes: readonly string[]): void {
    this.#source.assets(hashes, (asset) => {
      for (const frame of asset.frames()) this.#frame(frame);
    });
  }

  #frame(frame: Uint8Array): void {
    const bytes = frame.slice();
    this.#line?.post({ type: 'frame', bytes }, [bytes.buffer]);
  }

  #post(message: ToWindow): void {
    this.#line?.post(message);
  }
}
