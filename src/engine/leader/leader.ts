/**
 * The leader's side of a session: the window that shows the site, and everything that makes it visible and usable for
 * others. Loaded by `surfly.js` when a session starts.
 */
import { RecordEncoder } from '../../protocol/deflate.js';
import { FrameKind } from '../../protocol/frames.js';
import type { RelayMessage, Welcome } from '../../protocol/messages.js';
import { HOST, type Host } from '../inside/host.js';
import { LazyPart } from '../lazy-part.js';
import type {
  LeaderModule,
  LeaderWindowOptions,
  Navigation,
  SessionWindow,
  WindowHost,
} from '../session-window.js';
import type { Dock, DockSource } from './dock/dock.js';
import type { RemoteInput, Target } from './input/remote-input.js';
import { createMasking, type Masking, type MaskingOptions } from './masking.js';
import { Outbox } from './outbox.js';
import type { Page } from '../navigation/page-watcher.js';
import { record } from './recorder/recorder.js';
import type { Recorder } from './recorder/recording.js';

type DockModule = typeof import('./dock/dock.js');
type DetailsModule = typeof import('./details/details.js');
type InputModule = typeof import('./input/input.js');

/** How the page inside finds the session. */
interface Inside {
  [HOST]?: Host | undefined;
}

class LeaderWindow implements SessionWindow {
  readonly #node: HTMLIFrameElement;
  readonly #host: WindowHost;
  readonly #navigation: Navigation;
  readonly #private: MaskingOptions;
  readonly #masking: Masking;
  /** A session works without it, but nobody else can say that the leader was asked for control. */
  readonly #dock: LazyPart<DockModule, Dock> | undefined;
  /** Looks at the frames that go out. */
  #follow: ((frame: Uint8Array) => void) | undefined;
  /** What is for others, once there are any. */
  #input: LazyPart<InputModule, RemoteInput> | undefined;
  /** The page that is shown now, as others act on it; between two pages there is none. */
  #target: Target | undefined;
  readonly #endWatch: () => void;
  readonly #encoder = new RecordEncoder();
  readonly #outbox: Outbox;
  #recorder: Recorder | undefined;
  #details: Promise<DetailsModule | undefined> | undefined;
  #closed = false;
  #stream = 0;
  /** Address of the newest page that could be shared. */
  #shared: string;
  /** Address that the window was sent to and that has not shown a page yet. */
  #asked: string | undefined;
  /** The next page is the one that the session begins with. */
  #first: boolean;
  #started = false;
  #loaded = false;

