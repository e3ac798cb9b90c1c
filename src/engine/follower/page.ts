/**
 * The page in a follower's window. It lies on the relay's own origin under a strict Content-Security-Policy, holds no
 * secret and no connection, and knows only what the page that framed it hands over.
 */
import { AssetReader, joined } from '../../protocol/assets.js';
import { RecordDecoder } from '../../protocol/deflate.js';
import { decodeFrame, encodeFrame, FrameKind, type Frame } from '../../protocol/frames.js';
import { encodeInput, type InputAction } from '../../protocol/input.js';
import { MAX_RECORD_BYTES } from '../../protocol/limits.js';
import { decodePointer } from '../../protocol/pointer.js';
import { locate } from '../cursors/anchor.js';
import { Cursors, isWithin } from '../cursors/cursors.js';
import { LazyPart } from '../lazy-part.js';
import { loadForSure } from '../load-part.js';
import type { LazyTalk, TalkModule } from '../talk/talk.js';
import { LazyCapture, type CaptureModule } from './input/lazy-capture.js';
import { LINE, lineOver, type Line } from './line.js';
import { OwnPointer } from './own-pointer.js';
import { watchPage } from './page-title.js';
import {
  ASK,
  HERE,
  PORT,
  READY,
  type FromWindow,
  type ToWindow,
  type WindowTexts,
} from './port.js';
import { Recovery } from './recovery.js';
import { createReplica } from './replica/replica.js';
import { View } from './view.js';

/** Milliseconds and bytes after which what was applied is acknowledged. */
const ACK_AFTER = 50;
const ACK_BYTES = 64 * 1024;
/** Milliseconds for which what stands beside the picture waits for that: who waits longer may have something to ask. */
const PICTURE_FIRST = 1000;

type Outside = Line<FromWindow, ToWindow>;

