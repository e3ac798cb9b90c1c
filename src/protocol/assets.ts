/**
 * Assets: images and fonts of the leader's page, addressed by the SHA-256 of their bytes. In frames of kind `asset` each
 * chunk starts with the hash; what follows, over all chunks, is
 *
 * ```
 * byte  0      length of the media type
 * bytes 1-     media type, ASCII
 * then         the asset's bytes
 * ```
 */
import { ASSET_HASH_BYTES, chunksOf, encodeFrame, FrameKind } from './frames.js';
import { MAX_ASSET_BYTES, MAX_CHUNK_BYTES } from './limits.js';

export interface Asset {
  /** SHA-256 in hexadecimal. */
  hash: string;
  type: string;
  bytes: Uint8Array;
}

export function* assetFrames(asset: Asset): Generator<Uint8Array<ArrayBuffer>> {
  const type = new TextEncoder().encode(asset.type.slice(0, 255));
  const body = new Uint8Array(1 + type.byteLength + asset.bytes.byteLength);
  body[0] = type.byteLength;
  body.set(type, 1);
  body.set(asset.bytes, 1 + type.byteLength);
  const hash = hashBytes(asset.hash);
  let seq = 0;
  for (const { payload, first, last } of chunksOf(body, MAX_CHUNK_BYTES - ASSET_HASH_BYTES)) {
    const chunk = new Uint8Array(ASSET_HASH_BYTES + payload.byteLength);
    chunk.set(hash);
    chunk.set(payload, ASSET_HASH_BYTES);
    yield encodeFrame({ kind: FrameKind.asset, first, last, stream: 0, seq, payload: chunk });
    seq += 1;
  }
}

export function hashText(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function hashBytes(hash: string): Uint8Array {
  return Uint8Array.from(hash.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** Most bytes of an asset's body: type and bytes. */
const MAX_BODY_BYTES = MAX_ASSET_BYTES + 256;
/** Most assets whose chunks arrive at the same time; beyond, the one that was begun first is given up. */
const MAX_AT_ONCE = 64;

/** Puts the chunks of assets together again. */
export class AssetReader {
  readonly #parts = new Map<string, Uint8Array[]>();

  /** @returns the asset once its last chunk is there */
  add(chunk: { payload: Uint8Array; first: boolean; last: boolean }): Asset | undefined {
    const hash = hashText(chunk.payload.subarray(0, ASSET_HASH_BYTES));
    const parts = chunk.first ? [] : this.#parts.get(hash);
    if (!parts) return undefined;
    parts.push(chunk.payload.subarray(ASSET_HASH_BYTES));
    this.#parts.set(hash, parts);
    const tooLarge = parts.reduce((sum, part) => sum + part.byteLength, 0) > MAX_BODY_BYTES;
    if (tooLarge || chunk.last) this.#parts.delete(hash);
    if (this.#parts.size > MAX_AT_ONCE) this.#parts.delete([...this.#parts.keys()][0] ?? '');
    if (tooLarge || !chunk.last) return undefined;
    const body = joined(parts);
    const typeEnd = 1 + (body[0] ?? 0);
    const type = new TextDecoder().decode(body.subarray(1, typeEnd));
    return { hash, type, bytes: body.subarray(typeEnd) };
  }
}

/** Chunks put together, as `chunksOf` took them apart. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
