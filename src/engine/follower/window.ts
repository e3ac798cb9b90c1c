import { decodeFrame, FrameKind } from '../../protocol/frames.js';
import type { RelayMessage, Welcome } from '../../protocol/messages.js';
import type { SessionWindow, WindowHost } from '../session-window.js';
import { windowTexts } from '../texts/english.js';
import type { Spoken } from '../texts/texts.js';
import { directLine, LINE, lineTo, type Line } from './line.js';
import { ASK, HERE, READY, textsOf } from './port.js';
import type { FromWindow, ToWindow, WindowState } from './port.js';

/** Milliseconds after which what the page has loaded itself is loaded once more, where nothing has been heard of it. */
const LOADED_WITHIN = 10_000;
/** Milliseconds for which a leader's connection may be lost before it is worth a word. */
const AWAY_AFTER = 2_000;

/**
 * The follower's window, seen from the page that opened it: an iframe on the relay's own origin, to which the frames of the
 * relay are handed over.
 */
class FollowerWindow implements SessionWindow {
  readonly #node: HTMLIFrameElement;
  readonly #host: WindowHost;
  /** Over the whole page. */
  readonly #covering: boolean;
  /** The page has given its iframe a title of its own. */
  readonly #isTitled: boolean;
  #line: Line<ToWindow, FromWindow> | undefined;
  #loading: ReturnType<typeof setTimeout> | undefined;
  #connected = false;
  #started = false;
  #slow = false;
  #shared = true;
  #leader: WindowState['leader'] = 'here';
  #leaderAway: ReturnType<typeof setTimeout> | undefined;
  /** How large the picture may be in the window. */
  #size: { width: number; height: number } | undefined;
  /** What has come before the window's page is there. The relay's window of unacknowledged bytes bounds it. */
  #early: ToWindow[] = [];
  /** The language to speak, where it is not English. */
  #spoken: Spoken | undefined;
  #title = '';
  /** The newest frame that was handed over; null where no frame counts before the next reset. */
  #cursor: { stream: number; seq: number } | null = null;

