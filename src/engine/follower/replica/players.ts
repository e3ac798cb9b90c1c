import { Playback } from '../../../protocol/records.js';
import { setAttribute } from './dom.js';

/** The file of its own, for most pages play nothing. Undefined once it is not wanted any more. */
export type LoadPlayers = (
  isWanted: () => boolean,
) => Promise<typeof import('./players.js') | undefined>;

interface Player {
  flags: number;
  /** Seconds. */
  time: number;
  duration: number;
  /** When that was told, by this window's clock. */
  told: number;
  still: string | undefined;
  /** What the page itself shows before it is played. */
  poster: string | null;
  /** The newest picture. */
  made: string | undefined;
  /** How many have been begun. */
  begun: number;
}

/** Milliseconds between two looks at what is played. */
const WAIT = 1000;
const LARGEST = 4096;

/**
 * Videos and sounds. Nothing is played in a picture: a video shows the leader's picture, and at its lower edge how far it
 * is and whether it plays, where the page's own controls would say so or its picture cannot be read.
 */
export class Players {
  readonly #sizeOf: (element: Element) => { width: number; height: number } | undefined;
  readonly #players = new Map<Element, Player>();
  #isWaiting = false;

  constructor(sizeOf: (element: Element) => { width: number; height: number } | undefined) {
    this.#sizeOf = sizeOf;
  }

  /** @param time - and duration, in seconds */
  set(element: Element, flags: number, time: number, duration: number): void {
    const player = this.#player(element);
    Object.assign(player, { flags, time, duration, told: performance.now() });
    const words = [flags & Playback.playing ? 'playing' : 'paused'];
    if (flags & Playback.ended) words.push('ended');
    if (flags & Playback.muted) words.push('muted');
    if (flags & Playback.seeking) words.push('seeking');
    setAttribute(element, 'surfly-playback', words.join(' '));
    void this.#show(element, player);
    this.#goOn();
  }

  /** The video shows this picture now; undefined where it shows its poster again. */
  still(element: Element, url: string | undefined): void {
    const player = this.#player(element);
    player.still = url;
    void this.#show(element, player);
  }

  forget(node: Node): void {
    const player = this.#players.get(node as Element);
    this.#players.delete(node as Element);
    if (player?.made) URL.revokeObjectURL(player.made);
  }

  /** The picture of the page is not shown any more. */
  remove(): void {
    for (const element of this.#players.keys()) this.forget(element);
  }

  #player(element: Element): Player {
    let player = this.#players.get(element);
    if (!player) {
      player = {
        flags: 0,
        time: 0,
        duration: -1,
        told: 0,
        still: undefined,
        poster: null,
        made: undefined,
        begun: 0,
      };
      this.#players.set(element, player);
    }
    return player;
  }

  #goOn(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    setTimeout(() => {
      this.#isWaiting = false;
      let isPlaying = false;
      for (const [element, player] of this.#players) {
        if (!(player.flags & Playback.playing) || !element.ownerDocument.defaultView) continue;
        isPlaying = true;
        if (showsPlace(element, player)) void this.#show(element, player);
      }
      if (isPlaying) this.#goOn();
    }, WAIT);
  }

  async #show(element: Element, player: Player): Promise<void> {
    if (element.localName !== 'video') return;
    const begun = (player.begun += 1);
    const wasPlayed = (player.flags & Playback.playing) !== 0 || player.time > 0;
    if (player.still === undefined && !(wasPlayed && showsPlace(element, player))) {
      return restorePoster(element, player);
    }
    const { width = 640, height = 360 } = this.#sizeOf(element) ?? {};
    const canvas = document.createElement('canvas');
    canvas.width = Math.min(LARGEST, Math.max(1, width));
    canvas.height = Math.min(LARGEST, Math.max(1, height));
    const context = canvas.getContext('2d');
    const poster = element.getAttribute('poster');
    if (poster !== player.made) player.poster = poster;
    const below = player.still ?? player.poster;
    if (!context) return;
    if (below !== null) await draw(context, below);
    if (showsPlace(element, player)) drawPlace(context, player);
    canvas.toBlob((blob) => {
      // A newer one may have been faster.
      if (!blob || player.begun !== begun || this.#players.get(element) !== player) return;
      if (player.made) URL.revokeObjectURL(player.made);
      player.made = URL.createObjectURL(blob);
      setAttribute(element, 'poster', player.made);
    }, 'image/webp');
  }
}

/** The page may have given it another one meanwhile. */
function restorePoster(element: Element, player: Player): void {
  if (player.made === undefined) return;
  if (element.getAttribute('poster') === player.made) {
    if (player.poster === null) element.removeAttribute('poster');
    else setAttribute(element, 'poster', player.poster);
  }
  URL.revokeObjectURL(player.made);
  player.made = undefined;
}

function showsPlace(element: Element, { flags }: Player): boolean {
  return element.hasAttribute('controls') || (flags & Playback.unseen) !== 0;
}

async function draw(context: CanvasRenderingContext2D, url: string): Promise<void> {
  const picture = new Image();
  picture.src = url;
  try {
    await picture.decode();
  } catch {
    return;
  }
  const { width, height } = context.canvas;
  context.drawImage(picture, 0, 0, width, height);
}

/** A bar along the lower edge, and what a player's button would show, the time and whether it is heard. */
function drawPlace(context: CanvasRenderingContext2D, player: Player): void {
  const { flags, duration } = player;
  const { width, height } = context.canvas;
  const isPlaying = (flags & Playback.playing) !== 0;
  const passed = isPlaying ? (performance.now() - player.told) / 1000 : 0;
  const time = duration > 0 ? Math.min(duration, player.time + passed) : player.time + passed;
  const size = Math.max(12, Math.round(height / 16));
  const bar = Math.max(3, Math.round(size / 4));
  context.fillStyle = '#000b';
  context.fillRect(0, height - size * 2, width, size * 2);
  context.fillStyle = '#fff6';
  context.fillRect(0, height - bar, width, bar);
  context.fillStyle = '#fff';
  if (duration > 0) context.fillRect(0, height - bar, (width * time) / duration, bar);
  context.font = `${size}px system-ui, sans-serif`;
  context.textBaseline = 'middle';
  const [x, y] = [size / 2, height - size - bar / 2];
  if (isPlaying) {
    context.beginPath();
    context.moveTo(x, y - size / 2);
    context.lineTo(x + size * 0.8, y);
    context.lineTo(x, y + size / 2);
    context.fill();
  } else {
    context.fillRect(x, y - size / 2, size * 0.28, size);
    context.fillRect(x + size * 0.5, y - size / 2, size * 0.28, size);
  }
  const length = duration > 0 ? ` / ${clock(duration)}` : '';
  const muted = flags & Playback.muted ? ' 🔇' : '';
  context.fillText(`${clock(time)}${length}${muted}`, x + size * 1.4, y, width - size * 2.4);
}

function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const text = [Math.floor(whole / 60) % 60, whole % 60].map((n) => String(n).padStart(2, '0'));
  return whole >= 3600 ? `${Math.floor(whole / 3600)}:${text.join(':')}` : text.join(':');
}
