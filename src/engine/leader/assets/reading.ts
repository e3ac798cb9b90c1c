/**
 * Reads the images and fonts of a page and hands their bytes on, each once. Loaded when the page's first image or font is
 * wanted.
 */
import { assetFrames, type Asset } from '../../../protocol/assets.js';
import { MAX_ASSET_BYTES } from '../../../protocol/limits.js';
import type { LateModule } from '../recorder/late.js';
import { isSeen } from '../recorder/sight.js';
import { addressOf, type AddressHost } from './address.js';
import { fileOf, type Assets } from './assets.js';
import { Kept } from './kept.js';
import { Media } from './media.js';
import { sha256 } from './sha256.js';
import { Use, type Timeline } from './use.js';

/** An asset that can be put on its way. */
export interface SentAsset extends Asset {
  frames(): Iterable<Uint8Array<ArrayBuffer>>;
}

export interface AssetHost extends AddressHost {
  /** Of the page. */
  window: Window & typeof globalThis;
  /** Ends the reading. */
  signal: AbortSignal;
  /** Called before anything is told of it, and not again as long as it is kept. */
  asset(asset: SentAsset): void;
  /** It is known now what the number stands for. @param source - a hash, or an address */
  bound(number: number, source: string): void;
}

export interface Wanted {
  url: string;
  number: number;
  /** What shows it, if it is that alone. */
  element: Element | undefined;
  /** The page may never load it: then it is left alone until the page does. */
  maybeUnused: boolean;
}

export interface AssetReading {
  want(wanted: readonly Wanted[]): void;
  /**
   * @param owner - what shows it, in place of its picture before
   * @returns the number of a picture that has no URL, if it can be shown
   */
  picture(blob: Blob, owner: object): Promise<number | undefined>;
  /** What has shown a picture is gone. */
  release(owner: object): void;
  /** Hands out once more what is kept, and reads again what can be. */
  resend(hashes: readonly string[], take: AssetHost['asset']): void;
  /** The page has a window with this timeline in a frame. */
  watch(timeline: Timeline): void;
  /** Sends what was read elsewhere, under the hash that it has. */
  add(type: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** The export of the file that is loaded for a page with images or fonts. */
export interface ReadingModule extends LateModule {
  readAssets(host: AssetHost, assets: Assets): AssetReading;
}

/** How many are read at once. */
const AT_ONCE = 4;
/** One file, and all pictures of canvases and videos that are shown together. */
const MAX_PICTURE_BYTES = 32 * 1024 * 1024;

/** Files that can be read again. */
const MAX_SOURCES = 1000;

/** Of a picture that is drawn, in pixels. */
const MAX_SIDE = 2048;

/** Its media type, and whether it is in base64. */
const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[^;,]*)*?(;base64)?,/i;

/** Under which replicas may show bytes as they are. */
const ASSET_TYPE = /^(?:image|font)\/[\w.+-]+$/;
/** Older names of fonts. */
const FONT_TYPE = /^application\/(?:x-)?font-?[\w.+-]*$|^application\/vnd\.ms-fontobject$/;

/** What texts wait for. */
const FONT_URL = /^data:[^,]*font|\.(?:woff2?|[ot]tf)(?![\w.])/i;

interface Content {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

class PageReading implements AssetReading {
  readonly #host: AssetHost;
  readonly #assets: Assets;
  readonly #use: Use;
  readonly #files: Kept;
  readonly #pictures: Kept;
  /** Which picture each shows. */
  readonly #shown = new Map<object, number>();
  /** Where to read a file again. */
  readonly #sources = new Map<string, Wanted>();
  #waiting: Wanted[] = [];
  #reading = 0;