  constructor(host: WindowHost, node: HTMLIFrameElement, covering: boolean) {
    this.#host = host;
    this.#node = node;
    this.#covering = covering;
    this.#isTitled = node.title !== '' && !covering;
    this.#entitle();
    window.addEventListener('message', this.#ready);
    const page = `${host.base}follower/`;
    const load = () => (this.#node.src = page);
    // What the page has in its markup is loading, or has loaded, already.
    if (this.#node.src !== page) load();
    else {
      this.#node.contentWindow?.postMessage(ASK, '*');
      this.#loading = setTimeout(load, LOADED_WITHIN);
    }
  }

  welcome(welcome: Welcome): void {
    this.#connected = true;
    this.#shared = welcome.shared;
    // Where the leader is not, the relay says so next.
    this.#setLeader('here');
    this.#tellSize();
    this.#showState();
    this.#start();
  }

  lost(): void {
    this.#connected = this.#slow = false;
    this.#showState();
  }

  slow(slow: boolean): void {
    this.#slow = slow;
    this.#showState();
  }

  cursor(): { stream: number; seq: number } | null {
    return this.#cursor;
  }

  speak(spoken: Spoken): void {
    this.#spoken = spoken;
    this.#entitle();
    if (this.#line) this.#showTexts();
    this.#showState();
  }

  message(message: RelayMessage): void {
    switch (message.type) {
      case 'location':
        this.#shared = message.shared;
        this.#showState();
        break;
      case 'control':
      case 'presence':
        this.#showState();
        break;
      case 'leader':
        this.#setLeader(message.state);
        this.#showState();
        break;
      case 'reset':
        this.#cursor = { stream: message.stream, seq: message.seq - 1 };
        this.#post({ type: 'reset' });
        break;
      case 'result':
        this.#post(message);
        break;
      case 'talk':
      case 'wiped':
      case 'chat':
      case 'chat_refused':
        this.#post({ type: 'told', message });
        break;
      default:
    }
  }

  frame(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (typeof frame === 'string') {
      // Cut short or worse. What it was to change is missing from now on.
      this.#gap();
      return;
    }
    if (frame.kind === FrameKind.snapshot || frame.kind === FrameKind.change) {
      const { stream, seq } = frame;
      const cursor = this.#cursor;
      if (!cursor) return;
      if (cursor.stream !== stream || seq > cursor.seq + 1) {
        // A gap never comes from the relay in order; whatever it is, a new picture mends it.
        this.#gap();
        return;
      }
      if (seq <= cursor.seq) return;
      this.#cursor = { stream, seq };
    }
    this.#post({ type: 'frame', bytes });
  }

  colour(colour: string): void {
    this.#post({ type: 'colour', colour });
  }

  close(): void {
    clearTimeout(this.#loading);
    clearTimeout(this.#leaderAway);
    window.removeEventListener('message', this.#ready);
    this.#line?.close();
  }

  /** The window's page has loaded: for the first time, or again because the iframe was moved. */
  readonly #ready = (event: MessageEvent) => {
    if (event.source !== this.#node.contentWindow) return;
    if (event.data !== READY && (event.data !== HERE || this.#line)) return;
    if (event.origin !== new URL(this.#host.base).origin) return;
    clearTimeout(this.#loading);
    const again = this.#line !== undefined;
    this.#line?.close();
    this.#line = this.#connect(event.origin);
    this.#line.listen((message) => this.#received(message));
    this.#showTexts();
    this.#showState();
    if (again) {
      this.#resync();
      return;
    }
    for (const message of this.#early.splice(0)) this.#post(message);
    this.#start();
  };

  #connect(origin: string): Line<ToWindow, FromWindow> {
    const { contentWindow, contentDocument } = this.#node;
    // There is a document only where it may be reached.
    if (contentDocument) {
      const [here, there] = directLine<ToWindow, FromWindow>();
      contentWindow?.dispatchEvent(new CustomEvent(LINE, { detail: there }));
      return here;
    }
    return lineTo(contentWindow, origin);
  }

  /** It has loaded, and belongs to a session that there is. */
  #start(): void {
    const isWelcome = this.#host.participants.own >= 0;
    if (this.#started || !this.#line || !isWelcome) return;
    this.#started = true;
    this.#host.started();
  }

  #resync(): void {
    this.#cursor = null;
    this.#host.send({ type: 'resync' });
  }

  /** The window decides when to ask for a new picture: it knows how often that was in vain. */
  #gap(): void {
    this.#cursor = null;
    this.#post({ type: 'gap' });
  }

  #received(message: FromWindow): void {
    if (message.type === 'input' || message.type === 'ink' || message.type === 'pointer') {
      this.#host.sendFrame(message.frame, message.type === 'pointer');
      this.#host.active();
    } else if (message.type === 'window_size') {
      this.#size = { width: message.width, height: message.height };
      this.#tellSize();
    } else if (message.type === 'loaded') this.#host.loaded();
    else if (message.type === 'leave') this.#host.dismissed();
    else if (message.type === 'resync') this.#resync();
    else if (message.type === 'tell') this.#host.send(message.message);
    else if (message.type === 'page') this.#named(message.title, message.icon);
    else this.#host.send(message);
  }

  #tellSize(): void {
    if (!this.#size || !this.#connected || this.#host.settings['set_to_smallest'] !== true) return;
    this.#host.send({ type: 'window_size', ...this.#size });
  }

  #setLeader(state: WindowState['leader']): void {
    clearTimeout(this.#leaderAway);
    if (state !== 'away') {
      this.#leader = state;
      return;
    }
    this.#leaderAway = setTimeout(() => {
      this.#leader = state;
      this.#showState();
    }, AWAY_AFTER);
  }

  /** For those who hear it instead of seeing it; and the page around may be about nothing else. */
  #named(title: string, icon: string): void {
    this.#title = title;
    this.#entitle();
    this.#node.dispatchEvent(
      new CustomEvent('surfly-page', { bubbles: true, detail: { title, icon } }),
    );
  }

  #entitle(): void {
    const texts = this.#spoken?.window ?? windowTexts;
    if (!this.#isTitled) this.#node.title = this.#title || texts.window;
  }

  #showState(): void {
    const { participants } = this.#host;
    const { hasControl, controlEpoch } = participants;
    this.#post({
      type: 'state',
      state: {
        connected: this.#connected,
        slow: this.#slow,
        leader: this.#leader,
        own: participants.own,
        others: participants.others(),
        control: hasControl,
        controlEpoch,
        shared: this.#shared,
        covering: this.#covering,
      },
    });
  }

  #showTexts(): void {
    if (this.#spoken) this.#post(textsOf(this.#spoken));
  }

  #post(message: ToWindow): void {
    if (!this.#line) this.#early.push(message);
    else this.#line.post(message, message.type === 'frame' ? [message.bytes.buffer] : []);
  }
}

/** @param covering - the iframe is over the whole page, and is nothing that the page has made */
export function openFollowerWindow(
  host: WindowHost,
  node: HTMLIFrameElement,
  covering: boolean,
): SessionWindow {
  return new FollowerWindow(host, node, covering);
}
