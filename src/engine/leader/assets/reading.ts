/**
 * Reads the images and fonts of a page and hands their bytes on, each once. Loaded when the page's first image or font is
 * wanted.
 */
import { assetFrames, type Asset } from '../../../protocol/assets.js';
import { MAX_ASSET_BYTES } from '../../../protocol/limits.js';
import type { LateModule } from '../recorder/late.js';
import { isSeen } from '../recorder/sight.js';
import type { Assets } from './assets.js';
import { Media } from './media.js';
import { sha256 } from './sha256.js';
import { Use } from './use.js';

/** An asset that can be put on its way. */
export interface SentAsset extends Asset {
  frames(): Iterable<Uint8Array<ArrayBuffer>>;
}

export interface AssetHost {
  /** Of the page. */
  window: Window & typeof globalThis;
  /** Ends the reading. */
  signal: AbortSignal;
  /** Called once per hash, before anything is told of it. */
  asset(asset: SentAsset): void;
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
  /** @returns the number of a picture that has no URL, if it can be shown */
  picture(blob: Blob): Promise<number | undefined>;
  /** Sends what was read elsewhere, under the hash that it has. */
  add(type: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** The export of the file that is loaded for a page with images or fonts. */
export interface ReadingModule extends LateModule {
  readAssets(host: AssetHost, assets: Assets): AssetReading;
}

/** How many are read at once. */
const AT_ONCE = 4;
/** All assets of a page together. */
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
/** All pictures of canvases together. */
const MAX_PICTURE_BYTES = 32 * 1024 * 1024;

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
  readonly #sent = new Set<string>();
  #waiting: Wanted[] = [];
  #reading = 0;
  #total = 0;
  #pictureBytes = 0;

  constructor(host: AssetHost, assets: Assets) {
    this.#host = host;
    this.#assets = assets;
    this.#use = new Use(host, (wanted) => this.#add([wanted]));
    host.signal.addEventListener('abort', () => (this.#waiting.length = 0));
  }

  want(wanted: readonly Wanted[]): void {
    this.#add(wanted.filter((one) => this.#use.isDue(one)));
  }

  async picture(blob: Blob): Promise<number | undefined> {
    if (this.#pictureBytes + blob.size > MAX_PICTURE_BYTES) return undefined;
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const hash = await this.#take(blob.type, bytes, true);
    if (!hash) return undefined;
    const number = this.#assets.numberOf(hash);
    this.#assets.bind(number, hash);
    return number;
  }

  async add(type: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const hash = await sha256(bytes);
    if (!this.#host.signal.aborted) this.#send(hash, type, bytes);
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
      void this.#read(next.url, next.number).finally(() => {
        this.#reading -= 1;
        this.#pump();
      });
    }
  }

  /** What cannot be read is not shown: another site that does not allow it, an error, or too large. */
  async #read(url: string, number: number): Promise<void> {
    const content = await this.#content(url).catch(() => undefined);
    const hash = content && (await this.#take(content.type, content.bytes));
    if (hash) this.#assets.bind(number, hash);
  }

  async #take(
    declared: string,
    bytes: Uint8Array<ArrayBuffer>,
    isPicture = false,
  ): Promise<string | undefined> {
    const type = assetType(declared, bytes);
    if (!type || bytes.byteLength > MAX_ASSET_BYTES) return undefined;
    const hash = await sha256(bytes);
    if (this.#host.signal.aborted) return undefined;
    if (this.#sent.has(hash)) return hash;
    if (isPicture) this.#pictureBytes += bytes.byteLength;
    else this.#total += bytes.byteLength;
    if (this.#total > MAX_TOTAL_BYTES) return undefined;
    this.#sent.add(hash);
    this.#send(hash, type, bytes);
    return hash;
  }

  #send(hash: string, type: string, bytes: Uint8Array): void {
    const asset = { hash, type, bytes };
    this.#host.asset({ ...asset, frames: () => assetFrames(asset) });
  }

  async #content(url: string): Promise<Content | undefined> {
    if (/^data:/i.test(url)) return dataOf(url);
    const { window, signal } = this.#host;
    const response = await window.fetch(url, {
      cache: 'force-cache',
      credentials: 'same-origin',
      signal,
    });
    const length = Number(response.headers.get('content-length') ?? 0);
    if (!response.ok || length > MAX_ASSET_BYTES) {
      await response.body?.cancel();
      return undefined;
    }
    const type = response.headers.get('content-type') ?? '';
    return { type, bytes: new Uint8Array(await response.arrayBuffer()) };
  }
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
  const body = decodeURIComponent(url.slice(head?.[0].length ?? 0));
  const text = head?.[2] ? atob(body.replace(/\s/g, '')) : undefined;
  const bytes =
    text === undefined
      ? new TextEncoder().encode(body)
      : Uint8Array.from(text, (char) => char.charCodeAt(0));
  return { type: head?.[1] ?? '', bytes };
}

export const readAssets: ReadingModule['readAssets'] = (host, assets) =>
  new PageReading(host, assets);

export const makeParts: ReadingModule['makeParts'] = (context) => [new Media(context)];
