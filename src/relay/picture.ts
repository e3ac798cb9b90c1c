import { FrameKind } from '../protocol/frames.js';
import type { Frame } from '../protocol/frames.js';
import { MAX_POINTER_BYTES } from '../protocol/limits.js';
import { AssetFeed } from './asset-feed.js';
import { AssetStore } from './asset-store.js';
import type { Client } from './client.js';
import { FrameLog } from './frame-log.js';
import type { Limits } from './options.js';
import { ViewerFeed } from './viewer-feed.js';
import type { Cursor } from './viewer-feed.js';

/** One viewer's share of the picture. */
export interface Viewer {
  frames: ViewerFeed;
  assets: AssetFeed;
}

/** So much is acknowledged to the leader at once; less waits for company. */
const ACK_FRAMES = 64;
const ACK_BYTES = 512 * 1024;
/** Milliseconds between two snapshots that the leader makes because a viewer says that it cannot use the one there is. */
const ANOTHER_MS = 5_000;
/** Most assets in one question to the leader, and most that it was asked for and has not sent. */
const MAX_ASKED = 256;
const MAX_NEEDED = 4096;

/** What is wrong with a pointer frame, if anything. */
export function pointerProblem({ first, last, seq, payload }: Frame): string | undefined {
  if (!first || !last || payload.length > MAX_POINTER_BYTES) {
    return `A pointer is one frame with at most ${MAX_POINTER_BYTES} bytes of payload.`;
  }
  return seq === 0 ? undefined : 'A pointer has the number 0: whose it is, the server writes down.';
}

/** What the viewers of a session see: takes the leader's frames, keeps them, and feeds each viewer at its own pace. */
export class Picture {
  readonly #log: FrameLog;
  readonly #assets: AssetStore;
  readonly #ackMs: number;
  readonly #viewers = new Set<Viewer>();
  #leader: Client | undefined;
  /** Assets that the leader was asked for. */
  readonly #needed = new Set<string>();
  #snapshotAsked = false;
  #anotherAt = -Infinity;
  #gapTold = false;
  #ackTimer: NodeJS.Timeout | undefined;
  #acknowledged = 0;
  #bytesSinceAck = 0;

  constructor(limits: Limits, ackMs: number) {
    this.#log = new FrameLog(limits.logBytes);
    this.#assets = new AssetStore(limits.assetBytes);
    this.#ackMs = ackMs;
  }

