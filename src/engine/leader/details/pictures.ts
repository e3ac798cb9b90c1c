import type { Assets } from '../assets/assets.js';

/**
 * Takes a picture of what has no file, in place of the one before it.
 *
 * @param owner - what shows it
 * @param isThere - whether that is still there once the picture is read
 * @returns its number, undefined where it cannot be shown
 */
export async function takePicture(
  assets: Assets,
  blob: Blob,
  owner: object,
  isThere: () => boolean,
): Promise<number | undefined> {
  const number = await (await assets.reading())?.picture(blob, owner);
  if (number === undefined || isThere()) return number;
  releasePicture(assets, owner);
  return undefined;
}

/** What has shown a picture is gone: nobody who comes late is told of it, and its bytes are not kept. */
export function releasePicture(assets: Assets, owner: object): void {
  void assets.reading().then((reading) => reading?.release(owner));
}
