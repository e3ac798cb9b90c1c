/**
 * The page in a follower's window. It lies on the relay's own origin under a strict Content-Security-Policy, holds no
 * secret and no connection, and knows only what the page that framed it hands over.
 */
import { AssetReader, joined } from '../../protocol/assets.js';
import { RecordDecoder } from '../../protocol/deflate.js';
import { decodeFrame, encodeFrame, FrameKind, type Frame } from '../../protocol/frames.js';
import { encodeInput, type InputAction } from '../../protocol/input.js';
import { captureInput } from './input/capture.js';
import { watchPage } from './page-title.js';
import { PORT, READY, type FromWindow, type ToWindow } from './port.js';
import { createReplica } from './replica/replica.js';
import { View } from './view.js';

/** Milliseconds and bytes after which what was applied is acknowledged. */
const ACK_AFTER = 50;
const ACK_BYTES = 64 * 1024;

function run(port: MessagePort): void {
  const post = (message: FromWindow, transfer: Transferable[] = []) =>
    port.postMessage(message, transfer);
  const view = new View(document.querySelector('main') ?? document.body, {
    leave: () => post({ type: 'leave' }),
  });
  const replica = createReplica(view.stage, {
    wantAssets: (hashes) => post({ type: 'want_assets', hashes }),
    icon: (url) => void page.icon(url),
  });
  const page = watchPage((title, icon) => post({ type: 'page', title, icon }));
  const decoder = new RecordDecoder();
  const assets = new AssetReader();
  let chunks: Uint8Array[] = [];
  let applied = { stream: 0, seq: 0 };
  let unacknowledged = 0;
  let acknowledging: ReturnType<typeof setTimeout> | undefined;
  /** After a frame that did not fit nothing is applied until the next reset. */
  let lost = false;
  let controlEpoch = 0;
  let actions = 0;
  let loaded = false;

  const input = captureInput({
    overlay: view.overlay,
    replica,
    seen: () => applied.seq,
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

  function receive(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (typeof frame === 'string') return;
    switch (frame.kind) {
      case FrameKind.snapshot:
      case FrameKind.change:
        if (!lost) take(frame);
        break;
      case FrameKind.pointer: {
        const { buffer, byteOffset } = frame.payload.slice();
        const [x = 0, y = 0] = new Int16Array(buffer, byteOffset, 2);
        replica.pointer(x, y);
        break;
      }
      case FrameKind.asset: {
        const asset = assets.add(frame);
        if (asset) replica.asset(asset.hash, asset.type, asset.bytes);
        break;
      }
      default:
    }
  }

  function take(frame: Frame): void {
    if (frame.first) chunks = [];
    chunks.push(frame.payload);
    if (frame.last) {
      const kind = frame.kind === FrameKind.snapshot ? 'snapshot' : 'change';
      try {
        replica.apply(kind, decoder.decode(kind, joined(chunks)));
      } catch (error) {
        console.error(
          'surfly-session: a change did not fit the picture, which is made anew.',
          error,
        );
        lost = true;
        post({ type: 'resync' });
        return;
      }
      chunks = [];
      if (!loaded) {
        loaded = true;
        post({ type: 'loaded' });
      }
      view.pictured();
    }
    acknowledge(frame);
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

  port.onmessage = ({ data }: MessageEvent<ToWindow>) => {
    switch (data.type) {
      case 'frame':
        receive(data.bytes);
        break;
      case 'reset':
        lost = false;
        chunks = [];
        break;
      case 'state':
        if (data.state.controlEpoch !== controlEpoch) actions = 0;
        controlEpoch = data.state.controlEpoch;
        if (data.state.control && data.state.connected) input.enable();
        else input.disable();
        view.show(data.state);
        break;
      case 'result':
        if (data.epoch === controlEpoch) input.outcome(data.n, data.outcome);
        break;
    }
  };
}

// Whoever framed this page decides what it shows; nothing here is worth more than that. The first port counts.
window.addEventListener('message', function accept(event) {
  const [port] = event.ports;
  if (event.source !== window.parent || event.data !== PORT || !port) return;
  window.removeEventListener('message', accept);
  run(port);
});
if (window.parent !== window) window.parent.postMessage(READY, '*');