  /** Where the stream stands. */
  get cursor(): Cursor {
    return { stream: this.#log.stream, seq: this.#log.last };
  }

  /** A new leader: what viewers have stays on their screens until the new stream's first snapshot is complete. */
  begin(stream: number): void {
    this.#log.begin(stream);
    this.#acknowledged = 0;
  }

  /** The connection that frames come from and acknowledgements go to; none while the leader is away. */
  setLeader(client: Client | undefined): void {
    this.#leader = client;
    this.#acknowledged = this.#log.last;
    this.#bytesSinceAck = 0;
    this.#snapshotAsked = false;
    this.#gapTold = false;
    if (this.#log.last > 0) this.#askForSnapshot();
    // What was on its way when the connection was lost does not come by itself.
    this.#needed.clear();
    this.#assets.giveUp();
    for (const { assets } of this.#viewers) assets.askAgain();
  }

  addViewer(client: Client, cursor: Cursor | null): Viewer {
    const viewer = {
      frames: new ViewerFeed(client, this.#log, cursor),
      assets: new AssetFeed(client, this.#assets, (hashes) => this.#askForAssets(hashes)),
    };
    this.#viewers.add(viewer);
    viewer.frames.pump();
    this.#askForSnapshot();
    return viewer;
  }

  removeViewer(viewer: Viewer): void {
    this.#viewers.delete(viewer);
  }

  resync(viewer: Viewer): void {
    if (viewer.frames.resync()) this.#askForAnother();
    this.#askForSnapshot();
  }

  /** Takes a frame of the leader's. What is wrong with it, the leader is told. */
  accept(frame: Frame, bytes: Buffer): void {
    switch (frame.kind) {
      case FrameKind.snapshot:
      case FrameKind.change:
        this.#append(frame, bytes);
        break;
      case FrameKind.pointer:
        this.#pointLeader(frame, bytes);
        break;
      case FrameKind.asset:
        this.#addAsset(frame, bytes);
        break;
      case FrameKind.input:
        this.#leader?.leaveOut(
          'bad_message',
          'Actions come from followers; a leader acts on its own page.',
        );
        break;
      case FrameKind.ink:
        // No part of the picture.
        break;
    }
  }

  /** Whether a pointer frame is one of the picture that is shown now. */
  isCurrent({ stream }: Frame): boolean {
    return stream === this.#log.stream;
  }

  close(): void {
    clearTimeout(this.#ackTimer);
    this.#viewers.clear();
    this.#leader = undefined;
  }

  /** The leader is number 0, and speaks for nobody else. */
  #pointLeader(frame: Frame, bytes: Buffer): void {
    const problem = pointerProblem(frame);
    if (problem) this.#leader?.leaveOut('bad_message', problem);
    else if (this.isCurrent(frame)) for (const { frames } of this.#viewers) frames.point(bytes);
  }

  #append(frame: Frame, bytes: Buffer): void {
    const result = this.#log.append(frame, bytes);
    switch (result) {
      case 'ok':
        this.#gapTold = false;
        for (const { frames } of this.#viewers) frames.pump();
        this.#acknowledgeSoon(bytes.length);
        if (frame.kind === FrameKind.snapshot && frame.first) this.#snapshotAsked = false;
        this.#askForSnapshot();
        break;
      case 'duplicate':
        this.#acknowledge();
        break;
      case 'gap':
        // Once: everything that is already under way will be a gap as well.
        if (!this.#gapTold) this.#acknowledge();
        this.#gapTold = true;
        break;
      case 'fenced':
        break;
      case 'broken':
        this.#leader?.leaveOut(
          'bad_message',
          `Frame ${frame.seq} is no part of a record: a stream begins with a snapshot, a record with its first chunk.`,
        );
        break;
      case 'too_large':
        this.#leader?.refuse('too_large', 'The page is too large to be shared.');
        break;
    }
  }

  #addAsset(frame: Frame, bytes: Buffer): void {
    const { arrived, problem } = this.#assets.add(frame, bytes);
    if (arrived !== undefined) {
      this.#needed.delete(arrived);
      for (const { assets } of this.#viewers) assets.arrived(arrived);
    }
    if (problem === 'broken') {
      this.#leader?.leaveOut(
        'bad_message',
        `Asset chunk ${frame.seq} does not follow the one before.`,
      );
    } else if (problem) this.#leader?.leaveOut(problem, 'The asset is too large.');
  }

  #askForSnapshot(): void {
    if (this.#snapshotAsked || !this.#leader || this.#log.last === 0) return;
    if (!this.#log.needsSnapshot) return;
    // With nothing complete at hand it is only asked for when someone waits for it.
    const lost = this.#log.snapshot === undefined;
    if (lost && ![...this.#viewers].some(({ frames }) => frames.starving)) return;
    this.#snapshotAsked = true;
    this.#leader.send({ type: 'need_snapshot' });
  }

  /** A viewer could not make a picture of the newest snapshot. It costs the leader something, so not whenever one says so. */
  #askForAnother(): void {
    const now = performance.now();
    if (!this.#leader || this.#snapshotAsked || now - this.#anotherAt < ANOTHER_MS) return;
    this.#anotherAt = now;
    this.#snapshotAsked = true;
    this.#leader.send({ type: 'need_snapshot' });
  }

  /**
   * The store forgets what it has no room for. Each is asked for once until it comes.
   * @returns how many the leader is asked for
   */
  #askForAssets(wanted: Iterable<string>): number {
    const hashes = [...wanted].filter((hash) => !this.#assets.has(hash) && !this.#needed.has(hash));
    if (!this.#leader) return 0;
    for (const hash of hashes) this.#needed.add(hash);
    for (const hash of this.#needed) {
      if (this.#needed.size <= MAX_NEEDED) break;
      this.#needed.delete(hash);
    }
    for (let at = 0; at < hashes.length; at += MAX_ASKED) {
      this.#leader.send({ type: 'need_assets', hashes: hashes.slice(at, at + MAX_ASKED) });
    }
    return hashes.length;
  }

  #acknowledgeSoon(bytes: number): void {
    this.#bytesSinceAck += bytes;
    const frames = this.#log.last - this.#acknowledged;
    if (frames >= ACK_FRAMES || this.#bytesSinceAck >= ACK_BYTES) this.#acknowledge();
    else this.#ackTimer ??= setTimeout(() => this.#acknowledge(), this.#ackMs);
  }

  #acknowledge(): void {
    clearTimeout(this.#ackTimer);
    this.#ackTimer = undefined;
    const { stream, seq } = this.cursor;
    this.#acknowledged = seq;
    this.#bytesSinceAck = 0;
    this.#leader?.send({ type: 'ack', stream, seq });
  }
}
