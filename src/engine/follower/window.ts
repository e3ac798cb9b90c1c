import { decodeFrame, FrameKind } from '../../protocol/frames.js';
import type { RelayMessage, Welcome } from '../../protocol/messages.js';
import { coverPage, type Cover } from '../cover.js';
import type { SessionWindow, WindowHost } from '../session-window.js';
import { watchRemoval } from '../watch-removal.js';
import { PORT, READY, type FromWindow, type ToWindow } from './port.js';

/**
 * The follower's window, seen from the page that opened it: an iframe on the relay's own origin, to which the frames of the
 * relay are handed over.
 */
class FollowerWindow implements SessionWindow {
  readonly node: HTMLIFrameElement;
  readonly #host: WindowHost;
  readonly #cover: Cover | undefined;
  readonly #endWatch: () => void;
  /** The page has given its iframe a title of its own. */
  readonly #isTitled: boolean;
  #port: MessagePort | undefined;
  #connected = false;
  #shared = true;
  /** What has come before the window's page is there. The relay's window of unacknowledged bytes bounds it. */
  #early: ToWindow[] = [];
  /** The newest frame that was handed over; null where no frame counts before the next reset. */
  #cursor: { stream: number; seq: number } | null = null;

  constructor(host: WindowHost, given: HTMLIFrameElement | undefined) {
    this.#host = host;
    this.#cover = given ? undefined : coverPage();
    this.node = given ?? (this.#cover as Cover).node;
    this.node.classList.add('surfly-window');
    this.#isTitled = this.node.title !== '' && given !== undefined;
    if (!this.#isTitled) this.node.title = 'Shared page';
    window.addEventListener('message', this.#ready);
    this.node.src = `${host.base}follower/`;
    this.#endWatch = watchRemoval(this.node, () => host.dismissed());
  }

  welcome(welcome: Welcome): void {
    this.#connected = true;
    this.#shared = welcome.shared;
    this.#showState();
  }

  lost(): void {
    this.#connected = false;
    this.#showState();
  }

  cursor(): { stream: number; seq: number } | null {
    return this.#cursor;
  }

  message(message: RelayMessage): void {
    switch (message.type) {
      case 'location':
        this.#shared = message.shared;
        this.#showState();
        break;
      case 'control':
        this.#showState();
        break;
      case 'reset':
        this.#cursor = { stream: message.stream, seq: message.seq - 1 };
        this.#post({ type: 'reset' });
        break;
      case 'result':
        this.#post(message);
        break;
      default:
    }
  }

  frame(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (typeof frame === 'string') return;
    if (frame.kind === FrameKind.snapshot || frame.kind === FrameKind.change) {
      const { stream, seq } = frame;
      const cursor = this.#cursor;
      if (!cursor) return;
      if (cursor.stream !== stream || seq > cursor.seq + 1) {
        // A gap never comes from the relay in order; whatever it is, a new picture mends it.
        this.#resync();
        return;
      }
      if (seq <= cursor.seq) return;
      this.#cursor = { stream, seq };
    }
    this.#post({ type: 'frame', bytes });
  }

  close(): void {
    this.#endWatch();
    window.removeEventListener('message', this.#ready);
    this.#port?.close();
    this.node.classList.remove('surfly-window');
    if (this.#cover) this.#cover.remove();
    else this.node.removeAttribute('src');
  }

  /** The window's page has loaded: for the first time, or again because the iframe was moved. */
  readonly #ready = (event: MessageEvent) => {
    if (event.source !== this.node.contentWindow || event.data !== READY) return;
    if (event.origin !== new URL(this.#host.base).origin) return;
    const { port1, port2 } = new MessageChannel();
    const again = this.#port !== undefined;
    this.#port?.close();
    this.#port = port1;
    port1.onmessage = ({ data }: MessageEvent<FromWindow>) => this.#received(data);
    this.node.contentWindow?.postMessage(PORT, event.origin, [port2]);
    this.#showState();
    if (again) {
      this.#resync();
      return;
    }
    for (const message of this.#early.splice(0)) this.#post(message);
    this.#host.started();
  };

  #resync(): void {
    this.#cursor = null;
    this.#host.send({ type: 'resync' });
  }

  #received(message: FromWindow): void {
    if (message.type === 'input') this.#host.sendFrame(message.frame);
    else if (message.type === 'loaded') this.#host.loaded();
    else if (message.type === 'leave') this.#host.dismissed();
    else if (message.type === 'resync') this.#resync();
    else if (message.type === 'page') this.#named(message.title, message.icon);
    else this.#host.send(message);
  }

  /** For those who hear it instead of seeing it; and the page around may be about nothing else. */
  #named(title: string, icon: string): void {
    if (!this.#isTitled) this.node.title = title || 'Shared page';
    this.node.dispatchEvent(
      new CustomEvent('surfly-page', { bubbles: true, detail: { title, icon } }),
    );
  }

  #showState(): void {
    const { hasControl, controlEpoch } = this.#host.participants;
    this.#post({
      type: 'state',
      state: {
        connected: this.#connected,
        control: hasControl,
        controlEpoch,
        shared: this.#shared,
        covering: this.#cover !== undefined,
      },
    });
  }

  #post(message: ToWindow): void {
    if (!this.#port) this.#early.push(message);
    else this.#port.postMessage(message, message.type === 'frame' ? [message.bytes.buffer] : []);
  }
}

export function openFollowerWindow(
  host: WindowHost,
  given: HTMLIFrameElement | undefined,
): SessionWindow {
  return new FollowerWindow(host, given);
}
