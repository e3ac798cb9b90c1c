import { Op, Playback } from '../../../protocol/records.js';
import { hear } from '../hear.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';
import { isSeen } from '../recorder/sight.js';
import { releasePicture, takePicture } from './pictures.js';

/** Milliseconds between two pictures of a video. */
const WAIT = 2000;
/** Larger pictures are made smaller: CSS pixels. */
const MAX_WIDTH = 480;

const EVENTS =
  'play playing pause ended seeking seeked volumechange loadeddata durationchange emptied ratechange';

interface Player {
  /** Its picture may be another than the one that was told. */
  isNews: boolean;
  isUnseen: boolean;
  /** Nothing of what is loaded has been shown: its poster is, if it has one. */
  isUntouched: boolean;
  /** How often it was emptied. */
  turn: number;
  /** 0 where it shows none any more. */
  still: number | undefined;
}

/** Videos and sounds: where they are, and what videos in sight show, as a picture every now and then. */
export class Players implements Part {
  readonly #context: PartContext;
  readonly #players = new Map<HTMLMediaElement, Player>();
  readonly #touched = new Set<HTMLMediaElement>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: PartContext) {
    this.#context = context;
    context.signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  concerns(name: string): boolean {
    return name === 'video' || name === 'audio';
  }

  met(node: Element | Document | ShadowRoot, isPrivate: boolean): void {
    if (!isPlayer(node) || isPrivate) return;
    this.#touched.add(node);
    if (!this.#players.has(node)) {
      this.#players.set(node, {
        isNews: true,
        isUnseen: false,
        isUntouched: node.paused && node.currentTime === 0,
        turn: 0,
        still: undefined,
      });
    }
    this.#timer ??= setTimeout(this.#look);
  }

  forget(node: Node): void {
    const player = this.#players.get(node as HTMLMediaElement);
    this.#players.delete(node as HTMLMediaElement);
    if (player?.still) releasePicture(this.#context.assets, player);
    this.#touched.delete(node as HTMLMediaElement);
  }

  look(): void {
    for (const player of this.#players.keys()) this.#touched.add(player);
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    const changed = ({ target, type }: Event) => {
      const player = this.#players.get(target as HTMLMediaElement);
      if (!player) return;
      if (type === 'emptied') {
        // What it showed is no longer in it.
        if (player.still) releasePicture(this.#context.assets, player);
        player.turn += 1;
        Object.assign(player, { isUnseen: false, isUntouched: true, still: player.still && 0 });
      } else if (/^(?:play|seeking)$/.test(type)) player.isUntouched = false;
      player.isNews = true;
      this.#touched.add(target as HTMLMediaElement);
      this.#context.soon();
    };
    hear(root, EVENTS, signal, changed);
  }

  changes(ops: OpRecord[]): void {
    for (const element of this.#touched) {
      const id = this.#context.ids.of(element);
      const player = this.#players.get(element);
      if (id === undefined || !player) continue;
      const { currentTime, duration } = element;
      const length = Number.isFinite(duration) ? rounded(duration) : -1;
      ops.push([Op.playback, id, flagsOf(element, player), rounded(currentTime), length]);
      if (player.still !== undefined) ops.push([Op.still, id, player.still]);
    }
    this.#touched.clear();
  }

  readonly #look = (): void => {
    this.#timer = undefined;
    if (this.#players.size === 0 || this.#context.signal.aborted) return;
    for (const [element, player] of this.#players) {
      if (element.localName !== 'video' || player.isUnseen) continue;
      if ((player.isNews || !element.paused) && isSeen(element)) {
        this.#take(element as HTMLVideoElement, player);
      }
    }
    this.#timer = setTimeout(this.#look, WAIT);
  };

  #take(video: HTMLVideoElement, player: Player): void {
    const { videoWidth, videoHeight, readyState } = video;
    if (videoWidth === 0 || readyState < 2 || showsPoster(video, player)) return;
    player.isNews = false;
    const canvas = document.createElement('canvas');
    canvas.width = Math.min(MAX_WIDTH, videoWidth);
    canvas.height = Math.max(1, Math.round((canvas.width / videoWidth) * videoHeight));
    canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { turn } = player;
    try {
      canvas.toBlob((blob) => void this.#taken(video, player, turn, blob), 'image/webp', 0.7);
    } catch {
      player.isUnseen = true;
      this.#tell(video);
    }
  }

  async #taken(
    video: HTMLVideoElement,
    player: Player,
    turn: number,
    blob: Blob | null,
  ): Promise<void> {
    const { assets, masked } = this.#context;
    if (!blob || masked.has(video)) return;
    const isThere = () => this.#players.get(video) === player && player.turn === turn;
    const number = await takePicture(assets, blob, player, isThere);
    if (number === undefined || number === player.still) return;
    player.still = number;
    this.#tell(video);
  }

  #tell(element: HTMLMediaElement): void {
    this.#touched.add(element);
    this.#context.soon();
  }
}

function isPlayer(node: Node): node is HTMLMediaElement {
  const { localName } = node as Partial<Element>;
  return localName === 'video' || localName === 'audio';
}

function showsPoster({ poster }: HTMLVideoElement, { isUntouched }: Player): boolean {
  return isUntouched && poster !== '';
}

function flagsOf(element: HTMLMediaElement, { isUnseen }: Player): number {
  const { paused, ended, muted, seeking } = element;
  return (
    (paused || ended ? 0 : Playback.playing) |
    (ended ? Playback.ended : 0) |
    (muted ? Playback.muted : 0) |
    (seeking ? Playback.seeking : 0) |
    (isUnseen ? Playback.unseen : 0)
  );
}

/** Within what replicas take for a time. */
function rounded(seconds: number): number {
  return Math.min(9e7, Math.round(seconds * 100) / 100);
}