  constructor(host: AssetHost, assets: Assets, maxBytes: number) {
    this.#files = new Kept(2 * maxBytes, (hash) => {
      if (!this.#sources.has(hash)) this.#lose(hash);
    });
    this.#pictures = new Kept(maxBytes);
    this.#host = host;
    this.#assets = assets;
    this.#use = new Use(host, (wanted) => this.#add([wanted]));
    assets.keyOf = shortKey;
    host.signal.addEventListener('abort', () => (this.#waiting.length = 0));
  }

  want(wanted: readonly Wanted[]): void {
    const files = wanted.map((one) => ({ ...one, url: fileOf(one.url) }));
    this.#add(files.filter((one) => this.#use.isDue(one)));
  }

  watch(timeline: Timeline): void {
    this.#use.watch(timeline);
  }

  async picture(blob: Blob, owner: object): Promise<number | undefined> {
    const { type, bytes } = await contentOf(blob);
    const hash = await this.#take(type, bytes, this.#pictures);
    if (!hash) return undefined;
    const number = this.#assets.numberOf(hash);
    this.#bind(number, hash);
    const former = this.#shown.get(owner);
    this.#shown.set(owner, number);
    this.#drop(former);
    return number;
  }

  release(owner: object): void {
    const former = this.#shown.get(owner);
    this.#shown.delete(owner);
    this.#drop(former);
  }

  resend(hashes: readonly string[], take: AssetHost['asset']): void {
    for (const hash of hashes) {
      const asset = this.#files.get(hash) ?? this.#pictures.get(hash);
      const source = this.#sources.get(hash);
      if (asset) take(asset);
      else if (source) this.#add([source]);
    }
  }

  async add(type: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const hash = await sha256(bytes);
    if (!this.#host.signal.aborted) this.#send({ hash, type, bytes }, this.#files);
  }

  #bind(number: number, hash: string): void {
    const { hashes } = this.#assets;
    if (hashes.get(number) === hash) return;
    hashes.set(number, hash);
    this.#host.bound(number, hash);
  }

  /** Forgets a picture that nothing shows any more. */
  #drop(number = 0): void {
    if ([...this.#shown.values()].includes(number)) return;
    const { numbers, hashes } = this.#assets;
    const hash = hashes.get(number) ?? '';
    this.#pictures.delete(hash);
    numbers.delete(hash);
    hashes.delete(number);
  }

  /** What shows it all the same has it read again with the next snapshot. */
  #lose(lost: string): void {
    const { numbers, hashes } = this.#assets;
    this.#sources.delete(lost);
    for (const [key, number] of numbers) {
      if (hashes.get(number) !== lost) continue;
      numbers.delete(key);
      hashes.delete(number);
      this.#use.forget(key);
    }
  }

  #add(wanted: readonly Wanted[]): void {
    const ranked: Wanted[][] = [[], [], [], []];
    for (const one of [...this.#waiting, ...wanted]) ranked[rankOf(one)]?.push(one);
    this.#waiting = ranked.flat();
    this.#pump();
  }

  #pump(): void {
    while (this.#reading < AT_ONCE) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#reading += 1;
      void this.#read(next).finally(() => {
        this.#reading -= 1;
        this.#pump();
      });
    }
  }

  /** What cannot be read is not shown: another site that does not allow it, an error, or too large. */
  async #read({ url, number, element }: Wanted): Promise<void> {
    const address = FONT_URL.test(url) ? undefined : addressOf(url, this.#host);
    const content = address ? undefined : await this.#content(url, element).catch(() => undefined);
    const hash = content ? await this.#take(content.type, content.bytes, this.#files) : address;
    if (!hash) return;
    this.#bind(number, hash);
    if (/^data:/i.test(url)) return;
    this.#sources.set(hash, { url, number, element: undefined, maybeUnused: false });
    const [oldest = ''] = this.#sources.keys();
    if (this.#sources.size > MAX_SOURCES) this.#lose(oldest);
  }

  async #take(
    declared: string,
    bytes: Uint8Array<ArrayBuffer>,
    kept: Kept,
  ): Promise<string | undefined> {
    const type = assetType(declared, bytes);
    if (!type || bytes.byteLength > MAX_ASSET_BYTES) return undefined;
    const hash = await sha256(bytes);
    if (this.#host.signal.aborted) return undefined;
    if (!kept.get(hash)) this.#send({ hash, type, bytes }, kept);
    return hash;
  }

  #send(asset: Asset, kept: Kept): void {
    const sent = { ...asset, frames: () => assetFrames(asset) };
    kept.add(sent);
    this.#host.asset(sent);
  }