  constructor(host: WindowHost, { url, node, first, navigation }: LeaderWindowOptions) {
    this.#navigation = navigation;
    this.#host = host;
    const { hide_selector: hideSelector, mask_all: maskAll } = host.settings;
    this.#private = {
      ...(typeof hideSelector === 'string' && { hideSelector }),
      // What is meant to be off says so.
      maskAll: !!maskAll,
    };
    this.#masking = createMasking(this.#private);
    this.#shared = url;
    this.#asked = url;
    this.#first = first;
    this.#node = node;
    this.#outbox = new Outbox({
      send: (frame) => {
        this.#follow?.(frame);
        return host.sendFrame(frame);
      },
      full: () => this.#recorder?.pause(),
      drained: () => this.#recorder?.resume(),
      broken: () => host.renew(),
    });
    (node as Inside)[HOST] = host.inside;
    node.src = url;
    this.#endWatch = navigation.watchPages(node, {
      page: (page) => this.#page(page),
      body: (page) => this.#record(page),
      parsed: () => {
        if (!this.#loaded) host.loaded();
        this.#loaded = true;
      },
      foreign: () => this.#foreign(),
    });
    if (host.settings['ui_off'] !== true) {
      this.#dock = new LazyPart(
        (isWanted) => host.load<DockModule>('dock', isWanted),
        ({ openDock }) => openDock(this.#forDock()),
      );
    }
  }

  welcome(welcome: Welcome): void {
    this.#dock?.tell((dock) => dock.connected(true));
    this.#input?.shown?.connected();
    this.#joined();
    const { stream } = welcome;
    if (!stream) return;
    this.#stream = stream.stream;
    const fresh = this.#outbox.begin(stream.stream, stream.seq);
    if (fresh) this.#recorder?.snapshot();
  }

  lost(): void {
    this.#dock?.tell((dock) => dock.connected(false));
  }

  message(message: RelayMessage): void {
    switch (message.type) {
      case 'ack':
        this.#outbox.acknowledge(message.stream, message.seq);
        return;
      case 'need_snapshot':
        this.#recorder?.snapshot();
        return;
      case 'need_assets':
        this.#recorder?.resend(message.hashes);
        return;
      case 'repair':
        this.#recorder?.repair(message.id);
        return;
      case 'control':
      case 'presence':
        this.#joined();
        break;
      case 'window_size':
        this.#forOthers();
        break;
      default:
    }
    this.#input?.tell((input) => input.message(message));
    this.#dock?.tell((dock) => dock.message(message));
  }

  frame(bytes: Uint8Array): void {
    if (bytes[0] === FrameKind.ink) this.#dock?.tell((dock) => dock.ink(bytes));
    else if (this.#input?.shown) this.#input.shown.receive(bytes);
    // What acts for others is still on its way.
    else this.#forOthers().tell((input) => input.missed(bytes));
  }

  relocate(url: string): void {
    this.#asked = url;
    this.#node.src = url;
  }

  close(): void {
    this.#closed = true;
    this.#recorder?.stop();
    this.#endWatch();
    this.#input?.remove();
    this.#dock?.remove();
    (this.#node as Inside)[HOST] = undefined;
  }

  #page(page: Page): void {
    (page.window as { __surfly?: unknown }).__surfly ??= true;
    this.#navigation.stayInside(page);
    this.#navigation.watchLocation(page, (url) => {
      this.#shared = url;
      this.#at(url, true, true);
    });
    this.#asked = undefined;
    this.#shared = page.window.location.href;
    this.#at(this.#shared, true, !this.#first);
    this.#first = false;
    if (!this.#started) this.#host.started();
    this.#started = true;
  }

  #record(page: Page): void {
    const masking = this.#masking;
    /** Number of the frame with which this page's first picture was complete. */
    let since = Infinity;
    const recorder = record({
      ...page,
      masking,
      emit: (kind, content, more) => {
        since = Math.min(since, this.#outbox.put(kind, this.#encoder.encode(kind, content), more));
      },
      pointer: (x, y) => this.#pointer(x, y),
      asset: (asset) => {
        for (const frame of asset.frames()) this.#host.sendFrame(frame);
      },
      load: (file, signal) => this.#load(file, signal),
      worked: (event) => this.#input?.shown?.worked(event),
      framed: (frame, signal) => {
        this.#navigation.stayInside(
          { window: frame, document: frame.document, signal },
          page.window,
        );
      },
      images: this.#host.images,
      guests: { masking: this.#private, through: [] },
    });
    this.#recorder = recorder;
    this.#joined();
    const target: Target = { page, recorder, masking, since: () => since };
    this.#turn(target);
    page.signal.addEventListener('abort', () => {
      const { marked } = recorder;
      this.#dock?.tell((dock) => dock.leaves({ document: page.document, marked, masking }));
      recorder.stop();
      if (this.#target !== target) return;
      this.#recorder = undefined;
      this.#turn(undefined);
    });
  }

  #turn(target: Target | undefined): void {
    this.#target = target;
    this.#input?.shown?.turn();
  }

  /** Somebody may have come. */
  #joined(): void {
    const recorder = this.#recorder;
    if (this.#host.participants.count < 2) return;
    this.#forOthers();
    this.#details ??= this.#load<DetailsModule>('details');
    void this.#details.then((module) => module && recorder?.joined(module.detailParts));
  }

  #forOthers(): LazyPart<InputModule, RemoteInput> {
    const host = this.#host;
    return (this.#input ??= new LazyPart(
      (isWanted) => host.load<InputModule>('input', isWanted),
      (module) =>
        new module.RemoteInput({
          host,
          node: this.#node,
          target: () => this.#target,
          wish: (again) => this.#dock?.tell((dock) => dock.wish(again)),
        }),
    ));
  }

  /** Loads a part, until the session or what the signal belongs to is over. */
  #load<Part>(name: string, signal?: AbortSignal): Promise<Part | undefined> {
    return this.#host.load(name, () => !this.#closed && !signal?.aborted);
  }

  #foreign(): void {
    // The browser does not tell the address. Where the window was not sent there, nobody knows it.
    const known = this.#asked !== undefined;
    this.#at(this.#asked ?? this.#shared, false, known && !this.#first);
    this.#asked = undefined;
    this.#first = false;
    this.#dock?.tell((dock) => dock.foreign(() => this.relocate(this.#shared)));
  }

  /** Others are told no more of an address than of the page. */
  #at(url: string, shared: boolean, relocated: boolean): void {
    const told = this.#masking.url(url);
    this.#host.at(url, shared, relocated, told);
    if (shared) this.#dock?.tell((dock) => dock.shared(told));
  }

  #forDock(): DockSource {
    return {
      host: this.#host,
      node: this.#node,
      seen: () => ({
        document: this.#node.contentDocument,
        marked: this.#recorder?.marked ?? new Set(),
        masking: this.#masking,
      }),
      page: () => this.#recorder,
      pointer: (x, y) => this.#pointer(x, y),
      follow: (take) => {
        this.#follow = take;
        return () => (this.#follow = undefined);
      },
      snapshot: () => this.#recorder?.snapshot(),
      assets: (hashes, take) => this.#recorder?.resend(hashes, take),
    };
  }

  #pointer(x: number, y: number): void {
    this.#input?.shown?.pointed(this.#stream, x, y);
  }
}

export const openLeaderWindow: LeaderModule['openLeaderWindow'] = (host, options) =>
  new LeaderWindow(host, options);
