/** A leader's page in a frame, recorded, and its replica beside it, with the wire between them. */
import { detailParts } from '../../src/engine/leader/details/details.js';
import { createMasking, type Masking } from '../../src/engine/leader/masking.js';
import { record } from '../../src/engine/leader/recorder/recorder.js';
import type { Recorder } from '../../src/engine/leader/recorder/recording.js';
import { createReplica, type Replica } from '../../src/engine/follower/replica/replica.js';
import { RecordDecoder, RecordEncoder } from '../../src/protocol/deflate.js';
import type { MirrorRecord } from '../../src/protocol/records.js';
import type { LoadLate } from '../../src/engine/leader/recorder/late.js';
import { loadLate } from './late-parts.js';

type Realm = Window & typeof globalThis;

/** How many records all mirrors have sent. */
let told = 0;

export interface Mirror {
  window: Realm;
  document: Document;
  recorder: Recorder;
  replica: Replica;
  masking: Masking;
  /** The replica's document. */
  readonly copy: Document;
  /** What was sent, as JSON, the newest last. */
  records: { kind: 'snapshot' | 'change'; json: string; bytes: number }[];
  /** Records that the replica did not take. */
  failures: string[];
  assets: { hash: string; type: string; bytes: Uint8Array }[];
  pointers: [number, number][];
  wanted: string[];
  /** Numbers of the nodes that the replica found wrong. Each is told anew. */
  diverged: number[];
  container: HTMLElement;
  /** The element of the replica that stands for one of the page. */
  twin<T extends Node>(node: T): T;
  /** The replica of somebody who comes now: it has a snapshot, and then what everybody is sent. */
  late(): LateReplica;
  close(): void;
}

export interface LateReplica {
  readonly document: Document;
  replica: Replica;
  close(): void;
}

export interface MirrorOptions {
  hideSelector?: string;
  maskAll?: boolean;
  width?: number;
  height?: number;
  /** Assets are kept back until `deliver` is called. */
  holdAssets?: boolean;
  /** Otherwise what a page turns out to need is here at once. */
  load?: LoadLate;
  /** Nobody has come yet: what is told only then begins with `recorder.joined`. */
  alone?: boolean;
}

export function openPage(html: string, width = 800, height = 600): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.style.cssText = `width:${width}px;height:${height}px;border:0;position:absolute;left:0;top:0`;
  document.body.append(frame);
  const page = frame.contentDocument as Document;
  page.open();
  page.write(html);
  page.close();
  return frame;
}

export function mirror(html: string, options: MirrorOptions = {}): Mirror {
  const { hideSelector, width = 800, height = 600 } = options;
  const frame = openPage(html, width, height);
  return mirrorOf(frame, { ...(hideSelector !== undefined && { hideSelector }), ...options });
}

export function mirrorOf(frame: HTMLIFrameElement, options: MirrorOptions = {}): Mirror {
  const window = frame.contentWindow as Realm;
  const container = document.createElement('div');
  container.style.cssText = 'position:absolute;left:0;top:700px;width:400px;height:300px';
  document.body.append(container);
  const failures: string[] = [];
  const { records, assets, pointers, wanted, diverged } = {
    records: [] as Mirror['records'],
    assets: [] as Mirror['assets'],
    pointers: [] as Mirror['pointers'],
    wanted: [] as string[],
    diverged: [] as number[],
  };
  const players = () => import('../../src/engine/follower/replica/players.js');
  const replica = createReplica(container, {
    players,
    wantAssets(hashes) {
      wanted.push(...hashes);
      if (!options.holdAssets) deliver(hashes);
    },
    diverged(id) {
      diverged.push(id);
      recorder.repair(id);
    },
  });
  function deliver(hashes: string[]): void {
    for (const { hash, type, bytes } of assets) {
      if (hashes.includes(hash)) replica.asset(hash, type, bytes);
    }
  }
  const encoder = new RecordEncoder();
  type Sent = { kind: 'snapshot' | 'change'; bytes: Uint8Array; content: MirrorRecord };
  type Receiver = (sent: Sent) => void;
  const receiver = (into: Replica): Receiver => {
    const decoder = new RecordDecoder();
    return ({ kind, bytes }) => into.apply(kind, decoder.decode(kind, bytes));
  };
  const receivers = new Set([receiver(replica)]);
  const wire: Sent[] = [];
  let delivering = false;
  /** No wire brings a record while another is read. WebKit runs microtasks, the recorder's too, when a document is closed. */
  function bring(): void {
    if (delivering) return;
    delivering = true;
    for (let sent = wire.shift(); sent; sent = wire.shift()) {
      for (const receive of receivers) {
        try {
          receive(sent);
        } catch (error) {
          // Thrown here it would be lost among the errors of the page's callbacks.
          failures.push(`${String(error)} in ${JSON.stringify(sent.content).slice(0, 2000)}`);
        }
      }
    }
    delivering = false;
  }
  const { hideSelector, maskAll = false } = options;
  const masking = createMasking({ ...(hideSelector !== undefined && { hideSelector }), maskAll });
  const recorder = record({
    window,
    masking,
    emit(kind, content: MirrorRecord) {
      told += 1;
      const bytes = encoder.encode(kind, content);
      records.push({ kind, json: JSON.stringify(content), bytes: bytes.byteLength });
      wire.push({ kind, bytes, content });
      bring();
    },
    pointer: (x, y) => pointers.push([x, y]),
    asset: (asset) => assets.push(asset),
    load: options.load ?? loadLate,
  });
  if (!options.alone) recorder.joined(detailParts);
  return {
    window,
    document: window.document,
    masking,
    recorder,
    replica,
    get copy() {
      return replica.document as Document;
    },
    records,
    failures,
    assets,
    pointers,
    wanted,
    diverged,
    container,
    twin<T extends Node>(node: T): T {
      const id = recorder.idOf(node);
      const twin = id === undefined ? undefined : replica.nodeOf(id);
      if (!twin) throw new Error(`${node.nodeName} is not in the replica.`);
      return twin as T;
    },
    late() {
      const place = document.createElement('div');
      place.style.cssText = container.style.cssText;
      document.body.append(place);
      const second = createReplica(place, {
        players,
        // They are never there before the picture is.
        wantAssets: (hashes) =>
          queueMicrotask(() => {
            for (const { hash, type, bytes } of assets) {
              if (hashes.includes(hash)) second.asset(hash, type, bytes);
            }
          }),
      });
      const whole = receiver(second);
      let begun = false;
      const receive: Receiver = (sent) => {
        // What is still to be told comes before the snapshot.
        begun ||= sent.kind === 'snapshot';
        if (begun) whole(sent);
      };
      receivers.add(receive);
      recorder.snapshot();
      return {
        get document() {
          return second.document as Document;
        },
        replica: second,
        close() {
          receivers.delete(receive);
          second.destroy();
          place.remove();
        },
      };
    },
    close() {
      recorder.stop();
      replica.destroy();
      frame.remove();
      container.remove();
    },
  };
}

/** Frames after which a page that is never still counts as settled. */
const LONGEST = 10;

/**
 * Waits until everything that has happened is recorded: for some frames in which nothing is. On a machine that is busy
 * recorders leave work over for the next frame, and the next.
 */
export async function settled(frames = 2): Promise<void> {
  for (let [still, all] = [0, 0]; still < frames && all < LONGEST; all += 1) {
    const before = told;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    still = told === before ? still + 1 : 0;
  }
}

export async function until(
  what: string,
  holds: () => boolean,
  patience = 4000,
  between = 10,
): Promise<void> {
  const end = performance.now() + patience;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`It never came true that ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, between));
  }
}