function run({ post, listen }: Outside): void {
  const view = new View(document.querySelector('main') ?? document.body, {
    leave: () => post({ type: 'leave' }),
    again: () => recovery.again(),
    resized: (width, height) => post({ type: 'window_size', width, height }),
  });
  const base = new URL('.', import.meta.url).href;
  const replica = createReplica(view.stage, {
    players: (isWanted) => loadForSure(base, 'surfly-players.js', isWanted),
    wantAssets: (hashes) => post({ type: 'want_assets', hashes }),
    diverged: (id) => post({ type: 'diverged', id }),
    shown,
    placed: () => {
      cursors.moved();
      talk?.shown?.moved();
    },
    refused: () => view.incomplete(),
    icon: (url) => void page.icon(url),
  });
  const cursors = new Cursors({
    locate: (at) => locate(at, replica.document, (id) => replica.nodeOf(id)),
    place: (x, y) => (isWithin(x, y, replica) ? replica.fromPage(x, y) : undefined),
  });
  view.overlay.after(cursors.element);
  const recovery = new Recovery({
    ask: () => post({ type: 'resync' }),
    connected: () => connected,
    changed: (health) => view.health(health),
  });
  const page = watchPage((title, icon) => post({ type: 'page', title, icon }));
  const decoder = new RecordDecoder();
  const assets = new AssetReader();
  let chunks: Uint8Array[] = [];
  let chunkBytes = 0;
  let applied = { stream: 0, seq: 0 };
  let unacknowledged = 0;
  let acknowledging: ReturnType<typeof setTimeout> | undefined;
  /** After a frame that did not fit nothing is applied until the next reset. */
  let lost = false;
  let connected = false;
  let controlEpoch = 0;
  let actions = 0;
  let loaded = false;
  let seen = () => {};
  /** There is a picture, or none is to be waited for. */
  const inSight = new Promise<void>((resolve) => {
    seen = resolve;
    setTimeout(resolve, PICTURE_FIRST);
  });
  let talk: LazyTalk | undefined;
  let spoken: WindowTexts | undefined;

  const loadCapture = () =>
    inSight.then(() => loadForSure<CaptureModule>(base, 'surfly-capture.js', () => true));
  const input = new LazyCapture(loadCapture, {
    overlay: view.overlay,
    replica,
    seen: () => applied.seq,
    spoken: () => spoken,
    send(action: InputAction) {
      actions += 1;
      const frame = encodeFrame({
        kind: FrameKind.input,
        first: true,
        last: true,
        stream: controlEpoch,
        seq: actions,
        payload: encodeInput(action),
      });
      post({ type: 'input', frame }, [frame.buffer]);
      return actions;
    },
  });

  const ownPointer = new OwnPointer({
    overlay: view.overlay,
    replica,
    tell(payload) {
      const { stream } = applied;
      const kind = FrameKind.pointer;
      const frame = encodeFrame({ kind, first: true, last: true, stream, seq: 0, payload });
      post({ type: 'pointer', frame }, [frame.buffer]);
    },
  });

  const openTalk = () =>
    new LazyPart(
      (isWanted) => inSight.then(() => loadForSure<TalkModule>(base, 'surfly-talk.js', isWanted)),
      ({ openFollowerTalk }) =>
        openFollowerTalk({
          overlay: view.overlay,
          replica,
          spoken,
          pointer: (event) => ownPointer.moved(event),
          send: (message) => post({ type: 'tell', message }),
          sendFrame: (frame) => post({ type: 'ink', frame }, [frame.buffer]),
        }),
    );

  function receive(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (typeof frame === 'string') return;
    switch (frame.kind) {
      case FrameKind.snapshot:
      case FrameKind.change:
        if (!lost) take(frame);
        break;
      case FrameKind.pointer: {
        const at = decodePointer(frame.payload);
        if (at !== undefined) cursors.point(frame.seq, at);
        break;
      }
      case FrameKind.ink:
        talk?.tell((part) => part.ink(frame));
        break;
      case FrameKind.asset: {
        const asset = assets.add(frame);
        if (asset) replica.asset(asset.hash, asset.type, asset.bytes);
        break;
      }
      default:
    }
  }

  function take(frame: Frame): void {
    if (frame.first) {
      chunks = [];
      chunkBytes = 0;
    }
    chunks.push(frame.payload);
    chunkBytes += frame.payload.byteLength;
    const kind = frame.kind === FrameKind.snapshot ? 'snapshot' : 'change';
    try {
      if (chunkBytes > MAX_RECORD_BYTES) throw new Error('A record has more bytes than any may.');
      if (frame.last) apply(kind);
      else view.loading();
    } catch (error) {
      console.error('surfly-session: a change did not fit the picture, which is made anew.', error);
      misfit();
      return;
    }
    acknowledge(frame);
  }

  function apply(kind: 'snapshot' | 'change'): void {
    replica.apply(kind, decoder.decode(kind, joined(chunks)));
    chunks = [];
    ownPointer.changed();
    talk?.shown?.moved();
    input.changed();
    if (kind === 'snapshot') recovery.mended();
    if (!loaded) view.loading();
  }

  function shown(): void {
    if (loaded) return;
    loaded = true;
    post({ type: 'loaded' });
    // Once it has been drawn.
    requestAnimationFrame(() => setTimeout(seen));
    view.pictured();
  }

  /** What has come is of no use; what is shown stays until there is a new picture. */
  function misfit(): void {
    if (lost) return;
    lost = true;
    chunks = [];
    recovery.failed();
  }

  function acknowledge({ stream, seq, payload }: Frame): void {
    applied = { stream, seq };
    unacknowledged += payload.byteLength;
    if (unacknowledged >= ACK_BYTES) tell();
    else acknowledging ??= setTimeout(tell, ACK_AFTER);
  }

  function tell(): void {
    clearTimeout(acknowledging);
    acknowledging = undefined;
    unacknowledged = 0;
    page.title(replica.document?.title ?? '');
    post({ type: 'ack', ...applied });
  }

  listen((data) => {
    switch (data.type) {
      case 'frame':
        receive(data.bytes);
        break;
      case 'reset':
        lost = false;
        chunks = [];
        break;
      case 'gap':
        misfit();
        break;
      case 'state':
        if (data.state.controlEpoch !== controlEpoch) actions = 0;
        controlEpoch = data.state.controlEpoch;
        connected = data.state.connected;
        cursors.people(data.state.others);
        view.show(data.state);
        // Only what the leader's dock shows of the picture has nobody else in it.
        if (data.state.others.length > 0) {
          talk ??= openTalk();
          input.prepare();
        }
        input.enable(data.state.control && data.state.connected);
        talk?.tell((part) => part.update(data.state));
        break;
      case 'told':
        talk?.tell((part) => part.message(data.message));
        break;
      case 'colour':
        talk?.tell((part) => part.colour(data.colour));
        break;
      case 'texts':
        spoken = data.texts;
        view.speak(spoken.code, spoken.view);
        break;
      case 'result':
        if (data.epoch === controlEpoch) input.outcome(data.n, data.outcome);
        break;
    }
  });
}

// Whoever framed this page decides what it shows; nothing here is worth more than that. The first line counts.
const waiting = new AbortController();
const { signal } = waiting;
const begin = (line: Outside) => {
  waiting.abort();
  run(line);
};
window.addEventListener(LINE, (event) => begin((event as CustomEvent<Outside>).detail), { signal });
window.addEventListener(
  'message',
  ({ source, data, ports: [port] }) => {
    if (source !== window.parent) return;
    if (data === ASK) window.parent.postMessage(HERE, '*');
    if (data === PORT && port) begin(lineOver(port));
  },
  { signal },
);
if (window.parent !== window) window.parent.postMessage(READY, '*');
