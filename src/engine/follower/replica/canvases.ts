import { SVG } from './allowed.js';
import { sized } from './attributes.js';
import { textFor } from './label.js';
import { MisfitError } from './reader.js';
import type { UrlOf } from './picture-assets.js';

/** A larger canvas shows its picture as it came. */
const MAX_PIXELS = 16_000_000;

interface Shown {
  /** The asset that it shows, or is to show. */
  number?: number;
  /** What it has as its content now, and for which size that was made. */
  url: string;
  size: string;
  /** Made here, so it is for us to let it go. */
  own?: string;
}

/**
 * Canvases, drawn from outside. Browsers draw them only where scripts run, and lay out what is in them elsewhere; so each has
 * an image as its content, and one that by nature is as large as the canvas is.
 */
export class Canvases {
  readonly #urlOf: UrlOf;
  readonly #shown = new Map<Element, Shown>();

  constructor(urlOf: UrlOf) {
    this.#urlOf = urlOf;
  }

  /** Shows a picture, now or when it is there. */
  show(canvas: Element, number: number): void {
    const shown = this.#shown.get(canvas);
    if (!shown) throw new MisfitError('Only a canvas shows a picture.');
    shown.number = number;
    void this.#paint(canvas as HTMLCanvasElement, shown);
  }

  /** Says that what it shows is not shared. */
  label(canvas: HTMLCanvasElement, title: string): void {
    const shown = this.#shown.get(canvas);
    if (!shown) throw new MisfitError('Only what may be a picture has a label.');
    Object.assign(shown, { url: labelled(canvas, textFor(title)), size: sizeOf(canvas) });
    setContent(canvas, shown.url);
  }

  /** The bytes of an asset are there. */
  arrived(number: number): void {
    for (const [canvas, shown] of this.#shown) {
      if (shown.number === number) void this.#paint(canvas as HTMLCanvasElement, shown);
    }
  }

  /** A canvas is there, or has its attributes anew. */
  lay(element: Element): void {
    if (element.localName !== 'canvas') return;
    const canvas = element as HTMLCanvasElement;
    let shown = this.#shown.get(canvas);
    const size = sizeOf(canvas);
    if (!shown) this.#shown.set(canvas, (shown = { url: '', size: '' }));
    if (shown.size !== size && shown.number === undefined) {
      shown.url = sized(canvas.width, canvas.height);
      shown.size = size;
    }
    setContent(canvas, shown.url);
    if (shown.size !== size) void this.#paint(canvas, shown);
  }

  /** The picture of the page is not shown any more. */
  clear(): void {
    for (const canvas of this.#shown.keys()) this.forget(canvas);
  }

  forget(node: Node): void {
    const shown = this.#shown.get(node as Element);
    if (shown?.own) URL.revokeObjectURL(shown.own);
    this.#shown.delete(node as Element);
  }

  /** The old picture stays until the new one is there. */
  async #paint(canvas: HTMLCanvasElement, shown: Shown): Promise<void> {
    const { number } = shown;
    const url = number === undefined ? undefined : this.#urlOf(number);
    if (url === undefined) return;
    const size = sizeOf(canvas);
    const own = await pictureOf(url, canvas.width, canvas.height).catch(() => undefined);
    const isLate = shown.number !== number || this.#shown.get(canvas) !== shown;
    if (own === undefined || isLate || sizeOf(canvas) !== size) {
      if (own) URL.revokeObjectURL(own);
      return;
    }
    const before = shown.own;
    Object.assign(shown, { url: own || url, size, own });
    setContent(canvas, shown.url);
    if (before) URL.revokeObjectURL(before);
  }
}

/** @returns the URL of the picture in another size; '' if it has this size, or is to stay as it is */
async function pictureOf(url: string, width: number, height: number): Promise<string> {
  const picture = new Image();
  picture.src = url;
  await picture.decode();
  if (picture.naturalWidth === width && picture.naturalHeight === height) return '';
  if (width * height > MAX_PIXELS || width * height === 0) return '';
  const other = new OffscreenCanvas(width, height);
  other.getContext('2d')?.drawImage(picture, 0, 0, width, height);
  return URL.createObjectURL(await other.convertToBlob());
}

function labelled({ width, height }: HTMLCanvasElement, text: string): string {
  // What XML has no place for at all, and what means something in it.
  const words = text.replace(/\p{C}/gu, ' ').replace(/[&<]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const svg = `<svg xmlns='${SVG}' width='${width}' height='${height}'><rect width='100%' height='100%' fill='#eef1f6'/><text x='50%' y='50%' fill='#39465a' text-anchor='middle' font-family='sans-serif'>${words}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function setContent(canvas: HTMLElement, url: string): void {
  canvas.style.setProperty('content', `url("${url}")`, 'important');
}

function sizeOf({ width, height }: HTMLCanvasElement): string {
  return `${width} ${height}`;
}
