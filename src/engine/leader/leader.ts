/**
 * The leader's side of a session: the window that shows the site, and everything that makes it visible and usable for
 * others. Loaded by `surfly.js` when a session starts.
 */
import { assetFrames, type Asset } from '../../protocol/assets.js';
import { RecordEncoder } from '../../protocol/deflate.js';
import { encodeFrame, FrameKind } from '../../protocol/frames.js';
import type { RelayMessage, Welcome } from '../../protocol/messages.js';
import { loadPart } from '../load-part.js';
import { HOST, type Host } from '../inside/host.js';
import type {
  LeaderModule,
  LeaderWindowOptions,
  SessionWindow,
  WindowHost,
} from '../session-window.js';
import { watchRemoval } from '../watch-removal.js';
import { coverPage, type Cover } from '../cover.js';
import { Dock } from './dock.js';
import { inRealm } from './in-realm.js';
import { watchLocation } from './location-watcher.js';
import { createMasking } from './masking.js';
import { Outbox } from './outbox.js';
import { watchPages, type Page } from './page-watcher.js';
import { record, type Recorder } from './recorder/recorder.js';
import { RemoteInput } from './remote-input.js';
import { stayInside } from './stay-inside.js';

type DetailsModule = typeof import('./details/details.js');

class LeaderWindow implements SessionWindow {
  readonly node: HTMLIFrameElement;
  readonly #host: WindowHost;
  readonly #cover: Cover | undefined;
  readonly #dock: Dock | undefined;
  readonly #input: RemoteInput;
  readonly #endings: (() => void)[] = [];
  readonly #encoder = new RecordEncoder();
  readonly #outbox: Outbox;
  /** Of the page that is shown now. They go to the relay again after a lost connection. */
  #assets: Asset[] = [];
  #recorder: Recorder | undefined;
  #details: Promise<DetailsModule> | undefined;
  #stream = 0;
  /** Address of the newest page that could be shared. */
  #shared: string;
  /** Address that the window was sent to and that has not shown a page yet. */
  #asked: string | undefined;
  /** The next page is the one that the session begins with. */
  #first: boolean;
  #started = false;

