import type { AssetStore } from './asset-store.js';
import { MisfitError } from './reader.js';

/** Which bytes the numbers of one page stand for. */
export class PictureAssets {
  readonly #store: AssetStore;
  readonly #there: (number: number) => void;
  readonly #hashes = new Map<number, string>();
  readonly #numbers = new Map<string, number[]>();
  readonly #canvases = new Map<Node, number>();

  /** @param there - called when a number has its bytes */
  constructor(store: AssetStore, there: (number: number) => void) {
    this.#store = store;
    this.#there = there;
  }

  urlOf(number: number): string | undefined {
    const hash = this.#hashes.get(number);
    return hash === undefined ? undefined : this.#store.url(hash);
  }

  bind(number: number, hash: string): void {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new MisfitError('An asset has no SHA-256.');
    if (this.#hashes.get(number) === hash) return;
    this.#hashes.set(number, hash);
    const numbers = this.#numbers.get(hash);
    if (numbers) numbers.push(number);
    else this.#numbers.set(hash, [number]);
    if (this.#store.url(hash) === undefined) this.#store.want(hash);
    else this.#arrived(number);
  }

  ask(): void {
    this.#store.ask();
  }

  arrived(hash: string): void {
    for (const number of this.#numbers.get(hash) ?? []) this.#arrived(number);
  }

  /** Shows a picture on a canvas, now or when it is there. */
  paint(canvas: Element, number: number): void {
    if (canvas.localName !== 'canvas') throw new MisfitError('Only a canvas shows a picture.');
    this.#canvases.set(canvas, number);
    const url = this.urlOf(number);
    if (url !== undefined) void paint(canvas as HTMLCanvasElement, url);
  }

  forget(node: Node): void {
    this.#canvases.delete(node);
  }

  #arrived(number: number): void {
    this.#there(number);
    for (const [canvas, shown] of this.#canvases) {
      if (shown === number) this.paint(canvas as Element, number);
    }
  }
}

async function paint(canvas: HTMLCanvasElement, url: string): Promise<void> {
  const picture = new Image();
  picture.src = url;
  try {
    await picture.decode();
  } catch {
    // The bytes are no picture.
    return;
  }
  const context = canvas.getContext('2d');
  context?.clearRect(0, 0, canvas.width, canvas.height);
  context?.drawImage(picture, 0, 0, canvas.width, canvas.height);
}