  async #content(url: string, element?: Element): Promise<Content | undefined> {
    if (/^data:/i.test(url)) return dataOf(url);
    const { window, signal } = this.#host;
    const response = await window
      .fetch(url, { cache: 'force-cache', credentials: 'same-origin', signal })
      .catch(() => undefined);
    const length = Number(response?.headers.get('content-length'));
    // The film of a camera has no end.
    const isFilm = /^multi/i.test(`${response?.headers.get('content-type')}`);
    if (!response?.ok || length > MAX_PICTURE_BYTES || isFilm) {
      await response?.body?.cancel();
      // The address may be gone, or good for once.
      return isShowing(element, url) ? drawn(element) : undefined;
    }
    const blob = await response.blob();
    return blob.size > MAX_ASSET_BYTES ? drawn(blob) : contentOf(blob);
  }
}

/** Data URLs are as long as their files: two sums of one, 32 bits each (FNV-1a), stand for it. */
function shortKey(url: string): string {
  const file = fileOf(url);
  if (!/^data:/i.test(file)) return file;
  let [one, other] = [0, 0];
  for (let i = 0; i < file.length; i += 1) {
    one = Math.imul(one ^ file.charCodeAt(i), 0x01000193);
    other = Math.imul(other ^ one, 0x01000193);
  }
  return `${file.length} ${one} ${other}`;
}

function isShowing(element: Element | undefined, url: string): element is HTMLImageElement {
  return element?.localName === 'img' && fileOf((element as HTMLImageElement).currentSrc) === url;
}

/** Read by this window: Chromium keeps a page that goes while a blob of its own is read by its own methods, for good. */
async function contentOf(blob: Blob): Promise<Content> {
  return { type: blob.type, bytes: new Uint8Array(await new Response(blob).arrayBuffer()) };
}

/** A picture as it is seen, where its file is too large or cannot be had. */
async function drawn(picture: HTMLImageElement | Blob): Promise<Content> {
  const bitmap = await createImageBitmap(picture);
  const { width, height } = bitmap;
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.ceil(width * scale), Math.ceil(height * scale));
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return contentOf(await canvas.convertToBlob({ type: 'image/webp', quality: 0.9 }));
}

/** Fonts first, then what is in sight, then what styles show, wherever that is. */
function rankOf({ url, element }: Wanted): number {
  if (FONT_URL.test(url)) return 0;
  return !element ? 2 : isSeen(element) ? 1 : 3;
}

/** How files begin, whatever they are called: browsers go by that, too (MIME Sniffing, 6.1 and 6.3). A dot is any byte. */
const BEGINNINGS = {
  wOF2: 'font/woff2',
  wOFF: 'font/woff',
  OTTO: 'font/otf',
  true: 'font/ttf',
  '\0\x01\0\0': 'font/ttf',
  '\x89PNG': 'image/png',
  GIF8: 'image/gif',
  '\xff\xd8\xff': 'image/jpeg',
  'RIFF....WEBP': 'image/webp',
  '....ftypavi': 'image/avif',
  BM: 'image/bmp',
  '\0\0\x01\0': 'image/x-icon',
  '\0\0\x02\0': 'image/x-icon',
};

/** The media type under which replicas may show the bytes, or undefined where they are neither image nor font. */
function assetType(declared: string, bytes: Uint8Array): string | undefined {
  const type = (declared.split(';')[0] ?? '').trim().toLowerCase();
  if (ASSET_TYPE.test(type)) return type;
  const start = String.fromCharCode(...bytes.subarray(0, 12));
  for (const [beginning, found] of Object.entries(BEGINNINGS)) {
    if ([...beginning].every((char, i) => char === '.' || char === start[i])) return found;
  }
  return FONT_TYPE.test(type) ? 'font/sfnt' : undefined;
}

function dataOf(url: string): Content {
  const head = DATA_URL.exec(url);
  // Browsers leave a percent sign that escapes nothing as it is.
  const body = decodeURIComponent(
    url.slice(head?.[0].length ?? 0).replace(/%(?![\da-f]{2})/gi, '%25'),
  );
  const text = head?.[2] ? atob(body.replace(/\s/g, '')) : undefined;
  const bytes =
    text === undefined
      ? new TextEncoder().encode(body)
      : Uint8Array.from(text, (char) => char.charCodeAt(0));
  return { type: head?.[1] ?? '', bytes };
}

/** @param maxBytes - of all pictures that are shown together; files may have twice as many */
export function readAssets(
  host: AssetHost,
  assets: Assets,
  maxBytes = MAX_PICTURE_BYTES,
): AssetReading {
  return new PageReading(host, assets, maxBytes);
}

export const makeParts: ReadingModule['makeParts'] = (context) => [new Media(context)];