  constructor(host: WindowHost, { url, iframe, first }: LeaderWindowOptions) {
    this.#host = host;
    this.#shared = url;
    this.#asked = url;
    this.#first = first;
    this.#cover = iframe ? undefined : coverPage();
    this.node = iframe ?? (this.#cover as Cover).node;
    this.node.classList.add('surfly-window');
    this.#outbox = new Outbox({
      send: (frame) => host.sendFrame(frame),
      full: () => this.#recorder?.pause(),
      drained: () => this.#recorder?.resume(),
      broken: () => host.renew(),
    });
    this.#input = new RemoteInput(host, (epoch, n, outcome) => {
      host.send({ type: 'result', to: host.participants.controller, epoch, n, outcome });
    });
    (this.node as { [HOST]?: Host })[HOST] = host.inside;
    this.node.src = url;
    this.#endings.push(
      watchPages(this.node, {
        page: (page) => this.#page(page),
        foreign: () => this.#foreign(),
      }),
      watchRemoval(this.node, () => host.dismissed()),
    );
    if (host.settings['ui_off'] !== true) this.#dock = new Dock(host, this.node);
  }

  welcome(welcome: Welcome): void {
    this.#dock?.connected(true);
    this.#dock?.update();
    this.#input.prepare();
    this.#joined();
    const { stream } = welcome;
    if (!stream) return;
    this.#stream = stream.stream;
    const fresh = this.#outbox.begin(stream.stream, stream.seq);
    for (const asset of this.#assets) this.#sendAsset(asset);
    if (fresh) this.#recorder?.snapshot();
  }

  lost(): void {
    this.#dock?.connected(false);
  }

  message(message: RelayMessage): void {
    switch (message.type) {
      case 'ack':
        this.#outbox.acknowledge(message.stream, message.seq);
        break;
      case 'need_snapshot':
        this.#recorder?.snapshot();
        break;
      case 'control_request':
        this.#dock?.ask(message.from);
        break;
      case 'control':
        this.#input.release();
        this.#dock?.update();
        break;
      case 'presence':
        this.#input.prepare();
        this.#joined();
        this.#dock?.update();
        break;
      default:
    }
  }

  frame(bytes: Uint8Array): void {
    this.#input.receive(bytes);
  }

  relocate(url: string): void {
    this.#asked = url;
    this.node.src = url;
  }

  close(): void {
    this.#recorder?.stop();
    for (const end of this.#endings.reverse()) end();
    this.#dock?.remove();
    Reflect.deleteProperty(this.node, HOST);
    this.node.classList.remove('surfly-window');
    if (this.#cover) this.#cover.remove();
    else this.node.removeAttribute('src');
  }

  #page(page: Page): void {
    (page.window as { __surfly?: unknown }).__surfly ??= true;
    stayInside(page);
    watchLocation(page, (url) => {
      this.#shared = url;
      this.#host.at(url, true, true);
    });
    this.#asked = undefined;
    this.#shared = page.window.location.href;
    this.#host.at(this.#shared, true, !this.#first);
    this.#first = false;
    this.#dock?.shared();
    if (!this.#started) {
      this.#started = true;
      this.#host.started();
      whenParsed(page, () => this.#host.loaded());
    }
    whenBodyExists(page, () => this.#record(page));
  }

  #record(page: Page): void {
    const { window } = page;
    const selector = this.#host.settings['hide_selector'];
    const masking = createMasking({
      ...(typeof selector === 'string' && { hideSelector: selector }),
    });
    this.#assets = [];
    const recorder = record({
      window,
      masking,
      emit: (kind, content) => this.#outbox.put(kind, this.#encoder.encode(kind, content)),
      pointer: (x, y) => this.#pointer(x, y),
      asset: (hash, type, bytes) => {
        const asset = { hash, type, bytes };
        this.#assets.push(asset);
        this.#sendAsset(asset);
      },
    });
    this.#recorder = recorder;
    this.#joined();
    this.#input.use(page, {
      window,
      nodeOf: (id) => recorder.nodeOf(id),
      isPrivate: (node) => masking.isPrivate(node),
    });
    page.signal.addEventListener('abort', () => {
      recorder.stop();
      if (this.#recorder === recorder) this.#recorder = undefined;
    });
  }

  /** Somebody may have come. */
  #joined(): void {
    const recorder = this.#recorder;
    if (!recorder || this.#host.participants.count < 2) return;
    this.#details ??= loadPart<DetailsModule>(this.#host.base, 'surfly-details.js');
    this.#details.then(
      ({ detailParts }) => recorder.joined(detailParts),
      (error: unknown) => {
        this.#details = undefined;
        reportError(error);
      },
    );
  }

  #foreign(): void {
    // The browser does not tell the address. Where the window was not sent there, nobody knows it.
    const known = this.#asked !== undefined;
    this.#host.at(this.#asked ?? this.#shared, false, known && !this.#first);
    this.#asked = undefined;
    this.#first = false;
    this.#dock?.foreign(() => this.relocate(this.#shared));
  }

  #pointer(x: number, y: number): void {
    const payload = new Uint8Array(new Int16Array([x, y]).buffer);
    const stream = this.#stream;
    this.#host.sendFrame(
      encodeFrame({ kind: FrameKind.pointer, first: true, last: true, stream, seq: 0, payload }),
    );
  }

  #sendAsset(asset: Asset): void {
    for (const frame of assetFrames(asset)) this.#host.sendFrame(frame);
  }
}

function whenParsed({ document, signal }: Page, then: () => void): void {
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', then, { once: true, signal });
  } else {
    then();
  }
}

/** A recording can begin once there is a body; what the parser adds later are changes like any other. */
function whenBodyExists({ window, document, signal }: Page, then: () => void): void {
  if (document.body) {
    then();
    return;
  }
  const look = inRealm(window, () => {
    if (!document.body) return;
    observer.disconnect();
    then();
  });
  const observer = new window.MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
  signal.addEventListener('abort', () => observer.disconnect());
}

export const openLeaderWindow: LeaderModule['openLeaderWindow'] = (host, options) =>
  new LeaderWindow(host, options);
